import type { Change, OutboxRow } from "../model/change.ts";
import { UNTOUCHED, type WatchState } from "../model/watch-state.ts";

function apply(state: WatchState, change: Change): WatchState {
	const lastPlayedAt = Math.max(state.lastPlayedAt ?? 0, change.at);
	switch (change.type) {
		case "progress":
			return { ...state, positionMs: change.positionMs ?? 0, lastPlayedAt };
		case "clearPosition":
			return { ...state, positionMs: 0, lastPlayedAt };
		case "markUnwatched":
			return { ...state, positionMs: 0, watched: false, lastPlayedAt };
		case "finished":
		case "markWatched":
			return { ...state, positionMs: 0, watched: true, lastPlayedAt };
	}
}

/**
 * Watched, position and date as the interface shows them: what the server last said with what waits here over it. SYNC.md §1. Play
 * counts are left as the server has them: no list needs them. A test holds it to `progress/overlay.ts`, which this layer may not
 * import.
 */
export function shownState(watch: WatchState | undefined, outbox: OutboxRow | undefined): WatchState {
	const seen = watch ?? UNTOUCHED;
	return outbox === undefined || outbox.status === "conflict" ? seen : outbox.changes.reduce(apply, seen);
}
