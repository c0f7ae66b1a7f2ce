import type * as z from "zod/mini";
import type { WatchState } from "../../model/watch-state.ts";
import type { userDataSchema } from "./schemas.ts";
import { epochOfDate, msOfTicks } from "./ticks.ts";

/** User data as a watch state. Dates at ms resolution; negative positions and counts, which Jellyfin stores as sent, read as 0. */
export function mapWatch(userData: z.infer<typeof userDataSchema>): WatchState {
	return {
		positionMs: Math.max(0, msOfTicks(userData.PlaybackPositionTicks ?? 0)),
		watched: userData.Played ?? false,
		playCount: Math.max(0, userData.PlayCount ?? 0),
		lastPlayedAt: epochOfDate(userData.LastPlayedDate),
	};
}
