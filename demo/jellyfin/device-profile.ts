import { clipFacts } from "../core/media.ts";
import type { Entry } from "./entry.ts";
import { containerOf } from "./media-source.ts";

/** One entry of `DirectPlayProfiles`; an empty list allows all. */
interface DirectPlay {
	readonly containers: readonly string[];
	readonly video: readonly string[];
	readonly audio: readonly string[];
}

/** What the device wants to have files converted to: the first HLS entry of `TranscodingProfiles`. */
export interface HlsTarget {
	readonly container: string;
	readonly videoCodecs: string;
	readonly audioCodecs: string;
	readonly maxAudioChannels: string;
	readonly minSegments: number;
}

/** What a player says it can do. */
export interface DeviceProfile {
	readonly directPlay: readonly DirectPlay[];
	readonly hls: HlsTarget | null;
}

/** Reads `DeviceProfile` of a body; null without one, when nothing is decided. */
export function readDeviceProfile(given: unknown): DeviceProfile | null {
	if (typeof given !== "object" || given === null) {
		return null;
	}
	const profile = fieldsOf(given);
	const target = listOf(profile.get("TranscodingProfiles")).find(
		(entry) => textOf(entry, "Type") === "Video" && textOf(entry, "Protocol") === "hls",
	);
	const minSegments = target?.get("MinSegments");
	return {
		directPlay: listOf(profile.get("DirectPlayProfiles")).map((entry) => ({
			containers: namesOf(entry, "Container"),
			video: namesOf(entry, "VideoCodec"),
			audio: namesOf(entry, "AudioCodec"),
		})),
		hls: target
			? {
					container: textOf(target, "Container") || "ts",
					videoCodecs: textOf(target, "VideoCodec"),
					audioCodecs: textOf(target, "AudioCodec"),
					maxAudioChannels: textOf(target, "MaxAudioChannels") || "2",
					minSegments: typeof minSegments === "number" ? minSegments : 0,
				}
			: null,
	};
}

type Fields = ReadonlyMap<string, unknown>;

function fieldsOf(value: unknown): Fields {
	return new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
}

function listOf(value: unknown): Fields[] {
	return Array.isArray(value) ? value.map(fieldsOf) : [];
}

function textOf(entry: Fields, field: string): string {
	const value = entry.get(field);
	return typeof value === "string" ? value : "";
}

function namesOf(entry: Fields, field: string): string[] {
	const text = textOf(entry, field);
	return text === "" ? [] : text.split(",");
}

/**
 * Why the device cannot play the file as it is, by the server's names; empty when it can. `maxBitrate`: bit/s; null: no limit.
 *
 * | condition | reason |
 * |---|---|
 * | more bit/s than the device wants | ContainerBitrateExceedsLimit |
 * | no profile has the container (or only with other codecs) | ContainerNotSupported |
 * | no profile has the picture's, the sound's codec | VideoCodecNotSupported, AudioCodecNotSupported |
 */
export function transcodeReasons(entry: Entry, profile: DeviceProfile, maxBitrate: number | null): string[] {
	if (!entry.file) {
		return [];
	}
	const { videoCodec, audioCodec, bitrate } = clipFacts(entry.file);
	const container = containerOf(entry) ?? "";
	const allows = (list: readonly string[], value: string): boolean => list.length === 0 || list.includes(value);
	const limit = maxBitrate !== null && bitrate > maxBitrate ? ["ContainerBitrateExceedsLimit"] : [];
	const profiles = profile.directPlay;
	const fits = profiles.some(
		({ containers, video, audio }) =>
			allows(containers, container) && allows(video, videoCodec) && allows(audio, audioCodec),
	);
	if (fits) {
		return limit;
	}
	const missing = [
		...(profiles.some(({ containers }) => allows(containers, container)) ? [] : ["ContainerNotSupported"]),
		...(profiles.some(({ video }) => video.includes(videoCodec)) ? [] : ["VideoCodecNotSupported"]),
		...(profiles.some(({ audio }) => audio.includes(audioCodec)) ? [] : ["AudioCodecNotSupported"]),
	];
	return [...limit, ...(missing.length > 0 ? missing : ["ContainerNotSupported"])];
}
