import type { Change } from "../../src/model/change.ts";
import type { Dialect } from "../../src/model/source.ts";
import type { WatchState } from "../../src/model/watch-state.ts";

/** What a merge is asked: SYNC.md §1's words B and R, the unsent changes oldest first, and the server's clock. Epoch ms and ms. */
export interface Question {
	readonly dialect: Dialect;
	readonly base: WatchState;
	readonly remote: WatchState;
	readonly changes: readonly Change[];
	readonly policy: "newest" | "furthest" | "ask";
	readonly now: number;
	readonly nowUncertaintyMs: number;
	readonly durationMs: number;
}

/** Where a change lies to R: SYNC.md §3 *Comparing*. */
export type Relation = "later" | "earlier" | "tied" | "undated";

/** A question with everything worked out that the rows of the table speak of. */
export interface Situation extends Question {
	/** B, R: clamped to what makes sense. */
	readonly base: WatchState;
	readonly remote: WatchState;
	/** R's date, none where it lies in the server's future. */
	readonly remoteDate: number | null;
	/** D. */
	readonly desired: WatchState;
	/** The last finish or mark, and the position or clear that came after it. */
	readonly mark: Change | undefined;
	readonly position: Change | undefined;
	readonly relation: (change: Change) => Relation;
	readonly uncountedPlays: number;
}

const SECOND = 1000;
const HALF_AN_HOUR = 30 * 60 * 1000;

/** "Positions within a second." */
export function isSamePosition(a: number, b: number): boolean {
	return Math.abs(a - b) <= SECOND;
}

/** "Two states are equal when `watched` is the same and the positions are within a second." */
export function areEqual(a: WatchState, b: WatchState): boolean {
	return a.watched === b.watched && isSamePosition(a.positionMs, b.positionMs);
}

/** "Watched at 0 counts as the end." */
export function isAtTheEnd(state: WatchState): boolean {
	return state.watched && isSamePosition(state.positionMs, 0);
}

/** The later of two dates, where there may be none. */
export function laterDate(a: number | null, b: number | null): number | null {
	if (a === null) return b;
	if (b === null) return a;
	return a > b ? a : b;
}

function sensible(state: WatchState, durationMs: number): WatchState {
	let { positionMs, playCount } = state;
	if (positionMs < 0) positionMs = 0;
	if (positionMs > durationMs) positionMs = durationMs;
	if (playCount < 0) playCount = 0;
	return { positionMs, watched: state.watched, playCount, lastPlayedAt: state.lastPlayedAt };
}

function isPosition({ type }: Change): boolean {
	return type === "progress" || type === "clearPosition";
}

/** Does this finish still add a play? */
function isUncounted(change: Change): boolean {
	return change.type === "finished" && change.playUncounted !== false;
}

/** A state with changes applied, one after the other: D where the state is B. */
export function withChanges(state: WatchState, changes: readonly Change[]): WatchState {
	let { positionMs, watched, playCount, lastPlayedAt } = state;
	for (const change of changes) {
		positionMs = change.type === "progress" ? (change.positionMs ?? 0) : 0;
		if (change.type === "finished" || change.type === "markWatched") watched = true;
		if (change.type === "markUnwatched") watched = false;
		if (isUncounted(change)) playCount += 1;
		lastPlayedAt = laterDate(lastPlayedAt, change.at);
	}
	return { positionMs, watched, playCount, lastPlayedAt };
}

function relationTo(question: Question, remote: WatchState, base: WatchState, date: number | null) {
	return (change: Change): Relation => {
		if (date === null || date === base.lastPlayedAt) return "undated";
		let end = date;
		if (question.dialect === "jellyfin") {
			const hasFallen = remote.positionMs < base.positionMs && !isSamePosition(remote.positionMs, base.positionMs);
			const hasCounted = remote.playCount > base.playCount;
			const played = hasFallen || hasCounted ? remote.positionMs : remote.positionMs - base.positionMs;
			end = date + Math.max(0, played) + HALF_AN_HOUR;
			if (end > question.now) end = question.now;
			if (end < date) end = date;
		}
		if (change.at > end + change.uncertaintyMs) return "later";
		if (change.at < date - change.uncertaintyMs) return "earlier";
		return "tied";
	};
}

/** Works out what the rows of the table speak of. */
export function situationOf(question: Question): Situation {
	const { now, durationMs } = question;
	const base = sensible(question.base, durationMs);
	const remote = sensible(question.remote, durationMs);
	const seen = remote.lastPlayedAt;
	const remoteDate = seen !== null && seen > now + question.nowUncertaintyMs ? null : seen;
	// "No date later than the server's now is written."
	const changes = question.changes.map((change) => (change.at > now ? { ...change, at: now } : change));
	return {
		...question,
		base,
		remote,
		changes,
		remoteDate,
		desired: sensible(withChanges(base, changes), durationMs),
		mark: changes.findLast((change) => !isPosition(change)),
		position: changes.findLast(isPosition),
		relation: relationTo(question, remote, base, remoteDate),
		uncountedPlays: changes.filter(isUncounted).length,
	};
}
