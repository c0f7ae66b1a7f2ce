import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { type Corrected, correctTitle } from "../../../src/catalog/correct-title.ts";
import { followChanges } from "../../../src/catalog/follow-changes.ts";
import { ruleOn, takeBackRuling } from "../../../src/catalog/rule.ts";
import { noteTitleChanges } from "../../../src/db/title-changes.ts";
import { correctItems } from "../../../src/library/correct-items.ts";
import { mergeListRow } from "../../../src/library/write-rows.ts";
import { type ItemId, joinId } from "../../../src/model/ids.ts";
import type { Item } from "../../../src/model/item.ts";
import { testMovie, testSource, testWorld } from "../library/fake-server.ts";

const { signal } = new AbortController();

function film(source: string, tmdb: string, facts: Partial<Item> = {}): Item {
	const ids = { itemId: joinId(source, "1"), sourceId: source, libraryId: joinId(source, "lib") };
	return { ...testMovie(1), ...ids, providerIds: { tmdb }, title: `Of ${source}`, ...facts };
}

describe("what a person corrected of titles that become one and part again", () => {
	let world: ReturnType<typeof testWorld>;
	beforeEach(async () => {
		let made = 0;
		world = Object.assign(testWorld(), { random: () => (made++ * 0.618034) % 1 });
		const sources = ["a1", "b2", "c3"].map((sourceId, order) => ({ ...testSource, sourceId, order }));
		await world.db.sources.bulkPut(sources);
	});
	const follow = async () => {
		while ((await followChanges(world, correctItems, signal)) > 0);
	};
	const write = async (...films: Item[]) => {
		await world.db.items.bulkPut(films);
		await noteTitleChanges(world.db, films);
		await follow();
	};
	const correct = async (itemId: ItemId, said: Corrected) => {
		world.advance(1_000);
		await correctTitle(world, itemId, said, correctItems);
		await follow();
	};
	const shown = async () =>
		Object.fromEntries((await world.db.items.toArray()).map(({ itemId, title, year }) => [itemId, `${title} ${year}`]));

	it("goes back to each, whichever was corrected later and has more copies", async () => {
		await write(film("a1", "7"), film("b2", "19"), film("c3", "19"));
		await correct("b2/1", { name: "Theirs", year: 1930 });
		await correct("a1/1", { name: "Mine" });
		await correct("a1/1", { ids: { tmdb: "19" } });
		expect(await shown()).toEqual({ "a1/1": "Mine 1930", "b2/1": "Mine 1930", "c3/1": "Mine 1930" });
		await correct("c3/1", { ids: null });
		const year = film("a1", "7").year;
		expect(await shown()).toEqual({ "a1/1": `Mine ${year}`, "b2/1": "Theirs 1930", "c3/1": "Theirs 1930" });
		expect((await world.db.titles.toArray()).map(({ joined }) => joined)).toEqual([undefined, undefined]);
	});

	it("goes with the items that it was said of, not with one that only came to them", async () => {
		await write(film("b2", "19"));
		await correct("b2/1", { name: "Mine", year: 1930 });
		await write(film("a1", "19"));
		expect((await shown())["a1/1"]).toBe("Mine 1930");
		await write(mergeListRow(await world.db.items.get("a1/1"), film("a1", "20", { year: 1999 })));
		expect(await shown()).toEqual({ "a1/1": "Of a1 1999", "b2/1": "Mine 1930" });
	});

	it("goes back to each when the word that they are one is taken back", async () => {
		await write(film("a1", "7"), film("b2", "19"));
		await correct("b2/1", { name: "Theirs", year: 1930 });
		await correct("a1/1", { name: "Mine", year: 1940 });
		const word = await ruleOn(world, { findingId: "" }, [["a1/1", "b2/1"]]);
		await follow();
		expect(await shown()).toEqual({ "a1/1": "Mine 1940", "b2/1": "Mine 1940" });
		await correct("b2/1", { year: 1950 });
		expect(await shown()).toEqual({ "a1/1": "Mine 1950", "b2/1": "Mine 1950" });
		await correct("b2/1", { year: null });
		await takeBackRuling(world, word);
		await follow();
		const { year } = film("a1", "7");
		expect(await shown()).toEqual({ "a1/1": `Mine ${year}`, "b2/1": `Theirs ${year}` });
	});
});
