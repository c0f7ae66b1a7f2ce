import type { ShelfBlock } from "../db/schema.ts";
import type { LibraryId } from "../model/ids.ts";
import { fold, titleCollator } from "./collation.ts";

/**
 * A library's shelf in memory: the columns of all its blocks, one after the other. A title is its place in them. Made for fast
 * sorting, so numbers are typed arrays and titles have ranks.
 */
export interface Shelf {
	readonly libraryId: LibraryId;
	readonly count: number;
	readonly serverKeys: readonly string[];
	readonly titles: readonly string[];
	readonly originalTitles: readonly (string | null)[];
	/** Place of each title in the order of titles; titles that are the same to a reader share none, the first comes first. */
	readonly titleRanks: Uint32Array;
	/** The letter of an A–Z list that each title stands under; see `letterOf`. */
	readonly letters: readonly string[];
	/** 0 where unknown, in all of these. */
	readonly years: Int32Array;
	readonly addedAt: Float64Array;
	readonly ratings: Float64Array;
	readonly durationsMs: Float64Array;
	/** Days as `yyyymmdd`, from the date or else the year. */
	readonly released: Int32Array;
	/** `m` movie, `s` show, `c` collection, one letter a title. */
	readonly kinds: string;
	readonly genres: readonly (readonly string[])[];
	readonly leafCounts: Float64Array;
}

const DIGITS_AND_SIGNS = "#";

/** The letter a sort title stands under: its first one without accents, in upper case; `#` for digits and signs. Pure. */
export function letterOf(sortTitle: string): string {
	// A few characters are enough: accents follow their letter.
	const first = /^\p{L}/u.exec(fold(sortTitle.slice(0, 4)));
	return first ? first[0].toUpperCase() : DIGITS_AND_SIGNS;
}

/** `1927-01-10` → 19270110; only a year → 19270000; nothing → 0. Pure. */
export function releasedDay(premiered: string, year: number): number {
	const day = Number(premiered.slice(0, 10).replaceAll("-", ""));
	return premiered.length >= 10 && Number.isInteger(day) ? day : year * 10_000;
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

/** Joins the blocks of a library, which must be in order, into its shelf. Pure. */
export function shelfOf(libraryId: LibraryId, blocks: readonly ShelfBlock[]): Shelf {
	const sortTitles = blocks.flatMap((block) => block.sortTitles);
	const years = Int32Array.from(blocks.flatMap((block) => block.years));
	const premiered = blocks.flatMap((block) => block.premiered);
	return {
		libraryId,
		count: sortTitles.length,
		serverKeys: blocks.flatMap((block) => block.serverKeys),
		titles: blocks.flatMap((block) => block.titles),
		originalTitles: blocks.flatMap((block) => block.originalTitles),
		titleRanks: rank(sortTitles),
		letters: sortTitles.map(letterOf),
		years,
		addedAt: Float64Array.from(blocks.flatMap((block) => block.addedAt)),
		ratings: Float64Array.from(blocks.flatMap((block) => block.ratings)),
		durationsMs: Float64Array.from(blocks.flatMap((block) => block.durationsMs)),
		released: Int32Array.from(premiered, (date, at) => releasedDay(date, years[at] ?? 0)),
		kinds: blocks.map((block) => block.kinds).join(""),
		genres: blocks.flatMap((block) => block.genres),
		leafCounts: Float64Array.from(blocks.flatMap((block) => block.leafCounts)),
	};
}
