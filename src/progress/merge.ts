import type { Change, ReasonCode } from "../model/change.ts";
import { desired, uncountedPlays } from "../model/desired.ts";
import { isSameState, SAME_POSITION_MS, type WatchState } from "../model/watch-state.ts";
import { isInDoubt, newDate, type Order, orderOf, type Sight } from "./order.ts";

/** How a position is chosen when both sides moved. Touches rows 3 to 7 only. */
export type Policy = "newest" | "furthest" | "ask";

export interface MergeInput extends Sight {
	/** Coalesced, oldest first. */
	readonly changes: readonly Change[];
	readonly policy: Policy;
	readonly durationMs?: number;
	/** A push that was cut off leaves it to the person. See `resume`. */
	readonly isAsked?: boolean;
}

export interface Decision {
	/** The rows that decided, in order: at most one a step. */
	readonly codes: readonly [ReasonCode, ...ReasonCode[]];
	/** What the server is to hold, or null when nothing has to be written. */
	readonly target: WatchState | null;
	/** Changes to be parked under Conflicts instead of being acknowledged. */
	readonly conflict: readonly Change[];
	/** Plays that `target` counts beyond R's. */
	readonly finishes: number;
	/** True when `target` takes `watched` away. */
	readonly isUnwatch: boolean;
}

/** The outcome of a step: position and what of the local side was used. */
interface Mark {
	readonly code: ReasonCode;
	readonly state: WatchState;
	/** The change was applied, so its time is written. */
	readonly applied: boolean;
	/** R's position is older than the mark, so it cannot win against what follows the mark. */
	readonly outranksRemote: boolean;
}
interface Position {
	readonly code: ReasonCode;
	readonly local: boolean;
	readonly ask: boolean;
}

function clamp(state: WatchState, durationMs: number | undefined): WatchState {
	const end = durationMs === undefined || durationMs <= 0 ? Number.POSITIVE_INFINITY : durationMs;
	return {
		...state,
		positionMs: Math.min(Math.max(0, state.positionMs), end),
		playCount: Math.max(0, state.playCount),
	};
}

function isMark(change: Change): boolean {
	return change.type !== "progress" && change.type !== "clearPosition";
}

function isAtEnd(state: WatchState): boolean {
	return state.watched && state.positionMs <= SAME_POSITION_MS;
}

/**
 * Row 1. A server whose dates are receipts cannot show ours; but what it was told before we acted is another viewing than ours
 * (SYNC.md asks for the count alone there, which let an older progress follow a finish that was taken for another's).
 */
function isThere(wanted: WatchState, changes: readonly Change[], sight: Sight): boolean {
	const { remote, datesAreEvents } = sight;
	const isDated = datesAreEvents
		? (remote.lastPlayedAt ?? 0) >= (wanted.lastPlayedAt ?? 0)
		: changes.every((change) => orderOf(change, sight) !== "later");
	return isSameState(remote, wanted) && remote.playCount >= wanted.playCount && isDated;
}

/** Row 2: nobody was there, or somebody pressed play and thought better of it. */
function isUntouchedSince({ base, remote, datesAreEvents }: Sight): "untouched" | "looked" | "touched" {
	if (!isSameState(base, remote)) return "touched";
	if (base.lastPlayedAt === remote.lastPlayedAt) return "untouched";
	const looked = (remote.lastPlayedAt ?? 0) > (base.lastPlayedAt ?? 0) && remote.playCount > base.playCount;
	return datesAreEvents && looked && !isAtEnd(remote) ? "looked" : "touched";
}

/** Row 11. */
function isUnwatchedElsewhere(mark: Change | undefined, order: Order | undefined, sight: Sight): boolean {
	if (mark?.type === "markUnwatched" || order === "later") return false;
	const { base, remote } = sight;
	if (base.watched && !remote.watched) return true;
	const fell = remote.positionMs < base.positionMs - SAME_POSITION_MS;
	if (base.lastPlayedAt !== null && remote.lastPlayedAt === null && fell) return true;
	const cleared = !remote.watched && remote.positionMs === 0 && remote.playCount <= base.playCount;
	return cleared && (newDate(sight) ?? 0) > (base.lastPlayedAt ?? 0) && order === "earlier";
}

/** Rows 8 to 10. */
function decideMark(mark: Change, order: Order, plays: number, remote: WatchState): Mark {
	if (mark.type === "markUnwatched") {
		if (order === "earlier") {
			return { code: "remote-newer", state: remote, applied: false, outranksRemote: false };
		}
		const state = { ...remote, watched: false, positionMs: 0 };
		return { code: "local-unwatched", state, applied: true, outranksRemote: true };
	}
	const positionMs = order === "earlier" ? remote.positionMs : 0;
	const state = { ...remote, watched: true, positionMs, playCount: remote.playCount + plays };
	return { code: "local-finished", state, applied: true, outranksRemote: order !== "earlier" };
}

/**
 * A receipt may be younger than what it is for, so a mark that R outranks is shown with both sides, never dropped (SYNC.md §3,
 * Plex). Nothing is written until then: to mark it watched now and clear the position later has no clean write there.
 */
function isOutranked(mark: Mark, remote: WatchState): boolean {
	return !mark.applied || remote.positionMs > SAME_POSITION_MS;
}

function isFurther(change: Change, remote: WatchState): boolean {
	return !isAtEnd(remote) && (change.positionMs ?? 0) > remote.positionMs;
}

/** The same of a position: further than R's, or a clear of what R still holds. */
function isPositionOutranked(change: Change, remote: WatchState): boolean {
	return change.type === "clearPosition" ? remote.positionMs > SAME_POSITION_MS : isFurther(change, remote);
}

/** R was marked watched but its position was left as it stood, as row 8 of another device does. */
function isPositionUntouched({ base, remote }: Sight): boolean {
	const isSame = Math.abs(base.positionMs - remote.positionMs) <= SAME_POSITION_MS;
	const isEnded = isAtEnd(remote) && !base.watched;
	return isSame && !isEnded && base.lastPlayedAt === remote.lastPlayedAt;
}

/** Row 5. */
function winsTie(change: Change, order: Order, { base, remote }: Sight): boolean {
	if (change.type === "progress") return isFurther(change, remote);
	return order !== "undated" || remote.positionMs <= base.positionMs + SAME_POSITION_MS;
}

/** Rows 3 to 7, without the policy. */
function decidePosition(change: Change, order: Order, sight: Sight): Position {
	const becameWatched = sight.remote.watched && !sight.base.watched;
	const ask = !sight.datesAreEvents && isPositionOutranked(change, sight.remote);
	if (becameWatched && order !== "tied") {
		return order === "later"
			? { code: "rewatch", local: true, ask: false }
			: { code: "watched-elsewhere", local: false, ask };
	}
	if (order === "earlier") return { code: "remote-newer", local: false, ask };
	if (order === "later") return { code: "local-newer", local: true, ask: false };
	return { code: "tie-further", local: winsTie(change, order, sight), ask: false };
}

/** The policy over rows 3 to 7. */
function byPolicy(change: Change, found: Position, policy: Policy, remote: WatchState): Position {
	const differs = Math.abs((change.positionMs ?? 0) - remote.positionMs) > SAME_POSITION_MS || isAtEnd(remote);
	if (policy === "ask") return differs ? { ...found, local: false, ask: true } : found;
	if (policy === "furthest" && change.type === "progress") {
		return { code: "tie-further", local: isFurther(change, remote), ask: false };
	}
	return found;
}

function later(date: number | null, changes: readonly Change[]): number | null {
	return changes.reduce<number | null>((max, change) => Math.max(max ?? change.at, change.at), date);
}

/**
 * The decision of SYNC.md §3, rows 1 to 11 (row 0 is `resume`): base, what the server says now and the unsent changes in; what
 * to write and why out. Pure. Times are server time, epoch ms; positions ms.
 *
 * | # | situation, the first of each part that applies | decision | code |
 * |---|---|---|---|
 * | | *nobody else was there* (ends the decision) | | |
 * | 1 | R equals D, R's count and date at least D's (Plex: R no earlier than the changes) | no write | `already-there` |
 * | 2 | R equals B with B's date, or after a mere look (Jellyfin) | D | `fast-forward` |
 * | | *step one: the last finish or mark* | | |
 * | 11 | R was unwatched or cleared elsewhere; not for `markUnwatched`, nor a mark later than a dated R (ends it) | ask | `unwatched-elsewhere` |
 * | 0 | Plex: half of an outdated push arrived (`resume`; ends it) | ask | `remote-newer` |
 * | 11b | Jellyfin: R is unwatched at 0 and later than a change here, a look or an unwatch (ends it) | ask | `remote-newer` |
 * | 10 | `markUnwatched`, R later (Plex: and ask) | keep R | `remote-newer` |
 * | 9 | `markUnwatched` otherwise | unwatched at 0 | `local-unwatched` |
 * | 8 | `finished`, `markWatched` | watched, R's count + plays, at 0 unless R's progress is later (Plex: ask) | `local-finished` |
 * | | *step two: the progress or clear that is left* | | |
 * | - | step one outranked R, and this came after it; or R has B's position and date | from D | `rewatch`, `local-newer` |
 * | 6 | R became watched; local earlier, or R undated (Plex: ask as in row 3) | keep R | `watched-elsewhere` |
 * | 7 | R became watched; local later | from D | `rewatch` |
 * | 3 | R later (Plex: ask when the local side is a clear or further) | keep R | `remote-newer` |
 * | 4 | local later | from D | `local-newer` |
 * | 5 | tied or undated | the further, watched at 0 is the end; a clear wins a tie; the later date | `tie-further` |
 *
 * What holds for every decision: `watched` falls only by `markUnwatched`; count and date never fall below R's, but for a date
 * in the future, which counts as none; no date later than `now` is written; positions stay within the title.
 */
export function merge(input: MergeInput): Decision {
	const { policy, durationMs, now } = input;
	const changes = input.changes.map((change) => ({ ...change, at: Math.min(change.at, now) }));
	const remote = clamp(input.remote, durationMs);
	const sight: Sight = { ...input, base: clamp(input.base, durationMs), remote };
	const isFuture = (remote.lastPlayedAt ?? 0) > now + input.nowUncertaintyMs;
	const known = isFuture ? { ...remote, lastPlayedAt: null } : remote;
	const plays = uncountedPlays(changes);
	const mark = changes.findLast(isMark);
	const position = changes.findLast((change) => !isMark(change));

	const finish = (codes: Decision["codes"], state: WatchState, conflict: readonly Change[] = []): Decision => {
		// What is kept is not mended either: a place past the end that we know may be in a longer version.
		const target = state === input.remote ? state : clamp(state, durationMs);
		const same = isSameState(target, input.remote) && target.playCount === input.remote.playCount;
		const written = same && (!input.datesAreEvents || target.lastPlayedAt === input.remote.lastPlayedAt);
		return {
			codes,
			target: written ? null : target,
			conflict,
			finishes: written ? 0 : target.playCount - remote.playCount,
			isUnwatch: remote.watched && !target.watched,
		};
	};

	const wanted = clamp(desired(sight.base, changes), durationMs);
	if (isThere(wanted, changes, sight)) return finish(["already-there"], input.remote);
	const inDoubt = input.isAsked || (isInDoubt(changes, sight) && (policy !== "furthest" || mark !== undefined));
	if (!inDoubt && isUntouchedSince(sight) !== "touched") return finish(["fast-forward"], desired(known, changes));

	const markOrder = mark && orderOf(mark, sight);
	if (isUnwatchedElsewhere(mark, markOrder, sight)) return finish(["unwatched-elsewhere"], input.remote, input.changes);
	if (inDoubt) return finish(["remote-newer"], input.remote, input.changes);
	const first = mark && markOrder && decideMark(mark, markOrder, plays, remote);
	if (first && markOrder === "earlier" && !input.datesAreEvents && isOutranked(first, remote)) {
		return finish([first.code], input.remote, input.changes);
	}

	const applied: Change[] = mark && first?.applied ? [mark] : [];
	let state = first?.state ?? remote;
	const codes: ReasonCode[] = first ? [first.code] : [];
	let conflict: readonly Change[] = [];
	if (position) {
		const order = orderOf(position, sight);
		const isFree = isPositionUntouched(sight) || (first?.outranksRemote && order !== "earlier");
		const found: Position = isFree
			? { code: state.watched ? "rewatch" : "local-newer", local: true, ask: false }
			: byPolicy(position, decidePosition(position, order, sight), policy, remote);
		codes.push(found.code);
		if (found.local) state = { ...state, positionMs: position.positionMs ?? 0 };
		if (found.local || (found.code === "tie-further" && !found.ask)) applied.push(position);
		if (found.ask) conflict = input.changes.filter((change) => change.revision === position.revision);
	}
	const [code = "already-there", ...more] = codes;
	if (applied.length === 0) return finish([code, ...more], input.remote, conflict);
	return finish([code, ...more], { ...state, lastPlayedAt: later(known.lastPlayedAt, applied) }, conflict);
}
