import type * as z from "zod/mini";
import type { ItemId } from "../../model/ids.ts";
import type { Marker, MediaStream, MediaVersion } from "../../model/item.ts";
import { parseRows } from "../parse-rows.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { mediaSourceSchema, mediaStreamSchema, segmentSchema } from "./media-schemas.ts";
import { msOfTicks } from "./ticks.ts";

const STREAM_KINDS: Readonly<Record<string, MediaStream["kind"]>> = {
	Video: "video",
	Audio: "audio",
	Subtitle: "subtitle",
};
const MARKER_KINDS: Readonly<Record<string, Marker["kind"]>> = {
	Intro: "intro",
	Outro: "credits",
	Recap: "recap",
	Preview: "preview",
	Commercial: "commercial",
};

/** The files of a title. `itemIdOf`: the item that keeps what was watched of a file, by its key, if that is not the title. */
export function mapVersions(
	sources: readonly unknown[],
	itemIdOf: (key: string) => ItemId | undefined,
): readonly MediaVersion[] {
	return parseRows(sources, mediaSourceSchema).rows.map((source) =>
		withoutUndefined({
			key: source.Id,
			itemId: itemIdOf(source.Id),
			container: bareContainer(source.Container ?? ""),
			durationMs: source.RunTimeTicks ? msOfTicks(source.RunTimeTicks) : undefined,
			sizeBytes: source.Size ?? undefined,
			bitrate: source.Bitrate ?? undefined,
			name: source.Name ?? undefined,
			streams: parseRows(source.MediaStreams ?? [], mediaStreamSchema).rows.flatMap(mapStream),
		}),
	);
}

function mapStream(stream: z.infer<typeof mediaStreamSchema>): MediaStream[] {
	const kind = STREAM_KINDS[stream.Type];
	if (kind === undefined) return [];
	return [
		withoutUndefined({
			kind,
			codec: (stream.Codec ?? "").toLowerCase(),
			profile: stream.Profile ?? undefined,
			level: stream.Level ?? undefined,
			bitDepth: stream.BitDepth ?? undefined,
			width: stream.Width ?? undefined,
			height: stream.Height ?? undefined,
			channels: stream.Channels ?? undefined,
			language: stream.Language ?? undefined,
			title: stream.Title ?? undefined,
			isDefault: stream.IsDefault ?? undefined,
			...(kind === "subtitle" ? captionFacts(stream) : {}),
		}),
	];
}

/** A text, inside the file or beside it, comes by its index. contract/jellyfin-api.md §5 *Subtitles*. */
function captionFacts(stream: z.infer<typeof mediaStreamSchema>) {
	const { Index, IsTextSubtitleStream, IsForced, IsHearingImpaired } = stream;
	return {
		captionKey: IsTextSubtitleStream && Index != null ? String(Index) : undefined,
		isForced: IsForced || undefined,
		isForHearingImpaired: IsHearingImpaired || undefined,
	};
}

/** ffmpeg names all formats a demuxer may mean: `mov,mp4,m4a,3gp,3g2,mj2` is an mp4, `matroska,webm` a Matroska. */
function bareContainer(container: string): string {
	const names = container.toLowerCase().split(",");
	if (names.includes("mp4")) return "mp4";
	return names.includes("matroska") ? "mkv" : (names[0] ?? "");
}

/** Intro, credits and the like (servers have them only with a plugin). */
export function mapSegments(segments: readonly unknown[]): readonly Marker[] {
	return parseRows(segments, segmentSchema).rows.flatMap((segment) => {
		const kind = MARKER_KINDS[segment.Type];
		return kind === undefined
			? []
			: [{ kind, startMs: msOfTicks(segment.StartTicks), endMs: msOfTicks(segment.EndTicks) }];
	});
}
