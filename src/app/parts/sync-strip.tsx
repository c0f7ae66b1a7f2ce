import type { VNode } from "preact";
import { useRef } from "preact/hooks";
import type { SourceId } from "../../model/ids.ts";
import type { Source } from "../../model/source.ts";
import type { SyncProgress } from "../progress-of-lists.ts";
import { signInAddress, sources } from "../sources.ts";
import { isStorageFull } from "../storage-room.ts";
import { syncProgress } from "../sync-progress.ts";
import { startSync, stopSync, syncingSources } from "../syncing.ts";
import { Icon } from "./icon.tsx";

/** Above Home's rows: servers that are being read for the first time, servers that are away, a full disk. Nothing when all is well. */
export function SyncStrip(): VNode | null {
	const progress = syncProgress();
	const seenReading = useRef(new Set<SourceId>());
	const lines = (sources.value ?? []).flatMap((source) => {
		const line = lineFor(source, progress.get(source.sourceId), seenReading.current);
		return line ? [line] : [];
	});
	const away = (sources.value ?? []).filter(({ state }) => state === "away").map(({ serverName }) => serverName);
	if (away.length > 0) lines.unshift(<Away key="away" names={away} />);
	if (isStorageFull.value) lines.unshift(<StorageFull key="storage" />);
	return lines.length === 0 ? null : <div class="sync-strip">{lines}</div>;
}

function StorageFull(): VNode {
	return (
		<p class="strip-line is-alert">
			<Icon name="circle-alert" />
			<span>
				<strong>This device has no room left.</strong> What is here stays, but nothing new can be kept until there is
				room.
			</span>
			<a class="button small" href="#/settings">
				Storage
			</a>
		</p>
	);
}

/** In one line, or somebody without a network would read the same of each server. */
function Away({ names }: { names: readonly string[] }): VNode {
	const isOne = names.length === 1;
	return (
		<p class="strip-line">
			<Icon name="cloud-off" />
			<span>
				<strong>{new Intl.ListFormat("en").format(names)}</strong> {isOne ? "is" : "are"} away. What is here keeps
				working, and what you watch is sent when {isOne ? "it is" : "they are"} back.
			</span>
		</p>
	);
}

/** `seenReading`: the sources whose reading was on screen. Their line stays to the end of the visit, or all below it would jump. */
function lineFor(source: Source, progress: SyncProgress | undefined, seenReading: Set<SourceId>): VNode | null {
	if (source.state === "signed-out") {
		return (
			<p class="strip-line is-alert" key={source.sourceId}>
				<Icon name="circle-alert" />
				<span>
					<strong>{source.serverName}</strong> asks you to sign in again.
				</span>
				<a class="button small" href={signInAddress(source)}>
					Sign in
				</a>
			</p>
		);
	}
	if (source.state !== "ok" || !progress) return null;
	if (progress.isComplete) {
		return seenReading.has(source.sourceId) ? (
			<p class="strip-line" key={source.sourceId}>
				<Icon name="circle-check" />
				<span>
					All of <strong>{source.serverName}</strong> is on this device.
				</span>
			</p>
		) : null;
	}
	seenReading.add(source.sourceId);
	return (
		<div class="strip-line" key={source.sourceId}>
			<Icon name={progress.error ? "circle-alert" : "refresh-cw"} />
			<SyncBar source={source} progress={progress} />
			<SyncButton source={source} />
		</div>
	);
}

/** Stops a sync that runs, goes on with one that was stopped. */
export function SyncButton({ source }: { source: Source }): VNode {
	return syncingSources.value.has(source.sourceId) ? (
		<button type="button" class="button small" onClick={() => stopSync(source.sourceId)}>
			Stop
		</button>
	) : (
		<button type="button" class="button small" onClick={() => startSync(source.sourceId, true)}>
			Continue
		</button>
	);
}

/** What of a source is being read and how far that is, with a bar. */
export function SyncBar({ source, progress }: { source: Source; progress: SyncProgress }): VNode {
	const { current, error } = progress;
	const isSyncing = syncingSources.value.has(source.sourceId);
	return (
		<span class="sync-bar">
			<span>
				{isSyncing ? "Reading" : "Not read completely:"} <strong>{source.serverName}</strong>
				{current &&
					` · ${current.libraryTitle}: ${current.done.toLocaleString()} of ${current.total.toLocaleString()} ${current.list}`}
				{error && !isSyncing && ` · ${error}`}
			</span>
			<progress max={1} value={progress.fraction} aria-label={`Reading ${source.serverName}`} />
		</span>
	);
}
