import type { SearchLimits, SearchResult } from "../library/search-result.ts";
import type { ShelfFacets } from "../library/shelf-filter.ts";
import type { LetterJump, ShelfView } from "../library/shelf-order.ts";
import type { ItemId, LibraryId } from "../model/ids.ts";

/** One order of one library, or of several joined, kept in the worker; the page asks for windows of it. */
export interface Listing {
	readonly listing: number;
	/** Titles that the view shows. */
	readonly count: number;
	/** Titles in the library. */
	readonly total: number;
	readonly letters: readonly LetterJump[];
	/** What else the library could show. */
	readonly facets: ShelfFacets;
	/** The first ids, so that a first screen needs no second question. */
	readonly first: readonly ItemId[];
}

/** What was found, and how much of the device was read for it. */
export interface SearchAnswer extends SearchResult {
	/** How many titles, collections, playlists and people there are to be found. */
	readonly searched: number;
	/** Null once everything was read; until then about how many titles and people of how many. */
	readonly reading: { readonly done: number; readonly total: number } | null;
}

/** What the shelf worker does for pages; they speak to it through comlink (`src/app/shelf-client.ts`). */
export interface ShelfService {
	/** Puts a library, or what is joined of several (`joinedId`), into a view's order. */
	order(libraryId: LibraryId, view: ShelfView): Promise<Listing>;
	/** Ids at the places from `start` up to, not including, `end`. Null when so many listings were made since it was last asked about that it was dropped: order again. */
	windowKeys(listing: number, start: number, end: number): Promise<readonly ItemId[] | null>;
	/**
	 * Calls `onChange` when the library, or what was seen of it, changed so that its listings are out of date; at most once a second.
	 * Ends the watch before it: one library is on screen. Null ends it only. Functions cross as comlink proxies.
	 */
	watch(libraryId: LibraryId | null, onChange: (() => void) | null): Promise<void>;
	/**
	 * Titles, collections, playlists and people over all libraries, best first: of what is in the index so far. The first call begins to fill it; an empty
	 * query does that too and finds nothing.
	 */
	search(query: string, limits: SearchLimits): Promise<SearchAnswer>;
	/** Calls `onChange` when a search may find something else than before, a few times a second at most. As `watch` otherwise. */
	watchSearch(onChange: (() => void) | null): Promise<void>;
}
