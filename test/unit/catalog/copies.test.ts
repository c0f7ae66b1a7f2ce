import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { chooseCopy } from "../../../src/catalog/choose-copy.ts";
import { copiesOf } from "../../../src/catalog/copies.ts";
import { followChanges } from "../../../src/catalog/follow-changes.ts";
import { writeSetting } from "../../../src/db/settings.ts";
import { noteTitleChanges } from "../../../src/db/title-changes.ts";
import type { World } from "../../../src/db/world.ts";
import { correctItems } from "../../../src/library/correct-items.ts";
import { joinId } from "../../../src/model/ids.ts";
import type { Item } from "../../../src/model/item.ts";
import { testMovie, testSource, testWorld } from "../library/fake-server.ts";

const { signal } = new AbortController();

function item(source: string, key: string, facts: Partial<Item>): Item {
	return { ...testMovie(1), itemId: joinId(source, key), sourceId: source, libraryId: joinId(source, "lib"), ...facts };
}

/** A show with a double episode first, a special, and as many more as `last` says. */
function show(source: string, last: number, isDouble: boolean): Item[] {
	const showId = joinId(source, "show");
	const parent = (number: number) => ({ showId, parentId: joinId(source, `season${number}`), seasonIndex: number });
	const numbers = Array.from({ length: last - 1 }, (_, at) => at + 2).filter((number) => !isDouble || number > 2);
	return [
		item(source, "show", { kind: "show", providerIds: { tvdb: "7" } }),
		item(source, "season1", { kind: "season", showId, parentId: showId, index: 1, providerIds: {} }),
		item(source, "season0", { kind: "season", showId, parentId: showId, index: 0, providerIds: {} }),
		item(source, "e1", {
			kind: "episode",
			...parent(1),
			index: 1,
			...(isDouble ? { indexEnd: 2 } : {}),
			providerIds: {},
		}),
		item(source, "special", { kind: "episode", ...parent(0), index: 1, providerIds: {} }),
		...numbers.map((number) =>
			item(source, `e${number}`, {
				kind: "episode",
				...parent(1),
				index: number,
				providerIds: { tvdb: `70${number}` },
			}),
		),
	];
}

describe("the copies of a title", () => {
	let world: World;
	beforeEach(async () => {
		let made = 0;
		world = { ...testWorld(), random: () => (made++ * 0.618034) % 1 };
		await world.db.sources.bulkPut(["a1", "b2"].map((sourceId, order) => ({ ...testSource, sourceId, order })));
	});
	const keep = async (items: readonly Item[]) => {
		await world.db.items.bulkPut([...items]);
		await noteTitleChanges(world.db, items);
		await followChanges(world, correctItems, signal);
	};
	const copies = async (itemId: Item["itemId"]) => {
		const found = await world.db.items.get(itemId);
		return found && (await copiesOf(world.db, found)).map((copy) => copy.itemId);
	};

	it("are the films with its ids on other servers, but those that are gone", async () => {
		await keep([
			item("a1", "1", { providerIds: { tmdb: "19" } }),
			item("b2", "9", { providerIds: { tmdb: "19", imdb: "tt0017136" } }),
		]);
		expect(await copies("a1/1")).toEqual(["b2/9"]);
		expect(await copies("b2/9")).toEqual(["a1/1"]);
		await keep([item("b2", "9", { providerIds: { tmdb: "19" }, goneAt: 5 })]);
		expect(await copies("a1/1")).toEqual([]);
	});

	it("are not those of a server that the person signed out of, where they hide its titles", async () => {
		await keep([item("a1", "1", { providerIds: { tmdb: "19" } }), item("b2", "9", { providerIds: { tmdb: "19" } })]);
		await world.db.sources.update("b2", { state: "left" });
		expect(await copies("a1/1")).toEqual(["b2/9"]);
		await writeSetting(world.db, "hideSignedOut", true);
		expect(await copies("a1/1")).toEqual([]);
	});

	it("of a season or an episode are found through their show, by number, specials too", async () => {
		await keep([...show("a1", 3, false), ...show("b2", 4, false)]);
		expect(await copies("a1/season1")).toEqual(["b2/season1"]);
		expect(await copies("a1/season0")).toEqual(["b2/season0"]);
		expect(await copies("a1/e3")).toEqual(["b2/e3"]);
		expect(await copies("a1/special")).toEqual(["b2/special"]);
		expect(await copies("b2/e4")).toEqual([]);
	});

	it("of a double episode are double episodes, and of a single one single ones", async () => {
		await keep([...show("a1", 3, true), ...show("b2", 3, false)]);
		expect(await copies("a1/e1")).toEqual([]);
		expect(await copies("b2/e1")).toEqual([]);
		expect(await copies("a1/e3")).toEqual(["b2/e3"]);
	});

	it.each([
		{ imdb: "", tmdb: "0", tvdb: "none" },
		{ tvdb: "0703" },
		{ imdb: "TT0000703", tvdb: "https://thetvdb.com/series/seven/episodes/9" },
	])(
		"are episodes by number where the own ids of one, %j, are the same in another shape or none at all",
		async (said) => {
			const saying = (all: Item[], itemId: string, providerIds: Item["providerIds"]) =>
				all.map((each) => (each.itemId === itemId ? { ...each, providerIds } : each));
			await keep([
				...saying(show("a1", 3, false), "a1/e3", { imdb: "tt0000703", tmdb: "70003", tvdb: "703" }),
				...saying(show("b2", 3, false), "b2/e3", said),
			]);
			expect(await copies("a1/e3")).toEqual(["b2/e3"]);
		},
	);

	it("are not episodes whose own ids differ, nor where a show has two of a number", async () => {
		const other = show("b2", 3, false).map((each) =>
			each.itemId === "b2/e3" ? { ...each, providerIds: { tvdb: "999" } } : each,
		);
		await keep([...show("a1", 3, false), ...other]);
		expect(await copies("a1/e3")).toEqual([]);
		const [twin] = other.filter(({ itemId }) => itemId === "b2/e2");
		if (twin) await keep([{ ...twin, itemId: "b2/twin" }]);
		expect(await copies("a1/e2")).toEqual([]);
	});
});

describe("which copy plays", () => {
	const here = item("a1", "1", { resolution: 1080 });
	const better = item("b2", "1", { resolution: 2160 });
	const worse = item("c3", "1", { resolution: 480 });
	const there =
		(...items: Item[]) =>
		(each: Item) =>
			items.includes(each);

	it.each([
		["this", [here, better], here],
		["this", [worse, better], better],
		["this", [], here],
		["best", [here, better], better],
		["best", [here, worse], here],
		["best", [], here],
		["ask", [here, better], "ask"],
		["ask", [worse], worse],
	] as const)("is for who wants %s the right one", (choice, answering, chosen) => {
		expect(chooseCopy(here, [better, worse], there(...answering), choice)).toBe(chosen);
	});
});
