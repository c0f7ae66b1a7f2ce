import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import type { Item, MediaStream, MediaVersion } from "../../../src/model/item.ts";
import type { Credit, Person } from "../../../src/model/person.ts";
import type { WatchState } from "../../../src/model/watch-state.ts";
import { mapCredits } from "../../../src/servers/jellyfin/map-credits.ts";
import { mapItem } from "../../../src/servers/jellyfin/map-item.ts";
import { mapVersions } from "../../../src/servers/jellyfin/map-media.ts";
import { itemSchema } from "../../../src/servers/jellyfin/schemas.ts";
import { recordedJellyfin } from "./recorded-jellyfin.ts";
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

describe("what a page shows of a recorded Jellyfin row is there after the mapping", () => {
	const bodies = recordedJellyfin().flatMap(({ response }) =>
		response.status === 200 && isRaw(response.body) ? [response.body] : [],
	);
	const rows = [...bodies, ...bodies.flatMap((body) => rowsIn(body, "Items"))].filter(
		(raw) =>
			["Movie", "Series", "Season", "Episode", "BoxSet"].includes(String(raw.Type)) && raw.LocationType !== "Virtual",
	);
	const picture = (owner: unknown, type: string, tag: unknown) =>
		owner && tag ? `${owner}.${type}.0.${tag}` : undefined;
	const own = (raw: Raw, type: string) => picture(raw.Id, type, isRaw(raw.ImageTags) ? raw.ImageTags[type] : undefined);
	const first = (list: unknown) => (Array.isArray(list) ? list[0] : undefined);
	const ofShow = (raw: Raw) => picture(raw.SeriesId, "Primary", raw.SeriesPrimaryImageTag);
	const catalogued = (raw: Raw, name: string) => text(isRaw(raw.ProviderIds) ? raw.ProviderIds[name] : undefined);

	const items: Told<Item> = {
		itemId: (raw) => id(raw.Id),
		sourceId: null,
		libraryId: null,
		kind: (raw) =>
			({ Movie: "movie", Series: "show", Season: "season", Episode: "episode", BoxSet: "collection" })[
				String(raw.Type)
			],
		parentId: (raw) => only(raw, ["Episode", "Season"], id(raw.SeasonId ?? raw.SeriesId)),
		showId: (raw) => id(raw.SeriesId),
		title: (raw) => text(raw.Name),
		sortTitle: (raw) => text(raw.SortName)?.toLowerCase(),
		originalTitle: (raw) => text(raw.OriginalTitle),
		year: (raw) => number(raw.ProductionYear),
		premiered: (raw) => day(raw.PremiereDate),
		addedAt: (raw) => (text(raw.DateCreated) ? Date.parse(String(raw.DateCreated)) : undefined),
		durationMs: (raw) => times(raw.RunTimeTicks, 1e-4),
		rating: (raw) => number(raw.CommunityRating),
		contentRating: (raw) => text(raw.OfficialRating),
		genres: (raw) => some([raw.Genres ?? []].flat()),
		overview: (raw) => text(raw.Overview),
		tagline: (raw) => text(first(raw.Taglines)),
		studios: (raw) => some(rowsIn(raw, "Studios").map(({ Name }) => Name)),
		index: (raw) => number(raw.IndexNumber),
		indexEnd: (raw) => number(raw.IndexNumberEnd),
		seasonIndex: (raw) => only(raw, ["Episode"], number(raw.ParentIndexNumber)),
		showTitle: (raw) => text(raw.SeriesName),
		leafCount: (raw) => only(raw, ["Series", "Season"], number(raw.RecursiveItemCount)),
		providerIds: (raw) => {
			const [imdb, tmdb, tvdb] = ["Imdb", "Tmdb", "Tvdb"].map((name) => catalogued(raw, name));
			return imdb || tmdb || tvdb ? { imdb, tmdb, tvdb } : undefined;
		},
		poster: (raw) => (raw.Type === "Episode" ? ofShow(raw) : (own(raw, "Primary") ?? ofShow(raw))),
		backdrop: (raw) =>
			picture(raw.Id, "Backdrop", first(raw.BackdropImageTags)) ??
			picture(raw.ParentBackdropItemId, "Backdrop", first(raw.ParentBackdropImageTags)),
		still: (raw) => only(raw, ["Episode"], own(raw, "Primary")),
		logo: (raw) => own(raw, "Logo") ?? picture(raw.ParentLogoItemId, "Logo", raw.ParentLogoImageTag),
		resolution: (raw) => (Number(raw.Height) < 500 ? 480 : undefined),
		isFavourite: (raw) => (isRaw(raw.UserData) ? (raw.UserData.IsFavorite ?? undefined) : undefined),
		etag: (raw) => text(raw.Etag),
		detail: null,
		goneAt: null,
		corrected: null,
	};
	const states: Told<WatchState> = {
		positionMs: (raw) => times(raw.PlaybackPositionTicks, 1e-4),
		watched: (raw) => set(raw.Played),
		playCount: (raw) => number(raw.PlayCount),
		lastPlayedAt: (raw) => (text(raw.LastPlayedDate) ? Date.parse(String(raw.LastPlayedDate)) : undefined),
	};
	const versions: Told<MediaVersion> = {
		key: (raw) => text(raw.Id),
		itemId: null,
		container: (raw) => (String(raw.Container).includes("mp4") ? "mp4" : undefined),
		durationMs: (raw) => times(raw.RunTimeTicks, 1e-4),
		sizeBytes: (raw) => number(raw.Size),
		bitrate: (raw) => number(raw.Bitrate),
		name: (raw) => text(raw.Name),
		streams: null,
	};
	const streams: Told<MediaStream> = {
		kind: (raw) => text(raw.Type)?.toLowerCase(),
		codec: (raw) => text(raw.Codec)?.toLowerCase(),
		profile: (raw) => text(raw.Profile),
		level: (raw) => number(raw.Level),
		bitDepth: (raw) => number(raw.BitDepth),
		width: (raw) => number(raw.Width),
		height: (raw) => number(raw.Height),
		channels: (raw) => number(raw.Channels),
		language: (raw) => text(raw.Language),
		title: (raw) => text(raw.Title),
		isDefault: (raw) => raw.IsDefault,
		captionKey: (raw) => (raw.IsTextSubtitleStream ? text(raw.Index) : undefined),
		isForced: (raw) => only(raw, ["Subtitle"], set(raw.IsForced)),
		isForHearingImpaired: (raw) => only(raw, ["Subtitle"], set(raw.IsHearingImpaired)),
	};
	const credits: Told<Omit<Credit, "itemId" | "order">> = {
		personId: (raw) => id(raw.Id),
		kind: (raw) => ({ Actor: "actor", GuestStar: "guest", Director: "director", Writer: "writer" })[String(raw.Type)],
		role: (raw) => text(raw.Role),
		name: (raw) => text(raw.Name),
	};
	const people: Told<Omit<Person, "providerIds" | "overview" | "sourceId">> = {
		personId: (raw) => id(raw.Id),
		name: (raw) => text(raw.Name),
		portrait: (raw) => picture(raw.Id, "Primary", raw.PrimaryImageTag),
	};

	test("a title and its watch state", () => {
		const [seen, seenStates] = [new Set<string>(), new Set<string>()];
		const mapped = rows.map((raw) => [raw, mapItem(z.parse(itemSchema, raw), "a1", "a1/lib")] as const);
		expect(
			lost(
				items,
				mapped.map(([raw, row]) => [raw, row?.item]),
				seen,
			),
		).toEqual([]);
		expect(inNone(items, seen)).toEqual([]);
		const watched = mapped.flatMap(([raw, row]) =>
			row?.watch && isRaw(raw.UserData) ? [[raw.UserData, row.watch] as const] : [],
		);
		expect(lost(states, watched, seenStates)).toEqual([]);
		expect(inNone(states, seenStates)).toEqual([]);
	});

	test("a file and its streams", () => {
		const [seen, seenStreams] = [new Set<string>(), new Set<string>()];
		const files = rows.flatMap((raw) => rowsIn(raw, "MediaSources"));
		const mapped = files.map((raw) => [raw, mapVersions([raw], () => undefined)[0]] as const);
		expect(lost(versions, mapped, seen)).toEqual([]);
		expect(inNone(versions, seen)).toEqual([]);
		const inFiles = mapped.flatMap(([raw, version]) => {
			const told = rowsIn(raw, "MediaStreams").filter(({ Type }) =>
				["Video", "Audio", "Subtitle"].includes(String(Type)),
			);
			return told.map((stream, at) => [stream, version?.streams[at]] as const);
		});
		expect(lost(streams, inFiles, seenStreams)).toEqual([]);
		expect(inNone(streams, seenStreams)).toEqual([]);
	});

	test("a cast and its people", () => {
		const [seen, seenPeople] = [new Set<string>(), new Set<string>()];
		const told = rows.map((raw) => rowsIn(raw, "People"));
		const mapped = told.map((cast) => [cast, mapCredits("a1/x", cast)] as const);
		expect(
			lost(
				credits,
				mapped.flatMap(([cast, made]) => cast.map((raw, at) => [raw, made.credits[at]] as const)),
				seen,
			),
		).toEqual([]);
		expect(inNone(credits, seen)).toEqual([]);
		const named = mapped.flatMap(([cast, made]) =>
			cast.map((raw) => [raw, made.people.find(({ personId }) => personId === id(raw.Id))] as const),
		);
		expect(lost(people, named, seenPeople)).toEqual([]);
		expect(inNone(people, seenPeople)).toEqual([]);
	});
});
