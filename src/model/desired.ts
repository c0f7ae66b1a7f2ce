import type { Change } from "./change.ts";
import type { WatchState } from "./watch-state.ts";

function latest(date: number | null, at: number): number {
	return date === null ? at : Math.max(date, at);
}

function applyChange(state: WatchState, change: Change): WatchState {
	const lastPlayedAt = latest(state.lastPlayedAt, change.at);
	switch (change.type) {
		case "progress":
			return { ...state, positionMs: change.positionMs ?? 0, lastPlayedAt };
		case "clearPosition":
			return { ...state, positionMs: 0, lastPlayedAt };
		case "finished": {
			const play = change.playUncounted === false ? 0 : 1;
			return { positionMs: 0, watched: true, playCount: state.playCount + play, lastPlayedAt };
		}
		case "markWatched":
			return { ...state, positionMs: 0, watched: true, lastPlayedAt };
		case "markUnwatched":
			return { ...state, positionMs: 0, watched: false, lastPlayedAt };
	}
}

/** D of SYNC.md §1: a state with coalesced changes applied. Date and count never fall by it. */
export function desired(base: WatchState, changes: readonly Change[]): WatchState {
	return changes.reduce(applyChange, base);
}

/** How many plays the changes still have to count. */
export function uncountedPlays(changes: readonly Change[]): number {
	return changes.filter((change) => change.type === "finished" && change.playUncounted !== false).length;
}
