import type { PlaybackAbilities } from "./playback-choice.ts";

/** Asks this browser what it plays, through a media element that is never shown. Answers are remembered for the element's life. */
export function playbackAbilities(video: HTMLVideoElement = document.createElement("video")): PlaybackAbilities {
	const answers = new Map<string, boolean>();
	const canPlay = (contentType: string) => {
		const known = answers.get(contentType) ?? video.canPlayType(contentType) !== "";
		answers.set(contentType, known);
		return known;
	};
	return {
		canPlay,
		hls: "MediaSource" in window || "ManagedMediaSource" in window || canPlay("application/vnd.apple.mpegurl"),
	};
}
