import { describe, expect, it } from "vitest";
import { ShelfWriter } from "../../../src/library/shelf-blocks.ts";
import { letterOf, releasedDay, shelfOf } from "../../../src/library/shelf-columns.ts";
import { type ShelfView, shelfFacets, shelfOrder } from "../../../src/library/shelf-order.ts";
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
const titles = (
	shelf: ReturnType<typeof shelfOfItems>,
	more: Partial<ShelfView>,
	watch?: ReturnType<typeof watchColumn>,
) => [...shelfOrder(shelf, { ...view, ...more }, watch).order].map((at) => shelf.titles[at]);

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
		expect(shelfOrder(shelf, view).letters).toEqual([
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
		expect(titles(shelf, { seen: "watched" }, watch)).toEqual(["Zeta"]);
		expect(titles(shelf, { seen: "in-progress" }, watch)).toEqual(["Eva"]);
		expect(titles(shelf, { seen: "unwatched" }, watch)).toEqual(["8½", "émile"]);
		expect(titles(shelf, { sort: "played", descending: true }, watch).slice(0, 2)).toEqual(["Eva", "Zeta"]);
	});

	it("shuffles the same way for the same seed", () => {
		const many = shelfOfItems(...Array.from({ length: 50 }, (_, at) => ({ title: `T${at}` })));
		const once = titles(many, { sort: "random", seed: 1 });
		expect(titles(many, { sort: "random", seed: 1 })).toEqual(once);
		expect(titles(many, { sort: "random", seed: 2 })).not.toEqual(once);
		expect(new Set(once).size).toBe(50);
	});

	it("counts genres and decades", () => {
		expect(shelfFacets(shelf)).toEqual({
			genres: [
				{ genre: "Drama", count: 2 },
				{ genre: "Comedy", count: 1 },
				{ genre: "Horror", count: 1 },
			],
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
