import type { WatchState } from "../../model/watch-state.ts";
import type { PlexMetadata } from "./schemas.ts";

/** A row's view state. Absent means none; dates are epoch seconds. contract/plex-api.md §3.4. */
export function mapWatch(row: Pick<PlexMetadata, "viewCount" | "viewOffset" | "lastViewedAt">): WatchState {
	const playCount = Math.max(0, row.viewCount ?? 0);
	return {
		positionMs: Math.max(0, row.viewOffset ?? 0),
		watched: playCount > 0,
		playCount,
		lastPlayedAt: row.lastViewedAt ? row.lastViewedAt * 1000 : null,
	};
}
