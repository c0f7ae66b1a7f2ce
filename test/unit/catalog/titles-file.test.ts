import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { correctTitle } from "../../../src/catalog/correct-title.ts";
import { readPortableTitles } from "../../../src/catalog/export-titles.ts";
import { followChanges } from "../../../src/catalog/follow-changes.ts";
import { goneTitles } from "../../../src/catalog/gone-titles.ts";
import { importTitles } from "../../../src/catalog/import-titles.ts";
import { ruleOn } from "../../../src/catalog/rule.ts";
import { noteTitleChanges } from "../../../src/db/title-changes.ts";
import { correctItems } from "../../../src/library/correct-items.ts";
import { joinId } from "../../../src/model/ids.ts";
import type { Item } from "../../../src/model/item.ts";
import { testMovie, testSource, testWorld } from "../library/fake-server.ts";

const { signal } = new AbortController();

function film(source: string, key: string, facts: Partial<Item> = {}): Item {
	const ids = { itemId: joinId(source, key), sourceId: source, libraryId: joinId(source, "lib") };
	return { ...testMovie(1), ...ids, providerIds: { tmdb: "19" }, poster: { ref: `of ${key}` }, ...facts };
}

/** A device with two servers, which it knows by ids of its own. */
async function deviceWith(first: string, second: string) {
	let made = 0;
	const world = Object.assign(testWorld(), { random: () => (made++ * 0.618034) % 1 });
	await world.db.sources.bulkPut([
		{ ...testSource, sourceId: first, serverId: "attic" },
		{ ...testSource, sourceId: second, serverId: "cellar", order: 1 },
	]);
	const write = async (...films: Item[]) => {
		await world.db.items.bulkPut(films);
		await noteTitleChanges(world.db, films);
		await followChanges(world, correctItems, signal);
	};
	const follow = () => followChanges(world, correctItems, signal);
	const file = async () => JSON.stringify({ titles: await readPortableTitles(world.db) });
	return { world, write, follow, file };
}

describe("what a person said of titles, as a file", () => {
	let here: Awaited<ReturnType<typeof deviceWith>>;
	let there: typeof here;
	beforeEach(async () => {
		[here, there] = [await deviceWith("a1", "b2"), await deviceWith("x7", "y8")];
		await here.write(film("a1", "1"), film("b2", "2"), film("b2", "3"));
		await there.write(film("x7", "1"), film("y8", "2"), film("y8", "3"));
		await ruleOn(here.world, { findingId: "" }, [["a1/1", "b2/2"], ["b2/3"]]);
		await here.follow();
		await correctTitle(
			here.world,
			"a1/1",
			{ name: "Mine", poster: { sourceId: "b2", image: { ref: "of 2" } } },
			correctItems,
		);
	});
	const groups = async () =>
		(await there.world.db.titles.toArray())
			.flatMap(({ copies }) => (copies.length > 0 ? [copies.join(" ")] : []))
			.sort();

	it("holds on another device, once, and names no local id", async () => {
		const file = await here.file();
		expect(file).not.toMatch(/a1|b2/);
		expect(await importTitles(there.world, file)).toEqual({ corrections: 1, rulings: 1, known: 0, skipped: 0 });
		await there.follow();
		expect(await groups()).toEqual(["x7/1 y8/2", "y8/3"]);
		expect((await there.world.db.rulings.toArray())[0]?.said).toMatchObject({ "y8/3": ["movie tmdb 19"] });
		expect(await there.world.db.items.get("x7/1")).toMatchObject({
			title: "Mine",
			poster: { ref: "of 2", sourceId: "y8" },
		});
		const before = await there.world.db.titles.toArray();
		expect(await importTitles(there.world, file)).toEqual({ corrections: 0, rulings: 0, known: 2, skipped: 0 });
		expect(await there.world.db.titles.toArray()).toEqual(before);
	});

	it("yields to what was said later there, field by field", async () => {
		there.world.advance(60_000);
		await correctTitle(there.world, "x7/1", { name: "Theirs", year: 1930 }, correctItems);
		await importTitles(there.world, await here.file());
		await there.follow();
		expect(await there.world.db.items.get("x7/1")).toMatchObject({
			title: "Theirs",
			year: 1930,
			poster: { ref: "of 2", sourceId: "y8" },
		});
	});

	it("waits for a title that is not there yet", async () => {
		await there.world.db.sources.clear();
		await there.world.db.titles.clear();
		expect(await importTitles(there.world, await here.file())).toMatchObject({ corrections: 1, rulings: 0 });
		expect((await goneTitles(there.world.db)).map(({ facts }) => facts.name)).toEqual(["Movie 1"]);
		await there.world.db.sources.put({ ...testSource, sourceId: "z9" });
		await there.write(film("z9", "7"));
		expect(await there.world.db.items.get("z9/7")).toMatchObject({ title: "Mine", poster: { ref: "of 7" } });
	});

	it("is taken in as far as it makes sense", async () => {
		const { titles } = JSON.parse(await here.file());
		titles.corrections.push({ kind: "song" }, 7);
		titles.rulings.push({ at: -1, groups: [] });
		expect(await importTitles(there.world, JSON.stringify({ titles }))).toMatchObject({ corrections: 1, skipped: 3 });
		expect(await importTitles(there.world, "{}")).toMatchObject({ corrections: 0, skipped: 0 });
	});

	it("takes in of a file that was tampered with only what the app could have said", async () => {
		const { titles } = JSON.parse(await here.file());
		const [correction] = titles.corrections;
		const [date, old] = [Date.UTC(2026, 5, 1), correction.at];
		const alter = (values: object, at: object, more: object = {}) => ({ ...correction, values, at, ...more });
		titles.corrections = [
			alter({}, { name: date }),
			alter({ name: "Undated" }, {}),
			alter({ name: "Of no day" }, { name: 1e300 }),
			alter({ name: "x".repeat(2_001) }, { name: date }),
			alter({ name: "Another kind" }, { name: date }, { kind: "show" }),
			alter({ name: { toString: "x" }, year: "1927" }, { name: date, year: date }),
			alter({ poster: { ...correction.values.poster, image: { ref: "http://evil.example/x" } } }, { poster: date }),
			alter({ ids: { tmdb: "<b>1</b>", imdb: "tt0000019" }, sortTitle: "ZZ" }, { ids: date, sortTitle: old.name }),
		];
		await correctTitle(there.world, "x7/1", { name: "Theirs" }, correctItems);
		expect(await importTitles(there.world, JSON.stringify({ titles }))).toMatchObject({ skipped: 6 });
		await there.follow();
		const item = await there.world.db.items.get("x7/1");
		expect(item).toMatchObject({ title: "Theirs", sortTitle: "zz", poster: { ref: "of 1" } });
		expect(item?.corrected?.own.ids).toEqual({ imdb: "tt0000019" });
	});
});
