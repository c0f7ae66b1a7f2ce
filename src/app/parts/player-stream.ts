import type Hls from "hls.js";
import type { Playback } from "./player-open.ts";

/** How a stream failed: `network` says nothing about the file, `decode` does; `code`: the HLS player could not be fetched. */
export type StreamFailure = "network" | "decode" | "code";

interface StreamOptions {
	readonly playback: Playback;
	/** Seconds into the film. */
	readonly startSeconds: number;
	/** Called at most once; the stream is over then. `status`: of the answer that broke it, where that is known. */
	readonly onFailure: (failure: StreamFailure, status?: number) => void;
}

/**
 * Gives a media element its stream: the file itself, or HLS through hls.js (fetched when it is first needed), or by the browser's own
 * HLS where there are no Media Source Extensions (iPhone). The returned function takes it away again.
 */
export function attachStream(
	video: HTMLVideoElement,
	{ playback, startSeconds, onFailure }: StreamOptions,
): () => void {
	const listening = new AbortController();
	let hls: Hls | undefined;
	let hasFailed = false;
	const fail = (failure: StreamFailure, status?: number) => {
		if (hasFailed || listening.signal.aborted) return;
		hasFailed = true;
		onFailure(failure, status);
	};
	const { signal } = listening;
	video.addEventListener("error", () => fail(failureOf(video.error)), { signal });
	video.addEventListener(
		"loadedmetadata",
		() => {
			if (hls === undefined && startSeconds > 0) video.currentTime = startSeconds;
		},
		{ signal },
	);
	if (playback.kind === "direct") video.src = playback.urls.direct;
	else {
		const url = playback.urls.hls ?? "";
		attachHls(video, url, startSeconds, fail, signal).then(
			(made) => {
				if (signal.aborted) made?.destroy();
				else hls = made;
			},
			() => fail("code"),
		);
	}
	return () => {
		listening.abort();
		hls?.destroy();
		video.removeAttribute("src");
		video.load();
	};
}

async function attachHls(
	video: HTMLVideoElement,
	url: string,
	startSeconds: number,
	fail: (failure: StreamFailure, status?: number) => void,
	signal: AbortSignal,
): Promise<Hls | undefined> {
	// The light build has neither alternative audio nor subtitles; both servers mix one sound into the segments.
	const { default: HlsLight } = await import("hls.js/light");
	if (signal.aborted) return undefined;
	if (!HlsLight.isSupported()) {
		video.src = url;
		return undefined;
	}
	const hls = new HlsLight({ startPosition: startSeconds, maxBufferLength: 60, backBufferLength: 60 });
	let hasRecovered = false;
	hls.on(HlsLight.Events.ERROR, (_, { fatal, type, response }) => {
		if (!fatal) return;
		if (type === HlsLight.ErrorTypes.MEDIA_ERROR && !hasRecovered) {
			hasRecovered = true;
			hls.recoverMediaError();
			return;
		}
		fail(type === HlsLight.ErrorTypes.NETWORK_ERROR ? "network" : "decode", response?.code);
	});
	hls.loadSource(url);
	hls.attachMedia(video);
	return hls;
}

/** A file that could not be fetched and one that cannot be played share a code when neither began. */
function failureOf(error: MediaError | null): StreamFailure {
	return error?.code === MediaError.MEDIA_ERR_NETWORK ? "network" : "decode";
}
