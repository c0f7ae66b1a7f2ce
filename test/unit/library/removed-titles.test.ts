import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { showEpisodes } from "../../../src/db/item-queries.ts";
import { seasonsOf } from "../../../src/db/title-queries.ts";
import { watchRow } from "../../../src/db/watch.ts";
import { answerAbsence } from "../../../src/library/answer-absence.ts";
import { refreshFull } from "../../../src/library/full-item.ts";
import { GRACE_MS } from "../../../src/library/grace.ts";
import { continueWatching } from "../../../src/library/home-rows.ts";
import { readHuman } from "../../../src/library/person-titles.ts";
import { PAGE_ROWS, refreshList } from "../../../src/library/refresh-list.ts";
import { syncWith } from "../../../src/library/sync-source.ts";
import { UNTOUCHED } from "../../../src/model/watch-state.ts";
import type { ItemRow } from "../../../src/servers/server.ts";
import { connectedFake, type FakeServer, testLibrary, testMovie, type testWorld } from "./fake-server.ts";

const signal = new AbortController().signal;
const rowsOf = (count: number, from = 0): ItemRow[] =>
	Array.from({ length: count }, (_, at) => ({ item: testMovie(from + at) }));
const SCOPE = "titles:a1/lib";

describe("titles that their server no longer lists", () => {
	let world: ReturnType<typeof testWorld>;
	let server: FakeServer;
	beforeEach(async () => {
		({ world, server } = await connectedFake());
	});
	const sync = () => syncWith(world, server, { signal, force: true });
	const shown = async () => (await world.db.shelves.toArray()).flatMap(({ serverKeys }) => serverKeys);
	const goneAt = async (itemId: `a1/${string}`) => (await world.db.items.get(itemId))?.goneAt;
	const had = async (before: ItemRow[], after: ItemRow[]) => {
		server.lists.titles = before;
		await sync();
		world.advance(1_000);
		server.lists.titles = after;
		await sync();
	};

	it("are hidden after a complete reading, with a date, and come back when they are listed again", async () => {
		await had(rowsOf(30), rowsOf(30).slice(1));
		expect(await goneAt("a1/m0")).toBe(world.now());
		expect(await shown()).toHaveLength(29);
		const windows = await world.db.windows.toArray();
		expect(windows.map(({ total }) => total)).toEqual([29, 29]);
		expect(windows.flatMap(({ items }) => items).some(({ itemId }) => itemId === "a1/m0")).toBe(false);
		expect(await world.db.libraries.get("a1/lib")).toMatchObject({ total: 29 });
		server.lists.titles = rowsOf(30);
		await sync();
		expect(await goneAt("a1/m0")).toBeUndefined();
		expect((await shown()).sort()).toEqual(
			rowsOf(30)
				.map(({ item }) => item.itemId.slice(3))
				.sort(),
		);
		expect(await world.db.seen.count()).toBe(0);
	});

	it("are in no row of Home, no season and no list of a person", async () => {
		const show = testMovie(1, { itemId: "a1/s", kind: "show" });
		const season = testMovie(2, { itemId: "a1/s1", kind: "season", parentId: "a1/s", showId: "a1/s" });
		const episode = testMovie(3, { itemId: "a1/e1", kind: "episode", parentId: "a1/s1", showId: "a1/s" });
		server.libraryRows = [testLibrary("shows")];
		server.lists = {
			titles: [{ item: show }, ...rowsOf(9, 10)],
			seasons: [{ item: season }],
			episodes: [{ item: episode }],
		};
		await sync();
		await world.db.watch.put(watchRow("a1/e1", { positionMs: 9, watched: false, playCount: 0, lastPlayedAt: 5 }, 0));
		await world.db.people.put({ personId: "a1/p", sourceId: "a1", name: "Nora" });
		await world.db.credits.put({ itemId: "a1/e1", personId: "a1/p", order: 0, kind: "actor", name: "Nora" });
		const found = async () => [
			...(await continueWatching(world.db, 9)),
			...(await seasonsOf(world.db, "a1/s")),
			...(await showEpisodes(world.db, "a1/s")),
			...((await readHuman(world.db, "a1/p"))?.titles ?? []),
		];
		expect(await found()).toHaveLength(4);
		server.lists = { titles: rowsOf(9, 10), seasons: [], episodes: [] };
		await sync();
		expect(await found()).toEqual([]);
		// One show is no question, however much of the library's episodes it had.
		expect(await world.db.absences.count()).toBe(0);
	});

	describe("of a show that stays", () => {
		const child = (key: string, parentId: `a1/${string}`) => ({
			item: testMovie(1, {
				itemId: `a1/${key}`,
				kind: parentId === "a1/s" ? "season" : "episode",
				parentId,
				showId: "a1/s",
			}),
		});
		const show = { item: testMovie(1, { itemId: "a1/s", kind: "show" }) };
		const seasons = [child("s1", "a1/s"), child("s2", "a1/s")];
		const episodes = [1, 2, 3].map((at) => child(`e${at}`, "a1/s1"));
		const ofSecond = [child("f1", "a1/s2"), child("f2", "a1/s2")];
		const here = async () =>
			(await world.db.items.where("goneAt").above(0).primaryKeys()).length +
			(await world.db.items.filter(({ goneAt }) => goneAt === undefined).count()) * 100;
		const read = (list: "titles" | "seasons" | "episodes") =>
			refreshList(world, server, testLibrary("shows"), list, { signal, isByHand: true });
		beforeEach(async () => {
			server.libraryRows = [testLibrary("shows")];
			server.lists = { titles: [show], seasons, episodes: [...episodes, ...ofSecond] };
			await sync();
			const seen = { positionMs: 0, watched: true, playCount: 1, lastPlayedAt: 5 };
			for (const key of ["a1/e1", "a1/f1"] as const) await world.db.watch.put(watchRow(key, seen, 0));
			world.advance(1_000);
		});

		it("are hidden, and forgotten after the grace time by the reading of their own list", async () => {
			server.lists.episodes = [...episodes.slice(1), ...ofSecond];
			await sync();
			expect((await showEpisodes(world.db, "a1/s")).map(({ itemId }) => itemId)).toEqual([
				"a1/e2",
				"a1/e3",
				"a1/f1",
				"a1/f2",
			]);
			world.advance(GRACE_MS - 1);
			await sync();
			expect(await here()).toBe(701);
			world.advance(1);
			await read("titles");
			await read("seasons");
			expect(await here()).toBe(701);
			await read("episodes");
			expect(await here()).toBe(700);
			expect(await world.db.watch.toCollection().primaryKeys()).toEqual(["a1/f1"]);
		});

		it("are forgotten as a season with its episodes, each by the reading of its list", async () => {
			server.lists = { titles: [show], seasons: seasons.slice(0, 1), episodes };
			await sync();
			world.advance(GRACE_MS);
			await read("seasons");
			expect(await world.db.items.get("a1/s2")).toBeUndefined();
			expect(await goneAt("a1/f1")).toBeDefined();
			await read("episodes");
			expect(await here()).toBe(500);
		});

		it.each([
			["waits", { status: "waiting" }],
			["is in conflict", { status: "conflict" }],
		] as const)("are kept while something of them %s, and while the history tells of them", async (_, { status }) => {
			await world.db.outbox.put({
				itemId: "a1/f1",
				sourceId: "a1",
				revision: 1,
				createdAt: 0,
				status,
				attempts: 0,
				nextTryAt: 0,
				base: { positionMs: 0, watched: false, playCount: 0, lastPlayedAt: null },
				changes: [],
				snapshot: { title: "F1", kind: "episode", providerIds: {} },
			});
			const state = { positionMs: 0, watched: false, playCount: 0, lastPlayedAt: null };
			await world.db.journal.add({
				at: 1,
				itemId: "a1/e1",
				sourceId: "a1",
				title: "E1",
				code: "fast-forward",
				changes: [],
				base: state,
				before: state,
				wrote: true,
			});
			server.lists.episodes = episodes.slice(1);
			await sync();
			world.advance(GRACE_MS);
			await sync();
			expect(await goneAt("a1/f1")).toBeDefined();
			expect((await world.db.watch.toCollection().primaryKeys()).sort()).toEqual(["a1/e1", "a1/f1"]);
			expect(await here()).toBe(502);
		});

		it("are kept where a doubtful reading does not have them and the server knows them by their ids", async () => {
			server.lists.episodes = episodes;
			await sync();
			world.advance(GRACE_MS);
			server.readWatch = async (ids) => ({
				kind: "ok",
				value: new Map(ids.flatMap((id) => (id === "a1/f2" ? [] : [[id, UNTOUCHED]]))),
			});
			server.onList = () => ({ kind: "ok", value: { rows: episodes, skipped: 1, total: 4, next: null } });
			await read("episodes");
			expect(await goneAt("a1/f1")).toBeDefined();
			expect(await world.db.items.get("a1/f2")).toBeUndefined();
			server.readWatch = async () => ({ kind: "unreachable", reason: "timeout" });
			await read("episodes");
			expect(await goneAt("a1/f1")).toBeDefined();
		});
	});

	describe("of a show that is listed again", () => {
		const show = testMovie(1, { itemId: "a1/s", kind: "show" });
		const season = testMovie(2, { itemId: "a1/s1", kind: "season", parentId: "a1/s", showId: "a1/s" });
		const episodes = [1, 2].map((at) => ({
			item: testMovie(at, { itemId: `a1/e${at}`, kind: "episode", parentId: "a1/s1", showId: "a1/s" }),
		}));
		const full = { titles: [{ item: show }, ...rowsOf(9, 10)], seasons: [{ item: season }], episodes };
		const found = async () => [
			...(await seasonsOf(world.db, "a1/s")).map(({ itemId }) => itemId),
			...(await showEpisodes(world.db, "a1/s")).map(({ itemId }) => itemId),
		];
		/** The list of titles is read alone: it is due before the others. */
		const readTitles = async (titles: ItemRow[]) => {
			server.lists.titles = titles;
			await refreshList(world, server, testLibrary("shows"), "titles", { signal, isByHand: true });
		};
		beforeEach(async () => {
			server.libraryRows = [testLibrary("shows")];
			server.lists = { ...full };
			await sync();
			await world.db.watch.put(watchRow("a1/e1", { positionMs: 9, watched: false, playCount: 0, lastPlayedAt: 5 }, 0));
			world.advance(1_000);
		});

		it("come back with it, but not what was gone before", async () => {
			server.lists.episodes = episodes.slice(0, 1);
			await sync();
			world.advance(1_000);
			await readTitles(rowsOf(9, 10));
			expect(await found()).toEqual([]);
			const { revision = 0 } = (await world.db.libraries.get("a1/lib")) ?? {};
			await readTitles(full.titles);
			expect(await found()).toEqual(["a1/s1", "a1/e1"]);
			expect((await world.db.libraries.get("a1/lib"))?.revision).toBeGreaterThan(revision);
		});

		it("come back with it, wherever hiding it was cut off", async () => {
			const { items } = world.db;
			const put = items.bulkPut.bind(items);
			let puts = 0;
			items.bulkPut = ((rows: Parameters<typeof put>[0]) => {
				puts += 1;
				if (puts > 1) throw new Error("the worker was killed");
				return put(rows);
			}) as typeof put;
			await expect(readTitles(rowsOf(9, 10))).rejects.toThrow("killed");
			items.bulkPut = put;
			world.advance(1_000);
			await readTitles(rowsOf(9, 10));
			expect(await found()).toEqual([]);
			await readTitles(full.titles);
			expect(await found()).toEqual(["a1/s1", "a1/e1", "a1/e2"]);
		});

		it("come back when it is opened and its server knows it", async () => {
			await readTitles(rowsOf(9, 10));
			server.fullAnswer = { kind: "ok", value: { row: { item: show }, credits: [], people: [] } };
			await refreshFull(world, server, "a1/s", signal);
			expect(await found()).toEqual(["a1/s1", "a1/e1", "a1/e2"]);
		});

		it("are not forgotten, though an earlier build left them hidden", async () => {
			await readTitles(rowsOf(9, 10));
			await world.db.items.put(show);
			world.advance(GRACE_MS);
			await readTitles(full.titles);
			expect(await goneAt("a1/e1")).toBeDefined();
			expect(await world.db.watch.get("a1/e1")).toBeDefined();
			await sync();
			expect(await found()).toEqual(["a1/s1", "a1/e1", "a1/e2"]);
		});

		it("are forgotten with it when it stays away", async () => {
			await readTitles(rowsOf(9, 10));
			world.advance(GRACE_MS);
			await readTitles(rowsOf(9, 10));
			expect(await world.db.items.count()).toBe(9);
			expect(await world.db.watch.count()).toBe(0);
		});
	});

	it.each([
		["a list that ends short", () => ({ rows: rowsOf(10), skipped: 0, total: 30, next: null })],
		["an empty one", () => ({ rows: [], skipped: 0, total: 0, next: null })],
	])("are not hidden by %s", async (_name, page) => {
		server.lists.titles = rowsOf(30);
		await sync();
		server.onList = () => ({ kind: "ok", value: page() });
		await sync();
		expect(await shown()).toHaveLength(30);
		expect(await world.db.items.where("goneAt").above(0).count()).toBe(0);
	});

	it("are asked about when many vanish at once; those to be kept stay, and the next few are hidden", async () => {
		await had(rowsOf(100), rowsOf(75, 25));
		expect(await shown()).toHaveLength(100);
		expect(await world.db.absences.get(SCOPE)).toMatchObject({ libraryId: "a1/lib", of: 100 });
		expect((await world.db.absences.get(SCOPE))?.asked).toHaveLength(25);
		await answerAbsence(world, SCOPE, "keep", signal);
		server.lists.titles = rowsOf(74, 26);
		await syncWith(world, server, { signal });
		world.advance(48 * 3_600_000);
		await syncWith(world, server, { signal });
		expect(await goneAt("a1/m25")).toBe(world.now());
		expect(await shown()).toHaveLength(99);
		expect(await world.db.absences.get(SCOPE)).toMatchObject({ asked: [], kept: { length: 25 } });
		server.lists.titles = rowsOf(100);
		await sync();
		expect(await world.db.absences.count()).toBe(0);
	});

	it("are hidden at once when the person says that they were removed", async () => {
		await had(rowsOf(100), rowsOf(75, 25));
		await answerAbsence(world, SCOPE, "removed", signal);
		expect(await shown()).toHaveLength(75);
		expect(await goneAt("a1/m0")).toBe(world.now());
		expect(await world.db.absences.count()).toBe(0);
		expect((await world.db.windows.get(["a1/lib", "window"]))?.items[0]?.itemId).toBe("a1/m25");
	});

	it("stay when a reading that was cut off has seen them again before the person says that they were removed", async () => {
		const all = rowsOf(PAGE_ROWS + 100);
		await had(all, all.slice(100));
		const control = new AbortController();
		server.lists.titles = all.slice(20);
		server.onList = (_kind, start) => {
			if (start === PAGE_ROWS) control.abort();
			return undefined;
		};
		await syncWith(world, server, { signal: control.signal, force: true });
		await answerAbsence(world, SCOPE, "removed", signal);
		expect(await goneAt("a1/m19")).toBe(world.now());
		expect(await goneAt("a1/m20")).toBeUndefined();
		expect(await shown()).toHaveLength(PAGE_ROWS + 80);
		expect(await world.db.absences.count()).toBe(0);
	});

	it("stay when the person says so while their list is being read once more", async () => {
		await had(rowsOf(100), rowsOf(75, 25));
		const { absences } = world.db;
		const get = absences.get.bind(absences);
		absences.get = ((scope: string) => {
			absences.get = get;
			return get(scope).then(async (row) => {
				await answerAbsence(world, SCOPE, "keep", signal);
				return row;
			});
		}) as typeof get;
		await sync();
		expect(await world.db.absences.get(SCOPE)).toMatchObject({ asked: [], kept: { length: 25 } });
	});

	it("are hidden by the next reading when the answer was noted and no more", async () => {
		await had(rowsOf(100), rowsOf(75, 25));
		await world.db.absences.update(SCOPE, { areRemoved: true });
		await sync();
		expect(await shown()).toHaveLength(75);
		expect(await world.db.absences.count()).toBe(0);
	});

	it("are asked for by id when the reading was cut off: what moved to a page that was read is not gone", async () => {
		const all = rowsOf(PAGE_ROWS * 2);
		server.lists.titles = all;
		await sync();
		const control = new AbortController();
		server.onList = (_kind, start) => {
			if (start === PAGE_ROWS) control.abort();
			return undefined;
		};
		await syncWith(world, server, { signal: control.signal, force: true });
		server.onList = () => undefined;
		// One of the first page goes and one comes: the list is as long, and a title moved to the first page.
		server.lists.titles = [...all.slice(1), ...rowsOf(1, 5_000)];
		const asked: string[][] = [];
		server.readWatch = async (ids) => {
			asked.push([...ids]);
			return { kind: "ok", value: server.untouched(ids) };
		};
		await sync();
		// With one that is listed behind it: an answer without that would be cut short.
		expect(asked).toEqual([[`a1/m${PAGE_ROWS}`, "a1/m5000"]]);
		expect(await goneAt(`a1/m${PAGE_ROWS}`)).toBeUndefined();
		expect(await shown()).toHaveLength(PAGE_ROWS * 2 + 1);
		await sync();
		expect(await goneAt("a1/m0")).toBe(world.now());
		expect(await shown()).toHaveLength(PAGE_ROWS * 2);
	});

	it("are asked for by id when they moved to a page that was read, while one went and one came", async () => {
		const all = rowsOf(PAGE_ROWS + 2);
		server.lists.titles = all;
		await sync();
		world.advance(1_000);
		const after = [...all.slice(2), ...rowsOf(2, 5_000)];
		server.onList = (_kind, start) => {
			if (start === PAGE_ROWS) server.lists.titles = after;
			return undefined;
		};
		await sync();
		expect(await goneAt(`a1/m${PAGE_ROWS}`)).toBeUndefined();
		expect(await shown()).toContain(`m${PAGE_ROWS}`);
		await sync();
		expect(await goneAt("a1/m0")).toBe(world.now());
		expect(await shown()).toHaveLength(PAGE_ROWS + 2);
	});

	it("are none of those that another order puts on a page that was read, and what came is there with the next reading", async () => {
		const all = rowsOf(PAGE_ROWS * 2 + 50);
		server.lists.titles = all;
		await sync();
		world.advance(1_000);
		const after = [...all.slice(-3), ...rowsOf(1, 5_000), ...all.slice(1, -3)];
		server.onList = (_kind, start) => {
			if (start === PAGE_ROWS) server.lists.titles = after;
			return undefined;
		};
		await sync();
		expect(await shown()).toEqual(expect.arrayContaining(all.map(({ item }) => item.itemId.slice(3))));
		await sync();
		expect(await shown()).toHaveLength(after.length);
		expect(await shown()).toContain("m5000");
	});

	it("are not hidden where the answer about their ids is cut short", async () => {
		const all = rowsOf(PAGE_ROWS + 3);
		server.lists.titles = all;
		await sync();
		server.lists.titles = all.slice(2);
		server.readWatch = async () => ({ kind: "ok", value: new Map() });
		await sync();
		expect(await shown()).toHaveLength(PAGE_ROWS + 3);
		server.readWatch = async (ids) => ({ kind: "ok", value: server.untouched(ids) });
		await sync();
		expect(await shown()).toHaveLength(PAGE_ROWS + 1);
	});

	it("are forgotten with all that is theirs after a grace time, unless something waits for them", async () => {
		server.lists.titles = rowsOf(30);
		await sync();
		for (const itemId of ["a1/m0", "a1/m1", "a1/m2"] as const) {
			const seen = { positionMs: 0, watched: true, playCount: 1, lastPlayedAt: 5 };
			await world.db.watch.put(watchRow(itemId, seen, 0));
			await world.db.credits.put({ itemId, personId: `a1/p${itemId.slice(3)}`, order: 0, kind: "actor", name: "Nora" });
			await world.db.people.put({ personId: `a1/p${itemId.slice(3)}`, sourceId: "a1", name: "Nora" });
		}
		await world.db.outbox.put({
			itemId: "a1/m1",
			sourceId: "a1",
			revision: 1,
			createdAt: 0,
			status: "waiting",
			attempts: 0,
			nextTryAt: 0,
			base: { positionMs: 0, watched: false, playCount: 0, lastPlayedAt: null },
			changes: [],
			snapshot: { title: "Movie 1", kind: "movie", providerIds: {} },
		});
		server.lists.titles = rowsOf(28, 2);
		await sync();
		world.advance(GRACE_MS - 1);
		await sync();
		expect(await world.db.items.count()).toBe(30);
		world.advance(1);
		await sync();
		expect(await world.db.items.get("a1/m0")).toBeUndefined();
		expect(await world.db.items.get("a1/m1")).toBeDefined();
		expect((await world.db.watch.toCollection().primaryKeys()).sort()).toEqual(["a1/m1", "a1/m2"]);
		expect(await world.db.credits.count()).toBe(2);
		expect(await world.db.people.count()).toBe(2);
	});

	it("are not gone when they are listed by another library under the same id", async () => {
		const listed = new Map([["a1/lib", rowsOf(3)]]);
		server.libraryRows = [testLibrary("movies"), testLibrary("movies", "other")];
		const list = server.list.bind(server);
		server.list = async (library, kind, start, limit) => {
			const rows = listed.get(library.libraryId) ?? [];
			server.lists.titles = rows.map(({ item }) => ({ item: { ...item, libraryId: library.libraryId } }));
			return list(library, kind, start, limit);
		};
		await sync();
		listed.set("a1/lib", rowsOf(2)).set("a1/other", rowsOf(1, 2));
		await sync();
		await sync();
		expect(await world.db.items.get("a1/m2")).toMatchObject({ libraryId: "a1/other" });
		expect(await goneAt("a1/m2")).toBeUndefined();
		const blocks = await world.db.shelves.toArray();
		expect(blocks.map(({ libraryId, serverKeys }) => [libraryId, serverKeys])).toEqual([
			["a1/lib", ["m0", "m1"]],
			["a1/other", ["m2"]],
		]);
	});

	it("stay as they are in a library that is not listed itself any more, which says so", async () => {
		server.libraryRows = [testLibrary("movies"), testLibrary("movies", "other")];
		server.lists.titles = rowsOf(3);
		await sync();
		server.libraryRows = [testLibrary("movies", "other")];
		server.calls.length = 0;
		await sync();
		expect(server.calls).toEqual(["titles 0"]);
		expect(await world.db.libraries.get("a1/lib")).toMatchObject({ unlistedAt: world.now() });
		expect(await world.db.items.where("goneAt").above(0).count()).toBe(0);
		server.libraryRows = [testLibrary("movies"), testLibrary("movies", "other")];
		await sync();
		expect((await world.db.libraries.get("a1/lib"))?.unlistedAt).toBeUndefined();
	});
});
