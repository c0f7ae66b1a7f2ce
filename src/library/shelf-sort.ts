import type { Shelf } from "./shelf-columns.ts";
import type { WatchColumn } from "./watch-column.ts";

export const SHELF_SORTS = ["title", "year", "released", "added", "rating", "runtime", "played", "random"] as const;
export type ShelfSort = (typeof SHELF_SORTS)[number];

/** How a shelf is ordered. */
export interface ShelfSorting {
	readonly sort: ShelfSort;
	readonly descending: boolean;
	/** For `random`: the same seed gives the same order. */
	readonly seed?: number;
}

/** Below this many titles comparing is faster than counting digits. */
const FEW = 1_000;
const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;

/**
 * Puts places of a shelf into an order. Pure; 100,000 take some milliseconds.
 *
 * | sort | by | unknown |
 * |---|---|---|
 * | title | the reader's alphabet, on the server's sort title | |
 * | year, released, added, rating, runtime, played | the number, then the title | last, whichever way |
 * | random | the seed and the title's key: titles that come or go leave the others in their order | |
 */
export function sortedPlaces(
	places: Uint32Array,
	shelf: Shelf,
	{ sort, descending, seed = 0 }: ShelfSorting,
	watch: WatchColumn,
): Uint32Array {
	const byTitle = placesByRank(places, shelf.titleRanks, sort === "title" && descending);
	if (sort === "title") return byTitle;
	if (sort === "random") return placesByNumber(byTitle, randomColumn(shelf, seed), false);
	return placesByNumber(byTitle, columnOf(shelf, sort, watch), descending);
}

/** Ranks are a permutation, so titles fall into place without being compared. */
function placesByRank(places: Uint32Array, ranks: Uint32Array, descending: boolean): Uint32Array {
	const byRank = new Int32Array(ranks.length).fill(-1);
	for (const at of places) byRank[ranks[at] ?? 0] = at;
	const order = new Uint32Array(places.length);
	let next = 0;
	for (let step = 0; step < byRank.length; step++) {
		const at = byRank[descending ? byRank.length - 1 - step : step] ?? -1;
		if (at >= 0) order[next++] = at;
	}
	return order;
}

/** Stable, so that equal numbers stay as they were: by title. Numbers are 0 (unknown) or more. */
function placesByNumber(places: Uint32Array, column: ArrayLike<number>, descending: boolean): Uint32Array {
	if (places.length < FEW) return places.toSorted((a, b) => compare(column[a] ?? 0, column[b] ?? 0, descending));
	// The bits of a number that is not negative, read as a whole number, are in the order of the numbers.
	const numbers = new Float64Array(1);
	const halves = new Uint32Array(numbers.buffer);
	const low = new Uint32Array(column.length);
	const high = new Uint32Array(column.length);
	for (const at of places) {
		numbers[0] = column[at] ?? 0;
		const isUnknown = numbers[0] === 0;
		low[at] = isUnknown ? 0xffff_ffff : descending ? ~(halves[0] ?? 0) : (halves[0] ?? 0);
		high[at] = isUnknown ? 0xffff_ffff : descending ? ~(halves[1] ?? 0) : (halves[1] ?? 0);
	}
	let order = places;
	for (const half of [low, high]) {
		for (let shift = 0; shift < 32; shift += DIGIT_BITS) order = byDigit(order, half, shift);
	}
	return order;
}

function byDigit(places: Uint32Array, column: Uint32Array, shift: number): Uint32Array {
	const starts = new Uint32Array(DIGITS + 1);
	for (const at of places) {
		const after = (((column[at] ?? 0) >>> shift) & (DIGITS - 1)) + 1;
		starts[after] = (starts[after] ?? 0) + 1;
	}
	// A digit that all have in common orders nothing: most of them, of years and ratings.
	if (starts.includes(places.length)) return places;
	for (let digit = 0; digit < DIGITS; digit++) starts[digit + 1] = (starts[digit + 1] ?? 0) + (starts[digit] ?? 0);
	const order = new Uint32Array(places.length);
	for (const at of places) {
		const digit = ((column[at] ?? 0) >>> shift) & (DIGITS - 1);
		const slot = starts[digit] ?? 0;
		order[slot] = at;
		starts[digit] = slot + 1;
	}
	return order;
}

function compare(a: number, b: number, descending: boolean): number {
	if (a === b) return 0;
	if (a === 0) return 1;
	if (b === 0) return -1;
	return descending ? b - a : a - b;
}

function columnOf(shelf: Shelf, sort: Exclude<ShelfSort, "title" | "random">, watch: WatchColumn): ArrayLike<number> {
	switch (sort) {
		case "year":
			return shelf.years;
		case "released":
			return shelf.released;
		case "added":
			return shelf.addedAt;
		case "rating":
			return shelf.ratings;
		case "runtime":
			return shelf.durationsMs;
		case "played":
			return watch.lastPlayedAt;
	}
}

const hashes = new WeakMap<Shelf, Uint32Array>();

/** Numbers above 0 that look random, one a title (its key hashed, then mixed with the seed). */
function randomColumn(shelf: Shelf, seed: number): Uint32Array {
	const own = hashes.get(shelf) ?? Uint32Array.from(shelf.serverKeys, hash);
	hashes.set(shelf, own);
	return own.map((key) => {
		let mixed = key ^ Math.imul(seed | 0, 0x9e3779b1);
		mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
		mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
		return (mixed ^ (mixed >>> 16)) >>> 0 || 1;
	});
}

/** FNV-1a. */
function hash(text: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	return hash >>> 0;
}
