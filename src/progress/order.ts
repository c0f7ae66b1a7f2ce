import type { Change } from "../model/change.ts";
import { SAME_POSITION_MS, type WatchState } from "../model/watch-state.ts";

/** Pauses within a session that a start date does not show. SYNC.md §3 *Comparing*. */
const PAUSES_MS = 30 * 60_000;

/** A change seen from R: did it happen after R, before it, too near to tell, or does R not say when it happened? */
export type Order = "later" | "earlier" | "tied" | "undated";

/** The two states of the server, and how its dates are to be read. Times are server time, epoch ms. */
export interface Sight {
	readonly base: WatchState;
	readonly remote: WatchState;
	readonly now: number;
	/** How far `now` may be off: a date later than that lies in the future. */
	readonly nowUncertaintyMs: number;
	/** False for Plex. */
	readonly datesAreEvents: boolean;
}

/** R's date, or null where it says nothing: there is none, it is B's, or it lies in the future. */
export function newDate({ base, remote, now, nowUncertaintyMs }: Sight): number | null {
	const date = remote.lastPlayedAt;
	return date === null || date === base.lastPlayedAt || date > now + nowUncertaintyMs ? null : date;
}

/**
 * When R can have happened, from `from` to `to`; null when undated.
 *
 * | dates are | from | to |
 * |---|---|---|
 * | events (Jellyfin, the start of a session) | the date | + what was played since B + half an hour, not past now |
 * | receipts (Plex) | the date | the date: the latest R can be |
 */
export function happened(sight: Sight): { readonly from: number; readonly to: number } | null {
	const from = newDate(sight);
	if (from === null) return null;
	if (!sight.datesAreEvents) return { from, to: from };
	const { base, remote, now } = sight;
	const fell = remote.positionMs < base.positionMs - SAME_POSITION_MS;
	const anew = fell || remote.playCount > base.playCount;
	const played = Math.max(0, anew ? remote.positionMs : remote.positionMs - base.positionMs);
	return { from, to: Math.max(from, Math.min(from + played + PAUSES_MS, now)) };
}

/** SYNC.md §3 *Comparing*: where a change lies to the interval of R, by more than the uncertainty of its clock. */
export function orderOf(change: Change, sight: Sight): Order {
	const interval = happened(sight);
	if (interval === null) return "undated";
	if (change.at > interval.to + change.uncertaintyMs) return "later";
	return change.at < interval.from - change.uncertaintyMs ? "earlier" : "tied";
}

/**
 * R stands at 0, unwatched, since a moment after a change here: somebody opened it and left at once, which wipes a position on
 * Jellyfin (recorded 06-playing-thresholds #26-27), or took back a viewing. Both show the same; only the person can tell.
 */
export function isInDoubt(changes: readonly Change[], sight: Sight): boolean {
	const { base, remote, datesAreEvents } = sight;
	if (!datesAreEvents || remote.watched || remote.positionMs > SAME_POSITION_MS) return false;
	const isLater = (newDate(sight) ?? 0) > (base.lastPlayedAt ?? 0);
	return isLater && changes.some((change) => orderOf(change, sight) === "earlier");
}
