import type { Change, PushRecord } from "../model/change.ts";
import { uncountedPlays } from "../model/desired.ts";
import { isSameState, SAME_POSITION_MS, type WatchState } from "../model/watch-state.ts";

export interface Resumed {
	/** True when the push arrived whole: its changes are to be acknowledged, and `base` is that of what came later. */
	readonly arrived: boolean;
	/** What the changes are to be merged against, and the changes with the plays marked that the server counted. */
	readonly base: WatchState;
	readonly changes: readonly Change[];
	/** True when somebody has to say whether what is missing still counts. */
	readonly isAsked?: boolean;
}

/** Marks the first `count` uncounted finishes of the push as counted. */
function countPlays(changes: readonly Change[], count: number, revision: number): readonly Change[] {
	let left = count;
	return changes.map((change) => {
		const uncounted = change.type === "finished" && change.playUncounted !== false && change.revision <= revision;
		if (!uncounted || left <= 0) return change;
		left -= 1;
		return { ...change, playUncounted: false };
	});
}

function isExactly(a: WatchState, b: WatchState): boolean {
	return isSameState(a, b) && a.playCount === b.playCount && a.lastPlayedAt === b.lastPlayedAt;
}

/** How long after its beginning a push can still reach a server: it waits for those before it, and for an answer. */
const ARRIVES_WITHIN_MS = 10 * 60_000;

/** R has a date that a push cannot have brought about: where dates are receipts, one by which it was long over. */
function isLaterThan(
	push: PushRecord,
	changes: readonly Change[],
	remote: WatchState,
	datesAreEvents: boolean,
): boolean {
	const date = remote.lastPlayedAt ?? 0;
	if (datesAreEvents) return date > (push.target.lastPlayedAt ?? 0);
	const uncertaintyMs = Math.max(0, ...changes.map((change) => change.uncertaintyMs));
	return push.at !== undefined && date > push.at + ARRIVES_WITHIN_MS + uncertaintyMs;
}

/** The scrobble or unscrobble of the push is there, the position that follows it is missing. */
function isHalfThere(remote: WatchState, { read, target }: PushRecord): boolean {
	if (target.positionMs <= SAME_POSITION_MS || remote.positionMs > SAME_POSITION_MS) return false;
	if (remote.watched !== target.watched) return false;
	const counted = remote.playCount > read.playCount && remote.playCount <= target.playCount;
	const cleared = read.watched && !remote.watched && remote.playCount === target.playCount;
	return counted || cleared;
}

/**
 * A mark that arrived without its place told a server whose dates are receipts of a viewing that was long over. Another device that
 * looked in between found its own finish there already, and left no trace: the older place may not follow it, and nobody but the person
 * knows.
 */
function isOutdated(push: PushRecord, changes: readonly Change[]): boolean {
	const place = changes.findLast(({ type }) => type === "progress");
	if (!push.target.watched || place === undefined || push.at === undefined) return false;
	return push.at - place.at > ARRIVES_WITHIN_MS + place.uncertaintyMs;
}

/** True when R cannot hold what was to be written: its count or its date stands where it stood, or before ours. */
function cannotHaveArrived(remote: WatchState, push: PushRecord, datesAreEvents: boolean): boolean {
	if (push.done.length > 0 || remote.lastPlayedAt === null) return false;
	if (push.target.playCount > push.read.playCount && remote.playCount <= push.read.playCount) return true;
	return datesAreEvents && push.target.lastPlayedAt !== null && remote.lastPlayedAt < push.target.lastPlayedAt;
}

/**
 * Row 0 of SYNC.md §3, *Resuming*: what became of a push that was cut off. Pure; the first line that applies decides.
 *
 * | R | means | goes on with |
 * |---|---|---|
 * | is what was to be written (count and, where dates are events, date at least) | it arrived | acknowledge; R as base of what came later |
 * | the same with a later date or a higher count | so did somebody else's act like it, after it | acknowledge; the written state as base |
 * | is what was read, and no request was answered | nothing arrived | the same base |
 * | shows the count or the unwatch, but not the position, and no date later than the push | half of it arrived | R as base, those plays counted |
 * | the same of a mark, and the place was over ten minutes old when it was sent | another device's finish may lie between | the person is asked |
 * | has a date or a count that our write would have raised | it did not arrive, somebody else was there | the same base |
 * | is anything else | it may have arrived before somebody else's act | the written state as base |
 *
 * A play counts as counted when R's count rose far enough or its request was answered: in doubt it is not counted again.
 */
export function resume(
	push: PushRecord,
	base: WatchState,
	changes: readonly Change[],
	remote: WatchState,
	datesAreEvents: boolean,
): Resumed {
	const dated = !datesAreEvents || (remote.lastPlayedAt ?? 0) >= (push.target.lastPlayedAt ?? 0);
	const isOurs = !isLaterThan(push, changes, remote, datesAreEvents);
	if (isSameState(remote, push.target) && remote.playCount >= push.target.playCount && dated) {
		const isAlone = isOurs && remote.playCount === push.target.playCount;
		return { arrived: true, base: isAlone ? remote : push.target, changes };
	}
	if (push.done.length === 0 && isExactly(remote, push.read)) return { arrived: false, base, changes };
	const answered = push.done.filter((name) => name.startsWith("scrobble")).length;
	const plays = Math.max(0, uncountedPlays(changes.filter((change) => change.revision <= push.revision)));
	const rose = Math.max(answered, remote.playCount - push.read.playCount);
	const counted = countPlays(changes, Math.min(plays, rose), push.revision);
	if (isOurs && isHalfThere(remote, push)) {
		const half = { arrived: false, base: remote, changes: counted };
		return !datesAreEvents && isOutdated(push, counted) ? { ...half, isAsked: true } : half;
	}
	if (cannotHaveArrived(remote, push, datesAreEvents)) return { arrived: false, base, changes };
	return { arrived: false, base: push.target, changes: counted };
}
