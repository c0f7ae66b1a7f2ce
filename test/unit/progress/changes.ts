import type { StowawayDatabase } from "../../../src/db/schema.ts";
import type { Change, ChangeType, JournalEntry } from "../../../src/model/change.ts";
import type { ItemId } from "../../../src/model/ids.ts";
import type { Item } from "../../../src/model/item.ts";
import type { WatchState } from "../../../src/model/watch-state.ts";
import { UNTOUCHED } from "../../../src/model/watch-state.ts";
import { type Decision, type MergeInput, merge } from "../../../src/progress/merge.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** Noon of the day on which everything in these tests happens; the server's now is eight in the evening. */
export const NOON = Date.UTC(2026, 10, 20, 12);
export const NOW = NOON + 8 * HOUR;

/** A watch state from what matters; `at` is its date. */
export function state(parts: { min?: number; watched?: boolean; plays?: number; at?: number | null } = {}): WatchState {
	const { min = 0, watched = false, plays = watched ? 1 : 0, at = null } = parts;
	return { ...UNTOUCHED, positionMs: min * MINUTE, watched, playCount: plays, lastPlayedAt: at };
}

/** An episode of source `a1`, or what else of its shows `more` says. */
export function episode(key: string, more: Partial<Item>): Item {
	const title = { title: key, sortTitle: key, genres: [], providerIds: {} };
	return { ...title, sourceId: "a1", libraryId: "a1/shows", itemId: `a1/${key}`, kind: "episode", ...more };
}

let revisions = 0;

/** A change at a time, with a clock that is a second off at most unless said. */
export function change(type: ChangeType, at: number, parts: Partial<Change> & { min?: number } = {}): Change {
	const { min, ...rest } = parts;
	revisions += 1;
	const position = min === undefined ? {} : { positionMs: min * MINUTE };
	return { type, at, uncertaintyMs: 1000, revision: revisions, ...position, ...rest };
}

/** Decides as on Jellyfin, unless said, at eight in the evening. */
export function decide(
	base: WatchState,
	remote: WatchState,
	changes: readonly Change[],
	parts: Partial<MergeInput> = {},
): Decision {
	return merge({
		base,
		remote,
		changes,
		now: NOW,
		nowUncertaintyMs: 1000,
		datesAreEvents: true,
		policy: "newest",
		durationMs: 100 * MINUTE,
		...parts,
	});
}

/** The lines of the journal, newest first; of one item where one is given. */
export async function journalOf(db: StowawayDatabase, itemId?: ItemId): Promise<readonly JournalEntry[]> {
	const all = await db.journal.orderBy(":id").reverse().toArray();
	return itemId === undefined ? all : all.filter((entry) => entry.itemId === itemId);
}
