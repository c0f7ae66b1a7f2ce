import { episodeSlug } from "../core/title-edits.ts";
import type { DemoEpisode, DemoLibrary, DemoMovie, DemoShow } from "../library/types.ts";
import type { Entry, EntryType, Facts } from "./entry.ts";
import { keyed, newestOf, versionExtras } from "./entry-facts.ts";
import { dashedGuid, guidOf } from "./guid.ts";
import type { JellyfinExtras, JellyfinOptions } from "./options.ts";
import { episodeSortName, titleSortName } from "./sort-name.ts";
import { parseStamp, type Stamp, stampOf, ticksPerMs } from "./stamp.ts";

/** What was edited since the start, by key: times saved, and how often the artwork was replaced. */
export interface Revisions {
	readonly saved: ReadonlyMap<string, { readonly at: Stamp; readonly count: number }>;
	readonly art: ReadonlyMap<string, number>;
}

/** All items of the server with the indexes that the endpoints need. Made anew after an edit. */
export interface Catalogue {
	readonly byId: ReadonlyMap<string, Entry>;
	readonly byKey: ReadonlyMap<string, Entry>;
	readonly views: readonly Entry[];
	readonly playlists: Entry;
	/** Films, shows, seasons, episodes and collections, in the order of the library. */
	readonly titles: readonly Entry[];
	readonly persons: readonly Entry[];
	/** What a person is credited in, by the person's id. */
	readonly credited: ReadonlyMap<string, readonly Entry[]>;
	/** Lists that do not depend on an account, kept by what was asked for. */
	readonly kept: Map<string, readonly Entry[]>;
	idOf(kind: string, name: string): string;
}

/** @returns all items of `library`. Ids depend on seed, key and `generation`; `options.ids` hold for generation 0. */
export function buildCatalogue(
	options: JellyfinOptions,
	library: DemoLibrary,
	generation: number,
	startedAt: number,
	revisions: Revisions,
): Catalogue {
	const seed = `${options.seed ?? 1}/${generation}`;
	const byId = new Map<string, Entry>();
	const byKey = new Map<string, Entry>();
	const titles: Entry[] = [];
	const persons: Entry[] = [];
	const credited = new Map<string, Entry[]>();
	const noExtras: JellyfinExtras = {};
	const started = stampOf(startedAt);

	const idOf = (key: string): string => (generation === 0 ? options.ids?.[key] : undefined) ?? guidOf(seed, key);
	const add = (
		key: string,
		type: EntryType,
		name: string,
		given: Partial<Omit<Entry, "id" | "key" | "type" | "name">>,
	): Entry => {
		const saved = revisions.saved.get(key);
		const id = idOf(key);
		const dateSaved = saved?.at ?? given.dateCreated ?? started;
		const entry: Entry = {
			id,
			key,
			type,
			name,
			sortName: given.sortName ?? titleSortName(name),
			libraryId: null,
			parentId: null,
			facts: null,
			extras: options.extras?.[key] ?? noExtras,
			series: null,
			season: null,
			indexNumber: null,
			indexNumberEnd: null,
			parentIndexNumber: null,
			runtimeTicks: null,
			file: null,
			dateCreated: started,
			artRevision: revisions.art.get(key) ?? 0,
			userDataKey: dashedGuid(id),
			children: [],
			versions: [],
			primary: null,
			versionName: name,
			isAudio: false,
			...given,
			dateSaved,
			etag: guidOf("etag", id, dateSaved, String(saved?.count ?? 0)),
		};
		byId.set(id, entry);
		byKey.set(key, entry);
		return entry;
	};
	const byName = new Map<string, Entry[]>();
	const credit = (entry: Entry, facts: Facts): void => {
		for (const { name } of facts.credits) {
			let list = byName.get(name);
			if (!list) {
				const person = add(`person:${name}`, "Person", name, { sortName: name, userDataKey: `Person-${name}` });
				persons.push(person);
				list = [];
				byName.set(name, list);
				credited.set(person.id, list);
			}
			if (list[list.length - 1] !== entry) {
				list.push(entry);
			}
		}
	};
	const view = (key: string, name: string): Entry => {
		const id = idOf(`view:${key}`);
		return add(`view:${key}`, "CollectionFolder", name, { libraryId: id, parentId: idOf("root") });
	};

	const boxsets = view("boxsets", "Collections");
	const movies = view("movies", "Movies");
	const shows = view("shows", "Shows");
	const movieFolder = idOf("folder:movies");
	const showFolder = idOf("folder:shows");

	for (const movie of library.movies) {
		const entry = addMovie(add, movie, movies, movieFolder, { ...filesOf(movie), ...options.extras?.[movie.slug] });
		titles.push(entry);
		credit(entry, movie);
	}
	for (const show of library.shows) {
		addShow(show);
	}
	for (const collection of library.collections) {
		const members = collection.members.flatMap((slug) => byKey.get(slug) ?? []);
		const first = members
			.map((member) => member.facts)
			.filter((facts) => facts?.premiered !== undefined)
			.sort((a, b) => ((a?.premiered ?? "") < (b?.premiered ?? "") ? -1 : 1))[0];
		const entry = add(collection.slug, "BoxSet", collection.title, {
			libraryId: boxsets.id,
			parentId: idOf("folder:boxsets"),
			facts: {
				slug: collection.slug,
				title: collection.title,
				genres: [...new Set(members.flatMap((member) => member.facts?.genres ?? []))],
				providerIds: {},
				credits: [],
				hasArt: true,
				...(first?.premiered === undefined ? {} : { premiered: first.premiered }),
				...(first?.year === undefined ? {} : { year: first.year }),
				...(first?.contentRating === undefined ? {} : { contentRating: first.contentRating }),
				...(first?.studio === undefined ? {} : { studio: first.studio }),
			},
			children: members,
		});
		boxsets.children.push(entry);
		titles.push(entry);
	}
	persons.sort((a, b) => (a.name < b.name ? -1 : 1));
	const playlists = add("view:playlists", "Folder", "Playlists", { parentId: idOf("root") });
	for (const { slug, title, overview, items, isAudio = false } of library.playlists ?? []) {
		const children = items.flatMap((item) => byKey.get(item) ?? []);
		const runtimeTicks = children.reduce((sum, child) => sum + (child.runtimeTicks ?? 0), 0);
		const facts = { slug, title, overview, genres: [], providerIds: {}, credits: [], hasArt: children.length > 0 };
		const given = { parentId: playlists.id, facts, children, isAudio, ...(runtimeTicks > 0 ? { runtimeTicks } : {}) };
		playlists.children.push(add(slug, "Playlist", title, given));
	}

	return {
		byId,
		byKey,
		views: [boxsets, movies, shows],
		playlists,
		titles,
		persons,
		credited,
		kept: new Map(),
		idOf: (kind, name) => guidOf(seed, kind, name),
	};

	function addShow(show: DemoShow): void {
		const series = add(show.slug, "Series", show.title, {
			sortName: titleSortName(show.sortTitle ?? show.title),
			libraryId: shows.id,
			parentId: showFolder,
			facts: show,
			dateCreated: parseStamp(show.addedAt) ?? started,
			...keyed(show.providerIds.tvdb ?? show.providerIds.tmdb),
		});
		shows.children.push(series);
		titles.push(series);
		credit(series, show);
		for (const part of [...show.seasons].sort((a, b) => a.number - b.number)) {
			const name = part.title ?? (part.number === 0 ? "Specials" : `Season ${part.number}`);
			const season = add(`${show.slug}/s${part.number}`, "Season", name, {
				sortName: String(part.number).padStart(4, "0"),
				libraryId: shows.id,
				parentId: series.id,
				facts: { slug: show.slug, title: name, genres: [], providerIds: {}, credits: [], hasArt: show.hasArt },
				series,
				indexNumber: part.number,
				dateCreated: newestOf(part.episodes) ?? series.dateCreated,
				...keyed(show.providerIds.tvdb && `${show.providerIds.tvdb}${String(part.number).padStart(3, "0")}`),
			});
			series.children.push(season);
			titles.push(season);
			for (const episode of part.episodes) {
				addEpisode(show, series, season, episode);
			}
		}
	}

	function addEpisode(show: DemoShow, series: Entry, season: Entry, episode: DemoEpisode): void {
		const number = episode.number ?? null;
		const extras = options.extras?.[episodeSlug(show, episode)];
		const seasonNumber = number === null ? null : episode.season;
		const digits = `${String(episode.season).padStart(3, "0")}${String(number).padStart(3, "0")}`;
		const entry = add(episodeSlug(show, episode), "Episode", episode.title, {
			sortName: episodeSortName(episode.title, seasonNumber, number),
			libraryId: shows.id,
			parentId: season.id,
			facts: episode,
			series,
			season,
			indexNumber: number,
			indexNumberEnd: episode.numberEnd ?? null,
			parentIndexNumber: seasonNumber,
			runtimeTicks: extras?.runtimeTicks ?? episode.durationMs * ticksPerMs,
			file: episode.file,
			dateCreated: parseStamp(episode.addedAt) ?? started,
			...keyed(number !== null && show.providerIds.tvdb ? `${show.providerIds.tvdb}${digits}` : undefined),
		});
		season.children.push(entry);
		titles.push(entry);
		credit(entry, episode);
	}
}

/** The further files that the library itself has of a film. */
function filesOf({ durationMs, fileName, moreFiles }: DemoMovie): JellyfinExtras {
	if (moreFiles === undefined) return {};
	return { versionName: fileName, versions: moreFiles.map((more) => ({ ...more, durationMs })) };
}

function addMovie(
	add: (key: string, type: EntryType, name: string, given: Partial<Entry>) => Entry,
	movie: DemoMovie,
	view: Entry,
	folder: string,
	extras: JellyfinExtras,
): Entry {
	const given: Partial<Entry> = {
		extras,
		sortName: titleSortName(movie.sortTitle ?? movie.title),
		libraryId: view.id,
		parentId: folder,
		facts: movie,
		runtimeTicks: extras.runtimeTicks ?? movie.durationMs * ticksPerMs,
		file: movie.file,
		dateCreated: parseStamp(movie.addedAt) ?? stampOf(0),
		...keyed(movie.providerIds.tmdb ?? movie.providerIds.imdb),
	};
	const entry = add(movie.slug, "Movie", movie.title, given);
	view.children.push(entry);
	for (const [index, version] of (extras.versions ?? []).entries()) {
		entry.versions.push(
			add(`${movie.slug}@${index + 1}`, "Movie", movie.title, {
				...given,
				runtimeTicks: version.durationMs * ticksPerMs,
				file: version.file,
				primary: entry,
				versionName: version.name,
				extras: versionExtras(extras, version.container),
			}),
		);
	}
	return entry;
}
