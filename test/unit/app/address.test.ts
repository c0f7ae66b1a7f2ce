import { describe, expect, it } from "vitest";
import { addressOf, parseAddress, searchAddress } from "../../../src/app/address.ts";

describe("an address", () => {
	it("names home when it is empty", () => {
		expect(parseAddress("").page).toBe("home");
		expect(parseAddress("#/").page).toBe("home");
	});

	it("names the pages that show no one thing", () => {
		for (const page of ["libraries", "search", "activity", "settings", "welcome"])
			expect(parseAddress(`#/${page}`).page).toBe(page);
	});

	it("keeps a query beside the page", () => {
		const route = parseAddress("#/search?q=fritz%20lang");
		expect(route.page).toBe("search");
		expect(route.query.get("q")).toBe("fritz lang");
	});

	it("gives ids with slashes, signs and other scripts back as they were", () => {
		for (const id of ["a1/9f8e", "a2/library/metadata/12", "a1/50% of #1?", "a1/映画"] as const) {
			const route = parseAddress(addressOf("title", id));
			expect(route).toMatchObject({ page: "title", itemId: id });
		}
	});

	it("tells pages of one thing apart", () => {
		expect(parseAddress("#/library/a1/x")).toMatchObject({ page: "library", libraryId: "a1/x" });
		expect(parseAddress("#/person/a1/x")).toMatchObject({ page: "person", personId: "a1/x" });
		expect(parseAddress("#/play/a1/x")).toMatchObject({ page: "play", itemId: "a1/x" });
	});

	it("is lost when nothing is known by it", () => {
		for (const hash of ["#/nothing", "#/title", "#/title/a1", "#/title/a1/", "#/title/a1/%E0%A4%A", "#/search/a1/x"]) {
			expect(parseAddress(hash).page, hash).toBe("lost");
		}
	});

	it("has no query for a search without words", () => {
		expect(searchAddress("")).toBe("#/search");
		expect(parseAddress(searchAddress("a & b")).query.get("q")).toBe("a & b");
	});
});
