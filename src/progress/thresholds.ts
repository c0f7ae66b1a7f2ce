import type { Marker } from "../model/item.ts";
import type { Thresholds } from "../model/watch-state.ts";

/** Jellyfin 10.11 and later: a stop this near to the end is the end (contract/jellyfin-api.md §4.4). */
const END_MS = 1000;

export interface PositionFacts {
	readonly positionMs: number;
	/** Absent or 0 when unknown. */
	readonly durationMs?: number;
	readonly thresholds: Thresholds;
	readonly markers?: readonly Marker[];
}

function creditsStart({ thresholds, markers = [] }: PositionFacts): number {
	const credits = markers.filter((marker) => marker.kind === "credits");
	if (thresholds.credits === "none") return Number.POSITIVE_INFINITY;
	const counted = thresholds.credits === "final" ? credits.filter((marker) => marker.isFinal) : credits;
	return Math.min(...counted.map((marker) => marker.startMs));
}

/**
 * What stopping here means, by the server's own rules (SYNC.md §2; contract/jellyfin-api.md §4.4, contract/plex-api.md §4.3).
 * All times in ms; the first line that applies decides.
 *
 * | position | is |
 * |---|---|
 * | 0 or less, below `minFraction` of the duration, or below `minMs` | `look`: changes nothing |
 * | duration unknown | `progress` |
 * | in the last second, at the credits marker that counts, or above `maxFraction` (unless the server goes by a marker instead) | `finished` |
 * | in a title shorter than `minDurationMs`, which the server never keeps a position of | `finished` |
 * | else | `progress` |
 */
export function classifyPosition(facts: PositionFacts): "look" | "progress" | "finished" {
	const { positionMs, durationMs = 0, thresholds } = facts;
	if (positionMs <= 0 || positionMs < thresholds.minMs) return "look";
	if (!Number.isFinite(durationMs) || durationMs <= 0) return "progress";
	if (positionMs / durationMs < thresholds.minFraction) return "look";
	const credits = creditsStart(facts);
	if (positionMs >= credits || positionMs >= durationMs - END_MS) return "finished";
	const isByMarker = Number.isFinite(credits) && thresholds.credits !== "earliest";
	if (!isByMarker && positionMs / durationMs > thresholds.maxFraction) return "finished";
	return durationMs < thresholds.minDurationMs ? "finished" : "progress";
}
