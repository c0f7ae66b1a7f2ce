import type { MediaVersion } from "../model/item.ts";
import { streamName } from "../player/playback-choice.ts";
import { bytes } from "./format.ts";

/** What a file is called where a title has several: its own name, lines, picture and size, `1080p · H.264 · 2.9 GB`. Pure. */
export function versionName({ name, streams, container, sizeBytes }: MediaVersion): string {
	const video = streams.find((stream) => stream.kind === "video");
	const lines = video?.height ? `${video.height}p` : "";
	const parts = [
		name,
		name?.includes(lines) ? "" : lines,
		video ? streamName(video) : container.toUpperCase(),
		sizeBytes ? bytes(sizeBytes) : "",
	];
	return parts.filter(Boolean).join(" · ");
}
