import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import type { Item, Marker, MediaStream, MediaVersion } from "../../../src/model/item.ts";
import type { Credit, Person } from "../../../src/model/person.ts";
import type { WatchState } from "../../../src/model/watch-state.ts";
import { mapCredits } from "../../../src/servers/plex/map-credits.ts";
import { mapItem } from "../../../src/servers/plex/map-item.ts";
import { mapMarkers, mapVersions } from "../../../src/servers/plex/map-media.ts";
import { metadataSchema } from "../../../src/servers/plex/schemas.ts";
import {
	day,
	id,
	inNone,
	isRaw,
	lost,
	number,
	only,
	type Raw,
	rowsIn,
	set,
	some,
	type Told,
	text,
	times,
} from "./told-fields.ts";

const samples = resolve(import.meta.dirname, "../../../../shared/contract/plex");
const KINDS = ["movie", "show", "season", "episode", "collection", "playlist"];

/** All titles of a server's own library in what was published, wherever in an answer they are. */
function titlesIn(value: unknown): Raw[] {
	if (Array.isArray(value)) return value.flatMap(titlesIn);
	if (!isRaw(value)) return [];
	const isTitle = KINDS.includes(String(value.type)) && text(value.ratingKey) !== undefined;
	return [...(isTitle ? [value] : []), ...Object.values(value).flatMap(titlesIn)];
}

describe.runIf(existsSync(samples))("what a page shows of a published Plex row is there after the mapping", () => {
	const rows = existsSync(samples)
		? readdirSync(samples, { recursive: true, encoding: "utf8" })
				.filter((file) => file.endsWith(".json") && !file.endsWith("openapi-1.2.0.json"))
				.flatMap((file) => titlesIn(JSON.parse(readFileSync(resolve(samples, file), "utf8"))))
		: [];
	const guid = (raw: Raw, name: string) =>
		rowsIn(raw, "Guid").flatMap((row) =>
			String(row.id).startsWith(`${name}://`) ? [String(row.id).split("://")[1]] : [],
		)[0];
	const lines = ({ videoResolution }: Raw) =>
		({ "720p": 720, "4k": 2160, "1080": 1080, "720": 720, "576": 576, "480": 480, sd: 480 })[
			String(videoResolution).toLowerCase()
		] ?? 0;

	const items: Told<Item> = {
		itemId: (raw) => id(raw.ratingKey),
		sourceId: null,
		libraryId: null,
		kind: (raw) => raw.type,
		parentId: (raw) => only(raw, ["episode", "season"], id(raw.parentRatingKey)),
		showId: (raw) =>
			only(raw, ["episode"], id(raw.grandparentRatingKey)) ?? only(raw, ["season"], id(raw.parentRatingKey)),
		title: (raw) => text(raw.title),
		sortTitle: (raw) => text(raw.titleSort)?.toLowerCase(),
		originalTitle: (raw) => text(raw.originalTitle),
		year: (raw) => number(raw.year),
		premiered: (raw) => day(raw.originallyAvailableAt),
		addedAt: (raw) => times(raw.addedAt, 1000),
		durationMs: (raw) => times(raw.duration, 1),
		rating: (raw) => number(raw.rating) ?? number(raw.audienceRating),
		contentRating: (raw) => text(raw.contentRating),
		genres: (raw) => some(rowsIn(raw, "Genre").map(({ tag }) => tag)),
		overview: (raw) => text(raw.summary),
		tagline: (raw) => text(raw.tagline),
		studios: (raw) => (text(raw.studio) ? [raw.studio] : undefined),
		index: (raw) => only(raw, ["episode", "season"], number(raw.index)),
		indexEnd: null,
		seasonIndex: (raw) => only(raw, ["episode"], number(raw.parentIndex)),
		showTitle: (raw) =>
			only(raw, ["episode"], text(raw.grandparentTitle)) ?? only(raw, ["season"], text(raw.parentTitle)),
		leafCount: (raw) => only(raw, ["show", "season"], number(raw.leafCount)),
		providerIds: (raw) => {
			const [imdb, tmdb, tvdb] = ["imdb", "tmdb", "tvdb"].map((name) => guid(raw, name));
			return imdb || tmdb || tvdb ? { imdb, tmdb, tvdb } : undefined;
		},
		poster: (raw) =>
			raw.type === "episode"
				? text(raw.grandparentThumb ?? raw.parentThumb)
				: text(raw.thumb ?? raw.parentThumb ?? raw.composite),
		backdrop: (raw) => text(raw.art ?? raw.grandparentArt),
		still: (raw) => only(raw, ["episode"], text(raw.thumb)),
		logo: (raw) => text(rowsIn(raw, "Image").find(({ type }) => type === "clearLogo")?.url),
		resolution: (raw) => Math.max(0, ...rowsIn(raw, "Media").map(lines)) || undefined,
		isFavourite: null,
		etag: (raw) => text(raw.updatedAt),
		detail: null,
		goneAt: null,
		corrected: null,
	};
	const states: Told<WatchState> = {
		positionMs: (raw) => number(raw.viewOffset),
		watched: (raw) => Number(raw.viewCount) > 0 || undefined,
		playCount: (raw) => number(raw.viewCount),
		lastPlayedAt: (raw) => times(raw.lastViewedAt, 1000),
	};
	const versions: Told<MediaVersion> = {
		key: null,
		itemId: null,
		container: (raw) => text(rowsIn(raw, "Part")[0]?.container ?? raw.container),
		durationMs: (raw) => number(raw.duration),
		sizeBytes: (raw) => number(rowsIn(raw, "Part")[0]?.size),
		bitrate: (raw) => times(raw.bitrate, 1000),
		name: (raw) => text(raw.title),
		streams: null,
	};
	const streams: Told<MediaStream> = {
		kind: (raw) => ["video", "audio", "subtitle"][Number(raw.streamType) - 1],
		codec: (raw) => (String(raw.codec).startsWith("dca") ? "dts" : text(raw.codec)?.toLowerCase()),
		profile: (raw) => text(raw.profile),
		level: (raw) => number(raw.level),
		bitDepth: (raw) => number(raw.bitDepth),
		width: (raw) => number(raw.width),
		height: (raw) => number(raw.height),
		channels: (raw) => number(raw.channels),
		language: (raw) => text(raw.languageCode),
		title: (raw) => text(raw.title),
		isDefault: (raw) => set(raw.default),
		captionKey: (raw) => (raw.streamType === 3 && raw.codec === "srt" ? text(raw.key) : undefined),
		isForced: (raw) => (raw.streamType === 3 ? set(raw.forced) : undefined),
		isForHearingImpaired: (raw) => (raw.streamType === 3 ? set(raw.hearingImpaired) : undefined),
	};
	const credits: Told<Omit<Credit, "itemId" | "order">> = {
		personId: (raw) => id(raw.tagKey),
		kind: (raw) => raw.kind,
		role: (raw) => text(raw.role),
		name: (raw) => text(raw.tag),
	};
	const people: Told<Omit<Person, "providerIds" | "overview" | "sourceId">> = {
		personId: (raw) => id(raw.tagKey),
		name: null,
		portrait: (raw) => text(raw.thumb),
	};
	const markers: Told<Marker> = {
		kind: (raw) => text(raw.type),
		startMs: (raw) => number(raw.startTimeOffset),
		endMs: (raw) => number(raw.endTimeOffset),
		isFinal: (raw) => set(raw.final),
	};

	test("a title and its watch state", () => {
		const [seen, seenStates] = [new Set<string>(), new Set<string>()];
		const mapped = rows.map((raw) => [raw, mapItem(z.parse(metadataSchema, raw), "a1", "a1/lib")] as const);
		expect(
			lost(
				items,
				mapped.map(([raw, row]) => [raw, row?.item]),
				seen,
			),
		).toEqual([]);
		expect(inNone(items, seen)).toEqual([]);
		const watched = mapped.flatMap(([raw, row]) => (row?.watch ? [[raw, row.watch] as const] : []));
		expect(lost(states, watched, seenStates)).toEqual([]);
		expect(inNone(states, seenStates)).toEqual([]);
	});

	test("a file, its streams and its markers", () => {
		const [seen, seenStreams, seenMarkers] = [new Set<string>(), new Set<string>(), new Set<string>()];
		// What a transcoder decides to make is no file: it has no key.
		const files = rows.flatMap((raw) => rowsIn(raw, "Media")).filter((raw) => rowsIn(raw, "Part")[0]?.key);
		const mapped = files.map((raw) => [raw, mapVersions([raw])[0]] as const);
		expect(lost(versions, mapped, seen)).toEqual([]);
		expect(inNone(versions, seen)).toEqual(["name"]);
		const inFiles = mapped.flatMap(([raw, version]) => {
			const told = rowsIn(rowsIn(raw, "Part")[0] ?? {}, "Stream");
			return told.map((stream, at) => [stream, version?.streams[at]] as const);
		});
		expect(lost(streams, inFiles, seenStreams)).toEqual([]);
		expect(inNone(streams, seenStreams)).toEqual([]);
		const marked = rows.flatMap((raw) => {
			const made = mapMarkers(rowsIn(raw, "Marker"));
			return rowsIn(raw, "Marker").map((marker, at) => [marker, made[at]] as const);
		});
		expect(lost(markers, marked, seenMarkers)).toEqual([]);
		expect(inNone(markers, seenMarkers)).toEqual([]);
	});

	test("a cast and its people", () => {
		const [seen, seenPeople] = [new Set<string>(), new Set<string>()];
		const mapped = rows.map((raw) => {
			const of = (kind: string, name: string) => rowsIn(raw, name).map((tag) => ({ ...tag, kind }));
			const told = [
				...of("actor", "Role"),
				...of("director", "Director"),
				...of("writer", "Writer"),
				...of("producer", "Producer"),
			];
			return [told, mapCredits("a1/x", z.parse(metadataSchema, raw))] as const;
		});
		expect(
			lost(
				credits,
				mapped.flatMap(([told, made]) => told.map((tag, at) => [tag, made.credits[at]] as const)),
				seen,
			),
		).toEqual([]);
		expect(inNone(credits, seen)).toEqual([]);
		const named = mapped.flatMap(([told, made]) =>
			told
				.filter((tag: Raw) => tag.tagKey)
				.map((tag: Raw) => [tag, made.people.find(({ personId }) => personId === id(tag.tagKey))] as const),
		);
		expect(lost(people, named, seenPeople)).toEqual([]);
		expect(inNone(people, seenPeople)).toEqual([]);
	});
});
