import type { Shelf } from "./shelf-columns.ts";
import { type BesideShelf, filteredShelf, type ShelfFacets, type ShelfFilter } from "./shelf-filter.ts";
import { type ShelfSorting, sortedPlaces } from "./shelf-sort.ts";

/** What a library page asks of its shelf. */
export interface ShelfView extends ShelfFilter, ShelfSorting {}

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
	readonly facets: ShelfFacets;
}

/** The titles of a shelf that a view shows, in its order, and what else it could show. Pure; 100,000 titles take some milliseconds. */
export function shelfOrder(shelf: Shelf, view: ShelfView, beside: BesideShelf): ShelfOrder {
	const { places, facets } = filteredShelf(shelf, view, beside);
	const order = sortedPlaces(places, shelf, view, beside.watch);
	return { order, letters: view.sort === "title" ? letterJumps(order, shelf.letters) : [], facets };
}

function letterJumps(order: Uint32Array, letters: readonly string[]): LetterJump[] {
	const begins = new Map<string, number>();
	let last: string | undefined;
	for (let at = 0; at < order.length; at++) {
		const letter = letters[order[at] ?? 0] ?? "#";
		if (letter === last) continue;
		last = letter;
		if (!begins.has(letter)) begins.set(letter, at);
	}
	return [...begins].map(([letter, at]) => ({ letter, at }));
}
