import type { ItemId } from "../model/ids.ts";
import type { WatchState } from "../model/watch-state.ts";

/** A title that somebody watched, with what the server holds of it: less than a list row. */
export interface WatchedRow {
	readonly itemId: ItemId;
	/** Of an episode, where its row says so. */
	readonly showId?: ItemId;
	readonly watch: WatchState;
}

/**
 * What was watched lately on any device, and what comes next, in any order; a title may come twice. `skipped` rows could not be read.
 * Servers cut their lists: what was begun or watched before these moments (epoch ms, 0 for none) may not be among the rows.
 */
export interface WatchedLately {
	readonly rows: readonly WatchedRow[];
	readonly skipped: number;
	readonly begunSince: number;
	readonly watchedSince: number;
}

/**
 * Back to when a list that begins with what was played last tells of everything, epoch ms. Pure.
 *
 * | the list | gives |
 * |---|---|
 * | whole | 0 |
 * | cut after a row with a date | that date |
 * | cut after a row without one, behind all that have one | 0 |
 * | cut, and no row could be read | never |
 */
export function completeSince(rows: readonly WatchedRow[], isCut: boolean): number {
	if (!isCut) return 0;
	const last = rows.at(-1);
	return last === undefined ? Number.POSITIVE_INFINITY : (last.watch.lastPlayedAt ?? 0);
}
