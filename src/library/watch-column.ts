import type { StowawayDatabase } from "../db/schema.ts";
import { statesFrom } from "../db/shown-states.ts";
import { type ItemId, serverKeyOf, sourceOf } from "../model/ids.ts";
import type { WatchState } from "../model/watch-state.ts";
import type { Shelf } from "./shelf-columns.ts";
import type { WatchColumn } from "./shelf-order.ts";

/** What is shown of one item; episodes name their show. */
export interface SeenItem {
	readonly itemId: ItemId;
	readonly showId?: ItemId;
	readonly state: WatchState;
}

/**
 * The watch column of a shelf from all that was seen of its source. Pure.
 *
 * | title | unwatched | in progress | watched |
 * |---|---|---|---|
 * | movie | otherwise | there is a position | watched |
 * | show | otherwise | an episode was watched or begun | as many episodes were watched as it has |
 */
export function watchColumn(shelf: Shelf, seen: readonly SeenItem[]): WatchColumn {
	const places = new Map(shelf.serverKeys.map((key, at) => [key, at]));
	const column = { seen: new Uint8Array(shelf.count), lastPlayedAt: new Float64Array(shelf.count) };
	const watchedEpisodes = new Uint32Array(shelf.count);
	for (const { itemId, showId, state } of seen) {
		const at = places.get(serverKeyOf(showId ?? itemId));
		if (at === undefined) continue;
		column.lastPlayedAt[at] = Math.max(column.lastPlayedAt[at] ?? 0, state.lastPlayedAt ?? 0);
		if (showId === undefined) {
			column.seen[at] = state.positionMs > 0 ? 1 : state.watched ? 2 : 0;
		} else if (state.watched || state.positionMs > 0) {
			if (state.watched) watchedEpisodes[at] = (watchedEpisodes[at] ?? 0) + 1;
			column.seen[at] = 1;
		}
	}
	for (let at = 0; at < shelf.count; at++) {
		const leaves = shelf.leafCounts[at] ?? 0;
		if (shelf.kinds[at] === "s" && leaves > 0 && (watchedEpisodes[at] ?? 0) >= leaves) column.seen[at] = 2;
	}
	return column;
}

/** Reads what was seen of a shelf's source, unsent changes included, and makes the shelf's watch column of it. */
export async function readWatchColumn(db: StowawayDatabase, shelf: Shelf): Promise<WatchColumn> {
	const sourceId = sourceOf(shelf.libraryId);
	const [watch, outbox] = await Promise.all([
		db.watch.where("itemId").startsWith(`${sourceId}/`).toArray(),
		db.outbox.where("sourceId").equals(sourceId).toArray(),
	]);
	const states = [...statesFrom(watch, outbox)].map(([itemId, { state }]) => ({ itemId, state }));
	const shows = shelf.kinds.includes("s") ? await showsOf(db, shelf, states) : new Map<ItemId, ItemId>();
	return watchColumn(
		shelf,
		states.map((item) => ({ ...item, showId: shows.get(item.itemId) })),
	);
}

/** The show of each of the items that is an episode. */
async function showsOf(
	db: StowawayDatabase,
	shelf: Shelf,
	states: readonly { readonly itemId: ItemId }[],
): Promise<Map<ItemId, ItemId>> {
	const titles = new Set(shelf.serverKeys);
	const ids = states.flatMap(({ itemId }) => (titles.has(serverKeyOf(itemId)) ? [] : [itemId]));
	const items = await db.items.bulkGet(ids);
	return new Map(items.flatMap((item) => (item?.showId === undefined ? [] : [[item.itemId, item.showId] as const])));
}
