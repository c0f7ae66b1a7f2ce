import { describe, expect, it } from "vitest";
import { searchIndexOf, searchTerms } from "../../../src/library/search-index.ts";
import { ShelfWriter } from "../../../src/library/shelf-blocks.ts";
import { shelfOf } from "../../../src/library/shelf-columns.ts";
import { testMovie } from "./fake-server.ts";

const writer = new ShelfWriter("a1/lib", []);
writer.put([
	testMovie(1, { title: "Metropolis" }),
	testMovie(2, { title: "The Passion of Joan of Arc", originalTitle: "La Passion de Jeanne d'Arc" }),
	testMovie(3, { title: "Ærlighed på Øen" }),
	testMovie(4, { title: "東京物語" }),
	testMovie(5, { title: "Passing Fancy" }),
]);
const shelf = shelfOf("a1/lib", writer.changedBlocks());
const index = searchIndexOf([shelf, shelf], [{ personId: "a1/p1", sourceId: "a1", name: "Søren Ålund" }]);
const find = (query: string) =>
	index.search(query, 10).map((hit) => (hit.kind === "title" ? hit.itemId : hit.personId));

describe("searching on the device", () => {
	it("finds unfinished words", () => expect(find("metr")).toEqual(["a1/m1"]));
	it("forgives a wrong letter", () => expect(find("metropilis")).toEqual(["a1/m1"]));
	it("finds original titles", () => expect(find("jeanne darc")).toEqual(["a1/m2"]));
	it("needs no accents and no foreign keyboard", () => {
		expect(find("aerlighed pa oen")).toEqual(["a1/m3"]);
		expect(find("soren alund")).toEqual(["a1/p1"]);
	});
	it("finds parts of titles written without spaces", () => expect(find("物語")).toEqual(["a1/m4"]));
	it("wants all words, and settles for some", () => {
		expect(find("passion joan")).toEqual(["a1/m2"]);
		expect(find("passing xyzzy")[0]).toBe("a1/m5");
	});
	it("finds nothing for nothing", () => expect(find("  ")).toEqual([]));
	it("splits by signs and joins apostrophes", () =>
		expect(searchTerms("Don’t Look-Now!")).toEqual(["dont", "look", "now"]));
});
