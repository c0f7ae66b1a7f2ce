import type { PlexSwitches } from "./switches.ts";
import { scrobbled, type ViewState } from "./view-states.ts";

/** The preferences that decide what a report does (contract/plex-api.md §4.3). */
export interface PlayedPreferences {
	/** `MinimumProgressTime`, ms. */
	readonly minimumProgressMs: number;
	/** `LibraryVideoPlayedThreshold`, percent. */
	readonly playedThreshold: number;
	/** `LibraryVideoPlayedAtBehaviour`: 0 threshold, 1 final credits, 2 first credits, 3 the earlier of threshold and first credits. */
	readonly playedAtBehaviour: 0 | 1 | 2 | 3;
}

/** As a new server has them. */
export const DEFAULT_PREFERENCES: PlayedPreferences = {
	minimumProgressMs: 60_000,
	playedThreshold: 90,
	playedAtBehaviour: 3,
};

/** Where credits begin, ms, in order. */
export type CreditsStarts = readonly number[];

/** From which position on a report counts as seen, ms. Pure. */
export function playedFrom(durationMs: number, credits: CreditsStarts, preferences: PlayedPreferences): number {
	const threshold = (durationMs * preferences.playedThreshold) / 100;
	const first = credits[0] ?? threshold;
	switch (preferences.playedAtBehaviour) {
		case 0:
			return threshold;
		case 1:
			return credits.at(-1) ?? threshold;
		case 2:
			return first;
		case 3:
			return Math.min(threshold, first);
	}
}

/** One report to `/:/timeline`, times in ms, `updated` in epoch seconds. */
interface Report {
	readonly time: number;
	readonly durationMs: number;
	readonly isOffline: boolean;
	readonly updated?: number;
	/** The session had a report below the threshold before, other than at 0. */
	readonly isArmed: boolean;
}

/** What a report makes of a state, and whether the session is armed after it. */
interface ReportEffect {
	readonly state: ViewState;
	readonly isArmed: boolean;
}

/**
 * What PMS does with a report (contract/plex-api.md §4.1, *Rules measured*). Pure.
 *
 * | report | state | arms |
 * |---|---|---|
 * | `updated` before lastViewedAt, where the server discards that | stays | no change |
 * | at 0 | stays | no change |
 * | below the threshold, under the minimum | stays | yes |
 * | below the threshold | viewOffset, lastViewedAt; viewCount kept | yes |
 * | above, armed | one play more, no viewOffset | disarmed |
 * | above, not armed | stays (or what `offlineAboveThreshold` says) | no change |
 */
export function reportEffect(
	state: ViewState,
	report: Report,
	credits: CreditsStarts,
	preferences: PlayedPreferences,
	switches: Pick<PlexSwitches, "discardsStaleUpdated" | "updatedSetsLastViewedAt" | "offlineAboveThreshold">,
	nowSeconds: number,
): ReportEffect {
	const { updated, isArmed } = report;
	const unchanged = { state, isArmed };
	const isStale = updated !== undefined && updated < (state.lastViewedAt ?? 0);
	if ((switches.discardsStaleUpdated && isStale) || report.time <= 0) return unchanged;
	const seenAt = switches.updatedSetsLastViewedAt && updated !== undefined ? updated : nowSeconds;
	const stored: ViewState = { ...state, viewOffset: report.time, lastViewedAt: seenAt };
	if (report.time < playedFrom(report.durationMs, credits, preferences)) {
		return { state: report.time < preferences.minimumProgressMs ? state : stored, isArmed: true };
	}
	if (isArmed) return { state: scrobbled(state, seenAt), isArmed: false };
	if (!report.isOffline || switches.offlineAboveThreshold === "ignored") return unchanged;
	if (switches.offlineAboveThreshold === "stored") return { state: stored, isArmed };
	return { state: scrobbled(state, seenAt), isArmed };
}
