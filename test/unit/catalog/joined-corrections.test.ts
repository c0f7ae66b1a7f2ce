import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import type { Corrected } from "../../../src/catalog/correct-title.ts";
import { ruleOn, takeBackRuling } from "../../../src/catalog/rule.ts";
import { mergeListRow } from "../../../src/library/write-rows.ts";
import type { ItemId } from "../../../src/model/ids.ts";
import type { Item } from "../../../src/model/item.ts";
import { correctedWorld, film } from "./corrected-world.ts";

const of = (source: string, tmdb: string, facts: Partial<Item> = {}): Item =>
	film(source, "1", { providerIds: { tmdb }, title: `Of ${source}`, ...facts });

describe("what a person corrected of titles that become one and part again", () => {
	let here: Awaited<ReturnType<typeof correctedWorld>>;
	let world: typeof here.world;
	beforeEach(async () => {
		here = await correctedWorld("a1", "b2", "c3");
		world = here.world;
	});
	const follow = () => here.follow();
	const write = async (...films: Item[]) => {
		await here.write(...films);
		await follow();
	};
	const correct = async (itemId: ItemId, said: Corrected) => {
		world.advance(1_000);
		await here.correct(itemId, said);
		await follow();
	};
	const shown = async () =>
		Object.fromEntries((await world.db.items.toArray()).map(({ itemId, title, year }) => [itemId, `${title} ${year}`]));

	it("goes back to each, whichever was corrected later and has more copies", async () => {
		await write(of("a1", "7"), of("b2", "19"), of("c3", "19"));
		await correct("b2/1", { name: "Theirs", year: 1930 });
		await correct("a1/1", { name: "Mine" });
		await correct("a1/1", { ids: { tmdb: "19" } });
		expect(await shown()).toEqual({ "a1/1": "Mine 1930", "b2/1": "Mine 1930", "c3/1": "Mine 1930" });
		await correct("c3/1", { ids: null });
		const year = of("a1", "7").year;
		expect(await shown()).toEqual({ "a1/1": `Mine ${year}`, "b2/1": "Theirs 1930", "c3/1": "Theirs 1930" });
		expect((await world.db.titles.toArray()).map(({ joined }) => joined)).toEqual([undefined, undefined]);
	});

	it("goes with the items that it was said of, not with one that only came to them", async () => {
		await write(of("b2", "19"));
		await correct("b2/1", { name: "Mine", year: 1930 });
		await write(of("a1", "19"));
		expect((await shown())["a1/1"]).toBe("Mine 1930");
		await write(mergeListRow(await world.db.items.get("a1/1"), of("a1", "20", { year: 1999 })));
		expect(await shown()).toEqual({ "a1/1": "Of a1 1999", "b2/1": "Mine 1930" });
	});

	it("goes back to each when the word that they are one is taken back", async () => {
		await write(of("a1", "7"), of("b2", "19"));
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
		const { year } = of("a1", "7");
		expect(await shown()).toEqual({ "a1/1": `Mine ${year}`, "b2/1": `Theirs ${year}` });
	});
});
