import type { World } from "../../db/world.ts";
import type { Item } from "../../model/item.ts";
import type { Thresholds } from "../../model/watch-state.ts";
import { attachProgressWatcher } from "../../player/progress-watcher.ts";
import { classifyPosition } from "../../progress/thresholds.ts";
import { afterFailure, missingSense, positionIn } from "./player-decisions.ts";
import { fileStatus, openPlayback, type Playback, type PlaybackWish, probeServer } from "./player-open.ts";
import { type PlayerProblem, problemOfStatus } from "./player-problem.ts";
import type { ProgressWriter } from "./player-progress.ts";
import { watchStalls } from "./player-stall.ts";
import { attachStream, type StreamFailure } from "./player-stream.ts";

/** One try at playing a title. */
export interface Attempt {
	readonly item: Item;
	readonly thresholds: Thresholds;
	readonly positionMs: number;
	readonly wish: PlaybackWish;
	/** Handed on from try to try: a film that was finished is not finished again by another stream of it. */
	readonly viewing: { isFinished: boolean };
}

/** What a try tells. After `onProblem` and `onAgain` it is over. */
export interface AttemptEvents {
	onReady(playback: Playback): void;
	onProblem(problem: PlayerProblem, positionMs: number): void;
	onAgain(positionMs: number, wish: PlaybackWish): void;
	/** The end threshold was passed; the film may go on. */
	onFinished(): void;
	onEnded(): void;
}

/**
 * Opens the title's server, plays from the position given, and keeps the place: every change goes through `writer`. Returns the
 * function that leaves: the last position is told and a transcode ended.
 */
export function startAttempt(
	world: World,
	video: HTMLVideoElement,
	attempt: Attempt,
	writer: ProgressWriter,
	events: AttemptEvents,
): () => void {
	const control = new AbortController();
	const { signal } = control;
	const { item, wish } = attempt;
	const undo: (() => void)[] = [];
	let positionMs = attempt.positionMs;
	let playedMs = 0;

	const leave = () => {
		if (signal.aborted) return;
		for (const act of undo.splice(0)) act();
		control.abort();
	};
	const end = (tell: () => void) => {
		if (signal.aborted) return;
		leave();
		tell();
	};
	const on = (type: string, listener: () => void) => video.addEventListener(type, listener, { signal });
	const again = ({ version }: Playback, mustConvert: boolean) =>
		end(() => events.onAgain(positionMs, { picked: version.key, mustConvert }));
	const endTranscode = (playback: Playback) => {
		if (playback.kind === "hls") playback.urls.end?.().catch(() => undefined);
	};

	/** The server as a whole first, then what it says of this very stream. */
	const lookInto = async (playback: Playback, status: number | undefined) => {
		const problem = await probeServer(world, item.sourceId, signal);
		if (problem !== null || signal.aborted) return problem;
		return problemOfStatus(playback.kind === "hls" ? status : await fileStatus(world, playback, signal));
	};

	const fail = async (playback: Playback, failure: StreamFailure, status?: number) => {
		if (failure === "code") return end(() => events.onProblem({ kind: "no-code" }, positionMs));
		const problem = await lookInto(playback, status);
		if (signal.aborted) return;
		const next = afterFailure({ failure, kind: playback.kind, playedMs });
		if (problem !== null) end(() => events.onProblem(problem, positionMs));
		else if (next === "give-up") end(() => events.onProblem({ kind: "media" }, positionMs));
		else again(playback, wish.mustConvert || next === "convert");
	};

	const checkSenses = (playback: Playback) => {
		const missing = missingSense({
			streams: playback.version.streams,
			videoWidth: video.videoWidth,
			audioBytes: decodedAudioBytes(video),
			isMuted: video.muted || video.volume === 0,
			playedMs,
		});
		if (missing === null) return;
		const { webUrl } = playback;
		if (playback.kind === "direct") again(playback, true);
		else end(() => events.onProblem({ kind: missing === "picture" ? "no-picture" : "no-sound", webUrl }, positionMs));
	};

	const follow = (playback: Playback, startMs: number) => {
		const { durationMs = item.durationMs, itemId: fileId } = playback.version;
		undo.push(
			attachProgressWatcher(video, {
				startMs,
				viewing: attempt.viewing,
				page: { document, window },
				classify: (position) =>
					classifyPosition({
						positionMs: position,
						durationMs: durationMs ?? video.duration * 1000,
						thresholds: attempt.thresholds,
						markers: item.detail?.markers ?? [],
					}),
				onChange: (type, position) => {
					writer.write(type, position, fileId);
					if (type === "finished") events.onFinished();
				},
			}),
			() => writer.rest(),
		);
		on("pause", () => writer.rest());
		on("ended", () => events.onEnded());
		document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && writer.rest(), {
			signal,
		});
		let lastTime = video.currentTime;
		on("timeupdate", () => {
			const step = video.currentTime - lastTime;
			lastTime = video.currentTime;
			positionMs = lastTime * 1000;
			if (!video.seeking && step > 0 && step < 2) playedMs += step * 1000;
			checkSenses(playback);
		});
		on("seeked", () => {
			positionMs = video.currentTime * 1000;
		});
	};

	const run = async () => {
		const opened = await openPlayback(world, item, wish, signal);
		if (opened.kind === "aborted") return;
		if (opened.kind === "problem") return end(() => events.onProblem(opened.problem, positionMs));
		const { playback } = opened;
		if (signal.aborted) return endTranscode(playback);
		const startMs = positionIn(attempt.positionMs, playback.version.durationMs);
		addEventListener("pagehide", () => endTranscode(playback), { signal });
		on("loadedmetadata", () => {
			follow(playback, startMs);
			events.onReady(playback);
			// Refused without a gesture: the play button is there, and the film stands at its place.
			video.play().catch(() => undefined);
		});
		const detach = attachStream(video, {
			playback,
			startSeconds: startMs / 1000,
			onFailure: (failure, status) =>
				fail(playback, failure, status).catch(() => events.onProblem({ kind: "media" }, positionMs)),
		});
		const stopLooking = watchStalls(video, {
			probe: async () => (await probeServer(world, item.sourceId, signal)) === null,
			onRenew: () => again(playback, wish.mustConvert),
		});
		undo.push(stopLooking);
		// Last of all: the watcher tells where the film stands, and a stream taken away stands at 0.
		signal.addEventListener("abort", () => {
			detach();
			endTranscode(playback);
		});
	};
	// What can throw here is the fetching of code.
	run().catch(() => end(() => events.onProblem({ kind: "no-code" }, positionMs)));
	return leave;
}

/** Undefined where the browser does not tell (only Chromium and Safari do). */
function decodedAudioBytes(video: HTMLVideoElement): number | undefined {
	if (!("webkitAudioDecodedByteCount" in video)) return undefined;
	const bytes = video.webkitAudioDecodedByteCount;
	return typeof bytes === "number" ? bytes : undefined;
}
