import type { ItemId } from "../model/ids.ts";
import type { Shelf } from "./shelf-columns.ts";
import type { WatchColumn } from "./watch-column.ts";

export const SEEN_FILTERS = ["all", "unwatched", "in-progress", "watched"] as const;
export type SeenFilter = (typeof SEEN_FILTERS)[number];

/** Which titles of a shelf are wanted: all of what is asked for must be so. */
export interface ShelfFilter {
	readonly seen: SeenFilter;
	readonly genre?: string;
	/** First year of a decade: 1920. */
	readonly decade?: number;
	/** At least so much of 10. */
	readonly rating?: number;
	/** Lines; see `resolutionClass`. */
	readonly resolution?: number;
	readonly favourite?: boolean;
	readonly collection?: ItemId;
}

/** A collection with its titles in a shelf. */
export interface CollectionColumn {
	readonly itemId: ItemId;
	readonly title: string;
	/** Places in the shelf, each once. */
	readonly places: Uint32Array;
}

/** What stands beside a shelf and filters it too. */
export interface BesideShelf {
	readonly watch: WatchColumn;
	readonly collections: readonly CollectionColumn[];
}

/**
 * What a shelf can be filtered by, and how many titles each choice would show with everything else that is chosen now. What would
 * show none is left out.
 */
export interface ShelfFacets {
	readonly seen: Readonly<Record<SeenFilter, number>>;
	/** Most titles first. */
	readonly genres: readonly { readonly genre: string; readonly count: number }[];
	/** Latest first. */
	readonly decades: readonly { readonly decade: number; readonly count: number }[];
	/** Best first; whole numbers from 5. */
	readonly ratings: readonly { readonly rating: number; readonly count: number }[];
	/** Finest first. */
	readonly resolutions: readonly { readonly resolution: number; readonly count: number }[];
	readonly favourites: number;
	/** By name. */
	readonly collections: readonly { readonly itemId: ItemId; readonly title: string; readonly count: number }[];
}

export interface FilteredShelf {
	/** Places of the titles that are wanted, in the shelf's order. */
	readonly places: Uint32Array;
	readonly facets: ShelfFacets;
}

const SEEN_CODES: Readonly<Record<Exclude<SeenFilter, "all">, number>> = { unwatched: 0, "in-progress": 1, watched: 2 };
/** Years fit into 16 bits. */
const MOST_DECADES = 6_554;
/** The finest class of resolution. */
const MOST_LINES = 2_160;
const LEAST_RATING = 5;

/** What a title can fail, as bits: a title that fails one thing alone counts for the other choices of that. */
const FAILS = { seen: 1, genre: 2, decade: 4, rating: 8, resolution: 16, favourite: 32, collection: 64 } as const;

/** Walks a shelf once. Pure; 100,000 titles take some milliseconds, whatever is chosen. */
export function filteredShelf(shelf: Shelf, filter: ShelfFilter, beside: BesideShelf): FilteredShelf {
	const fails = failsOf(shelf, filter, beside);
	const places = new Uint32Array(shelf.count);
	let kept = 0;
	for (let at = 0; at < shelf.count; at++) if (fails[at] === 0) places[kept++] = at;
	return { places: places.slice(0, kept), facets: facetsOf(shelf, fails, beside) };
}

/** What each title fails, as bits of `FAILS`. */
function failsOf(shelf: Shelf, filter: ShelfFilter, { watch, collections }: BesideShelf): Uint8Array {
	const fails = new Uint8Array(shelf.count);
	const failWhere = (bit: number, isWrong: (at: number) => boolean) => {
		for (let at = 0; at < fails.length; at++) if (isWrong(at)) fails[at] = (fails[at] ?? 0) | bit;
	};
	const { seen, genre, decade, rating, resolution, favourite, collection } = filter;
	if (seen !== "all") {
		const wanted = SEEN_CODES[seen];
		failWhere(FAILS.seen, (at) => watch.seen[at] !== wanted);
	}
	if (genre !== undefined) {
		const wanted = shelf.genreNames.indexOf(genre);
		failWhere(FAILS.genre, (at) => !hasGenre(shelf, at, wanted));
	}
	if (decade !== undefined) failWhere(FAILS.decade, (at) => decadeOf(shelf.years[at] ?? 0) !== decade);
	if (rating !== undefined) failWhere(FAILS.rating, (at) => (shelf.ratings[at] ?? 0) < rating);
	if (resolution !== undefined) failWhere(FAILS.resolution, (at) => shelf.resolutions[at] !== resolution);
	if (favourite) failWhere(FAILS.favourite, (at) => shelf.favourites[at] !== 1);
	if (collection !== undefined) {
		const isIn = new Uint8Array(shelf.count);
		for (const at of collections.find(({ itemId }) => itemId === collection)?.places ?? []) isIn[at] = 1;
		failWhere(FAILS.collection, (at) => isIn[at] !== 1);
	}
	return fails;
}

function hasGenre({ genres, genreStarts }: Shelf, at: number, wanted: number): boolean {
	const end = genreStarts[at + 1] ?? 0;
	for (let place = genreStarts[at] ?? 0; place < end; place++) if (genres[place] === wanted) return true;
	return false;
}

function decadeOf(year: number): number {
	return year - (year % 10);
}

function facetsOf(shelf: Shelf, fails: Uint8Array, { watch, collections }: BesideShelf): ShelfFacets {
	const seen = new Uint32Array(3);
	const genres = new Uint32Array(shelf.genreNames.length);
	const decades = new Uint32Array(MOST_DECADES);
	const ratings = new Uint32Array(11);
	const resolutions = new Uint32Array(MOST_LINES + 1);
	let favourites = 0;
	for (let at = 0; at < shelf.count; at++) {
		const fail = fails[at] ?? 0;
		// Two things wrong: no single other choice would show it.
		if ((fail & (fail - 1)) !== 0) continue;
		if (mayFail(fail, FAILS.seen)) add(seen, watch.seen[at] ?? 0);
		if (mayFail(fail, FAILS.genre)) {
			const end = shelf.genreStarts[at + 1] ?? 0;
			for (let place = shelf.genreStarts[at] ?? 0; place < end; place++) add(genres, shelf.genres[place] ?? 0);
		}
		if (mayFail(fail, FAILS.decade)) add(decades, Math.floor((shelf.years[at] ?? 0) / 10));
		if (mayFail(fail, FAILS.rating)) add(ratings, Math.min(10, Math.floor(shelf.ratings[at] ?? 0)));
		if (mayFail(fail, FAILS.favourite)) favourites += shelf.favourites[at] ?? 0;
		const lines = shelf.resolutions[at] ?? 0;
		if (lines > 0 && mayFail(fail, FAILS.resolution)) add(resolutions, lines);
	}
	return {
		seen: {
			all: seen.reduce((sum, count) => sum + count, 0),
			unwatched: seen[SEEN_CODES.unwatched] ?? 0,
			"in-progress": seen[SEEN_CODES["in-progress"]] ?? 0,
			watched: seen[SEEN_CODES.watched] ?? 0,
		},
		genres: shelf.genreNames
			.map((genre, number) => ({ genre, count: genres[number] ?? 0 }))
			.filter(({ count }) => count > 0)
			.sort((a, b) => b.count - a.count || a.genre.localeCompare(b.genre)),
		decades: Array.from(decades, (count, tenth) => ({ decade: tenth * 10, count }))
			.filter(({ decade, count }) => decade > 0 && count > 0)
			.reverse(),
		ratings: ratingFacets(ratings),
		resolutions: Array.from(resolutions, (count, resolution) => ({ resolution, count }))
			.filter(({ count }) => count > 0)
			.reverse(),
		favourites,
		collections: collections
			.map(({ itemId, title, places }) => ({
				itemId,
				title,
				count: places.reduce((sum, at) => sum + (((fails[at] ?? 0) & ~FAILS.collection) === 0 ? 1 : 0), 0),
			}))
			.filter(({ count }) => count > 0),
	};
}

/** True when a title fails nothing else than `bit`. */
function mayFail(fail: number, bit: number): boolean {
	return (fail & ~bit) === 0;
}

function add(counts: Uint32Array, place: number): void {
	counts[place] = (counts[place] ?? 0) + 1;
}

/** At least so much: each includes those above it. */
function ratingFacets(counts: Uint32Array): ShelfFacets["ratings"] {
	const facets: { rating: number; count: number }[] = [];
	let count = counts[10] ?? 0;
	for (let rating = 9; rating >= LEAST_RATING; rating--) {
		count += counts[rating] ?? 0;
		if (count > 0) facets.push({ rating, count });
	}
	return facets;
}
