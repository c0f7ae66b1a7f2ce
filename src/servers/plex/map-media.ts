import type * as z from "zod/mini";
import type { Marker, MediaStream, MediaVersion } from "../../model/item.ts";
import { parseRows } from "../parse-rows.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { markerSchema, partSchema, streamSchema } from "./media-schemas.ts";
import { mediaSchema } from "./schemas.ts";

type Media = z.infer<typeof mediaSchema>;

/** Plex's own names of some codecs, as ffmpeg spells them. */
const CODECS: Readonly<Record<string, string>> = { dca: "dts", "dca-ma": "dts" };
const TEXT_CODECS: ReadonlySet<string> = new Set(["srt", "subrip", "vtt", "webvtt", "ass", "ssa", "smi", "mov_text"]);
const STREAM_KINDS: readonly (MediaStream["kind"] | undefined)[] = [undefined, "video", "audio", "subtitle"];
const MARKER_KINDS: Readonly<Record<string, Marker["kind"]>> = {
	intro: "intro",
	credits: "credits",
	commercial: "commercial",
};

/** The files of a title; of a file in several parts the first. The key is the file's place in the list and its path. */
export function mapVersions(rows: readonly unknown[]): readonly MediaVersion[] {
	return parseRows(rows, mediaSchema).rows.flatMap((media, mediaIndex): MediaVersion[] => {
		const part = parseRows(media.Part ?? [], partSchema).rows[0];
		if (part === undefined) return [];
		const streams = parseRows(part.Stream ?? [], streamSchema).rows.flatMap(mapStream);
		return [
			withoutUndefined({
				key: versionKey(mediaIndex, part.key),
				container: (part.container ?? media.container ?? "").toLowerCase(),
				durationMs: media.duration ?? part.duration ?? undefined,
				sizeBytes: part.size ?? undefined,
				bitrate: media.bitrate ? media.bitrate * 1000 : undefined,
				name: media.title || undefined,
				streams: streams.length > 0 ? streams : streamsOfMedia(media),
			}),
		];
	});
}

/** What `streams` needs of a version: its index among the item's media, and the path of its file. */
export function versionKey(mediaIndex: number, partKey: string): string {
	return `${mediaIndex}:${partKey}`;
}

/** The parts of a version's key. */
export function partsOfVersionKey(key: string): { readonly mediaIndex: number; readonly partKey: string } {
	const colon = key.indexOf(":");
	return { mediaIndex: Number(key.slice(0, colon)), partKey: key.slice(colon + 1) };
}

function mapStream(stream: z.infer<typeof streamSchema>): MediaStream[] {
	const kind = STREAM_KINDS[stream.streamType ?? 0];
	if (kind === undefined) return [];
	return [
		withoutUndefined({
			kind,
			codec: codecName(stream.codec),
			profile: stream.profile ?? undefined,
			level: stream.level ?? undefined,
			bitDepth: stream.bitDepth ?? undefined,
			width: stream.width ?? undefined,
			height: stream.height ?? undefined,
			channels: stream.channels ?? undefined,
			language: stream.languageCode ?? undefined,
			title: stream.title ?? undefined,
			isDefault: stream.default ?? undefined,
			...(kind === "subtitle" ? captionFacts(stream) : {}),
		}),
	];
}

/** Only texts beside the file can be had on their own: those have a key. contract/plex-api.md §5. */
function captionFacts({ key, codec, forced, hearingImpaired }: z.infer<typeof streamSchema>) {
	return {
		captionKey: key && TEXT_CODECS.has(codecName(codec)) ? key : undefined,
		isForced: forced || undefined,
		isForHearingImpaired: hearingImpaired || undefined,
	};
}

/** Without a list of streams the file's summary names its two main codecs. */
function streamsOfMedia(media: Media): MediaStream[] {
	const video: MediaStream = {
		kind: "video",
		codec: codecName(media.videoCodec),
		profile: media.videoProfile ?? undefined,
		width: media.width ?? undefined,
		height: media.height ?? undefined,
	};
	const audio: MediaStream = {
		kind: "audio",
		codec: codecName(media.audioCodec),
		channels: media.audioChannels ?? undefined,
	};
	return [video, audio].filter(({ codec }) => codec !== "").map(withoutUndefined);
}

function codecName(codec: string | null | undefined): string {
	const name = (codec ?? "").toLowerCase();
	return CODECS[name] ?? name;
}

/** Intro, credits and commercials. */
export function mapMarkers(rows: readonly unknown[]): readonly Marker[] {
	return parseRows(rows, markerSchema).rows.flatMap((marker): Marker[] => {
		const kind = MARKER_KINDS[marker.type];
		if (kind === undefined || marker.startTimeOffset == null || marker.endTimeOffset == null) return [];
		const times = { startMs: marker.startTimeOffset, endMs: marker.endTimeOffset };
		return [{ kind, ...times, ...(marker.final ? { isFinal: true } : {}) }];
	});
}
