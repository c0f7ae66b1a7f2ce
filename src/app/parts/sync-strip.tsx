import type { VNode } from "preact";
import type { Source } from "../../model/source.ts";
import { startSync, stopSync, syncingSources } from "../engine.ts";
import { age, count } from "../format.ts";
import { useLive } from "../live.ts";
import { sources } from "../sources.ts";
import { world } from "../world.ts";
import { useMinutes } from "./freshness-line.tsx";
import { Icon } from "./icon.tsx";

/** How far a source has been read, in titles and their parts. */
export interface SyncProgress {
	readonly done: number;
	readonly total: number;
	readonly isComplete: boolean;
}

/** Live progress of every source, from the freshness rows of its libraries. */
export function useSyncProgress(): ReadonlyMap<string, SyncProgress> {
	const live = useLive(readProgress, []);
	return live.kind === "ready" ? live.value : new Map();
}

/** Above Home's rows: servers that are being read for the first time, and servers that are away. Nothing when all is well. */
export function SyncStrip(): VNode | null {
	const progress = useSyncProgress();
	const now = useMinutes();
	const lines = (sources.value ?? []).flatMap((source) => {
		const line = lineFor(source, progress.get(source.sourceId), now);
		return line ? [line] : [];
	});
	return lines.length === 0 ? null : <div class="sync-strip">{lines}</div>;
}

function lineFor(source: Source, progress: SyncProgress | undefined, now: number): VNode | null {
	const isSyncing = syncingSources.value.has(source.sourceId);
	if (source.state === "away") {
		return (
			<p class="strip-line" key={source.sourceId}>
				<Icon name="cloud-off" />
				<span>
					<strong>{source.serverName}</strong> does not answer since {age(source.stateSince, now)}. What is here keeps
					working; changes wait.
				</span>
			</p>
		);
	}
	if (source.state === "signed-out") {
		return (
			<p class="strip-line is-alert" key={source.sourceId}>
				<Icon name="circle-alert" />
				<span>
					<strong>{source.serverName}</strong> asks you to sign in again.
				</span>
				<a class="button small" href="#/welcome">
					Sign in
				</a>
			</p>
		);
	}
	if (source.state !== "ok" || !progress || progress.isComplete) return null;
	return (
		<div class="strip-line" key={source.sourceId}>
			<Icon name="refresh-cw" />
			<SyncBar source={source} progress={progress} />
			{isSyncing ? (
				<button type="button" class="button small" onClick={() => stopSync(source.sourceId)}>
					Stop
				</button>
			) : (
				<button type="button" class="button small" onClick={() => startSync(source.sourceId)}>
					Continue
				</button>
			)}
		</div>
	);
}

/** A source's name and how much of it has been read, with a bar. */
export function SyncBar({ source, progress }: { source: Source; progress: SyncProgress }): VNode {
	const fraction = progress.total > 0 ? Math.min(1, progress.done / progress.total) : 0;
	return (
		<span class="sync-bar">
			<span>
				Reading <strong>{source.serverName}</strong>
				{progress.total > 0 && `: ${count(progress.done, "row")} of ${progress.total.toLocaleString()}`}
			</span>
			<progress max={1} value={fraction} aria-label={`Reading ${source.serverName}`} />
		</span>
	);
}

async function readProgress(): Promise<ReadonlyMap<string, SyncProgress>> {
	const { db } = world;
	const [libraries, rows] = await Promise.all([
		db.libraries.toArray(),
		db.freshness.where("scope").startsWith("titles:").toArray(),
	]);
	const byScope = new Map(rows.map((row) => [row.scope, row]));
	const found = new Map<string, SyncProgress>();
	for (const library of libraries) {
		if (library.kind === "other") continue;
		const row = byScope.get(`titles:${library.libraryId}`);
		const before = found.get(library.sourceId) ?? { done: 0, total: 0, isComplete: true };
		const isComplete = (row?.fetchedAt ?? 0) > 0;
		found.set(library.sourceId, {
			done: before.done + (row?.done ?? 0),
			total: before.total + (row?.total ?? 0),
			isComplete: before.isComplete && isComplete,
		});
	}
	return found;
}
