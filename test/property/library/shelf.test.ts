import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { titleCollator } from "../../../src/library/collation.ts";
import { ShelfWriter } from "../../../src/library/shelf-blocks.ts";
import { resolutionClass, shelfOf } from "../../../src/library/shelf-columns.ts";
import { type BesideShelf, SEEN_FILTERS, type ShelfFilter } from "../../../src/library/shelf-filter.ts";
import { type ShelfView, shelfOrder } from "../../../src/library/shelf-order.ts";
import { SHELF_SORTS } from "../../../src/library/shelf-sort.ts";
import { watchColumn } from "../../../src/library/watch-column.ts";
import type { Item } from "../../../src/model/item.ts";
import type { WatchState } from "../../../src/model/watch-state.ts";
import { testMovie } from "../../unit/library/fake-server.ts";

/** A title as plain objects have it. */
interface Title {
	readonly item: Item;
	readonly seen: (typeof SEEN_FILTERS)[number];
	readonly lastPlayedAt: number;
	readonly isInSet: boolean;
}

const GENRES = ["Drama", "Comedy", "Horror"];
const unknownOr = <T>(known: fc.Arbitrary<T>) => fc.option(known, { nil: undefined, freq: 4 });
const facts = fc.record({
	title: fc.stringMatching(/^[A-Ca-cäé 1]{1,3}$/),
	year: unknownOr(fc.integer({ min: 1918, max: 1932 })),
	rating: unknownOr(fc.integer({ min: 1, max: 100 }).map((tenths) => tenths / 10)),
	durationMs: unknownOr(fc.integer({ min: 1, max: 9_000_000 })),
	addedAt: unknownOr(fc.integer({ min: 1, max: 2_000_000_000_000 })),
	resolution: unknownOr(fc.constantFrom(240, 480, 720, 800, 1036, 1080, 2160)),
	genres: fc.subarray(GENRES),
	isFavourite: fc.boolean(),
	isInSet: fc.boolean(),
	state: unknownOr(
		fc.record({
			positionMs: fc.constantFrom(0, 5),
			watched: fc.boolean(),
			playCount: fc.constant(1),
			lastPlayedAt: fc.option(fc.integer({ min: 1, max: 9 })),
		}),
	),
});
const library = fc.array(facts, { maxLength: 40 });
const filter = fc.record(
	{
		seen: fc.constantFrom(...SEEN_FILTERS),
		genre: fc.constantFrom(...GENRES, "Unheard of"),
		decade: fc.constantFrom(1910, 1920, 1930),
		rating: fc.integer({ min: 5, max: 9 }),
		resolution: fc.constantFrom(480, 720, 1080, 2160),
		favourite: fc.constant(true),
		collection: fc.constant("a1/set" as const),
	},
	{ requiredKeys: ["seen"] },
);
const sorting = fc.record({ sort: fc.constantFrom(...SHELF_SORTS), descending: fc.boolean(), seed: fc.nat(9) });

function make(rows: readonly (typeof facts extends fc.Arbitrary<infer T> ? T : never)[]) {
	const titles = rows.map(({ state, isInSet, title, ...row }, at): Title => {
		const item = testMovie(at, { ...row, title, sortTitle: title.toLowerCase() });
		const seen = !state ? "unwatched" : state.positionMs > 0 ? "in-progress" : state.watched ? "watched" : "unwatched";
		return { item, seen, lastPlayedAt: state?.lastPlayedAt ?? 0, isInSet };
	});
	const writer = new ShelfWriter("a1/lib", []);
	writer.put(titles.map(({ item }) => item));
	const shelf = shelfOf("a1/lib", writer.changedBlocks());
	const states = rows.flatMap(({ state }, at): { itemId: Item["itemId"]; state: WatchState }[] => {
		const item = titles[at]?.item;
		return state && item ? [{ itemId: item.itemId, state }] : [];
	});
	const places = Uint32Array.from(titles.flatMap(({ isInSet }, at) => (isInSet ? [at] : [])));
	const beside: BesideShelf = {
		watch: watchColumn(shelf, states),
		collections: [{ itemId: "a1/set", title: "Set", places }],
	};
	return { titles, shelf, beside };
}

/** The rules of filters, one title at a time. */
function isWanted({ item, seen, isInSet }: Title, filter: ShelfFilter): boolean {
	return (
		(filter.seen === "all" || seen === filter.seen) &&
		(filter.genre === undefined || item.genres.includes(filter.genre)) &&
		(filter.decade === undefined || Math.floor((item.year ?? 0) / 10) * 10 === filter.decade) &&
		(filter.rating === undefined || (item.rating ?? 0) >= filter.rating) &&
		(filter.resolution === undefined || resolutionClass(item.resolution ?? 0) === filter.resolution) &&
		(filter.favourite === undefined || item.isFavourite === true) &&
		(filter.collection === undefined || isInSet)
	);
}

/** The number a sort goes by; 0 where unknown. */
function numberFor({ item, lastPlayedAt }: Title, sort: ShelfView["sort"]): number {
	switch (sort) {
		case "year":
			return item.year ?? 0;
		case "released":
			return (item.year ?? 0) * 10_000;
		case "added":
			return item.addedAt ?? 0;
		case "rating":
			return item.rating ?? 0;
		case "runtime":
			return item.durationMs ?? 0;
		case "played":
			return lastPlayedAt;
		default:
			return 0;
	}
}

function slowly(titles: readonly Title[], { sort, descending, ...filter }: ShelfView): string[] {
	const byTitle = titles.toSorted((a, b) => titleCollator.compare(a.item.sortTitle, b.item.sortTitle));
	const wanted = byTitle.filter((title) => isWanted(title, filter));
	const number = (title: Title) => numberFor(title, sort);
	const known = wanted.filter((title) => number(title) !== 0);
	known.sort((a, b) => (descending ? number(b) - number(a) : number(a) - number(b)));
	return [...known, ...wanted.filter((title) => number(title) === 0)].map(({ item }) => item.itemId);
}

describe("a shelf", () => {
	it("shows in any order with any filters what plain objects show, filtered and sorted one by one", () => {
		fc.assert(
			fc.property(library, filter, sorting, (rows, filter, sorting) => {
				fc.pre(sorting.sort !== "random" && !(sorting.sort === "title" && sorting.descending));
				const { titles, shelf, beside } = make(rows);
				const view: ShelfView = { ...filter, ...sorting };
				const shown = [...shelfOrder(shelf, view, beside).order].map((at) => `a1/${shelf.serverKeys[at]}`);
				expect(shown).toEqual(slowly(titles, view));
			}),
			{ numRuns: 300 },
		);
	});

	it("sorts many titles as it sorts few", () => {
		// Above some size digits are counted instead of numbers compared.
		const many = fc.array(fc.integer({ min: 0, max: 40_000_000_000 }), { minLength: 1200, maxLength: 1500 });
		fc.assert(
			fc.property(many, fc.boolean(), (numbers, descending) => {
				const rows = numbers.map((addedAt) => ({ addedAt: addedAt || undefined }));
				const { titles, shelf, beside } = make(
					rows.map((row, at) => ({ ...EMPTY, ...row, title: `T${String(at % 700).padStart(4, "0")}` })),
				);
				const view: ShelfView = { sort: "added", descending, seen: "all" };
				const shown = [...shelfOrder(shelf, view, beside).order].map((at) => `a1/${shelf.serverKeys[at]}`);
				expect(shown).toEqual(slowly(titles, view));
			}),
			{ numRuns: 8 },
		);
	});

	it("shuffles all that a filter leaves, each title once, the same way for the same seed", () => {
		fc.assert(
			fc.property(library, filter, fc.nat(99), (rows, filter, seed) => {
				const { titles, shelf, beside } = make(rows);
				const shown = (more: Partial<ShelfView>) =>
					[...shelfOrder(shelf, { ...filter, sort: "random", descending: false, seed, ...more }, beside).order].map(
						(at) => `a1/${shelf.serverKeys[at]}`,
					);
				const wanted = titles.filter((title) => isWanted(title, filter)).map(({ item }) => item.itemId);
				expect(shown({}).toSorted()).toEqual(wanted.toSorted());
				const whole = shown({ seen: "all", ...CLEARED });
				expect(shown({})).toEqual(whole.filter((id) => wanted.some((other) => other === id)));
			}),
		);
	});

	it("counts for each choice what it would show", () => {
		fc.assert(
			fc.property(library, filter, (rows, filter) => {
				const { titles, shelf, beside } = make(rows);
				const view: ShelfView = { ...filter, sort: "title", descending: false };
				const { facets } = shelfOrder(shelf, view, beside);
				const count = (more: Partial<ShelfFilter>) =>
					titles.filter((title) => isWanted(title, { ...filter, ...more })).length;
				for (const seen of SEEN_FILTERS) expect(facets.seen[seen]).toBe(count({ seen }));
				for (const genre of GENRES) {
					expect(facets.genres.find((each) => each.genre === genre)?.count ?? 0).toBe(count({ genre }));
				}
				for (const decade of [1910, 1920, 1930]) {
					expect(facets.decades.find((each) => each.decade === decade)?.count ?? 0).toBe(count({ decade }));
				}
				for (const { rating, count: told } of facets.ratings) expect(told).toBe(count({ rating }));
				for (const resolution of [480, 720, 1080, 2160]) {
					expect(facets.resolutions.find((each) => each.resolution === resolution)?.count ?? 0).toBe(
						count({ resolution }),
					);
				}
				expect(facets.favourites).toBe(count({ favourite: true }));
				expect(facets.collections[0]?.count ?? 0).toBe(count({ collection: "a1/set" }));
			}),
			{ numRuns: 300 },
		);
	});
});

const CLEARED = {
	genre: undefined,
	decade: undefined,
	rating: undefined,
	resolution: undefined,
	favourite: undefined,
	collection: undefined,
};
const EMPTY = {
	year: undefined,
	rating: undefined,
	durationMs: undefined,
	resolution: undefined,
	genres: [],
	isFavourite: false,
	isInSet: false,
	state: undefined,
};
