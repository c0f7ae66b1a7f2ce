import type { World } from "../db/world.ts";
import type { SourceId } from "../model/ids.ts";
import { openServer, recordSourceOutcome } from "../servers/open-server.ts";
import type { MediaServer } from "../servers/server.ts";
import { noteFailure } from "./freshness-rows.ts";
import { refreshLibraries, refreshServerFacts } from "./refresh-libraries.ts";
import { refreshList } from "./refresh-list.ts";
import { withRefreshLock } from "./refresh-lock.ts";
import { endsSync, type Refreshed, type RefreshFailureReason, refreshedFrom } from "./refresh-result.ts";
import { librariesScope, listScope } from "./scopes.ts";
import { isListDue, isSyncDue, listsToSync } from "./sync-due.ts";

/**
 * How a sync ended. `rows` came, `skipped` could not be read.
 *
 * | kind | means |
 * |---|---|
 * | complete | everything is there and fresh |
 * | partial | the reason is in the freshness rows; the rest is there |
 * | not-due | nobody asked by hand, and all there is to read is fresh or failed a moment ago: no request was made |
 * | stopped | by the signal; the next sync goes on from there |
 * | failed | the server or this device ended it; what came stays, the next sync goes on from there |
 */
export interface SyncResult {
	readonly kind: "complete" | "partial" | "not-due" | "stopped" | "failed";
	readonly rows: number;
	readonly skipped: number;
	readonly reason?: RefreshFailureReason;
	/** Plain words. */
	readonly error?: string;
}

/** How a sync was asked for. */
export interface SyncOptions {
	readonly signal: AbortSignal;
	/** A person asked: reads lists that are fresh, and those that failed a moment ago. */
	readonly force?: boolean;
}

/**
 * Brings a whole source into the database, or goes on where that was left: the libraries, then the titles of all of them, then
 * their seasons, then their episodes, so that there is something to look at soon. Each list is resumable (`refreshList`); its
 * progress stands in its freshness row.
 */
export async function syncSource(world: World, sourceId: SourceId, options: SyncOptions): Promise<SyncResult> {
	const { signal, force = false } = options;
	if (!force && !(await isSyncDue(world, sourceId))) return { kind: "not-due", rows: 0, skipped: 0 };
	const result = await withRefreshLock(world, `source:${sourceId}`, signal, async () => {
		const opened = await openServer(world, sourceId, signal);
		if (opened.kind === "ok") return syncWith(world, opened.value, options);
		await recordSourceOutcome(world, sourceId, opened);
		const refreshed = refreshedFrom(opened);
		if (refreshed.kind === "failed") {
			await noteFailure(world.db, librariesScope(sourceId), refreshed.error, world.now());
		}
		return ended(refreshed, { rows: 0, skipped: 0 });
	});
	return result ?? { kind: "stopped", rows: 0, skipped: 0 };
}

/** The same with a server that is open already. */
export async function syncWith(
	world: World,
	server: MediaServer,
	{ signal, force = false }: SyncOptions,
): Promise<SyncResult> {
	const { sourceId } = server.source;
	const count = { rows: 0, skipped: 0 };
	const listed = await withRefreshLock(world, librariesScope(sourceId), signal, () =>
		refreshLibraries(world, server, signal),
	);
	if (listed?.kind !== "done") return ended(listed ?? { kind: "stopped" }, count);
	await recordSourceOutcome(world, sourceId, { kind: "ok", value: null });
	await refreshServerFacts(world, server, signal);
	let partial: Refreshed | null = null;
	for (const { library, list } of await listsToSync(world, sourceId)) {
		if (signal.aborted) return ended({ kind: "stopped" }, count);
		const scope = listScope(list, library.libraryId);
		const result = await withRefreshLock(world, scope, signal, async (): Promise<Refreshed> => {
			const row = await world.db.freshness.get(scope);
			if (!force && !(await isListDue(world, list, row))) return { kind: "done", rows: 0, skipped: 0 };
			return refreshList(world, server, library, list, { signal, isByHand: force });
		});
		if (result?.kind === "done") {
			count.rows += result.rows;
			count.skipped += result.skipped;
		} else if (result?.kind === "failed" && !endsSync(result)) {
			partial = result;
		} else {
			return ended(result ?? { kind: "stopped" }, count);
		}
	}
	return partial === null ? { kind: "complete", ...count } : { ...ended(partial, count), kind: "partial" };
}

function ended(result: Refreshed, count: { readonly rows: number; readonly skipped: number }): SyncResult {
	if (result.kind === "failed") return { kind: "failed", ...count, reason: result.reason, error: result.error };
	return { kind: result.kind === "done" ? "complete" : "stopped", ...count };
}
