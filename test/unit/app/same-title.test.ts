import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { oncePerTitle, setApart } from "../../../src/app/same-title.ts";
import { readApart } from "../../../src/catalog/apart.ts";
import { followChanges } from "../../../src/catalog/follow-changes.ts";
import { noteTitleChanges } from "../../../src/db/title-changes.ts";
import { correctItems } from "../../../src/library/correct-items.ts";
import { type ItemId, sourceOf } from "../../../src/model/ids.ts";
import type { Item } from "../../../src/model/item.ts";
import type { ProviderIds } from "../../../src/model/provider-ids.ts";
import { testSource, testWorld } from "../library/fake-server.ts";

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

	it("is shown once though its servers write its number in different ways, and nothing for a number that is none", async () => {
		const { db, ...world } = testWorld();
		const different: Item[] = [
			film("a1/1", { tmdb: "19" }),
			film("a2/1", { tmdb: "https://www.themoviedb.org/movie/19-metropolis" }),
			film("a1/2", { imdb: "tt0017925" }),
			film("a2/2", { imdb: "TT0017925" }),
			film("a1/3", { tvdb: "77" }, "show"),
			film("a2/3", { tvdb: "0077" }, "show"),
			film("a1/4", { tmdb: "0" }),
			film("a2/4", { tmdb: "0" }),
			film("a1/5", { imdb: "https://www.imdb.com/title/tt0015864/" }),
			film("a2/5", { imdb: "tt0015864" }),
		];
		await db.sources.bulkPut(["a1", "a2"].map((sourceId, order) => ({ ...testSource, sourceId, order })));
		await db.items.bulkPut(different);
		await noteTitleChanges(db, different);
		let made = 0;
		await followChanges(
			{ ...world, db, random: () => (made++ * 0.618034) % 1 },
			correctItems,
			new AbortController().signal,
		);
		setApart(await readApart(db));
		expect(ids(different)).toEqual([
			["a1/1", "a2/1"],
			["a1/2", "a2/2"],
			["a1/3", "a2/3"],
			["a1/4"],
			["a2/4"],
			["a1/5", "a2/5"],
		]);
		expect((await readApart(db)).has("a1/4"), "thousands may have it").toBe(false);
		setApart(new Map());
	});

	it("is no show with the number of a film", () => {
		expect(ids([film("a1/x", { tmdb: "9" }), film("a2/y", { tmdb: "9" }, "show")])).toEqual([["a1/x"], ["a2/y"]]);
	});
});
