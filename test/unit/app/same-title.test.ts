import { describe, expect, it } from "vitest";
import { oncePerTitle } from "../../../src/app/same-title.ts";
import { type ItemId, sourceOf } from "../../../src/model/ids.ts";
import type { Item } from "../../../src/model/item.ts";
import type { ProviderIds } from "../../../src/model/provider-ids.ts";

function film(itemId: ItemId, providerIds: ProviderIds, kind: Item["kind"] = "movie"): Item {
	const sourceId = sourceOf(itemId);
	return { itemId, sourceId, libraryId: `${sourceId}/1`, kind, title: "It", sortTitle: "it", genres: [], providerIds };
}
const ids = (items: readonly Item[]) =>
	oncePerTitle(items).map(({ item, others }) => [item.itemId, ...others.map((other) => other.itemId)]);

describe("a title on several servers", () => {
	it("is shown once, as the first copy", () => {
		expect(ids([film("a1/x", { imdb: "tt1" }), film("a2/y", { tmdb: "9", imdb: "tt1" })])).toEqual([["a1/x", "a2/y"]]);
	});

	it("is known through a copy that knows both ids", () => {
		const three = [
			film("a1/x", { imdb: "tt1" }),
			film("a2/y", { imdb: "tt1", tmdb: "9" }),
			film("a3/z", { tmdb: "9" }),
		];
		expect(ids(three)).toEqual([["a1/x", "a2/y", "a3/z"]]);
	});

	it("is never told by its name", () => {
		expect(ids([film("a1/x", {}), film("a2/y", {})])).toEqual([["a1/x"], ["a2/y"]]);
	});

	it("stays two where one server has it twice", () => {
		expect(ids([film("a1/x", { imdb: "tt1" }), film("a1/y", { imdb: "tt1" })])).toEqual([["a1/x"], ["a1/y"]]);
	});

	it("is not told by what servers say for a number that they do not know", () => {
		for (const none of [{ tmdb: "0" }, { tvdb: "" }, { imdb: "tt0000000" }, { tmdb: "none" }]) {
			expect(ids([film("a1/x", none), film("a2/y", none)])).toEqual([["a1/x"], ["a2/y"]]);
		}
	});

	it("is no show with the number of a film", () => {
		expect(ids([film("a1/x", { tmdb: "9" }), film("a2/y", { tmdb: "9" }, "show")])).toEqual([["a1/x"], ["a2/y"]]);
	});
});
