import { CAPTION_LANGUAGES } from "../core/captions.ts";
import { clipFacts } from "../core/media.ts";
import type { DemoFile } from "../library/types.ts";
import type { PlayableNode } from "./catalogue.ts";
import { hash } from "./hash.ts";
import { type Row, some } from "./tags.ts";
import type { CreditsStarts } from "./timeline.ts";

/** Media and part ids come from the ratingKey and the file's place among the title's: `partIdOf` and `fileOfPart` turn one into the other. */
const PART_OFFSET = 500_000;
const NEXT_FILE = 10_000_000;
/** Ids of streams come from the part and the place in it: picture, sound, then captions. */
const MOST_STREAMS = 20;
const OTHER_STREAMS = 2;

/** All files of a title, its first one first. */
export function filesOf({ source }: PlayableNode): readonly DemoFile[] {
	const more = "moreFiles" in source ? (source.moreFiles ?? []) : [];
	return [source.file, ...more.map(({ file }) => file)];
}

function partIdOf(node: PlayableNode, at = 0): number {
	return PART_OFFSET + Number(node.ratingKey) + at * NEXT_FILE;
}

/** The ratingKey whose part `partId` is, and the place of the file among the title's. */
export function fileOfPart(partId: string): { readonly ratingKey: string; readonly at: number } {
	const id = Number(partId);
	return { ratingKey: String((id % NEXT_FILE) - PART_OFFSET), at: Math.floor(id / NEXT_FILE) };
}

/** Path of the file: `/library/parts/{id}/{changestamp}/file.mp4`. */
function partKeyOf(node: PlayableNode, at: number, file: DemoFile): string {
	return `/library/parts/${partIdOf(node, at)}/${node.addedAt}/file.${clipFacts(file).container}`;
}

/** `Media` with its `Part`, one for each file; `isFull` adds the streams, which lists do not have. */
export function mediaRows(node: PlayableNode, isFull: boolean): Row[] {
	return filesOf(node).map((file, at) => mediaRow(node, file, at, isFull));
}

function mediaRow(node: PlayableNode, file: DemoFile, at: number, isFull: boolean): Row {
	const facts = clipFacts(file);
	const { durationMs } = node.source;
	const isOdd = hash(node.slug) % 2 === 1;
	const audio = facts.audioCodec === "aac" ? { audioProfile: "lc" } : {};
	const isMp4 = facts.container === "mp4";
	const common = { ...audio, container: facts.container, ...(isMp4 && { has64bitOffsets: false }) };
	const bitrate = Math.max(1, Math.round(facts.bitrate / 1000));
	return {
		id: partIdOf(node, at) + 200_000,
		duration: durationMs,
		bitrate,
		width: file.width,
		height: file.height,
		aspectRatio: Math.round((file.width / Math.max(1, file.height)) * 100) / 100,
		audioChannels: facts.audioChannels,
		audioCodec: facts.audioCodec,
		videoCodec: facts.videoCodec,
		videoResolution: resolutionOf(file.height),
		...common,
		// Real servers say this either way.
		...(isMp4 && { optimizedForStreaming: isOdd ? 1 : true }),
		videoFrameRate: "24p",
		videoProfile: "high",
		hasVoiceActivity: false,
		Part: [
			{
				id: partIdOf(node, at),
				key: partKeyOf(node, at, file),
				duration: durationMs,
				file: `/data/${node.slug}${at === 0 ? "" : ` ${at + 1}`}.${facts.container}`,
				size: facts.sizeBytes,
				...common,
				...(isOdd && { hasThumbnail: "1" }),
				...(isMp4 && { optimizedForStreaming: true }),
				videoProfile: "high",
				...(isFull && {
					Stream: [...streamRows(file, partIdOf(node, at)), ...captionRows(node, partIdOf(node, at))],
				}),
			},
		],
	};
}

function resolutionOf(height: number): string {
	if (height >= 2160) return "4k";
	return height < 480 ? "sd" : String(height);
}

function streamRows(file: DemoFile, partId: number): Row[] {
	const facts = clipFacts(file);
	const { width, height } = file;
	const first = partId * MOST_STREAMS;
	const english = { language: "English", languageTag: "en", languageCode: "eng" };
	const picture = `${resolutionOf(height)} (${facts.videoCodec.toUpperCase()})`;
	const sound = `English (${facts.audioCodec.toUpperCase()} ${facts.audioChannels === 1 ? "Mono" : "5.1"})`;
	return [
		{
			id: first,
			streamType: 1,
			default: true,
			codec: facts.videoCodec,
			index: 0,
			bitrate: Math.round(facts.bitrate / 1000),
			...english,
			bitDepth: 8,
			chromaLocation: "left",
			chromaSubsampling: "4:2:0",
			codedHeight: height,
			codedWidth: width,
			frameRate: facts.frameRate,
			height,
			level: 30,
			profile: "high",
			refFrames: 1,
			scanType: "progressive",
			width,
			displayTitle: picture,
			extendedDisplayTitle: picture,
		},
		{
			id: first + 1,
			streamType: 2,
			selected: true,
			default: true,
			codec: facts.audioCodec,
			index: 1,
			channels: facts.audioChannels,
			bitrate: 10,
			...english,
			samplingRate: 44_100,
			displayTitle: sound,
			extendedDisplayTitle: sound,
		},
	];
}

/** Captions beside the file have a key, by which they can be had; those in it have a place among its streams. */
function captionRows({ source }: PlayableNode, partId: number): Row[] {
	return (source.captions ?? []).map((caption, at) => {
		const id = partId * MOST_STREAMS + OTHER_STREAMS + at;
		const { name, tag } = CAPTION_LANGUAGES[caption.language];
		const isBeside = caption.place === "beside";
		const codec = caption.isPicture ? "pgs" : "srt";
		const said = `${name}${caption.isForHearingImpaired ? " SDH" : ""} (${codec.toUpperCase()}${isBeside ? " External" : ""})`;
		return {
			id,
			...(isBeside ? { key: `/library/streams/${id}` } : { index: OTHER_STREAMS + at }),
			streamType: 3,
			canAutoSync: false,
			codec,
			language: name,
			languageTag: tag,
			languageCode: caption.language,
			...(isBeside && { format: codec }),
			...(caption.isForced && { forced: true }),
			...(caption.isForHearingImpaired && { hearingImpaired: true }),
			...(caption.title && { title: caption.title }),
			displayTitle: said,
			extendedDisplayTitle: said,
		};
	});
}

/** The caption that a stream's id names, and whose it is. */
export function captionOfStream(streamId: string): { readonly partId: string; readonly at: number } {
	const id = Number(streamId);
	return { partId: String(Math.floor(id / MOST_STREAMS)), at: (id % MOST_STREAMS) - OTHER_STREAMS };
}

/** `Chapter` rows: two, halves of the file. */
export function chapterRows(node: PlayableNode): Row[] {
	const half = Math.floor(node.source.durationMs / 2);
	return [0, 1].map((at) => {
		const id = partIdOf(node) * 2 + at;
		return {
			id,
			filter: `thumb=${id}`,
			index: at + 1,
			startTimeOffset: at * half,
			endTimeOffset: at === 0 ? half : node.source.durationMs,
			thumb: `/library/media/${partIdOf(node) + 200_000}/chapterImages/${at + 1}`,
		};
	});
}

interface MarkerTimes {
	readonly type: "intro" | "credits";
	readonly start: number;
	readonly end: number;
	readonly isFinal: boolean;
}

/** Every second title has credits marked; of those every other one before 90 % of it. Episodes have an intro besides. */
function markerTimes(node: PlayableNode): MarkerTimes[] {
	const { durationMs } = node.source;
	const kind = hash(node.slug) % 4;
	const markers: MarkerTimes[] = [];
	if (node.type === "episode" && kind > 0) {
		markers.push({ type: "intro", start: 5_000, end: Math.min(35_000, durationMs), isFinal: false });
	}
	if (kind > 1) {
		const start = Math.floor(durationMs * (kind === 2 ? 0.85 : 0.95));
		markers.push({ type: "credits", start, end: durationMs, isFinal: true });
	}
	return markers;
}

/** Where the credits of a title begin, ms. */
export function creditsStartsOf(node: PlayableNode): CreditsStarts {
	return markerTimes(node).flatMap((marker) => (marker.type === "credits" ? [marker.start] : []));
}

/** `{ Marker: … }`, or nothing where none is marked. */
export function markers(node: PlayableNode): Row {
	const rows = markerTimes(node).map((marker, at) => {
		const id = partIdOf(node) * 4 + at;
		return {
			...(marker.isFinal && { final: true }),
			id,
			type: marker.type,
			startTimeOffset: marker.start,
			endTimeOffset: marker.end,
			Attributes: { id, version: marker.type === "credits" ? 4 : 5 },
		};
	});
	return some("Marker", rows);
}
