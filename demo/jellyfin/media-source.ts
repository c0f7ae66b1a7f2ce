import { clipFacts } from "../core/media.ts";
import { captionStreams } from "./caption-streams.ts";
import type { Entry } from "./entry.ts";
import { guidOf, parseGuid } from "./guid.ts";
import type { UserDataRows } from "./user-data.ts";

const longContainer: Readonly<Record<string, string>> = {
	mp4: "mov,mp4,m4a,3gp,3g2,mj2",
	webm: "mkv,webm",
	mkv: "mkv",
};

/** Container of the file behind an item, as `MediaSources` name it. */
export function containerOf(entry: Entry): string | null {
	return entry.extras.container ?? (entry.file ? clipFacts(entry.file).container : null);
}

/** The same as the item itself names it: the demuxer's whole list. */
export function longContainerOf(entry: Entry): string | null {
	const container = containerOf(entry);
	return container === null ? null : (longContainer[container] ?? container);
}

/** The file of the film or episode that a media source id names; `entry` itself without one, undefined when it has no such file. */
export function fileOf(entry: Entry, mediaSourceId: string | null): Entry | undefined {
	const files = [entry, ...(entry.primary ?? entry).versions];
	return mediaSourceId === null ? entry : files.find(({ id }) => id === parseGuid(mediaSourceId));
}

/** File path as the server would have it on its disk. */
export function pathOf(entry: Entry): string {
	const year = entry.facts?.year ? ` (${entry.facts.year})` : "";
	const container = containerOf(entry) ?? "mp4";
	switch (entry.type) {
		case "Movie": {
			const version = entry.primary || entry.versions.length > 0 ? ` - ${versionNameOf(entry)}` : "";
			return `/media/movies/${entry.name}${year}/${entry.name}${year}${version}.${container}`;
		}
		case "Series":
			return `/media/shows/${entry.name}${year}`;
		case "Season":
			return `${entry.series ? pathOf(entry.series) : ""}/${entry.name}`;
		case "Episode":
			return `${entry.season ? pathOf(entry.season) : ""}/${episodeFile(entry)}.${container}`;
		default:
			return `/var/lib/jellyfin/root/default/${entry.name}`;
	}
}

function episodeFile({ name, series, season, indexNumber, indexNumberEnd }: Entry): string {
	if (indexNumber === null) {
		return name;
	}
	const digits = (number: number): string => String(number).padStart(2, "0");
	const end = indexNumberEnd === null ? "" : `-E${digits(indexNumberEnd)}`;
	const year = series?.facts?.year ? ` (${series.facts.year})` : "";
	return `${series?.name}${year} - S${digits(season?.indexNumber ?? 0)}E${digits(indexNumber)}${end}`;
}

function versionNameOf(entry: Entry): string {
	return entry.primary ? entry.versionName : (entry.extras.versionName ?? `${entry.file?.height ?? 0}p`);
}

const streamFlags = { IsForced: false, IsHearingImpaired: false, IsOriginal: false };
const localized = { LocalizedDefault: "Default", LocalizedExternal: "External", LocalizedOriginal: "Original" };

/** The streams of the file: picture, sound and captions. Files that Chromium cannot play claim HEVC or AC-3. */
export function mediaStreams(entry: Entry): Record<string, unknown>[] {
	if (!entry.file) {
		return [];
	}
	const { videoCodec, audioCodec, audioChannels, frameRate, bitrate } = clipFacts(entry.file);
	const { width, height } = entry.file;
	const video = {
		Codec: videoCodec,
		Language: "und",
		TimeBase: "1/10240",
		VideoRange: "SDR",
		VideoRangeType: "SDR",
		AudioSpatialFormat: "None",
		DisplayTitle: `${height}p ${videoCodec.toUpperCase()} SDR`,
		...(videoCodec === "h264" ? { NalLengthSize: "4" } : {}),
		IsInterlaced: false,
		...(videoCodec === "h264" ? { IsAVC: true } : {}),
		BitRate: Math.round(bitrate * 0.7),
		BitDepth: videoCodec === "hevc" ? 10 : 8,
		RefFrames: 1,
		IsDefault: true,
		...streamFlags,
		Height: height,
		Width: width,
		AverageFrameRate: frameRate,
		RealFrameRate: frameRate,
		ReferenceFrameRate: frameRate,
		Profile: videoCodec === "hevc" ? "Main 10" : videoCodec === "h264" ? "Main" : "Profile 0",
		Type: "Video",
		AspectRatio: "16:9",
		IsExternal: false,
		IsTextSubtitleStream: false,
		SupportsExternalStream: false,
		PixelFormat: videoCodec === "hevc" ? "yuv420p10le" : "yuv420p",
		Level: videoCodec === "hevc" ? 60 : 10,
		IsAnamorphic: false,
	};
	const path = pathOf(entry);
	const layout = audioChannels === 1 ? "mono" : audioChannels === 2 ? "stereo" : "5.1";
	const audio = {
		Codec: audioCodec,
		Language: "und",
		TimeBase: "1/22050",
		VideoRange: "Unknown",
		VideoRangeType: "Unknown",
		AudioSpatialFormat: "None",
		...localized,
		LocalizedLanguage: "Undetermined",
		DisplayTitle: `${audioCodec.toUpperCase()} - ${layout} - Default`,
		IsInterlaced: false,
		ChannelLayout: layout,
		BitRate: Math.round(bitrate * 0.3),
		Channels: audioChannels,
		SampleRate: 48000,
		IsDefault: true,
		...streamFlags,
		...(audioCodec === "aac" ? { Profile: "LC" } : {}),
		Type: "Audio",
		IsExternal: false,
		IsTextSubtitleStream: false,
		SupportsExternalStream: false,
	};
	const streams = [...captionStreams(entry, "beside", path), video, audio, ...captionStreams(entry, "inside", path)];
	return streams.map((stream, index) => ({ ...stream, Index: index }));
}

/** `DefaultAudioStreamIndex`, and that of subtitles where there are some. */
function defaultStreams(streams: readonly Record<string, unknown>[]): Record<string, number> {
	const subtitle = streams.findIndex(({ Type }) => Type === "Subtitle");
	return {
		DefaultAudioStreamIndex: Math.max(
			1,
			streams.findIndex(({ Type }) => Type === "Audio"),
		),
		...(subtitle < 0 ? {} : { DefaultSubtitleStreamIndex: subtitle }),
	};
}

/** One `MediaSource`: a file of the film, by its own id. */
export function mediaSource(entry: Entry): Record<string, unknown> {
	const path = pathOf(entry);
	const facts = entry.file ? clipFacts(entry.file) : null;
	const streams = mediaStreams(entry);
	return {
		Protocol: "File",
		Id: entry.id,
		Path: path,
		Type: "Default",
		Container: containerOf(entry),
		Size: facts?.sizeBytes ?? 0,
		Name: entry.primary || entry.versions.length > 0 ? versionNameOf(entry) : path.replace(/^.*\/|\.[^.]*$/g, ""),
		IsRemote: false,
		ETag: guidOf("file", entry.id),
		RunTimeTicks: entry.runtimeTicks,
		ReadAtNativeFramerate: false,
		IgnoreDts: false,
		IgnoreIndex: false,
		GenPtsInput: false,
		SupportsTranscoding: true,
		SupportsDirectStream: true,
		SupportsDirectPlay: true,
		IsInfiniteStream: false,
		UseMostCompatibleTranscodingProfile: false,
		RequiresOpening: false,
		RequiresClosing: false,
		RequiresLooping: false,
		SupportsProbing: true,
		VideoType: "VideoFile",
		MediaStreams: streams,
		MediaAttachments: [],
		Formats: [],
		Bitrate: facts?.bitrate ?? 0,
		RequiredHttpHeaders: {},
		TranscodingSubProtocol: "http",
		...defaultStreams(streams),
		HasSegments: false,
	};
}

/** All files of the film or episode: the one played last first, then the asked one (05-versions #5). */
export function mediaSources(entry: Entry, rows: UserDataRows): Record<string, unknown>[] {
	const primary = entry.primary ?? entry;
	const files = [entry, ...[primary, ...primary.versions].filter((file) => file !== entry)];
	const playedAt = (file: Entry): string => rows.get(file.id)?.lastPlayed ?? "";
	return files.sort((a, b) => (playedAt(a) > playedAt(b) ? -1 : playedAt(a) < playedAt(b) ? 1 : 0)).map(mediaSource);
}
