import type { MediaStream } from "../model/item.ts";

/**
 * The content types that a browser must be able to play for a file of this container, or null when no browser plays it.
 * `container` is bare (`mp4`), or ffmpeg's list of aliases (`mov,mp4,m4a,3gp,3g2,mj2`). Chromium refuses
 * `video/quicktime` and plays the files all the same, because they are MP4 (contract/platform.md §2.1).
 */
export function containerType(container: string): string | null {
	const names = container.toLowerCase().split(",");
	if (names.some((name) => ["mp4", "m4v", "mov"].includes(name))) return "video/mp4";
	if (names.includes("webm")) return "video/webm";
	if (names.some((name) => ["mkv", "matroska"].includes(name))) return "video/x-matroska";
	if (names.some((name) => ["ts", "mpegts", "m2ts"].includes(name))) return "video/mp2t";
	if (names.some((name) => ["ogg", "ogv", "ogm"].includes(name))) return "video/ogg";
	return null;
}

/**
 * The content types with a codecs parameter that stand for one video or audio stream; playing any one of them will do.
 * Empty when no browser has a name for the codec (MPEG-2, VC-1, WMV, Xvid, ...): such a stream cannot be played.
 * RFC 6381; levels as ffprobe and both servers give them (H.264: 41, HEVC: 120, AV1: 8).
 */
export function streamTypes(stream: MediaStream): readonly string[] {
	return stream.kind === "video" ? videoTypes(stream) : stream.kind === "audio" ? audioTypes(stream.codec) : [];
}

function videoTypes({ codec, profile = "", level = 0, bitDepth = 8 }: MediaStream): readonly string[] {
	const depth = String(bitDepth).padStart(2, "0");
	switch (codec) {
		case "h264":
		case "avc":
		case "avc1":
			return [mp4(`avc1.${h264Profile(profile, bitDepth)}${hex(level || 40)}`)];
		case "hevc":
		case "h265":
		case "hvc1":
		case "hev1": {
			const main = bitDepth > 8 || /10/.test(profile) ? "2.4" : "1.6";
			return [mp4(`hvc1.${main}.L${level || 120}.B0`), mp4(`hev1.${main}.L${level || 120}.B0`)];
		}
		case "av1":
		case "av01": {
			const name = `av01.0.${String(level || 8).padStart(2, "0")}M.${depth}`;
			return [mp4(name), webm(name)];
		}
		case "vp9":
		case "vp09": {
			const name = `vp09.${bitDepth > 8 ? "02" : "00"}.${level || 40}.${depth}`;
			return [webm(name), mp4(name)];
		}
		case "vp8":
			return [webm("vp8")];
		case "theora":
			return [`video/ogg; codecs="theora"`];
		default:
			return [];
	}
}

function audioTypes(codec: string): readonly string[] {
	switch (codec) {
		case "aac":
			return [mp4("mp4a.40.2")];
		case "mp3":
			return [mp4("mp4a.6B"), "audio/mpeg"];
		case "ac3":
		case "ac-3":
			return [mp4("ac-3")];
		case "eac3":
		case "ec-3":
			return [mp4("ec-3")];
		case "dts":
		case "dca":
			return [mp4("dtsc")];
		case "truehd":
		case "mlp":
			return [mp4("mlpa")];
		case "opus":
			return [webm("opus"), mp4("opus")];
		case "vorbis":
			return [webm("vorbis")];
		case "flac":
			return [mp4("flac"), "audio/flac"];
		case "alac":
			return [mp4("alac")];
		default:
			return [];
	}
}

function h264Profile(profile: string, bitDepth: number): string {
	const name = profile.toLowerCase();
	if (name.includes("4:4:4")) return "F400";
	if (name.includes("4:2:2")) return "7A00";
	if (bitDepth > 8 || name.includes("10")) return "6E00";
	if (name.includes("baseline")) return "42E0";
	if (name.includes("main")) return "4D40";
	return "6400";
}

function mp4(codec: string): string {
	return `video/mp4; codecs="${codec}"`;
}

function webm(codec: string): string {
	return `video/webm; codecs="${codec}"`;
}

function hex(level: number): string {
	return level.toString(16).toUpperCase().padStart(2, "0");
}
