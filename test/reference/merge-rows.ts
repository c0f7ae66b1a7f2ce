import type { Change, ReasonCode } from "../../src/model/change.ts";
import type { Dialect } from "../../src/model/source.ts";
import type { WatchState } from "../../src/model/watch-state.ts";
import { areEqual, isAtTheEnd, isSamePosition, type Situation, withChanges } from "./situation.ts";

/** What a row of the first table, or a mark that is asked about, ends the whole decision with. */
interface Whole {
	readonly code: ReasonCode;
	readonly write: WatchState | "nothing";
	readonly ask: boolean;
}

/** What step one came to. */
export interface Marked {
	readonly code: ReasonCode;
	readonly state: WatchState;
	readonly isApplied: boolean;
}

/** What step two came to: the position kept, and what of the local change is left of it. */
interface Placed {
	readonly code: ReasonCode;
	readonly takes: "local" | "remote" | "remote, dated by both";
	readonly ask: boolean;
}

export interface Row<Context, Verdict> {
	/** Its number in SYNC.md §3; A… are the amendments, each with the sentence it stands on. */
	readonly name: string;
	readonly only?: Dialect;
	readonly when: (s: Situation, context: Context) => boolean;
	readonly verdict: (s: Situation, context: Context) => Verdict;
}

const is = (change: Change | undefined, ...types: Change["type"][]) =>
	change !== undefined && types.includes(change.type);
const hasNewDate = (s: Situation) => s.remoteDate !== null && s.remoteDate !== s.base.lastPlayedAt;
const hasLaterDate = (s: Situation) => hasNewDate(s) && (s.remoteDate ?? 0) > (s.base.lastPlayedAt ?? 0);
const isUntouchedAtZero = ({ remote }: Situation) => !remote.watched && isSamePosition(remote.positionMs, 0);
const becameWatched = ({ base, remote }: Situation) => remote.watched && !base.watched;
const markIs = (s: Situation, relation: string) => s.mark !== undefined && s.relation(s.mark) === relation;
const positionIs = (s: Situation, ...relations: string[]) =>
	s.position !== undefined && relations.includes(s.relation(s.position));

/**
 * A11b. A look with R at 0, or with a base that it wiped, later than a change of ours, cannot be told from a viewing that was
 * taken back. Where the person wants the furthest position and only positions wait, there is nothing to ask.
 */
function isLookOrUnwatch(s: Situation): boolean {
	const isOutranking = s.changes.some((change) => s.relation(change) === "earlier");
	const isSettled = s.policy === "furthest" && s.mark === undefined;
	return s.dialect === "jellyfin" && isUntouchedAtZero(s) && hasLaterDate(s) && isOutranking && !isSettled;
}

/**
 * "A mere look (Jellyfin: date and count rose, and R is not watched at 0)." A2f: also one that a wrong clock dated into the
 * server's future: the position did not move.
 */
function wasMerelyLookedAt(s: Situation): boolean {
	const isDateRisen = s.remote.lastPlayedAt !== null && s.remote.lastPlayedAt > (s.base.lastPlayedAt ?? 0);
	const hasRisen = isDateRisen && s.remote.playCount > s.base.playCount;
	return s.dialect === "jellyfin" && hasRisen && !isAtTheEnd(s.remote) && !isLookOrUnwatch(s);
}

/** *Nobody else was there.* */
export const ALONE: readonly Row<void, Whole>[] = [
	{
		// A1f: a date in the server's future is no reason to write what is there already.
		// A1: on Plex not when a change here is later than R, or an older viewing of somebody else is taken for ours.
		name: "1",
		when: (s) => {
			const isCounted = s.remote.playCount >= s.desired.playCount;
			const isDated =
				s.dialect === "plex"
					? !s.changes.some((change) => s.relation(change) === "later")
					: s.remote.lastPlayedAt !== null && s.remote.lastPlayedAt >= (s.desired.lastPlayedAt ?? 0);
			return areEqual(s.remote, s.desired) && isCounted && isDated;
		},
		verdict: () => ({ code: "already-there", write: "nothing", ask: false }),
	},
	{
		name: "2",
		when: (s) => {
			const isSameDate = s.remote.lastPlayedAt === s.base.lastPlayedAt;
			return areEqual(s.remote, s.base) && (isSameDate || wasMerelyLookedAt(s));
		},
		// "Counts and dates never fall": D, on what a look has added.
		verdict: (s) => ({
			code: "fast-forward",
			write: withChanges({ ...s.remote, lastPlayedAt: s.remoteDate }, s.changes),
			ask: false,
		}),
	},
];

/** *Step one*: what is put to the person before any mark is applied. */
export const ASKED: readonly Row<void, Whole>[] = [
	{
		name: "11",
		when: (s) => {
			const isExcepted = is(s.mark, "markUnwatched") || markIs(s, "later");
			const hasFallen = s.base.watched && !s.remote.watched;
			const isPositionLower =
				s.remote.positionMs < s.base.positionMs && !isSamePosition(s.remote.positionMs, s.base.positionMs);
			const hasVanished = s.base.lastPlayedAt !== null && s.remote.lastPlayedAt === null && isPositionLower;
			const isCleared = isUntouchedAtZero(s) && hasLaterDate(s) && s.remote.playCount <= s.base.playCount;
			return !isExcepted && (hasFallen || hasVanished || (isCleared && markIs(s, "earlier")));
		},
		verdict: () => ({ code: "unwatched-elsewhere", write: "nothing", ask: true }),
	},
	{
		name: "A11b",
		only: "jellyfin",
		when: isLookOrUnwatch,
		verdict: () => ({ code: "remote-newer", write: "nothing", ask: true }),
	},
	{
		// A10p: a receipt may be younger than what it is for.
		name: "10 on Plex",
		only: "plex",
		when: (s) => is(s.mark, "markUnwatched") && markIs(s, "earlier"),
		verdict: () => ({ code: "remote-newer", write: "nothing", ask: true }),
	},
	{
		// A8p: the finish, and all that came with it.
		name: "8 on Plex, outranked",
		only: "plex",
		when: (s) =>
			is(s.mark, "finished", "markWatched") && markIs(s, "earlier") && !isSamePosition(s.remote.positionMs, 0),
		verdict: () => ({ code: "local-finished", write: "nothing", ask: true }),
	},
];

/** *Step one: the mark.* */
export const MARK: readonly Row<void, Marked>[] = [
	{
		// A10: a later R always wins over an older unwatch, also one that was merely marked.
		name: "10",
		only: "jellyfin",
		when: (s) => is(s.mark, "markUnwatched") && markIs(s, "earlier"),
		verdict: (s) => ({ code: "remote-newer", state: s.remote, isApplied: false }),
	},
	{
		name: "9",
		when: (s) => is(s.mark, "markUnwatched"),
		verdict: (s) => ({
			code: "local-unwatched",
			state: { ...s.remote, watched: false, positionMs: 0 },
			isApplied: true,
		}),
	},
	{
		name: "8",
		when: (s) => is(s.mark, "finished", "markWatched"),
		verdict: (s) => ({
			code: "local-finished",
			state: {
				...s.remote,
				watched: true,
				positionMs: markIs(s, "earlier") ? s.remote.positionMs : 0,
				playCount: s.remote.playCount + s.uncountedPlays,
			},
			isApplied: true,
		}),
	},
];

/** "The further position, where watched at 0 counts as the end." */
function isLocalFurther(s: Situation): boolean {
	return !isAtTheEnd(s.remote) && (s.position?.positionMs ?? 0) > s.remote.positionMs;
}

/** A6p, A3p: "a clear or further position that R outranks is also shown" on Plex. A clear of nothing is not outranked. */
function isShown(s: Situation): boolean {
	const isLost = is(s.position, "clearPosition") ? !isSamePosition(s.remote.positionMs, 0) : isLocalFurther(s);
	return s.dialect === "plex" && isLost;
}

/** What the policy "ask me" has something to ask about. */
function differs(s: Situation): boolean {
	return isAtTheEnd(s.remote) || !isSamePosition(s.position?.positionMs ?? 0, s.remote.positionMs);
}

/** The policy stands over rows 3 to 7: `found` is what they say. */
function under(s: Situation, found: Placed): Placed {
	if (s.policy === "ask" && differs(s)) return { ...found, takes: "remote", ask: true };
	if (s.policy === "furthest" && is(s.position, "progress")) {
		return { code: "tie-further", takes: isLocalFurther(s) ? "local" : "remote, dated by both", ask: false };
	}
	return found;
}

/** *Step two: the position.* */
export const POSITION: readonly Row<Marked | undefined, Placed>[] = [
	{
		// What follows a mark that outranked R stands: R is older than the mark.
		name: "after the mark",
		when: (s, marked) => marked?.isApplied === true && !markIs(s, "earlier") && !positionIs(s, "earlier"),
		verdict: (_s, marked) => ({ code: marked?.state.watched ? "rewatch" : "local-newer", takes: "local", ask: false }),
	},
	{
		// R with B's position and date leaves the position free: only a mark was added. (Newly watched at 0 is the end.)
		name: "free",
		when: (s) => {
			const isSame = isSamePosition(s.remote.positionMs, s.base.positionMs);
			const isEnd = becameWatched(s) && isAtTheEnd(s.remote);
			return isSame && s.remote.lastPlayedAt === s.base.lastPlayedAt && !isEnd;
		},
		verdict: (s, marked) => ({
			code: (marked?.state ?? s.remote).watched ? "rewatch" : "local-newer",
			takes: "local",
			ask: false,
		}),
	},
	{
		name: "6",
		when: (s) => becameWatched(s) && positionIs(s, "earlier", "undated"),
		verdict: (s) => under(s, { code: "watched-elsewhere", takes: "remote", ask: isShown(s) }),
	},
	{
		name: "7",
		when: (s) => becameWatched(s) && positionIs(s, "later"),
		verdict: (s) => under(s, { code: "rewatch", takes: "local", ask: false }),
	},
	{
		name: "3",
		when: (s) => positionIs(s, "earlier"),
		verdict: (s) => under(s, { code: "remote-newer", takes: "remote", ask: isShown(s) }),
	},
	{
		name: "4",
		when: (s) => positionIs(s, "later"),
		verdict: (s) => under(s, { code: "local-newer", takes: "local", ask: false }),
	},
	{
		name: "5",
		when: () => true,
		verdict: (s) => {
			// "A clear wins over an older or equal position": over a tied one, and one that nobody took past the base.
			const isNoFurther =
				s.remote.positionMs <= s.base.positionMs || isSamePosition(s.remote.positionMs, s.base.positionMs);
			const clears = positionIs(s, "tied") || isNoFurther;
			const takesLocal = is(s.position, "clearPosition") ? clears : isLocalFurther(s);
			return under(s, { code: "tie-further", takes: takesLocal ? "local" : "remote, dated by both", ask: false });
		},
	},
];

/** The names of the rows that can decide for a dialect. */
export function rowsFor(dialect: Dialect): readonly string[] {
	const rows = [...ALONE, ...ASKED, ...MARK, ...POSITION];
	return rows.filter(({ only }) => only === undefined || only === dialect).map(({ name }) => name);
}
