import type { Dialect } from "./source.ts";

/**
 * What one account has seen of one title. Positions in ms, `lastPlayedAt` epoch ms or null when the server has none.
 * SYNC.md §1.
 */
export interface WatchState {
	readonly positionMs: number;
	readonly watched: boolean;
	readonly playCount: number;
	readonly lastPlayedAt: number | null;
}

/** A title nobody touched. */
export const UNTOUCHED: WatchState = Object.freeze({ positionMs: 0, watched: false, playCount: 0, lastPlayedAt: null });

/** Positions closer than this are the same position. SYNC.md §3. */
export const SAME_POSITION_MS = 1000;

/** Equal in the sense of SYNC.md §3: `watched` is the same and the positions are within a second. */
export function isSameState(a: WatchState, b: WatchState): boolean {
	return a.watched === b.watched && Math.abs(a.positionMs - b.positionMs) <= SAME_POSITION_MS;
}

/**
 * Where a server draws the lines of a viewing, kept with the source so that they hold offline. SYNC.md §2.
 * A position below `minFraction` of the duration or below `minMs` is a mere look; one above `maxFraction` is a finish.
 */
export interface Thresholds {
	readonly minFraction: number;
	readonly maxFraction: number;
	/** Smallest position that is kept (Plex MinimumProgressTime); 0 for none. */
	readonly minMs: number;
	/** Titles shorter than this never keep a position (Jellyfin MinResumeDurationSeconds); 0 for none. */
	readonly minDurationMs: number;
	/** Plex: which credits marker finishes a title, in place of the fraction where there is one; `earliest`: marker or fraction. */
	readonly credits: "none" | "final" | "first" | "earliest";
}

/** True when there is a place to forget and its server can: Plex has no request that clears a watched title. SYNC.md §3. */
export function canForgetPlace({ positionMs, watched }: WatchState, dialect: Dialect | undefined): boolean {
	return positionMs > 0 && !(watched && dialect === "plex");
}
