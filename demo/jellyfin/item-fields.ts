import type { DemoCreditKind } from "../library/types.ts";
import { type Entry, folderTypes, playable } from "./entry.ts";
import { guidOf } from "./guid.ts";
import { imageCounts, imageHash, imageTag } from "./images.ts";
import type { RowContext } from "./item-row.ts";
import { mediaSources, mediaStreams, pathOf } from "./media-source.ts";

type Has = (field: string) => boolean;
type Row = Record<string, unknown>;

const personTypes: Readonly<Record<DemoCreditKind, string>> = {
	actor: "Actor",
	guest: "GuestStar",
	director: "Director",
	writer: "Writer",
	producer: "Producer",
	composer: "Composer",
	creator: "Creator",
};
const personOrder = ["Actor", "GuestStar", "Director", "Writer", "Producer", "Composer", "Creator"];

/** `PersonType` of a credit as the server prints it. */
export function personType(kind: DemoCreditKind): string {
	return personTypes[kind];
}

/** Cast and crew, whole, once per person, type and role; actors first (contract/jellyfin-api.md §3.4). */
export function peopleOf(entry: Entry, context: RowContext): Row[] {
	const seen = new Set<string>();
	const people: { order: number; row: Row; person: Entry }[] = [];
	for (const credit of entry.facts?.credits ?? []) {
		const type = personType(credit.kind);
		const role = credit.role ?? "";
		const person = context.catalogue.byKey.get(`person:${credit.name}`);
		if (!person || seen.has(`${credit.name}|${type}|${role}`)) {
			continue;
		}
		seen.add(`${credit.name}|${type}|${role}`);
		const row: Row = { Name: credit.name, Id: person.id, Role: role, Type: type };
		people.push({ order: personOrder.indexOf(type), row, person });
	}
	people.sort((a, b) => a.order - b.order);
	addPortraits(people, context);
	return people.map(({ row }) => row);
}

/** From the first person with a portrait on, everybody has `ImageBlurHashes`, if only an empty one (04-movie-detail #0-5). */
function addPortraits(people: readonly { row: Row; person: Entry }[], context: RowContext): void {
	let isPastFirst = false;
	for (const { row, person } of people) {
		if (imageCounts(person, context.hasPortrait).Primary > 0) {
			const tag = imageTag(person, "Primary", 0);
			row.PrimaryImageTag = tag;
			row.ImageBlurHashes = { Primary: { [tag]: imageHash(person, "Primary", 0) } };
			isPastFirst = true;
		} else if (isPastFirst) {
			row.ImageBlurHashes = { Primary: {} };
		}
	}
}

/** What films and episodes add. */
export function videoFields(entry: Entry, has: Has, row: Row, context: RowContext): void {
	if (has("MediaSources")) row.MediaSources = mediaSources(entry, context.rows);
	if (has("MediaSourceCount") && (entry.primary ?? entry).versions.length > 0) {
		row.MediaSourceCount = (entry.primary ?? entry).versions.length + 1;
	}
	if (has("MediaStreams")) row.MediaStreams = mediaStreams(entry);
	row.VideoType = "VideoFile";
	if (has("Trickplay")) row.Trickplay = {};
	if (entry.type === "Movie" && has("ProductionLocations")) {
		row.ProductionLocations = [...(entry.extras.countries ?? [])];
	}
	if (has("Chapters")) row.Chapters = chaptersOf(entry);
}

function chaptersOf(entry: Entry): Row[] {
	const names = entry.extras.chapters ?? [];
	return names.map((name, index) => ({
		StartPositionTicks: Math.round(((entry.runtimeTicks ?? 0) / names.length) * index),
		Name: name,
		ImageDateModified: "0001-01-01T00:00:00.0000000Z",
	}));
}

/** Genres, studios, the show of an episode, counts of folders and what every item has only on request. */
export function folderFields(entry: Entry, has: Has, row: Row, context: RowContext): void {
	const { facts, extras, series, type } = entry;
	if (has("Genres")) {
		row.Genres = [...(facts?.genres ?? [])];
		row.GenreItems = (facts?.genres ?? []).map((name) => ({ Name: name, Id: context.catalogue.idOf("genre", name) }));
	}
	if (has("Studios")) {
		const studios = extras.studios ?? (facts?.studio ? [facts.studio] : []);
		row.Studios = studios.map((name) => ({ Name: name, Id: context.catalogue.idOf("studio", name) }));
	}
	if (has("Tags")) row.Tags = [...(extras.tags ?? [])];
	if (has("Path") && !extras.isVirtual) row.Path = pathOf(entry);
	if (has("ExternalUrls")) row.ExternalUrls = has("ProviderIds") ? externalUrls(entry) : [];
	if (has("RemoteTrailers")) row.RemoteTrailers = [];
	if (has("LocalTrailerCount")) row.LocalTrailerCount = 0;
	if (has("SpecialFeatureCount")) row.SpecialFeatureCount = 0;
	if (has("EnableMediaSourceDisplay")) row.EnableMediaSourceDisplay = true;
	if (has("PlayAccess")) row.PlayAccess = "Full";
	if (has("DisplayPreferencesId")) row.DisplayPreferencesId = guidOf("display", type);
	if (!("Chapters" in row) && has("Chapters")) row.Chapters = [];
	if (type === "Series") {
		row.Status = extras.status ?? "Ended";
		row.AirDays = [];
	}
	if (type === "Season" || type === "Episode") {
		row.SeriesName = series?.name;
		row.SeriesId = series?.id;
		if (has("SeriesStudio") && series?.facts?.studio) row.SeriesStudio = series.facts.studio;
	}
	if (type === "Episode") {
		row.SeasonId = entry.season?.id;
		row.SeasonName = entry.season?.name;
	}
	if (type === "BoxSet") row.DisplayOrder = "PremiereDate";
	if (type === "CollectionFolder" || type === "Folder") {
		row.CollectionType = collectionTypes[entry.key] ?? "playlists";
	}
	if (has("ChildCount")) {
		if (type === "CollectionFolder") row.ChildCount = 1 + Math.floor(Math.random() * 9);
		else if (folderTypes.has(type)) row.ChildCount = entry.children.length;
	}
	if (has("RecursiveItemCount") && (type === "Series" || type === "Season" || type === "BoxSet")) {
		row.RecursiveItemCount = playable(entry).length;
	}
}

const collectionTypes: Readonly<Record<string, string>> = {
	"view:movies": "movies",
	"view:shows": "tvshows",
	"view:boxsets": "boxsets",
};

function externalUrls(entry: Entry): Row[] {
	const { imdb, tmdb } = entry.facts?.providerIds ?? {};
	const kind = entry.type === "Movie" ? "movie" : "tv";
	return [
		...(imdb ? [{ Name: "IMDb", Url: `https://www.imdb.com/title/${imdb}` }] : []),
		...(tmdb ? [{ Name: "TMDB", Url: `https://www.themoviedb.org/${kind}/${tmdb}` }] : []),
	];
}

/** What a single read of a person adds: in how many items of each kind they appear. */
export function personCounts(entry: Entry, context: RowContext, row: Row): void {
	const items = context.catalogue.credited.get(entry.id) ?? [];
	const count = (type: string): number => items.filter((item) => item.type === type).length;
	row.ChildCount = items.length;
	row.TrailerCount = 0;
	row.MovieCount = count("Movie");
	row.SeriesCount = count("Series");
	row.ProgramCount = 0;
	row.EpisodeCount = count("Episode");
	row.SongCount = 0;
	row.AlbumCount = 0;
	row.ArtistCount = 0;
	row.MusicVideoCount = 0;
}
