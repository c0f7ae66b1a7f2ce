import { compareEpisodes } from "../../db/item-queries.ts";
import type { Item, MediaStream } from "../../model/item.ts";
import type { Playback } from "./player-open.ts";
import type { StreamFailure } from "./player-stream.ts";

/** This near to the end there is nothing to resume. */
const END_MS = 5_000;

/** Where to begin, ms: the place that is kept, unless it is the very end. Pure. */
export function startPosition(keptMs: number, durationMs: number | undefined): number {
	return durationMs && keptMs > durationMs - END_MS ? 0 : Math.max(0, keptMs);
}

/** A place in one file of a title as one in another, ms: the files of a title may be cut differently. Pure. */
export function positionIn(positionMs: number, durationMs: number | undefined): number {
	return durationMs && positionMs >= durationMs ? 0 : positionMs;
}

export interface FailedAttempt {
	readonly failure: StreamFailure;
	readonly kind: Playback["kind"];
	/** How long this try has played, ms. */
	readonly playedMs: number;
}

/** A try that played this long deserves another without a question. */
const WORTH_ANOTHER_MS = 10_000;

/**
 * What to do when a stream broke although its server answers. Pure.
 *
 * | broke | then |
 * |---|---|
 * | a file, because of what is in it | convert: the server makes it fit |
 * | anything that had played for a while | again, at the same place |
 * | otherwise | give-up: say so |
 */
export function afterFailure({ failure, kind, playedMs }: FailedAttempt): "convert" | "again" | "give-up" {
	if (failure === "decode" && kind === "direct") return "convert";
	return playedMs >= WORTH_ANOTHER_MS ? "again" : "give-up";
}

export interface Heard {
	/** Of the version that plays. */
	readonly streams: readonly MediaStream[];
	readonly videoWidth: number;
	/** Bytes of sound decoded so far; undefined where the browser does not tell. */
	readonly audioBytes: number | undefined;
	readonly isMuted: boolean;
	/** How long this try has played, ms. */
	readonly playedMs: number;
}

const PICTURE_WITHIN_MS = 3_000;
const SOUND_WITHIN_MS = 6_000;

/**
 * What is silently missing from a film that plays: Chromium plays HEVC without a picture and AC-3 without sound, and reports no error
 * (contract/platform.md §2.1). Pure.
 *
 * | the file has | and after | is missing |
 * |---|---|---|
 * | a picture | 3 s no width is known | picture |
 * | sound | 6 s, not muted, no byte was decoded | sound |
 */
export function missingSense({
	streams,
	videoWidth,
	audioBytes,
	isMuted,
	playedMs,
}: Heard): "picture" | "sound" | null {
	const has = (kind: MediaStream["kind"]) => streams.some((stream) => stream.kind === kind);
	if (has("video") && videoWidth === 0 && playedMs >= PICTURE_WITHIN_MS) return "picture";
	if (has("audio") && audioBytes === 0 && !isMuted && playedMs >= SOUND_WITHIN_MS) return "sound";
	return null;
}

/**
 * The episode after this one, null after the last. `episodes`: all of the show. Specials have no next, and are next of nothing; the
 * parts that a double episode stands for are skipped. Pure.
 */
export function episodeAfter(episodes: readonly Item[], current: Item): Item | null {
	if (!current.seasonIndex || current.index === undefined) return null;
	const { seasonIndex, index, indexEnd = index } = current;
	const later = episodes.filter(
		(episode) =>
			episode.index !== undefined &&
			((episode.seasonIndex ?? 0) > seasonIndex || (episode.seasonIndex === seasonIndex && episode.index > indexEnd)),
	);
	return later.sort(compareEpisodes)[0] ?? null;
}
