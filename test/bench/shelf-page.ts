import type { ShelfBlock } from "../../src/db/schema.ts";
import { titleCollator } from "../../src/library/collation.ts";
import { BLOCK_SIZE, emptyBlock } from "../../src/library/shelf-blocks.ts";
import { shelfOf } from "../../src/library/shelf-columns.ts";
import type { CollectionColumn, ShelfFilter } from "../../src/library/shelf-filter.ts";
import { type ShelfView, shelfOrder } from "../../src/library/shelf-order.ts";
import { SHELF_SORTS } from "../../src/library/shelf-sort.ts";
import { watchColumn } from "../../src/library/watch-column.ts";
import type { WatchState } from "../../src/model/watch-state.ts";
import { madeNames } from "./made-names.ts";

/** The page of the shelves' bench: a library's shelf as the worker holds it, and the same titles as an array of objects. */

const TIMES = 2;
/** One title in so many is in the collection. */
const COLLECTED_EVERY = 50;
const COLLECTION = "a1/collection";
const GENRES =
	"Action Comedy Crime Drama Family Fantasy History Horror Music Mystery Romance Thriller War Western".split(" ");
const FILTERS: readonly ShelfFilter[] = [
	{ seen: "all" },
	{ seen: "unwatched" },
	{ seen: "in-progress" },
	{ seen: "watched" },
	{ seen: "all", genre: "Drama" },
	{ seen: "all", decade: 1990 },
	{ seen: "all", rating: 6 },
	{ seen: "all", resolution: 1080 },
	{ seen: "all", favourite: true },
	{ seen: "all", collection: COLLECTION },
	{ seen: "watched", genre: "Drama", decade: 1990 },
	{ seen: "unwatched", decade: 1990, rating: 6, resolution: 1080, favourite: true },
	{ seen: "unwatched", genre: "Drama", rating: 6, resolution: 1080, collection: COLLECTION },
];

interface Title {
	readonly key: string;
	readonly sortTitle: string;
	readonly year: number;
	readonly addedAt: number;
	readonly rating: number;
	readonly durationMs: number;
	readonly resolution: number;
	readonly isFavourite: boolean;
	readonly genres: readonly string[];
	readonly isCollected: boolean;
	readonly seen: "unwatched" | "in-progress" | "watched";
	readonly lastPlayedAt: number;
}

const made = madeNames(11);
const titles: Title[] = [];
let shelf = shelfOf("a1/films", []);
let watch = watchColumn(shelf, []);
let collections: readonly CollectionColumn[] = [];

/** Makes the titles, and their shelf; gives how long the shelf took from its blocks, ms. */
export function make(count: number): number {
	for (let at = 0; at < count; at++) {
		const seen =
			(["unwatched", "unwatched", "unwatched", "in-progress", "watched", "watched"] as const)[made.below(6)] ??
			"unwatched";
		titles.push({
			key: `k${at}`,
			sortTitle: made.title().toLowerCase(),
			year: 1920 + made.below(106),
			addedAt: 1_400_000_000_000 + made.below(400_000_000_000),
			rating: made.below(100) / 10,
			durationMs: 60_000 * made.below(200),
			resolution: [480, 720, 1080, 2160][made.below(4)] ?? 480,
			isCollected: at % COLLECTED_EVERY === 0,
			isFavourite: made.below(20) === 0,
			genres: [...new Set([GENRES[made.below(14)] ?? "", GENRES[made.below(14)] ?? ""])],
			seen,
			lastPlayedAt: seen !== "unwatched" ? 1_500_000_000_000 + made.below(300_000_000_000) : 0,
		});
	}
	const blocks = Array.from({ length: Math.ceil(count / BLOCK_SIZE) }, (_, number) =>
		blockOf(number, titles.slice(number * BLOCK_SIZE, (number + 1) * BLOCK_SIZE)),
	);
	const startedAt = performance.now();
	shelf = shelfOf("a1/films", blocks);
	const ms = performance.now() - startedAt;
	watch = watchColumn(
		shelf,
		titles.flatMap(({ key, seen, lastPlayedAt }) =>
			seen === "unwatched" ? [] : [{ itemId: `a1/${key}` as const, state: stateOf(seen, lastPlayedAt) }],
		),
	);
	const places = Uint32Array.from({ length: Math.ceil(count / COLLECTED_EVERY) }, (_, at) => at * COLLECTED_EVERY);
	collections = [{ itemId: COLLECTION, title: "Collected", places }];
	return ms;
}

function stateOf(seen: "in-progress" | "watched", lastPlayedAt: number): WatchState {
	const watched = seen === "watched";
	return { positionMs: watched ? 0 : 60_000, watched, playCount: watched ? 1 : 0, lastPlayedAt };
}

function blockOf(number: number, some: readonly Title[]): ShelfBlock {
	const column = <K extends keyof Title>(name: K) => some.map((title) => title[name]);
	return {
		...emptyBlock("a1/films", number),
		serverKeys: column("key"),
		titles: column("sortTitle"),
		sortTitles: column("sortTitle"),
		originalTitles: some.map(() => null),
		years: column("year"),
		addedAt: column("addedAt"),
		ratings: column("rating"),
		durationsMs: column("durationMs"),
		premiered: some.map(() => ""),
		kinds: "m".repeat(some.length),
		genres: column("genres"),
		resolutions: column("resolution"),
		favourites: some.map(({ isFavourite }) => (isFavourite ? 1 : 0)),
		leafCounts: some.map(() => 0),
	};
}

/** Every sort with every filter, both ways round, as the library page asks. */
export function views(): ShelfView[] {
	return FILTERS.flatMap((filter) =>
		SHELF_SORTS.flatMap((sort) => [false, true].map((descending) => ({ ...filter, sort, descending, seed: 5 }))),
	);
}

/** Milliseconds of each view, in the shelf: the least of a few, because whatever else the machine does only adds to it. */
export function ordered(views: readonly ShelfView[]): number[] {
	return views.map((view) => leastOf(TIMES, () => shelfOrder(shelf, view, { watch, collections })));
}

/** Milliseconds of each view, over the array of objects; what is random there is not stable. */
export function orderedObjects(views: readonly ShelfView[]): number[] {
	return views.map((view) => leastOf(TIMES, () => titles.filter((title) => isWanted(title, view)).sort(compare(view))));
}

function isWanted(
	title: Title,
	{ seen, genre, decade, rating, resolution, favourite, collection }: ShelfFilter,
): boolean {
	return (
		(seen === "all" || title.seen === seen) &&
		(genre === undefined || title.genres.includes(genre)) &&
		(decade === undefined || title.year - (title.year % 10) === decade) &&
		(rating === undefined || title.rating >= rating) &&
		(resolution === undefined || title.resolution === resolution) &&
		(favourite === undefined || title.isFavourite) &&
		(collection === undefined || title.isCollected)
	);
}

function compare({ sort, descending }: ShelfView): (a: Title, b: Title) => number {
	const sign = descending ? -1 : 1;
	const byTitle = (a: Title, b: Title) => titleCollator.compare(a.sortTitle, b.sortTitle);
	const by = (column: "year" | "addedAt" | "rating" | "durationMs" | "lastPlayedAt") => (a: Title, b: Title) =>
		sign * (a[column] - b[column]) || byTitle(a, b);
	switch (sort) {
		case "title":
			return (a, b) => sign * byTitle(a, b);
		case "random":
			return () => Math.random() - 0.5;
		case "added":
			return by("addedAt");
		case "rating":
			return by("rating");
		case "runtime":
			return by("durationMs");
		case "played":
			return by("lastPlayedAt");
		default:
			return by("year");
	}
}

function leastOf(times: number, act: () => unknown): number {
	return Math.min(...Array.from({ length: times }, () => timed(act)));
}

function timed(act: () => unknown): number {
	const startedAt = performance.now();
	act();
	return performance.now() - startedAt;
}
