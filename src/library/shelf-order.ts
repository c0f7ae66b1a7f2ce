import type { Shelf } from "./shelf-columns.ts";

export const SHELF_SORTS = ["title", "released", "year", "added", "rating", "runtime", "played", "random"] as const;
export type ShelfSort = (typeof SHELF_SORTS)[number];
export const SEEN_FILTERS = ["all", "unwatched", "in-progress", "watched"] as const;
export type SeenFilter = (typeof SEEN_FILTERS)[number];

/** What a library page asks of its shelf. */
export interface ShelfView {
	readonly sort: ShelfSort;
	readonly descending: boolean;
	readonly seen: SeenFilter;
	readonly genre?: string;
	/** First year of a decade: 1920. */
	readonly decade?: number;
	/** For `random`: the same seed gives the same order. */
	readonly seed?: number;
}

/** What was seen of each title of a shelf, in its order. Made by `watch-column.ts`. */
export interface WatchColumn {
	/** 0 unwatched, 1 in progress, 2 watched. A rewatch is in progress. */
	readonly seen: Uint8Array;
	/** Epoch ms, 0 for never. */
	readonly lastPlayedAt: Float64Array;
}

/** Where a letter begins in an order. */
export interface LetterJump {
	readonly letter: string;
	readonly at: number;
}

export interface ShelfOrder {
	/** Places in the shelf, in order: `shelf.serverKeys[order[0]]` is the first title. */
	readonly order: Uint32Array;
	/** For `title` only; empty otherwise. */
	readonly letters: readonly LetterJump[];
}

const SEEN_CODES = { unwatched: 0, "in-progress": 1, watched: 2 } as const;

/**
 * The titles of a shelf that a view shows, in its order. Pure; 100,000 titles take some hundredths of a second.
 *
 * | sort | by | unknown |
 * |---|---|---|
 * | title | the reader's alphabet, on the server's sort title | |
 * | released, year, added, rating, runtime, played | the number, then the title | last, whichever way |
 * | random | the seed | |
 */
export function shelfOrder(shelf: Shelf, view: ShelfView, watch?: WatchColumn): ShelfOrder {
	const order = filtered(shelf, view, watch);
	if (view.sort === "title") sortByRank(order, shelf.titleRanks, view.descending);
	else if (view.sort === "random") sortByNumber(order, randomColumn(shelf.count, view.seed ?? 0), shelf, false);
	else sortByNumber(order, columnOf(shelf, view.sort, watch), shelf, view.descending);
	return { order, letters: view.sort === "title" ? letterJumps(order, shelf.letters) : [] };
}

function filtered(shelf: Shelf, { seen, genre, decade }: ShelfView, watch: WatchColumn | undefined): Uint32Array {
	const places = new Uint32Array(shelf.count);
	const wanted = seen === "all" ? undefined : SEEN_CODES[seen];
	let kept = 0;
	for (let at = 0; at < shelf.count; at++) {
		if (wanted !== undefined && (watch?.seen[at] ?? 0) !== wanted) continue;
		if (genre !== undefined && !shelf.genres[at]?.includes(genre)) continue;
		const year = shelf.years[at] ?? 0;
		if (decade !== undefined && (year < decade || year >= decade + 10)) continue;
		places[kept++] = at;
	}
	return places.subarray(0, kept);
}

/** Ranks are a permutation, so titles fall into place without being compared. */
function sortByRank(order: Uint32Array, ranks: Uint32Array, descending: boolean): void {
	const byRank = new Int32Array(ranks.length).fill(-1);
	for (const at of order) byRank[ranks[at] ?? 0] = at;
	let next = 0;
	for (let step = 0; step < byRank.length; step++) {
		const at = byRank[descending ? byRank.length - 1 - step : step] ?? -1;
		if (at >= 0) order[next++] = at;
	}
}

function sortByNumber(order: Uint32Array, column: ArrayLike<number>, shelf: Shelf, descending: boolean): void {
	const sign = descending ? -1 : 1;
	const ranks = shelf.titleRanks;
	order.sort((a, b) => {
		const left = column[a] ?? 0;
		const right = column[b] ?? 0;
		if (left === right) return (ranks[a] ?? 0) - (ranks[b] ?? 0);
		if (left === 0) return 1;
		if (right === 0) return -1;
		return sign * (left - right);
	});
}

function columnOf(
	shelf: Shelf,
	sort: Exclude<ShelfSort, "title" | "random">,
	watch: WatchColumn | undefined,
): ArrayLike<number> {
	switch (sort) {
		case "released":
			return shelf.released;
		case "year":
			return shelf.years;
		case "added":
			return shelf.addedAt;
		case "rating":
			return shelf.ratings;
		case "runtime":
			return shelf.durationsMs;
		case "played":
			return watch?.lastPlayedAt ?? [];
	}
}

/** Pseudo-random numbers above 0, one a title (mulberry32 by place, so that a title keeps its number as others are filtered). */
function randomColumn(count: number, seed: number): Float64Array {
	return Float64Array.from({ length: count }, (_, at) => {
		let mixed = (seed + Math.imul(at + 1, 0x6d2b79f5)) | 0;
		mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) + 1;
	});
}

function letterJumps(order: Uint32Array, letters: readonly string[]): LetterJump[] {
	const begins = new Map<string, number>();
	for (let at = 0; at < order.length; at++) {
		const letter = letters[order[at] ?? 0] ?? "#";
		if (!begins.has(letter)) begins.set(letter, at);
	}
	return [...begins].map(([letter, at]) => ({ letter, at }));
}

/** What a shelf can be filtered by, and how many titles each has. */
export interface ShelfFacets {
	readonly genres: readonly { readonly genre: string; readonly count: number }[];
	readonly decades: readonly { readonly decade: number; readonly count: number }[];
}

/** The genres (most titles first) and decades (latest first) of a shelf. Pure. */
export function shelfFacets(shelf: Shelf): ShelfFacets {
	const genres = new Map<string, number>();
	const decades = new Map<number, number>();
	for (let at = 0; at < shelf.count; at++) {
		for (const genre of shelf.genres[at] ?? []) genres.set(genre, (genres.get(genre) ?? 0) + 1);
		const decade = Math.floor((shelf.years[at] ?? 0) / 10) * 10;
		if (decade > 0) decades.set(decade, (decades.get(decade) ?? 0) + 1);
	}
	return {
		genres: [...genres]
			.map(([genre, count]) => ({ genre, count }))
			.sort((a, b) => b.count - a.count || a.genre.localeCompare(b.genre)),
		decades: [...decades].map(([decade, count]) => ({ decade, count })).sort((a, b) => b.decade - a.decade),
	};
}
