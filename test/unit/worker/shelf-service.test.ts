import "fake-indexeddb/auto";
import { expose, finalizer, proxy, wrap } from "comlink";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type ShelfBlock, StowawayDatabase } from "../../../src/db/schema.ts";
import { writeSetting } from "../../../src/db/settings.ts";
import { watchRow } from "../../../src/db/watch.ts";
import type { ShelfView } from "../../../src/library/shelf-order.ts";
import type { ItemId } from "../../../src/model/ids.ts";
import type { Library } from "../../../src/model/item.ts";
import { UNTOUCHED } from "../../../src/model/watch-state.ts";
import type { ShelfService } from "../../../src/worker/shelf-api.ts";
import { shelfService } from "../../../src/worker/shelf-service.ts";
import { testMovie, testSource } from "../library/fake-server.ts";

const byTitle: ShelfView = { sort: "title", descending: false, seen: "all" };
let db: StowawayDatabase;
let service: ShelfService;
let made = 0;

function block(libraryId: Library["libraryId"], titles: readonly string[]): ShelfBlock {
	return {
		libraryId,
		block: 0,
		serverKeys: titles.map((title) => title.toLowerCase()),
		titles,
		sortTitles: titles.map((title) => title.toLowerCase()),
		originalTitles: titles.map(() => null),
		years: titles.map(() => 1927),
		addedAt: titles.map((_, at) => at + 1),
		ratings: titles.map(() => 0),
		durationsMs: titles.map(() => 0),
		premiered: titles.map(() => ""),
		kinds: "m".repeat(titles.length),
		genres: titles.map(() => ["Drama"]),
		resolutions: titles.map(() => 0),
		leafCounts: titles.map(() => 0),
	};
}

async function put(titles: readonly string[], revision: number): Promise<void> {
	const library: Library = {
		libraryId: "a1/films",
		sourceId: "a1",
		title: "Films",
		kind: "movies",
		order: 0,
		revision,
	};
	await db.transaction("rw", db.shelves, db.libraries, async () => {
		await db.shelves.put(block("a1/films", titles));
		await db.libraries.put(library);
	});
}

/** Writes a block behind Dexie's back, so that nobody hears of it. */
async function putUnheard(row: ShelfBlock): Promise<void> {
	const request = indexedDB.open(db.name);
	const raw = await new Promise<IDBDatabase>((resolve) => {
		request.onsuccess = () => resolve(request.result);
	});
	const transaction = raw.transaction("shelves", "readwrite");
	transaction.objectStore("shelves").put(row);
	await new Promise((resolve) => {
		transaction.oncomplete = resolve;
	});
	raw.close();
}

beforeEach(async () => {
	db = new StowawayDatabase(`shelves-${++made}`);
	service = shelfService(db);
	await put(["Sunrise", "Metropolis", "Faust"], 1);
});
afterEach(async () => {
	await service.watch(null, null);
	db.close();
});

describe("a listing", () => {
	test("is ordered, counted, and comes with its first titles and its letters", async () => {
		expect(await service.order("a1/films", byTitle)).toMatchObject({
			count: 3,
			total: 3,
			first: ["a1/faust", "a1/metropolis", "a1/sunrise"],
			letters: [
				{ letter: "F", at: 0 },
				{ letter: "M", at: 1 },
				{ letter: "S", at: 2 },
			],
		});
	});
	test("gives any window of itself, clipped at its ends", async () => {
		const { listing } = await service.order("a1/films", { ...byTitle, sort: "added", descending: true });
		expect(await service.windowKeys(listing, 1, 99)).toEqual(["a1/metropolis", "a1/sunrise"]);
		expect(await service.windowKeys(listing, -5, 1)).toEqual(["a1/faust"]);
	});
	test("leaves out what the filter of watched titles leaves out", async () => {
		await db.watch.put(watchRow("a1/faust", { positionMs: 0, watched: true, playCount: 1, lastPlayedAt: 5 }, 9));
		const unwatched = await service.order("a1/films", { ...byTitle, seen: "unwatched" });
		expect(unwatched).toMatchObject({ count: 2, total: 3, first: ["a1/metropolis", "a1/sunrise"] });
	});
	test("stays as it was when the library changes under it, and says when it is too old", async () => {
		const { listing } = await service.order("a1/films", byTitle);
		await put(["Sunrise", "Metropolis", "Faust", "Atlantis"], 2);
		await service.order("a1/films", byTitle);
		expect(await service.windowKeys(listing, 0, 1)).toEqual(["a1/faust"]);
		for (let more = 0; more < 5; more++) await service.order("a1/films", byTitle);
		expect(await service.windowKeys(listing, 0, 1)).toBeNull();
	});
});

describe("a library in memory", () => {
	const titlesOf = async () => (await service.order("a1/films", byTitle)).first;

	test("takes over the blocks that changed, and reads no others again", async () => {
		await db.shelves.put({ ...block("a1/films", ["Nosferatu"]), block: 1 });
		expect(await titlesOf()).toHaveLength(4);
		await putUnheard(block("a1/films", ["Unheard"]));
		await db.shelves.put({ ...block("a1/films", ["Nosferatu", "Atlantis"]), block: 1 });
		expect(await titlesOf()).toEqual(["a1/atlantis", "a1/faust", "a1/metropolis", "a1/nosferatu", "a1/sunrise"]);
		await db.shelves.delete(["a1/films", 1]);
		expect(await titlesOf()).toHaveLength(3);
	});
	test("is read whole when any of it may have changed", async () => {
		await titlesOf();
		await db.shelves.where("[libraryId+block]").between(["a1/", 0], ["a1/\uffff", Infinity]).delete();
		expect(await titlesOf()).toEqual([]);
	});
	test("follows what is seen, sent or not, of films and of the episodes of shows", async () => {
		const watched = { positionMs: 0, watched: true, playCount: 1, lastPlayedAt: 5 };
		const seen = async (view: Partial<ShelfView>) => (await service.order("a1/films", { ...byTitle, ...view })).first;
		await db.shelves.put({
			...block("a1/films", ["Serial"]),
			block: 1,
			kinds: "s",
			leafCounts: [2],
		});
		await db.items.bulkPut(
			["e1", "e2"].map((key) => testMovie(0, { itemId: `a1/${key}`, kind: "episode", showId: "a1/serial" })),
		);
		expect(await seen({ seen: "watched" })).toEqual([]);
		await db.watch.put(watchRow("a1/faust", watched, 9));
		expect(await seen({ seen: "watched" })).toEqual(["a1/faust"]);
		await db.watch.put(watchRow("a1/e1", watched, 9));
		expect(await seen({ seen: "in-progress" })).toEqual(["a1/serial"]);
		await db.watch.put(watchRow("a1/e2", watched, 9));
		expect(await seen({ seen: "watched" })).toEqual(["a1/faust", "a1/serial"]);
		await db.watch.put(watchRow("a1/faust", { ...watched, watched: false, positionMs: 7 }, 10));
		expect(await seen({ seen: "in-progress" })).toEqual(["a1/faust"]);
		await db.watch.delete("a1/faust");
		expect(await seen({ seen: "unwatched" })).toEqual(["a1/faust", "a1/metropolis", "a1/sunrise"]);
		// So many at once are heard of as a range.
		await db.watch.bulkPut([
			watchRow("a1/sunrise", watched, 9),
			...Array.from({ length: 60 }, (_, at) => watchRow(`a1/x${at}`, watched, 9)),
		]);
		expect(await seen({ seen: "watched" })).toEqual(["a1/serial", "a1/sunrise"]);
		await db.outbox.put({
			itemId: "a1/metropolis",
			sourceId: "a1",
			revision: 1,
			changes: [{ type: "markWatched", at: 99, uncertaintyMs: 0, revision: 1 }],
			base: UNTOUCHED,
			createdAt: 99,
			attempts: 0,
			nextTryAt: 0,
			status: "waiting",
			snapshot: { kind: "movie", title: "Metropolis", providerIds: {} },
		});
		expect(await seen({ seen: "watched", sort: "played", descending: true })).toEqual([
			"a1/metropolis",
			"a1/serial",
			"a1/sunrise",
		]);
	});
	test("is filtered by the collections of its server whose titles are known", async () => {
		await db.items.bulkPut([
			testMovie(0, { itemId: "a1/set", kind: "collection", title: "Murnau" }),
			testMovie(0, { itemId: "b1/set", sourceId: "b1", kind: "collection", title: "Another server's" }),
		]);
		const collections = async () => (await service.order("a1/films", byTitle)).facets.collections;
		expect(await collections()).toEqual([]);
		await db.members.bulkPut([
			{ collectionId: "a1/set", order: 0, itemId: "a1/sunrise" },
			{ collectionId: "a1/set", order: 1, itemId: "a1/faust" },
			{ collectionId: "a1/set", order: 2, itemId: "a1/elsewhere" },
			{ collectionId: "b1/set", order: 0, itemId: "b1/faust" },
		]);
		expect(await collections()).toEqual([{ itemId: "a1/set", title: "Murnau", count: 2 }]);
		const shown = await service.order("a1/films", { ...byTitle, collection: "a1/set" });
		expect(shown.first).toEqual(["a1/faust", "a1/sunrise"]);
	});
});

describe("the libraries of several servers as one", () => {
	const seen = { positionMs: 0, watched: true, playCount: 1, lastPlayedAt: 5 };
	const all = async (view: Partial<ShelfView> = {}) =>
		(await service.order("all/movies", { ...byTitle, ...view })).first;
	const one = (copies: readonly ItemId[], titleId = "t1") =>
		db.titles.put({ titleId, kind: "movie", copies, former: [], ids: [], facts: {}, revision: 1 });
	const both: readonly ItemId[] = ["a1/faust", "b1/faust"];
	const films = { title: "Films", kind: "movies", order: 0, revision: 1 } as const;

	beforeEach(async () => {
		await db.sources.bulkPut([testSource, { ...testSource, sourceId: "b1", order: 1 }]);
		await db.shelves.put(block("b1/films", ["Faust", "Atlantis"]));
		await db.libraries.put({ ...films, libraryId: "b1/films", sourceId: "b1" });
		await one(both);
	});

	test("has every title once, and gives windows of it", async () => {
		const { listing, ...rest } = await service.order("all/movies", byTitle);
		expect(rest).toMatchObject({ count: 4, total: 4, facets: { seen: { all: 4 } } });
		expect(await service.windowKeys(listing, 0, 3)).toEqual(["b1/atlantis", "a1/faust", "a1/metropolis"]);
	});
	test("follows the catalogue: what a person split is two, what they joined is one", async () => {
		expect(await all()).toHaveLength(4);
		await one(["a1/faust"]);
		expect(await all()).toEqual(["b1/atlantis", "a1/faust", "b1/faust", "a1/metropolis", "a1/sunrise"]);
		await one(["a1/sunrise", "b1/faust"], "t2");
		expect(await all()).toEqual(["b1/atlantis", "a1/faust", "a1/metropolis", "a1/sunrise"]);
		await db.titles.delete("t2");
		expect(await all()).toHaveLength(5);
		// So many at once are heard of as a range.
		await db.titles.bulkPut(
			Array.from({ length: 60 }, (_, at) => ({
				titleId: `u${at}`,
				kind: "movie" as const,
				copies: at === 0 ? both : [`a1/x${at}` as const],
				former: [],
				ids: [],
				facts: {},
				revision: 1,
			})),
		);
		expect(await all()).toHaveLength(4);
	});
	test("reads no library again but the one that changed", async () => {
		expect(await all()).toHaveLength(4);
		await putUnheard(block("a1/films", ["Unheard"]));
		await db.shelves.put(block("b1/films", ["Nosferatu"]));
		expect(await all()).toEqual(["a1/faust", "a1/metropolis", "b1/nosferatu", "a1/sunrise"]);
	});
	test("tells films from shows where both lie in the same libraries", async () => {
		await db.libraries.toCollection().modify({ kind: "mixed" });
		await db.shelves.put({ ...block("b1/films", ["Faust", "Serial"]), kinds: "ms" });
		expect(await all()).toEqual(["a1/faust", "a1/metropolis", "a1/sunrise"]);
		expect((await service.order("all/shows", byTitle)).first).toEqual(["b1/serial"]);
	});
	test("follows each library, and which there are", async () => {
		expect(await all()).toHaveLength(4);
		await put(["Sunrise", "Nosferatu"], 2);
		expect(await all()).toEqual(["b1/atlantis", "b1/faust", "a1/nosferatu", "a1/sunrise"]);
		await db.sources.update("a1", { order: 9 });
		await put(["Faust"], 3);
		expect(await all()).toEqual(["b1/atlantis", "b1/faust"]);
		await db.sources.update("b1", { state: "left" });
		expect(await all()).toHaveLength(2);
		await writeSetting(db, "hideSignedOut", true);
		expect(await all()).toEqual(["a1/faust"]);
		await db.libraries.update("a1/films", { unlistedAt: 7 });
		expect(await all()).toEqual([]);
	});
	test("is filtered by what was seen of the copy it shows, and by the collections of any copy", async () => {
		await db.watch.bulkPut([watchRow("b1/faust", seen, 9), watchRow("b1/atlantis", seen, 9)]);
		expect(await all({ seen: "watched" })).toEqual(["b1/atlantis"]);
		await db.watch.put(watchRow("a1/faust", seen, 9));
		expect(await all({ seen: "watched" })).toEqual(["b1/atlantis", "a1/faust"]);
		await db.items.put(testMovie(0, { itemId: "b1/set", sourceId: "b1", kind: "collection", title: "Murnau" }));
		await db.members.put({ collectionId: "b1/set", order: 0, itemId: "b1/faust" });
		expect(await all({ collection: "b1/set" })).toEqual(["a1/faust"]);
	});
	test.each<[string, () => Promise<unknown>]>([
		["one of them changes", () => put(["Faust"], 2)],
		["the catalogue says something else", () => one(["a1/faust"])],
		["a server is removed", () => db.sources.delete("b1")],
	])("is told of when %s", async (_, act) => {
		let told = 0;
		await service.watch("all/movies", () => told++);
		await all();
		await act();
		await vi.waitFor(() => expect(told).toBe(1), { timeout: 5000 });
	});
});

describe("a watched library", () => {
	test.each<[string, () => Promise<unknown>]>([
		["its revision rises", () => put(["Faust"], 2)],
		[
			"something was seen",
			() => db.watch.put(watchRow("a1/faust", { positionMs: 9, watched: false, playCount: 0, lastPlayedAt: 5 }, 9)),
		],
	])("is told of when %s", async (_, act) => {
		let told = 0;
		await service.watch("a1/films", () => told++);
		await service.order("a1/films", byTitle);
		await act();
		await vi.waitFor(() => expect(told).toBe(1), { timeout: 5000 });
	});
	test("is not told of when only its date of opening changed, or after the watch ended", async () => {
		let told = 0;
		await service.watch("a1/films", () => told++);
		await db.libraries.update("a1/films", { openedAt: 7 });
		await service.watch("a1/films", () => undefined);
		await put(["Faust"], 2);
		await vi.waitFor(async () => expect((await service.order("a1/films", byTitle)).count).toBe(1));
		expect(told).toBe(0);
	});
});

describe("search", () => {
	const limits = { title: 5, collection: 5, playlist: 5, person: 5 };
	const names = async (query: string) => {
		const { title, person } = await service.search(query, limits);
		return [...title.hits, ...person.hits].map(({ id }) => id);
	};
	/** Waits until all of the database was read. */
	const ready = () =>
		vi.waitFor(async () => expect((await service.search("", limits)).reading).toBeNull(), { timeout: 5000 });
	const eventually = (query: string, ids: readonly string[]) =>
		vi.waitFor(async () => expect(await names(query)).toEqual(ids), { timeout: 5000 });
	const person = (key: string, name: string) => ({ personId: `a1/${key}` as const, sourceId: "a1", name });

	test("answers at once, from what was read so far, and says how much there is", async () => {
		await db.people.put(person("p7", "Brigitte Helm"));
		expect(await service.search("faust", limits)).toMatchObject({ title: { count: 0 }, searched: 0 });
		await ready();
		expect(await service.search("faust", limits)).toMatchObject({ title: { count: 1 }, searched: 4 });
	});
	test("finds titles and people, by unfinished words", async () => {
		await db.people.put(person("p7", "Brigitte Helm"));
		await ready();
		expect(await names("metrop")).toEqual(["a1/metropolis"]);
		expect(await names("brigit")).toEqual(["a1/p7"]);
	});
	test("follows titles that come, change and go", async () => {
		await ready();
		await put(["Faust", "Atlantis"], 2);
		await eventually("atlantis", ["a1/atlantis"]);
		expect(await names("sunrise")).toEqual([]);
		await db.shelves.where("[libraryId+block]").between(["a1/films", 0], ["a1/films", Infinity]).delete();
		await eventually("atlantis", []);
	});
	test("leaves out libraries that are not shown", async () => {
		await db.libraries.update("a1/films", { kind: "other" });
		await ready();
		expect(await names("faust")).toEqual([]);
	});
	test("leaves out what was signed out of while that is to be hidden", async () => {
		await db.people.put(person("p7", "Brigitte Helm"));
		await db.sources.put({ ...testSource, state: "left" });
		await ready();
		expect(await names("faust")).toEqual(["a1/faust"]);
		await writeSetting(db, "hideSignedOut", true);
		await eventually("faust", []);
		expect(await names("brigitte")).toEqual([]);
		await db.sources.update("a1", { state: "ok" });
		await eventually("faust", ["a1/faust"]);
	});
	test("follows people that come, are renamed and go, one by one and many at once", async () => {
		await db.people.bulkPut([person("p1", "Lil Dagover"), person("p3", "Conrad Veidt")]);
		await ready();
		await db.people.put(person("p2", "Werner Krauss"));
		await eventually("krauss", ["a1/p2"]);
		await db.people.put(person("p3", "Hans Walter Conrad Veidt"));
		await eventually("hans veidt", ["a1/p3"]);
		await db.people.delete("a1/p1");
		await eventually("dagover", []);
		// Dexie tells of so many rows by a range that holds every key.
		await db.people.bulkPut(Array.from({ length: 80 }, (_, at) => person(`q${at}`, `Extra Number${at}`)));
		await eventually("number79", ["a1/q79"]);
		await db.people.where("personId").startsWith("a1/q").delete();
		await eventually("extra number79", []);
		expect(await names("krauss")).toEqual(["a1/p2"]);
	});
	test("finds people of any number, in their stretches", async () => {
		const people = (letter: string) =>
			Array.from({ length: 4500 }, (_, at) => person(`${letter}${at}`, `Name${letter}${at}`));
		await db.people.bulkPut(people("m"));
		await ready();
		expect((await service.search("", limits)).searched).toBe(4503);
		await eventually("namem4499", ["a1/m4499"]);
		// All between two keys that are there: one stretch must take them, and be cut.
		await db.people.bulkPut(people("m1z"));
		await vi.waitFor(async () => expect((await service.search("", limits)).searched).toBe(9003), { timeout: 10_000 });
		await eventually("namem1z4499", ["a1/m1z4499"]);
		await db.people.put(person("m1z7", "Renamed"));
		await eventually("renamed", ["a1/m1z7"]);
		expect((await service.search("", limits)).searched).toBe(9003);
	});
	test("tells when there is more to find, until the watch ends", async () => {
		let told = 0;
		await ready();
		await service.watchSearch(() => told++);
		await put(["Faust", "Atlantis"], 2);
		await vi.waitFor(() => expect(told).toBeGreaterThan(0), { timeout: 5000 });
		await service.watchSearch(null);
		const before = told;
		await put(["Faust"], 3);
		await eventually("atlantis", []);
		expect(told).toBe(before);
	});
});

describe("a page's function", () => {
	/** Runs the service behind a channel, as the worker does, and notes which functions it has let go of. */
	function behindChannel() {
		const { port1, port2 } = new MessageChannel();
		expose(service, port1);
		const released: string[] = [];
		const heard = (name: string) => proxy(Object.assign(() => {}, { [finalizer]: () => released.push(name) }));
		const close = () => {
			for (const port of [port1, port2]) port.close();
		};
		return { worker: wrap<ShelfService>(port2), released, heard, close };
	}

	test("is let go of when another is to be told, or none: until then the page cannot forget what it sees", async () => {
		const { worker, released, heard, close } = behindChannel();
		await worker.watch("a1/films", heard("first page"));
		await worker.watch("a1/films", heard("second page"));
		await vi.waitFor(() => expect(released).toEqual(["first page"]));
		await worker.watch(null, null);
		await vi.waitFor(() => expect(released).toEqual(["first page", "second page"]));
		await worker.watchSearch(heard("search"));
		await worker.watchSearch(null);
		await vi.waitFor(() => expect(released).toEqual(["first page", "second page", "search"]));
		close();
	});
});
