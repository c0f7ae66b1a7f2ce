import { describe, expect, it } from "vitest";
import { ShelfWriter } from "../../../src/library/shelf-blocks.ts";
import { letterOf, releasedDay, shelfOf } from "../../../src/library/shelf-columns.ts";
import type { BesideShelf } from "../../../src/library/shelf-filter.ts";
import { type ShelfView, shelfOrder } from "../../../src/library/shelf-order.ts";
import { watchColumn } from "../../../src/library/watch-column.ts";
import type { Item } from "../../../src/model/item.ts";
import { testMovie } from "./fake-server.ts";

const view: ShelfView = { sort: "title", descending: false, seen: "all" };

function shelfOfItems(...items: Partial<Item>[]) {
	const writer = new ShelfWriter("a1/lib", []);
	writer.put(items.map((item, at) => testMovie(at, { addedAt: undefined, ...item, ...sortTitled(item) })));
	return shelfOf("a1/lib", writer.changedBlocks());
}
const sortTitled = ({ title }: Partial<Item>) => (title ? { sortTitle: title.toLowerCase() } : {});
type Shelf = ReturnType<typeof shelfOfItems>;
const ordered = (shelf: Shelf, more: Partial<ShelfView> = {}, beside: Partial<BesideShelf> = {}) =>
	shelfOrder(shelf, { ...view, ...more }, { watch: watchColumn(shelf, []), collections: [], ...beside });
const titles = (shelf: Shelf, more: Partial<ShelfView>, beside?: Partial<BesideShelf>) =>
	[...ordered(shelf, more, beside).order].map((at) => shelf.titles[at]);

describe("the order of a shelf", () => {
	const shelf = shelfOfItems(
		{ title: "Zeta", year: 1922, rating: 5, genres: ["Horror"] },
		{ title: "émile", year: 1931, genres: ["Comedy", "Drama"] },
		{ title: "Eva", year: 1929, rating: 9, premiered: "1929-03-01", genres: ["Drama"] },
		{ title: "8½" },
	);

	it("sorts titles without regard to case and accents, and tells where letters begin", () => {
		expect(titles(shelf, {})).toEqual(["8½", "émile", "Eva", "Zeta"]);
		expect(titles(shelf, { descending: true })).toEqual(["Zeta", "Eva", "émile", "8½"]);
		expect(ordered(shelf).letters).toEqual([
			{ letter: "#", at: 0 },
			{ letter: "E", at: 1 },
			{ letter: "Z", at: 3 },
		]);
	});

	it("puts what is not known last, whichever way", () => {
		expect(titles(shelf, { sort: "rating" })).toEqual(["Zeta", "Eva", "8½", "émile"]);
		expect(titles(shelf, { sort: "rating", descending: true })).toEqual(["Eva", "Zeta", "8½", "émile"]);
		expect(titles(shelf, { sort: "released" })).toEqual(["Zeta", "Eva", "émile", "8½"]);
	});

	it("filters by genre, decade and what was seen", () => {
		expect(titles(shelf, { genre: "Drama" })).toEqual(["émile", "Eva"]);
		expect(titles(shelf, { decade: 1920 })).toEqual(["Eva", "Zeta"]);
		const state = { positionMs: 0, watched: true, playCount: 1, lastPlayedAt: 5 };
		const watch = watchColumn(shelf, [
			{ itemId: "a1/m0", state },
			{ itemId: "a1/m2", state: { ...state, positionMs: 9, lastPlayedAt: 6 } },
		]);
		expect(titles(shelf, { seen: "watched" }, { watch })).toEqual(["Zeta"]);
		expect(titles(shelf, { seen: "in-progress" }, { watch })).toEqual(["Eva"]);
		expect(titles(shelf, { seen: "unwatched" }, { watch })).toEqual(["8½", "émile"]);
		expect(titles(shelf, { sort: "played", descending: true }, { watch }).slice(0, 2)).toEqual(["Eva", "Zeta"]);
	});

	it("filters by rating, resolution, favourites and collection, all at once", () => {
		const many = shelfOfItems(
			{ title: "A", rating: 8, resolution: 2160, isFavourite: true },
			{ title: "B", rating: 7.9, resolution: 1080, isFavourite: true },
			{ title: "C", rating: 9.5, resolution: 1036 },
			{ title: "D", resolution: 576 },
		);
		const collections = [{ itemId: "a1/set" as const, title: "Set", places: Uint32Array.of(0, 1, 3) }];
		expect(titles(many, { rating: 8 })).toEqual(["A", "C"]);
		expect(titles(many, { resolution: 1080 })).toEqual(["B", "C"]);
		expect(titles(many, { resolution: 480 })).toEqual(["D"]);
		expect(titles(many, { favourite: true })).toEqual(["A", "B"]);
		expect(titles(many, { collection: "a1/set" }, { collections })).toEqual(["A", "B", "D"]);
		expect(titles(many, { collection: "a1/gone" }, { collections })).toEqual([]);
		expect(titles(many, { collection: "a1/set", favourite: true, rating: 8 }, { collections })).toEqual(["A"]);
	});

	it("sorts by year, and by runtime, long before short or the other way", () => {
		expect(titles(shelf, { sort: "year" })).toEqual(["Zeta", "Eva", "émile", "8½"]);
		const timed = shelfOfItems({ title: "A", durationMs: 5 }, { title: "B" }, { title: "C", durationMs: 9 });
		expect(titles(timed, { sort: "runtime", descending: true })).toEqual(["C", "A", "B"]);
		expect(titles(timed, { sort: "runtime" })).toEqual(["A", "C", "B"]);
	});

	it("shuffles the same way for the same seed", () => {
		const many = shelfOfItems(...Array.from({ length: 50 }, (_, at) => ({ title: `T${at}` })));
		const once = titles(many, { sort: "random", seed: 1 });
		expect(titles(many, { sort: "random", seed: 1 })).toEqual(once);
		expect(titles(many, { sort: "random", seed: 2 })).not.toEqual(once);
		expect(new Set(once).size).toBe(50);
		// A title that comes leaves the others in their order.
		const more = shelfOfItems(...Array.from({ length: 51 }, (_, at) => ({ title: `T${at}` })));
		expect(titles(more, { sort: "random", seed: 1 }).filter((title) => title !== "T50")).toEqual(once);
	});

	it("counts what each choice would show beside what is chosen", () => {
		expect(ordered(shelf).facets).toMatchObject({
			seen: { all: 4, unwatched: 4, watched: 0 },
			genres: [
				{ genre: "Drama", count: 2 },
				{ genre: "Comedy", count: 1 },
				{ genre: "Horror", count: 1 },
			],
			decades: [
				{ decade: 1930, count: 1 },
				{ decade: 1920, count: 2 },
			],
			ratings: [
				{ rating: 9, count: 1 },
				{ rating: 8, count: 1 },
				{ rating: 7, count: 1 },
				{ rating: 6, count: 1 },
				{ rating: 5, count: 2 },
			],
			resolutions: [],
			favourites: 0,
		});
		expect(ordered(shelf, { decade: 1920 }).facets).toMatchObject({
			seen: { all: 2 },
			genres: [
				{ genre: "Drama", count: 1 },
				{ genre: "Horror", count: 1 },
			],
			// What was chosen limits everything but itself.
			decades: [
				{ decade: 1930, count: 1 },
				{ decade: 1920, count: 2 },
			],
		});
	});

	it("calls a show watched when as many episodes were watched as it has", () => {
		const writer = new ShelfWriter("a1/lib", []);
		writer.put([testMovie(1, { itemId: "a1/s", kind: "show", leafCount: 2 })]);
		const shows = shelfOf("a1/lib", writer.changedBlocks());
		const state = { positionMs: 0, watched: true, playCount: 1, lastPlayedAt: 5 };
		const one = { itemId: "a1/e1", showId: "a1/s", state } as const;
		expect([...watchColumn(shows, [one]).seen]).toEqual([1]);
		expect([...watchColumn(shows, [one, { ...one, itemId: "a1/e2" }]).seen]).toEqual([2]);
	});

	it("stands titles under a plain letter", () => {
		expect(["Ærlig", "Øen", "étoile", "12 monkeys", "“Q”", "жизнь", "日本", ""].map(letterOf)).toEqual([
			..."AOE##Ж日#",
		]);
	});

	it("dates by the day, else the year", () => {
		expect([releasedDay("1927-01-10", 1927), releasedDay("", 1927), releasedDay("", 0)]).toEqual([
			19_270_110, 19_270_000, 0,
		]);
	});
});
