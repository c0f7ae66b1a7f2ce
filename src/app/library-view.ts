import { SEEN_FILTERS, type SeenFilter, type ShelfSort, type ShelfView } from "../library/shelf-order.ts";

/** The ways to order a library that are offered, and which way round each begins. */
export const SORTS: readonly { readonly sort: ShelfSort; readonly name: string; readonly descending: boolean }[] = [
	{ sort: "title", name: "Title", descending: false },
	{ sort: "added", name: "Recently added", descending: true },
	{ sort: "released", name: "Newest", descending: true },
	{ sort: "rating", name: "Best rated", descending: true },
	{ sort: "runtime", name: "Longest", descending: true },
	{ sort: "played", name: "Last watched", descending: true },
];

/** What the filters are called. */
export const SEEN_NAMES: Readonly<Record<SeenFilter, string>> = {
	all: "All",
	unwatched: "Unwatched",
	"in-progress": "In progress",
	watched: "Watched",
};

/** What a library shows when nothing was chosen. */
export const DEFAULT_VIEW: ShelfView = { sort: "title", descending: false, seen: "all" };

/** Reads a view from the query of an address; what it does not know is as in the default. Pure. */
export function viewFromQuery(query: URLSearchParams): ShelfView {
	const sort = SORTS.find((each) => each.sort === query.get("sort")) ?? SORTS[0];
	const genre = query.get("genre");
	const decade = Number(query.get("decade"));
	return {
		sort: sort?.sort ?? DEFAULT_VIEW.sort,
		descending: (sort?.descending ?? false) !== (query.get("order") === "reverse"),
		seen: SEEN_FILTERS.find((name) => name === query.get("seen")) ?? DEFAULT_VIEW.seen,
		...(genre ? { genre } : {}),
		...(Number.isInteger(decade) && decade > 0 ? { decade } : {}),
	};
}

/** The query of a view, without what is as in the default: empty for the default itself. Pure, the inverse of `viewFromQuery`. */
export function queryOfView(view: ShelfView): string {
	const query = new URLSearchParams();
	if (view.sort !== DEFAULT_VIEW.sort) query.set("sort", view.sort);
	if (view.descending !== (SORTS.find(({ sort }) => sort === view.sort)?.descending ?? false))
		query.set("order", "reverse");
	if (view.seen !== "all") query.set("seen", view.seen);
	if (view.genre !== undefined) query.set("genre", view.genre);
	if (view.decade !== undefined) query.set("decade", String(view.decade));
	return query.toString();
}
