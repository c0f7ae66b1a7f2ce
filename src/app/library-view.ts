import { SEEN_FILTERS, type SeenFilter, type ShelfFilter } from "../library/shelf-filter.ts";
import type { ShelfView } from "../library/shelf-order.ts";
import type { ShelfSort } from "../library/shelf-sort.ts";
import type { ItemId } from "../model/ids.ts";

/** The ways to order a library that are offered, and which way round each begins. */
export const SORTS: readonly { readonly sort: ShelfSort; readonly name: string; readonly descending: boolean }[] = [
	{ sort: "title", name: "Title", descending: false },
	{ sort: "added", name: "Recently added", descending: true },
	{ sort: "released", name: "Newest", descending: true },
	{ sort: "year", name: "Year", descending: true },
	{ sort: "rating", name: "Best rated", descending: true },
	{ sort: "runtime", name: "Longest", descending: true },
	{ sort: "played", name: "Last watched", descending: true },
	{ sort: "random", name: "Shuffled", descending: false },
];

/** What the filters are called. */
export const SEEN_NAMES: Readonly<Record<SeenFilter, string>> = {
	all: "All",
	unwatched: "Unwatched",
	"in-progress": "In progress",
	watched: "Watched",
};

/** What the classes of resolution are called. */
export const RESOLUTION_NAMES: Readonly<Record<number, string>> = { 2160: "4K", 1080: "1080p", 720: "720p", 480: "SD" };

/** What a library shows when nothing was chosen. */
export const DEFAULT_VIEW: ShelfView = { sort: "title", descending: false, seen: "all" };

/** Seeds are below it: short in an address, and no two people shuffle alike. */
const SEEDS = 100_000;

/** A seed for a new shuffle. `random`: a number in [0, 1). Pure. */
export function shuffleSeed(random: number): number {
	return 1 + Math.floor(random * (SEEDS - 1));
}

/** True when a view leaves titles out. Pure. */
export function isFiltered({ seen, genre, decade, rating, resolution, favourite, collection }: ShelfFilter): boolean {
	return (
		seen !== "all" || [genre, decade, rating, resolution, favourite, collection].some((chosen) => chosen !== undefined)
	);
}

/**
 * Reads a view from the query of an address; what it does not know is as in the default. Pure.
 *
 * | key | holds |
 * |---|---|
 * | sort, order | a sort of `SORTS`; `reverse` for the other way round than it begins |
 * | seed | a whole number, for `random` |
 * | seen, genre | a filter of `SEEN_FILTERS`; a genre's name |
 * | decade, rating, resolution | whole numbers |
 * | favourite | `1` |
 * | collection | a collection's id |
 */
export function viewFromQuery(query: URLSearchParams): ShelfView {
	const sort = SORTS.find((each) => each.sort === query.get("sort")) ?? SORTS[0];
	const genre = query.get("genre");
	const number = (key: string) => {
		const value = Number(query.get(key));
		return Number.isInteger(value) && value > 0 ? value : undefined;
	};
	const [decade, rating, resolution, seed] = [number("decade"), number("rating"), number("resolution"), number("seed")];
	const collection = collectionFrom(query.get("collection"));
	return {
		sort: sort?.sort ?? DEFAULT_VIEW.sort,
		descending: (sort?.descending ?? false) !== (query.get("order") === "reverse"),
		seen: SEEN_FILTERS.find((name) => name === query.get("seen")) ?? DEFAULT_VIEW.seen,
		...(genre ? { genre } : {}),
		...(decade ? { decade } : {}),
		...(rating ? { rating } : {}),
		...(resolution ? { resolution } : {}),
		...(query.get("favourite") === "1" ? { favourite: true } : {}),
		...(collection ? { collection } : {}),
		...(sort?.sort === "random" && seed ? { seed } : {}),
	};
}

function collectionFrom(text: string | null): ItemId | undefined {
	const slash = text?.indexOf("/") ?? -1;
	return text && slash > 0 && slash < text.length - 1 ? `${text.slice(0, slash)}/${text.slice(slash + 1)}` : undefined;
}

/** The query of a view, without what is as in the default: empty for the default itself. Pure, the inverse of `viewFromQuery`. */
export function queryOfView(view: ShelfView): string {
	const query = new URLSearchParams();
	if (view.sort !== DEFAULT_VIEW.sort) query.set("sort", view.sort);
	if (view.descending !== (SORTS.find(({ sort }) => sort === view.sort)?.descending ?? false))
		query.set("order", "reverse");
	if (view.sort === "random" && view.seed !== undefined) query.set("seed", String(view.seed));
	if (view.seen !== "all") query.set("seen", view.seen);
	if (view.genre !== undefined) query.set("genre", view.genre);
	if (view.decade !== undefined) query.set("decade", String(view.decade));
	if (view.rating !== undefined) query.set("rating", String(view.rating));
	if (view.resolution !== undefined) query.set("resolution", String(view.resolution));
	if (view.favourite) query.set("favourite", "1");
	if (view.collection !== undefined) query.set("collection", view.collection);
	return query.toString();
}
