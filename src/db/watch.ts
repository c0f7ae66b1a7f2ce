import type { ItemId } from "../model/ids.ts";
import { sourceOf } from "../model/ids.ts";
import type { WatchState } from "../model/watch-state.ts";
import { UNTOUCHED } from "../model/watch-state.ts";
import type { WatchRow } from "./schema.ts";

/**
 * The row of `watch` for a state read from the server at `readAt` (device epoch ms), with its sparse index fields. `titleId`: of what
 * the item is a further file.
 */
export function watchRow(itemId: ItemId, state: WatchState, readAt: number, titleId?: ItemId): WatchRow {
	return {
		itemId,
		...(titleId === undefined ? {} : { titleId }),
		sourceId: sourceOf(itemId),
		positionMs: state.positionMs,
		watched: state.watched,
		playCount: state.playCount,
		lastPlayedAt: state.lastPlayedAt,
		readAt,
		...(state.positionMs > 0 ? { resumableAt: state.lastPlayedAt ?? 1 } : {}),
		...(state.lastPlayedAt === null ? {} : { playedAt: state.lastPlayedAt }),
	};
}

/** True when nothing happened to the item, so that it needs no row. */
export function isUntouched(state: WatchState): boolean {
	return (
		state.positionMs === UNTOUCHED.positionMs &&
		state.watched === UNTOUCHED.watched &&
		state.playCount === UNTOUCHED.playCount &&
		state.lastPlayedAt === UNTOUCHED.lastPlayedAt
	);
}
