import type { MediaStream, MediaVersion } from "../model/item.ts";
import { containerType, streamTypes } from "./codec-strings.ts";

/** What this browser says it can do. `canPlay` takes a content type, with or without codecs. */
export interface PlaybackAbilities {
	canPlay(contentType: string): boolean;
	/** HLS, by itself or through Media Source Extensions. */
	readonly hls: boolean;
}

/** `reason` is a sentence for the person. */
export type PlaybackChoice =
	| { readonly kind: "direct"; readonly version: MediaVersion }
	| { readonly kind: "hls"; readonly version: MediaVersion; readonly reason: string }
	| { readonly kind: "impossible"; readonly reason: string };

/** Keys of the version that the person picked, and of the one that was played last. */
export interface VersionWish {
	readonly picked?: string;
	readonly playedLast?: string;
}

/**
 * How to play a title, decided by what its streams are and never by trying: Chromium plays HEVC as sound without a picture and
 * AC-3 as a picture without sound, both without an error (contract/platform.md §2.1). Pure.
 *
 * | versions | choice |
 * |---|---|
 * | none | impossible |
 * | some the browser plays as they are | direct: the sharpest of them, the smaller file among equals |
 * | none, browser has HLS | hls: the sharpest version, made fit by its server; the reason names what is in the way |
 * | none, no HLS | impossible, with the same reason |
 *
 * A person's own pick narrows the versions to that one; the one played last is taken if the browser plays it as it is.
 */
export function choosePlayback(
	versions: readonly MediaVersion[],
	abilities: PlaybackAbilities,
	{ picked, playedLast }: VersionWish = {},
): PlaybackChoice {
	const own = versions.filter(({ key }) => key === picked);
	const isLast = (version: MediaVersion) => version.key === playedLast && obstacle(version, abilities) === null;
	const last = own.length > 0 ? [] : versions.filter(isLast);
	const candidates = [own, last, [...versions].sort(bySharpness)].find((some) => some.length > 0) ?? [];
	const best = candidates[0];
	if (!best) return { kind: "impossible", reason: "The server lists no file for this title." };
	const direct = candidates.find((version) => obstacle(version, abilities) === null);
	if (direct) return { kind: "direct", version: direct };
	const what = obstacle(best, abilities) ?? "this file";
	if (abilities.hls) {
		return {
			kind: "hls",
			version: best,
			reason: `This browser cannot play ${what}, so the server converts it while you watch.`,
		};
	}
	return { kind: "impossible", reason: `This browser can play neither ${what} nor what the server would make of it.` };
}

/** What keeps the browser from playing the file as it is, in words that follow "cannot play"; null when nothing does. */
function obstacle(version: MediaVersion, { canPlay }: PlaybackAbilities): string | null {
	const type = containerType(version.container);
	if (type === null || !canPlay(type)) return `${version.container.toUpperCase()} files`;
	if (version.streams.length === 0) return "a file whose contents the server did not name";
	const stream = playedStreams(version).find((candidate) => !streamTypes(candidate).some((name) => canPlay(name)));
	return stream ? `${streamName(stream)} ${stream.kind === "video" ? "video" : "sound"}` : null;
}

/** The streams a browser would pick: the first picture, and of the sound both the first and the default one, because browsers differ. */
function playedStreams({ streams }: MediaVersion): readonly MediaStream[] {
	const sound = streams.filter((stream) => stream.kind === "audio");
	const picked = [
		streams.find((stream) => stream.kind === "video"),
		sound[0],
		sound.find((stream) => stream.isDefault === true),
	];
	return picked.filter((stream) => stream !== undefined);
}

const NAMES: Record<string, string> = {
	h264: "H.264",
	hevc: "HEVC",
	av1: "AV1",
	vp9: "VP9",
	vc1: "VC-1",
	mpeg2video: "MPEG-2",
	mpeg4: "MPEG-4",
	ac3: "Dolby Digital",
	eac3: "Dolby Digital Plus",
	truehd: "Dolby TrueHD",
	dts: "DTS",
	dca: "DTS",
};

/** The picture or sound of a stream by the name people know: `H.264`, `10-bit HEVC`, `Dolby Digital`. Pure. */
export function streamName({ codec, bitDepth = 8 }: MediaStream): string {
	const name = NAMES[codec] ?? codec.toUpperCase();
	return bitDepth > 8 ? `${bitDepth}-bit ${name}` : name;
}

function bySharpness(a: MediaVersion, b: MediaVersion): number {
	return height(b) - height(a) || (a.sizeBytes ?? 0) - (b.sizeBytes ?? 0);
}

function height({ streams }: MediaVersion): number {
	return streams.find((stream) => stream.kind === "video")?.height ?? 0;
}
