/** The part of a media element that is watched; `currentTime` and `duration` in seconds, as the platform has them. */
export interface WatchedMedia extends EventTarget {
	readonly currentTime: number;
	readonly duration: number;
	readonly paused: boolean;
	readonly ended: boolean;
	readonly seeking: boolean;
}

/** Where hiding and leaving are heard: the page's `document` and `window`. */
export interface WatchedPage {
	readonly document: EventTarget & { readonly visibilityState: string };
	readonly window: EventTarget;
}

export interface ProgressWatcherOptions {
	/** Where playing began, ms: what is known already and need not be told again. */
	readonly startMs: number;
	/** The server's thresholds and the title's markers, applied (`progress/thresholds.ts`). */
	classify(positionMs: number): "look" | "progress" | "finished";
	/** Told of each change, ms. Must not throw. */
	onChange(type: "progress" | "finished", positionMs: number): void;
	readonly page: WatchedPage;
	/** Whether this viewing was finished: to be handed on where it goes on with another stream. A new viewing unless given. */
	readonly viewing?: { isFinished: boolean };
}

/** Film time between two reports. Timeupdate comes at least once a second, so no more than 10 s are ever untold. */
const REPORT_EVERY_MS = 9_000;
/** Smaller moves are told by nobody. */
const SAME_PLACE_MS = 500;
/** After a seek this much must play before it counts as a finish, or as a new viewing: scrubbing is not watching. */
const PLAYED_AFTER_SEEK_MS = 3_000;

/**
 * Turns playing into changes. SYNC.md §2. Returns the function that stops watching, which tells the last position first.
 *
 * | what happens | is told |
 * |---|---|
 * | 9 s of film played since the last report | progress |
 * | pause, end of a seek, tab hidden, page left, `stop()` | progress, if the place is another |
 * | the end threshold is passed while playing, or the film ends | finished, once per viewing |
 * | a seek past the end threshold | nothing, until it played on for 3 s or was paused or left there |
 * | a look below the start threshold | nothing |
 * | anything after the finish | nothing, until it plays 3 s in its first half, before any end threshold: that is a new viewing |
 */
export function attachProgressWatcher(media: WatchedMedia, options: ProgressWatcherOptions): () => void {
	const { viewing = { isFinished: false } } = options;
	let toldMs = options.startMs;
	let seekedToMs: number | null = null;

	const tell = (occasion: "playing" | "seeked" | "resting") => {
		const seconds = media.ended && Number.isFinite(media.duration) ? media.duration : media.currentTime;
		const positionMs = Math.round(seconds * 1000);
		if (!Number.isFinite(positionMs)) return;
		const position = media.ended ? "finished" : options.classify(positionMs);
		const isPlayed = seekedToMs === null || Math.abs(positionMs - seekedToMs) >= PLAYED_AFTER_SEEK_MS;
		if (viewing.isFinished) {
			const isAnew = occasion === "playing" && isPlayed && positionMs < (media.duration * 1000) / 2;
			if (position === "finished" || !isAnew) return;
			viewing.isFinished = false;
		}
		if (position === "finished") {
			if (occasion === "seeked" || (occasion === "playing" && !isPlayed && !media.ended)) return;
			viewing.isFinished = true;
			toldMs = positionMs;
			options.onChange("finished", positionMs);
			return;
		}
		const moved = Math.abs(positionMs - toldMs);
		if (position === "look" || moved < (occasion === "playing" ? REPORT_EVERY_MS : SAME_PLACE_MS)) return;
		toldMs = positionMs;
		options.onChange("progress", positionMs);
	};

	const listening = new AbortController();
	const on = (target: EventTarget, type: string, listener: () => void) =>
		target.addEventListener(type, listener, { signal: listening.signal });

	on(media, "timeupdate", () => {
		if (!media.paused && !media.seeking) tell("playing");
	});
	on(media, "seeked", () => {
		seekedToMs = media.currentTime * 1000;
		tell("seeked");
	});
	on(media, "pause", () => {
		// A seek bar pauses while it is dragged, and a film that ends pauses just before it says so.
		if (!media.seeking) tell("resting");
	});
	on(media, "ended", () => tell("resting"));
	on(options.page.document, "visibilitychange", () => {
		if (options.page.document.visibilityState === "hidden") tell("resting");
	});
	on(options.page.window, "pagehide", () => tell("resting"));

	return () => {
		if (listening.signal.aborted) return;
		tell("resting");
		listening.abort();
	};
}
