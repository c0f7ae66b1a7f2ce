import type { World } from "../db/world.ts";
import { type ItemId, type SourceId, sourceOf } from "../model/ids.ts";
import { openServer, recordSourceOutcome } from "../servers/open-server.ts";
import { judgeFailure } from "./judge-failure.ts";
import { refreshStates } from "./refresh-states.ts";

/** What was read so lately is not read again. */
export const SHOWN_FRESH_MS = 60_000;
/** More than a screen holds: the episodes of a long show. */
const MOST = 300;

/**
 * Reads anew what was watched of titles that are on screen, where the last look is older than a minute: one request a server, or a few
 * for hundreds. Servers that are away or signed out are left to their own tries. `readAt`: when this page last read each title (device
 * epoch ms), which the database notes only of those that changed; filled in here.
 */
export async function refreshShown(
	world: World,
	itemIds: readonly ItemId[],
	readAt: Map<ItemId, number>,
	signal: AbortSignal,
): Promise<void> {
	const due = await dueAmong(world, itemIds, readAt);
	const sources = await world.db.sources.bulkGet([...due.keys()]);
	await Promise.all(
		sources.map(async (source) => {
			if (source?.state !== "ok") return;
			const { sourceId } = source;
			const titles = (due.get(sourceId) ?? []).slice(0, MOST);
			const askedAt = world.now();
			const opened = await openServer(world, sourceId, signal);
			if (opened.kind !== "ok") return recordSourceOutcome(world, sourceId, opened);
			const failure = await refreshStates(world, opened.value, titles, signal);
			if (failure !== null) await judgeFailure(world, opened.value, failure, signal);
			else for (const itemId of titles) readAt.set(itemId, askedAt);
		}),
	);
}

/** The films and episodes among the titles whose last look is too old, by source. */
async function dueAmong(
	{ db, now }: World,
	itemIds: readonly ItemId[],
	readAt: ReadonlyMap<ItemId, number>,
): Promise<ReadonlyMap<SourceId, ItemId[]>> {
	const ids = [...new Set(itemIds)];
	const [items, watch] = await Promise.all([db.items.bulkGet(ids), db.watch.bulkGet(ids)]);
	const due = new Map<SourceId, ItemId[]>();
	for (const [at, itemId] of ids.entries()) {
		const kind = items[at]?.kind;
		if (kind !== "movie" && kind !== "episode") continue;
		const age = now() - Math.max(watch[at]?.readAt ?? 0, readAt.get(itemId) ?? 0);
		if (age >= 0 && age < SHOWN_FRESH_MS) continue;
		const sourceId = sourceOf(itemId);
		due.set(sourceId, [...(due.get(sourceId) ?? []), itemId]);
	}
	return due;
}
