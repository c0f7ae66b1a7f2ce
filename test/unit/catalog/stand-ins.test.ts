import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { followChanges } from "../../../src/catalog/follow-changes.ts";
import { ruleOn, saidApartFrom, takeBackRuling } from "../../../src/catalog/rule.ts";
import { rulingsNow } from "../../../src/catalog/stand-ins.ts";
import { syncTitles } from "../../../src/catalog/sync-titles.ts";
import { noteTitleChanges } from "../../../src/db/title-changes.ts";
import { correctItems } from "../../../src/library/correct-items.ts";
import { type ItemId, joinId, sourceOf } from "../../../src/model/ids.ts";
import type { Item } from "../../../src/model/item.ts";
import type { Ruling } from "../../../src/model/title.ts";
import { continueAt } from "../../../src/progress/continuation.ts";
import { removeSource } from "../../../src/servers/sign-out.ts";
import { testMovie, testSource, testWorld } from "../library/fake-server.ts";

const { signal } = new AbortController();
const SAID = ["movie tmdb 19"];
const OTHER = ["movie tmdb 20"];

describe("a word on items that are listed no more", () => {
	const now = (
		groups: readonly (readonly ItemId[])[],
		said: Ruling["said"],
		listed: Readonly<Record<ItemId, string>>,
		successors: Readonly<Record<string, string>> = {},
	) =>
		rulingsNow(
			[{ rulingId: 1, at: 1, groups, ...(said ? { said } : {}) }],
			Object.entries(listed).map(([id, tmdb]) => {
				const itemId: ItemId = joinId(sourceOf(id as ItemId), id.slice(id.indexOf("/") + 1));
				return { itemId, sourceId: sourceOf(itemId), kind: "movie", ids: tmdb ? { tmdb } : {} };
			}),
			["a1", "b2", "c3", "d4"].map((sourceId) => {
				const successor = successors[sourceId];
				return { sourceId, ...(successor ? { successor } : {}) };
			}),
		)[0]?.groups;
	const apart: ItemId[][] = [["a1/1"], ["b2/1"]];

	it("is one on the item of that server which says what they said", () => {
		const said = { "a1/1": SAID, "b2/1": SAID };
		expect(now(apart, said, { "a1/9": "19", "b2/1": "19", "c3/9": "19" })).toEqual([["a1/9"], ["b2/1"]]);
		expect(now(apart, said, { "a1/1": "7", "a1/9": "19" }), "it is listed").toEqual(apart);
		expect(now(apart, said, { "a1/9": "20", "b2/1": "19" }), "says something else").toEqual(apart);
		expect(now(apart, undefined, { "a1/9": "19", "b2/1": "19" }), "nobody knows what it said").toEqual(apart);
		expect(now(apart, { "a1/1": [], "b2/1": SAID }, { "a1/9": "", "b2/1": "19" }), "it said nothing").toEqual(apart);
	});

	it("is one on an item of the source that goes on for it, in the end", () => {
		const said = { "a1/1": SAID, "b2/1": SAID };
		const listed: Record<ItemId, string> = { "c3/9": "19", "b2/1": "19" };
		expect(now(apart, said, listed)).toEqual(apart);
		expect(now(apart, said, listed, { a1: "c3" })).toEqual([["c3/9"], ["b2/1"]]);
		expect(now(apart, said, { "d4/9": "19", "b2/1": "19" }, { a1: "c3", c3: "d4" })).toEqual([["d4/9"], ["b2/1"]]);
		expect(now(apart, said, listed, { a1: "d4", d4: "a1" }), "in a circle").toEqual(apart);
	});

	it("is on nobody where it cannot be told which it is", () => {
		const said = { "a1/1": SAID, "b2/1": SAID };
		expect(now(apart, said, { "a1/8": "19", "a1/9": "19", "b2/1": "19" }), "two say so").toEqual(apart);
		const twins: ItemId[][] = [["a1/1"], ["a1/2"]];
		expect(now(twins, { "a1/1": SAID, "a1/2": SAID }, { "a1/8": "19", "a1/9": "19" }), "told apart").toEqual(twins);
		expect(now([["a1/1", "a1/2"]], { "a1/1": SAID, "a1/2": SAID }, { "a1/8": "19", "a1/9": "19" })).toEqual([
			["a1/8", "a1/9"],
		]);
		expect(now(twins, { "a1/1": SAID, "a1/2": OTHER }, { "a1/8": "20", "a1/9": "19" })).toEqual([["a1/9"], ["a1/8"]]);
		expect(now([["a1/1", "a1/9"]], { "a1/1": SAID }, { "a1/9": "19" }), "it is spoken of itself").toEqual([
			["a1/1", "a1/9"],
		]);
	});
});

describe("a person's word on titles of a server that is set up anew", () => {
	const film = (source: string, key: string, ids: Item["providerIds"]): Item => ({
		...testMovie(1),
		itemId: joinId(source, key),
		sourceId: source,
		libraryId: joinId(source, "lib"),
		providerIds: ids,
	});
	const WORKPRINT = { tmdb: "19", imdb: "tt0017136" };

	/** Two films of one server and one of another, of which a person said that the first and the last are one. */
	async function settled(twin: Item["providerIds"]) {
		let made = 0;
		const world = { ...testWorld(), random: () => (made++ * 0.618034) % 1 };
		const { db } = world;
		await db.sources.bulkPut(["a1", "b2", "c3"].map((sourceId, order) => ({ ...testSource, sourceId, order })));
		const write = async (...films: Item[]) => {
			await db.items.bulkPut(films);
			await noteTitleChanges(db, films);
			await followChanges(world, correctItems, signal);
		};
		const old = [film("a1", "1", { tmdb: "19" }), film("a1", "2", twin)];
		await write(...old, film("b2", "1", { tmdb: "19" }));
		const [finding] = await db.titleFindings.toArray();
		if (finding === undefined) throw new Error("nothing to settle");
		await ruleOn(world, finding, [["a1/1", "b2/1"], ["a1/2"]]);
		await followChanges(world, correctItems, signal);
		const copies = async () =>
			(await db.titles.toArray())
				.map((title) => title.copies.join())
				.filter(Boolean)
				.sort();
		expect(await copies()).toEqual(["a1/1,b2/1", "a1/2"]);
		return { world, old, write, copies, findings: () => db.titleFindings.count() };
	}

	it("holds for its items under their new ids, in whatever order they are seen", async () => {
		for (const isGoneFirst of [true, false]) {
			const { world, old, write, copies, findings } = await settled(WORKPRINT);
			const gone = old.map((item) => ({ ...item, goneAt: 5 }));
			const anew = [film("a1", "8", { tmdb: "19" }), film("a1", "9", WORKPRINT)];
			for (const each of isGoneFirst ? [...gone, ...anew] : [...anew, ...gone]) await write(each);
			expect(await copies()).toEqual(["a1/8,b2/1", "a1/9"]);
			expect(await findings()).toBe(0);
			expect((await saidApartFrom(world.db, "a1/9")).map(({ itemId }) => itemId)).toEqual(["a1/8", "b2/1"]);
		}
	});

	it("holds for the server that goes on for it, also once the old one is removed from this device", async () => {
		const { world, write, copies, findings } = await settled(WORKPRINT);
		await continueAt(world, "a1", "c3");
		await write(film("c3", "2", { tmdb: "19" }), film("c3", "1", WORKPRINT));
		expect(await copies()).toEqual(["b2/1,c3/2", "c3/1"]);
		await removeSource(world, "a1");
		expect(JSON.stringify(await world.db.rulings.toArray())).not.toContain("a1/");
		await write(film("c3", "1", WORKPRINT), film("b2", "1", { tmdb: "19" }));
		expect(await copies()).toEqual(["b2/1,c3/2", "c3/1"]);
		expect(await findings()).toBe(0);
	});

	it("holds for an item that shares no id any more with what it was joined with", async () => {
		const { world, write, copies } = await settled({ tmdb: "19", imdb: "tt0017136" });
		const { db } = world;
		const bridge = film("a1", "3", { tmdb: "77", imdb: "tt0000077" });
		const [first, end] = [film("a1", "4", { tmdb: "77" }), film("b2", "4", { imdb: "tt0000077" })];
		await write(first, bridge, end);
		const [finding] = await db.titleFindings.toArray();
		if (finding === undefined) throw new Error("nothing to settle");
		await ruleOn(world, finding, [finding.items]);
		await followChanges(world, correctItems, signal);
		await write({ ...first, goneAt: 5 }, { ...bridge, goneAt: 5 });
		await write(film("a1", "7", { tmdb: "77" }));
		expect(await copies()).toContain("a1/7,b2/4");
		await write({ ...film("a1", "7", { tmdb: "77" }), goneAt: 5 });
		await write(film("c3", "7", { tmdb: "77" }));
		expect(await copies()).toContain("c3/7");
		await continueAt(world, "a1", "c3");
		await syncTitles(world, "a1", {
			reason: "rebuilt",
			updateExisting: true,
			isDry: false,
			dress: correctItems,
			signal,
		});
		expect(await copies()).toContain("b2/4,c3/7");
	});

	it("is taken back for its items under their new ids too", async () => {
		const { world, write, findings } = await settled(WORKPRINT);
		const { db } = world;
		await write(film("a1", "5", { tmdb: "55" }), film("a1", "6", { tmdb: "55", imdb: "tt0000055" }));
		const [finding] = await db.titleFindings.toArray();
		if (finding === undefined) throw new Error("nothing to settle");
		const rulingId = await ruleOn(world, finding, [["a1/5"], ["a1/6"]]);
		await continueAt(world, "a1", "c3");
		await removeSource(world, "a1");
		await write(film("c3", "1", { tmdb: "55" }), film("c3", "2", { tmdb: "55", imdb: "tt0000055" }));
		expect(await findings()).toBe(0);
		await takeBackRuling(world, rulingId);
		await followChanges(world, correctItems, signal);
		expect(await findings()).toBe(1);
	});

	it("is asked for again where the new ones cannot be told from each other", async () => {
		const { old, write, copies, findings } = await settled({ tmdb: "19" });
		await write(...old.map((item) => ({ ...item, goneAt: 5 })));
		await write(film("a1", "8", { tmdb: "19" }), film("a1", "9", { tmdb: "19" }));
		expect(await copies()).toEqual(["a1/8", "a1/9", "b2/1"]);
		expect(await findings()).toBe(1);
	});
});
