import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { TitleSnapshot } from "../../../src/model/change.ts";
import type { ItemId } from "../../../src/model/ids.ts";
import type { Item } from "../../../src/model/item.ts";
import { UNTOUCHED } from "../../../src/model/watch-state.ts";
import { bindAgain, findAgain, titlesLike } from "../../../src/progress/re-bind.ts";
import { freshRow } from "../../../src/progress/record-change.ts";
import { type Device, Rig } from "../../property/progress/rig.ts";

const LOST = "a1/lost";
let device: Device;

function item(key: string, more: Partial<Item>): Item {
	const sourceId = more.sourceId ?? "a1";
	const base = { libraryId: `${sourceId}/shows`, title: key, sortTitle: key, genres: [], providerIds: {} } as const;
	return { ...base, kind: "movie", ...more, itemId: `${sourceId}/${key}`, sourceId };
}

function row(snapshot: Partial<TitleSnapshot>, itemId: ItemId = LOST) {
	return freshRow(itemId, UNTOUCHED, { title: "Lost", kind: "movie", providerIds: {}, ...snapshot }, 0);
}

async function foundFor(snapshot: Partial<TitleSnapshot>): Promise<ItemId | undefined> {
	return (await findAgain(device.db, "a1", [row(snapshot)])).get(LOST)?.itemId;
}

beforeEach(async () => {
	device = await new Rig("jellyfin").device();
	await device.db.items.clear();
});
afterEach(() => device.close());

describe("a title whose item vanished", () => {
	it("is the one item of its source with a catalogue id in common", async () => {
		await device.db.items.bulkPut([
			item("there", { providerIds: { imdb: "tt1", tmdb: "1" } }),
			item("elsewhere", { sourceId: "a2", providerIds: { imdb: "tt1" } }),
			item("show", { kind: "show", providerIds: { imdb: "tt1" } }),
			item("other", { providerIds: { tmdb: "tt1" } }),
		]);
		expect(await foundFor({ providerIds: { imdb: "tt1", tvdb: "9" } })).toBe("a1/there");
	});

	it("is none of two that share an id, nor one without any", async () => {
		await device.db.items.bulkPut([
			item("one", { providerIds: { tmdb: "1" } }),
			item("two", { providerIds: { imdb: "tt1", tmdb: "1" } }),
			item("bare", { title: "Lost" }),
		]);
		expect(await foundFor({ providerIds: { tmdb: "1" } })).toBeUndefined();
		expect(await foundFor({})).toBeUndefined();
	});

	it("is for the person to say where several share an id, and then follows to the one that was said", async () => {
		const [one, two] = [item("one", { providerIds: { tmdb: "1" } }), item("two", { providerIds: { tmdb: "1" } })];
		await device.db.items.bulkPut([one, two, item("bare", {})]);
		const lost = row({ providerIds: { tmdb: "1" } });
		await device.db.outbox.put({ ...lost, status: "parked", reason: "gone", nextTryAt: 9e15 });
		expect((await titlesLike(device.db, "a1", lost)).map(({ itemId }) => itemId)).toEqual(["a1/one", "a1/two"]);
		expect(await bindAgain(device.world, LOST, two)).toBe(true);
		const [moved, ...others] = await device.db.outbox.toArray();
		expect(moved).toMatchObject({ itemId: "a1/two", status: "waiting", nextTryAt: 0 });
		expect(others).toEqual([]);
		expect(await device.db.journal.toArray()).toMatchObject([{ itemId: "a1/two", code: "re-bound" }]);
	});

	it("is an episode by its show's ids, season and number, or by its own ids at the same place", async () => {
		const at = { kind: "episode", seasonIndex: 2, index: 3 } as const;
		await device.db.items.bulkPut([
			item("show", { kind: "show", providerIds: { tvdb: "9" } }),
			item("season", { kind: "season", parentId: "a1/show", showId: "a1/show", index: 2 }),
			item("e3", { ...at, parentId: "a1/season", showId: "a1/show" }),
			item("e4", { ...at, index: 4, parentId: "a1/season", showId: "a1/show", providerIds: { imdb: "tt4" } }),
		]);
		expect(await foundFor({ ...at, showProviderIds: { tvdb: "9" } })).toBe("a1/e3");
		expect(await foundFor({ ...at, index: 4, providerIds: { imdb: "tt4" } })).toBe("a1/e4");
		expect(await foundFor({ ...at, index: 5, providerIds: { imdb: "tt4" } })).toBeUndefined();
	});

	it("is looked for by its ids, not by reading the library", async () => {
		await device.db.items.bulkPut([
			...Array.from({ length: 300 }, (_, at) => item(`film-${at}`, { providerIds: { tmdb: `t${at}` } })),
			item("there", { providerIds: { tmdb: "1" } }),
		]);
		const read = vi.fn((one: Item) => one);
		device.db.items.hook("reading", read);
		expect(await foundFor({ providerIds: { tmdb: "1" } })).toBe("a1/there");
		expect(read.mock.calls.length).toBeLessThan(5);
	});
});
