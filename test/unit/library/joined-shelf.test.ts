import { describe, expect, it } from "vitest";
import { joinedId, joinedKind, librariesToJoin } from "../../../src/library/joined-libraries.ts";
import { joinedShelf, type LibraryBlocks } from "../../../src/library/joined-shelf.ts";
import { ShelfWriter } from "../../../src/library/shelf-blocks.ts";
import { copyPlacesOf, itemIdAt, type Shelf } from "../../../src/library/shelf-columns.ts";
import { type ItemId, joinId, type LibraryId, sourceOf } from "../../../src/model/ids.ts";
import type { Item, Library } from "../../../src/model/item.ts";
import { testMovie } from "./fake-server.ts";

/** A library whose items are told by their keys, in two blocks. */
function library(libraryId: LibraryId, items: Readonly<Record<string, Partial<Item>>>): LibraryBlocks {
	const sourceId = sourceOf(libraryId);
	const rows = Object.entries(items).map(([key, item]) =>
		testMovie(1, { title: key, sortTitle: key, addedAt: undefined, ...item, itemId: joinId(sourceId, key), sourceId }),
	);
	const blocks = [rows.slice(0, 1), rows.slice(1)].flatMap((some, block) => {
		const writer = new ShelfWriter(libraryId, []);
		writer.put(some);
		return writer.changedBlocks().map((each) => ({ ...each, block }));
	});
	return { libraryId, blocks };
}
const idsOf = (shelf: Shelf) => shelf.serverKeys.map((_, at) => itemIdAt(shelf, at));
const genresOf = ({ genreNames, genres, genreStarts }: Shelf, at: number) =>
	[...genres.slice(genreStarts[at], genreStarts[at + 1])].map((number) => genreNames[number]);

describe("one shelf of several libraries", () => {
	it("has each title once, the copy of the first library; what the catalogue does not know stands alone", () => {
		const libraries = [
			library("a1/films", { faust: {}, sunrise: {}, own: {} }),
			library("a2/films", { 7: { title: "Faust" }, 8: { title: "Sunrise" }, 9: { title: "Other" } }),
			library("a3/films", { x: { title: "Faust again" } }),
		];
		const titles: ItemId[][] = [
			["a1/faust", "a2/7", "a3/x"],
			["a1/gone", "a2/9"],
		];
		const shelf = joinedShelf("movies", libraries, titles);
		expect(idsOf(shelf)).toEqual(["a1/faust", "a1/sunrise", "a1/own", "a2/8", "a2/9"]);
		expect(shelf).toMatchObject({ count: 5, kinds: "mmmmm", sourceIds: ["a1", "a2", "a3"] });
		expect(idsOf(joinedShelf("movies", libraries.toReversed(), titles))[0]).toBe("a3/x");
		expect(idsOf(joinedShelf("movies", libraries, []))).toHaveLength(7);
	});

	it("has an item once that a server lists in two libraries, and two items that a person joined", () => {
		const libraries = [
			library("a1/films", { faust: {}, sunrise: {} }),
			library("a1/best", { sunrise: {}, "faust-4k": {}, nosferatu: {} }),
		];
		expect(idsOf(joinedShelf("movies", libraries, []))).toEqual([
			"a1/faust",
			"a1/sunrise",
			"a1/faust-4k",
			"a1/nosferatu",
		]);
		expect(idsOf(joinedShelf("movies", libraries, [["a1/faust", "a1/faust-4k"]]))).not.toContain("a1/faust-4k");
	});

	it("takes films or shows out of mixed libraries", () => {
		const libraries = [
			library("a1/films", { faust: {} }),
			library("a2/all", { pauline: { kind: "show", leafCount: 20 }, m: {} }),
		];
		expect(idsOf(joinedShelf("movies", libraries, []))).toEqual(["a1/faust", "a2/m"]);
		const shows = joinedShelf("shows", libraries, []);
		expect(idsOf(shows)).toEqual(["a2/pauline"]);
		expect([shows.kinds, ...shows.leafCounts]).toEqual(["s", 20]);
	});

	it("shows what the first copy says, with what is found of any copy", () => {
		const libraries = [
			library("a1/films", {
				faust: { year: 1926, genres: ["Drama"], resolution: 1080, addedAt: 900 },
				b: { addedAt: 5 },
			}),
			library("a2/films", {
				7: { year: 1927, genres: ["Horror", "Drama"], resolution: 2160, addedAt: 400, isFavourite: true },
				8: { addedAt: undefined },
			}),
		];
		const shelf = joinedShelf("movies", libraries, [
			["a1/faust", "a2/7"],
			["a1/b", "a2/8"],
		]);
		expect(idsOf(shelf)).toEqual(["a1/faust", "a1/b"]);
		expect(genresOf(shelf, 0)).toEqual(["Drama", "Horror"]);
		expect([...shelf.years][0]).toBe(1926);
		expect([...shelf.resolutions][0]).toBe(2160);
		expect([...shelf.favourites]).toEqual([1, 0]);
		expect([...shelf.addedAt], "unknown is not early").toEqual([400, 5]);
		expect([...copyPlacesOf(shelf)]).toEqual([
			["a2/7", 0],
			["a2/8", 1],
		]);
	});
});

describe("the libraries that are joined", () => {
	const made = (libraryId: LibraryId, more: Partial<Library> = {}): Library => ({
		libraryId,
		sourceId: sourceOf(libraryId),
		title: "",
		kind: "movies",
		order: 0,
		revision: 1,
		...more,
	});
	const sources = [
		{ sourceId: "a1", order: 1 },
		{ sourceId: "a2", order: 0 },
		{ sourceId: "a3", order: 2, successor: "a2" },
		{ sourceId: "a4", order: 3 },
	];
	const join = (libraries: readonly Library[], hidden: readonly string[] = []) =>
		librariesToJoin("movies", libraries, sources, new Set(hidden)).map(({ libraryId }) => libraryId);

	it("are in the order of their servers, then of the server", () => {
		const libraries = [made("a1/second", { order: 2 }), made("a1/first", { order: 1 }), made("a2/films", { order: 9 })];
		expect(join(libraries)).toEqual(["a2/films", "a1/first", "a1/second"]);
		expect(join(libraries.toReversed())).toEqual(["a2/films", "a1/first", "a1/second"]);
	});

	it.each<[string, Library, boolean]>([
		["of films", made("a1/x"), true],
		["mixed", made("a1/x", { kind: "mixed" }), true],
		["of shows", made("a1/x", { kind: "shows" }), false],
		["of collections", made("a1/x", { kind: "collections" }), false],
		["that its server no longer lists", made("a1/x", { unlistedAt: 5 }), false],
		["known to be empty", made("a1/x", { total: 0 }), false],
		["of a server that another goes on for", made("a3/x"), false],
		["of a server that was signed out of and is hidden", made("a4/x"), false],
		["of no server that is here", made("a9/x"), false],
	])("one %s", (_, one, isIn) => {
		expect(join([one], ["a4"])).toEqual(isIn ? [one.libraryId] : []);
	});

	it("have an id together that is that of no library", () => {
		expect(joinedKind(joinedId("shows"))).toBe("shows");
		expect(joinedKind("all/music")).toBeUndefined();
		expect(joinedKind("a1/movies")).toBeUndefined();
	});
});
