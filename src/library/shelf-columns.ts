import type { ShelfBlock } from "../db/schema.ts";
import { type ItemId, joinId, type LibraryId, type SourceId, sourceOf } from "../model/ids.ts";
import { fold, titleCollator } from "./collation.ts";

/** Where the titles of a shelf are from. */
export interface ShelfOrigin {
	/** One for a library, several for what is joined of several servers (`joined-shelf.ts`). */
	readonly sourceIds: readonly SourceId[];
	/** Place in `sourceIds` of each title's. */
	readonly sources: Uint16Array;
	readonly copies: ShelfCopies;
}

/** Items that are copies of titles in a shelf and not in it themselves; all columns have one length. */
export interface ShelfCopies {
	/** Places in `sourceIds`. */
	readonly sources: readonly number[];
	readonly serverKeys: readonly string[];
	/** Of the title that each is a copy of. */
	readonly places: readonly number[];
}

/**
 * A library's shelf in memory: the columns of all its blocks, one after the other. A title is its place in them. Made for fast
 * sorting and filtering, so numbers are typed arrays, titles have ranks, and genres are numbers too.
 */
export interface Shelf extends ShelfOrigin {
	readonly count: number;
	readonly serverKeys: readonly string[];
	readonly titles: readonly string[];
	/** Place of each title in the order of titles; titles that are the same to a reader share none, the first comes first. */
	readonly titleRanks: Uint32Array;
	/** The letter of an A–Z list that each title stands under; see `letterOf`. */
	readonly letters: readonly string[];
	/** 0 where unknown, in all of these. */
	readonly years: Uint16Array;
	readonly addedAt: Float64Array;
	readonly ratings: Float64Array;
	readonly durationsMs: Float64Array;
	/** Days as `yyyymmdd`, from the date or else the year. */
	readonly released: Uint32Array;
	/** Lines of the picture as `resolutionClass` names them. */
	readonly resolutions: Uint16Array;
	/** 1 for a favourite of the account. */
	readonly favourites: Uint8Array;
	/** `m` movie, `s` show, `c` collection, `p` playlist, one letter a title. */
	readonly kinds: string;
	/** Every genre of the shelf once. */
	readonly genreNames: readonly string[];
	/** Genres of each title, as places in `genreNames`, one title after the other; those of title `n` begin at `genreStarts[n]`. */
	readonly genres: Uint16Array;
	readonly genreStarts: Uint32Array;
	readonly leafCounts: Float64Array;
}

const DIGITS_AND_SIGNS = "#";

/** The letter a sort title stands under: its first one without accents, in upper case; `#` for digits and signs. Pure. */
export function letterOf(sortTitle: string): string {
	const code = sortTitle.charCodeAt(0);
	if (code >= 0x61 && code <= 0x7a) return String.fromCharCode(code - 0x20);
	// A few characters are enough: accents follow their letter.
	const first = /^\p{L}/u.exec(fold(sortTitle.slice(0, 4)));
	return first ? first[0].toUpperCase() : DIGITS_AND_SIGNS;
}

/** `1927-01-10` → 19270110; only a year → 19270000; nothing → 0. Pure. */
export function releasedDay(premiered: string, year: number): number {
	const day = Number(premiered.slice(0, 10).replaceAll("-", ""));
	return premiered.length >= 10 && Number.isInteger(day) ? day : year * 10_000;
}

/** Lines of a picture as what they are sold as: 2160, 1080, 720, 480 for anything less, 0 where unknown. Pure. */
export function resolutionClass(lines: number): number {
	if (lines <= 0) return 0;
	return [2160, 1080, 720].find((standard) => lines > standard * 0.9) ?? 480;
}

/** Rank of each title in the reader's order. */
function rank(sortTitles: readonly string[]): Uint32Array {
	// Sorting plain strings first leaves the slow collator an almost ordered list, which its merge sort walks once.
	const order = Array.from(sortTitles, (title, at) => ({ title, at }));
	order.sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : a.at - b.at));
	order.sort((a, b) => titleCollator.compare(a.title, b.title));
	const ranks = new Uint32Array(sortTitles.length);
	for (const [place, { at }] of order.entries()) ranks[at] = place;
	return ranks;
}

const NO_COPIES: ShelfCopies = { sources: [], serverKeys: [], places: [] };

/** Joins the blocks of a library, which must be in order, into its shelf. Pure. */
export function shelfOf(libraryId: LibraryId, blocks: readonly ShelfBlock[]): Shelf {
	const count = blocks.reduce((sum, { serverKeys }) => sum + serverKeys.length, 0);
	return shelfOfSources(blocks, {
		sourceIds: [sourceOf(libraryId)],
		sources: new Uint16Array(count),
		copies: NO_COPIES,
	});
}

/** The same of columns that may hold titles of several sources. Pure. */
export function shelfOfSources(blocks: readonly Omit<ShelfBlock, "libraryId" | "block">[], origin: ShelfOrigin): Shelf {
	const sortTitles = blocks.flatMap((block) => block.sortTitles);
	const count = sortTitles.length;
	const years = Uint16Array.from(blocks.flatMap((block) => block.years));
	const premiered = blocks.flatMap((block) => block.premiered);
	return {
		...origin,
		count,
		serverKeys: blocks.flatMap((block) => block.serverKeys),
		titles: blocks.flatMap((block) => block.titles),
		titleRanks: rank(sortTitles),
		letters: sortTitles.map(letterOf),
		years,
		addedAt: Float64Array.from(blocks.flatMap((block) => block.addedAt)),
		ratings: Float64Array.from(blocks.flatMap((block) => block.ratings)),
		durationsMs: Float64Array.from(blocks.flatMap((block) => block.durationsMs)),
		released: Uint32Array.from(premiered, (date, at) => releasedDay(date, years[at] ?? 0)),
		resolutions: Uint16Array.from(blocks.flatMap((block) => block.resolutions.map(resolutionClass))),
		favourites: Uint8Array.from(blocks.flatMap((block) => block.favourites ?? block.serverKeys.map(() => 0))),
		kinds: blocks.map((block) => block.kinds).join(""),
		...genreColumns(blocks.flatMap((block) => block.genres)),
		leafCounts: Float64Array.from(blocks.flatMap((block) => block.leafCounts)),
	};
}

function genreColumns(genres: readonly (readonly string[])[]): Pick<Shelf, "genreNames" | "genres" | "genreStarts"> {
	const numbers = new Map<string, number>();
	const starts = new Uint32Array(genres.length + 1);
	const all: number[] = [];
	for (const [at, own] of genres.entries()) {
		for (const genre of new Set(own)) {
			const number = numbers.get(genre) ?? numbers.size;
			numbers.set(genre, number);
			all.push(number);
		}
		starts[at + 1] = all.length;
	}
	return { genreNames: [...numbers.keys()], genres: Uint16Array.from(all), genreStarts: starts };
}

/** The id of the title at a place. */
export function itemIdAt({ sourceIds, sources, serverKeys }: Shelf, at: number): ItemId {
	return joinId(sourceIds[sources[at] ?? 0] ?? "", serverKeys[at] ?? "");
}

const places = new WeakMap<Shelf, ReadonlyMap<ItemId, number>>();

/** Where in a shelf each title is. Made once a shelf. */
export function placesOf(shelf: Shelf): ReadonlyMap<ItemId, number> {
	const known = places.get(shelf) ?? new Map(shelf.serverKeys.map((_, at) => [itemIdAt(shelf, at), at]));
	places.set(shelf, known);
	return known;
}

const copyPlaces = new WeakMap<Shelf, ReadonlyMap<ItemId, number>>();

/** Where in a shelf the titles are that items which are not in it are copies of. Made once a shelf, when it is asked for. */
export function copyPlacesOf(shelf: Shelf): ReadonlyMap<ItemId, number> {
	const { sources, serverKeys, places } = shelf.copies;
	const idOf = (key: string, at: number) => joinId(shelf.sourceIds[sources[at] ?? 0] ?? "", key);
	const known = copyPlaces.get(shelf) ?? new Map(serverKeys.map((key, at) => [idOf(key, at), places[at] ?? 0]));
	copyPlaces.set(shelf, known);
	return known;
}
