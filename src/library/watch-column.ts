import type { ItemId } from "../model/ids.ts";
import type { WatchState } from "../model/watch-state.ts";
import { placesOf, type Shelf } from "./shelf-columns.ts";

/** What was seen of each title of a shelf, in its order. */
export interface WatchColumn {
	/** 0 unwatched, 1 in progress, 2 watched. A rewatch is in progress. */
	readonly seen: Uint8Array;
	/** Epoch ms, 0 for never. */
	readonly lastPlayedAt: Float64Array;
}

/** What is shown of one item; episodes name their show. */
export interface SeenItem {
	readonly itemId: ItemId;
	readonly showId?: ItemId;
	readonly state: WatchState;
}

/**
 * The watch column of a shelf from all that was seen of its sources. Pure.
 *
 * | title | unwatched | in progress | watched |
 * |---|---|---|---|
 * | movie | otherwise | there is a position | watched |
 * | show | otherwise | an episode was watched or begun | as many episodes were watched as it has |
 */
export function watchColumn(shelf: Shelf, seen: Iterable<SeenItem>): WatchColumn {
	const places = placesOf(shelf);
	const column = { seen: new Uint8Array(shelf.count), lastPlayedAt: new Float64Array(shelf.count) };
	const watchedEpisodes = new Uint32Array(shelf.count);
	for (const { itemId, showId, state } of seen) {
		const at = places.get(showId ?? itemId);
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
