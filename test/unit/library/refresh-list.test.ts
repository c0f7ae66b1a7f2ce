import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { watchRow } from "../../../src/db/watch.ts";
import { PAGE_ROWS, refreshList } from "../../../src/library/refresh-list.ts";
import { syncWith } from "../../../src/library/sync-source.ts";
import { connectedFake, type FakeServer, testLibrary, testMovie, type testWorld } from "./fake-server.ts";

const never = new AbortController().signal;
const rowsOf = (count: number) => Array.from({ length: count }, (_, number) => ({ item: testMovie(number) }));

describe("reading a list into the database", () => {
	let world: ReturnType<typeof testWorld>;
	let server: FakeServer;
	beforeEach(async () => {
		({ world, server } = await connectedFake());
	});
	const titles = () => world.db.freshness.get("titles:a1/lib");

	it("writes every page with rows, shelf, windows, revision and freshness", async () => {
		server.lists.titles = rowsOf(1_203);
		expect(await syncWith(world, server, { signal: never })).toMatchObject({ kind: "complete", rows: 1_203 });
		expect(await world.db.items.count()).toBe(1_203);
		const blocks = await world.db.shelves.toArray();
		expect(blocks.map(({ serverKeys }) => serverKeys.length)).toEqual([1_203]);
		const recent = await world.db.windows.get(["a1/lib", "recent"]);
		expect(recent?.items.map(({ itemId }) => itemId).slice(0, 2)).toEqual(["a1/m1202", "a1/m1201"]);
		const first = await world.db.windows.get(["a1/lib", "window"]);
		expect(first?.items[0]?.itemId).toBe("a1/m0");
		expect(first?.total).toBe(1_203);
		expect(await world.db.libraries.get("a1/lib")).toMatchObject({ total: 1_203, revision: 3 });
		expect(await titles()).toMatchObject({ fetchedAt: world.now(), done: 1_203, total: 1_203, failures: 0 });
	});

	it("splits a shelf into blocks of 2,000", async () => {
		server.lists.titles = rowsOf(4_100);
		await syncWith(world, server, { signal: never });
		const blocks = await world.db.shelves.toArray();
		expect(blocks.map(({ serverKeys }) => serverKeys.length)).toEqual([2_000, 2_000, 100]);
	});

	it("asks for a fresh list again only by hand, and then writes what changed alone", async () => {
		server.lists.titles = rowsOf(600);
		await syncWith(world, server, { signal: never });
		server.calls.length = 0;
		await syncWith(world, server, { signal: never });
		expect(server.calls).toEqual([]);
		const before = await world.db.libraries.get("a1/lib");
		await syncWith(world, server, { signal: never, force: true });
		expect(server.calls).toEqual(["titles 0", "titles 500"]);
		expect((await world.db.libraries.get("a1/lib"))?.revision).toBe(before?.revision);
		server.lists.titles = rowsOf(600).map(({ item }, at) => ({ item: at === 3 ? { ...item, title: "New" } : item }));
		await syncWith(world, server, { signal: never, force: true });
		expect((await world.db.items.get("a1/m3"))?.title).toBe("New");
		expect((await world.db.shelves.get(["a1/lib", 0]))?.titles[3]).toBe("New");
		expect((await world.db.libraries.get("a1/lib"))?.revision).toBe((before?.revision ?? 0) + 1);
	});

	it("keeps the detail of a title that was opened, and asks for it anew when its fingerprint changed", async () => {
		server.lists.titles = rowsOf(2);
		await syncWith(world, server, { signal: never });
		const detail = { versions: [], markers: [] };
		await world.db.items.update("a1/m0", { detail, tagline: "From the full answer" });
		await world.db.freshness.put({ scope: "full:a1/m0", fetchedAt: world.now(), attemptedAt: 0, failures: 0 });
		server.lists.titles = [{ item: testMovie(0, { etag: "other", title: "Changed" }) }, { item: testMovie(1) }];
		await syncWith(world, server, { signal: never, force: true });
		expect(await world.db.items.get("a1/m0")).toMatchObject({
			detail,
			tagline: "From the full answer",
			title: "Changed",
		});
		expect((await world.db.freshness.get("full:a1/m0"))?.fetchedAt).toBe(world.now() - 24 * 3_600_000);
	});

	it("writes touched watch states, forgets those that are untouched now, and leaves newer reads alone", async () => {
		const seen = { positionMs: 5_000, watched: false, playCount: 1, lastPlayedAt: 9 };
		const untouched = { positionMs: 0, watched: false, playCount: 0, lastPlayedAt: null };
		server.lists.titles = [
			{ item: testMovie(0), watch: seen },
			{ item: testMovie(1), watch: untouched },
			{ item: testMovie(2), watch: seen },
		];
		await syncWith(world, server, { signal: never });
		expect(await world.db.watch.toCollection().primaryKeys()).toEqual(["a1/m0", "a1/m2"]);
		await world.db.watch.put(watchRow("a1/m2", { ...seen, positionMs: 8_000 }, world.now() + 5));
		server.onList = () => {
			world.advance(10);
			return undefined;
		};
		server.lists.titles = server.lists.titles.map(({ item }) => ({ item, watch: untouched }));
		await syncWith(world, server, { signal: never, force: true });
		expect(await world.db.watch.toCollection().primaryKeys()).toEqual(["a1/m2"]);
		expect((await world.db.watch.get("a1/m2"))?.positionMs).toBe(8_000);
	});

	it("takes a read from before the clock was turned back for no newer one", async () => {
		const seen = { positionMs: 5_000, watched: false, playCount: 1, lastPlayedAt: 9 };
		const dayMs = 24 * 3_600_000;
		await world.db.watch.put(watchRow("a1/m0", { ...seen, positionMs: 8_000 }, world.now() + dayMs));
		server.lists.titles = [{ item: testMovie(0), watch: seen }];
		await syncWith(world, server, { signal: never });
		expect(await world.db.watch.get("a1/m0")).toMatchObject({ positionMs: 5_000, readAt: world.now() });
	});

	it("stops at the signal and goes on from the next page", async () => {
		server.lists.titles = rowsOf(PAGE_ROWS * 3);
		const control = new AbortController();
		server.onList = (_kind, start) => {
			if (start === PAGE_ROWS * 2) control.abort();
			return undefined;
		};
		expect((await syncWith(world, server, { signal: control.signal })).kind).toBe("stopped");
		const left = await titles();
		expect(left).toMatchObject({ fetchedAt: 0, done: PAGE_ROWS * 2, total: PAGE_ROWS * 3 });
		server.calls.length = 0;
		server.onList = () => undefined;
		expect((await syncWith(world, server, { signal: never })).kind).toBe("complete");
		expect(server.calls).toEqual([`titles ${PAGE_ROWS * 2}`]);
		expect(await world.db.items.count()).toBe(PAGE_ROWS * 3);
	});

	describe("that a sweep left half read", () => {
		const HOUR = 3_600_000;
		beforeEach(async () => {
			server.lists.titles = rowsOf(PAGE_ROWS * 2);
			await syncWith(world, server, { signal: never });
			const control = new AbortController();
			server.onList = (_kind, start) => {
				if (start === PAGE_ROWS) control.abort();
				return undefined;
			};
			const how = { signal: control.signal, isByHand: false, isWhole: true };
			await refreshList(world, server, testLibrary("movies"), "titles", how);
			server.onList = () => undefined;
			server.calls.length = 0;
			expect(await titles()).toMatchObject({ cursor: { start: PAGE_ROWS } });
		});
		const read = (how: { isByHand: boolean; isWhole?: boolean }, signal = never) =>
			refreshList(world, server, testLibrary("movies"), "titles", { signal, ...how });
		const all = ["titles 0", `titles ${PAGE_ROWS}`];

		it("begins anew by hand some hours later, and then knows what changed on the first page", async () => {
			world.advance(5 * HOUR);
			const rows = rowsOf(PAGE_ROWS * 2);
			server.lists.titles = [{ item: testMovie(0, { title: "New", etag: "new" }) }, ...rows.slice(1)];
			await read({ isByHand: true });
			expect(server.calls).toEqual(all);
			expect((await world.db.items.get("a1/m0"))?.title).toBe("New");
		});

		it("begins anew where a look says that it differs", async () => {
			world.advance(5 * HOUR);
			server.lists.titles = rowsOf(PAGE_ROWS * 2).slice(1);
			await read({ isByHand: false });
			expect(server.calls).toEqual(["changes titles", ...all]);
			expect((await world.db.items.get("a1/m0"))?.goneAt).toBe(world.now());
		});

		it("goes on by hand a moment later, and by a sweep hours later", async () => {
			world.advance(60_000);
			await read({ isByHand: true }, AbortSignal.abort());
			world.advance(5 * HOUR);
			await read({ isByHand: false, isWhole: true });
			expect(server.calls).toEqual([`titles ${PAGE_ROWS}`, `titles ${PAGE_ROWS}`]);
		});

		it("misses nothing when it is cut off before the first page of the new reading", async () => {
			world.advance(5 * HOUR);
			await read({ isByHand: true }, AbortSignal.abort());
			expect(await world.db.seen.count()).toBe(0);
			await read({ isByHand: false, isWhole: true });
			expect(server.calls).toEqual(["titles 0", ...all]);
			expect(await world.db.items.where("goneAt").above(0).count()).toBe(0);
		});
	});

	it("does not take a list that ends early for complete, and goes on where it broke", async () => {
		const all = rowsOf(PAGE_ROWS + 100);
		server.lists.titles = all;
		server.onList = (_kind, start) =>
			start === 0
				? undefined
				: { kind: "ok", value: { rows: all.slice(start, start + 10), skipped: 0, total: all.length, next: null } };
		expect(await syncWith(world, server, { signal: never })).toMatchObject({ kind: "partial", reason: "incomplete" });
		expect(await titles()).toMatchObject({ fetchedAt: 0, failures: 1, error: expect.stringContaining("fewer") });
		expect((await world.db.libraries.get("a1/lib"))?.total).toBeUndefined();
		server.onList = () => undefined;
		server.calls.length = 0;
		expect((await syncWith(world, server, { signal: never, force: true })).kind).toBe("complete");
		expect(server.calls).toEqual([`titles ${PAGE_ROWS}`]);
		expect(await titles()).toMatchObject({ fetchedAt: world.now(), failures: 0 });
		expect((await titles())?.error).toBeUndefined();
	});

	it("counts rows that could not be read, and calls the list complete", async () => {
		const rows = rowsOf(9);
		server.onList = () => ({ kind: "ok", value: { rows, skipped: 3, total: 12, next: null } });
		expect(await syncWith(world, server, { signal: never })).toMatchObject({ kind: "complete", skipped: 3 });
		expect(await titles()).toMatchObject({ skipped: 3 });
	});

	it("reads again from the start when rows came twice, and believes it the second time", async () => {
		const rows = [...rowsOf(9), ...rowsOf(1)];
		server.onList = () => ({ kind: "ok", value: { rows, skipped: 0, total: 10, next: null } });
		expect((await syncWith(world, server, { signal: never })).kind).toBe("partial");
		expect((await syncWith(world, server, { signal: never, force: true })).kind).toBe("complete");
		expect(await world.db.items.count()).toBe(9);
	});

	it("signs a source out after a second 401, keeping what came", async () => {
		server.lists.titles = rowsOf(PAGE_ROWS * 2);
		server.isTokenGood = false;
		server.onList = (_kind, start) => (start === 0 ? undefined : { kind: "unauthorized" });
		expect(await syncWith(world, server, { signal: never })).toMatchObject({ kind: "failed", reason: "signed-out" });
		expect((await world.db.sources.get("a1"))?.state).toBe("signed-out");
		expect(await world.db.items.count()).toBe(PAGE_ROWS);
		expect(await titles()).toMatchObject({ cursor: { start: PAGE_ROWS }, failures: 1 });
	});

	it("goes on with the next library when a 401 was about this one alone", async () => {
		server.libraryRows = [testLibrary("movies"), testLibrary("movies", "other")];
		let calls = 0;
		server.onList = () => {
			calls += 1;
			return calls === 1 ? { kind: "unauthorized" } : undefined;
		};
		expect(await syncWith(world, server, { signal: never })).toMatchObject({ kind: "partial", reason: "no-access" });
		expect((await world.db.sources.get("a1"))?.state).toBe("ok");
		expect((await world.db.freshness.get("titles:a1/other"))?.fetchedAt).toBe(world.now());
	});

	it("asks a second time after a broken answer, then goes on with the rest", async () => {
		server.libraryRows = [testLibrary("movies"), testLibrary("movies", "other")];
		server.onList = () => (server.calls.length <= 2 ? { kind: "unreachable", reason: "unreadable" } : undefined);
		expect(await syncWith(world, server, { signal: never })).toMatchObject({ kind: "partial", reason: "bad-answer" });
		expect((await titles())?.error).toBe("The server gave an answer that makes no sense.");
		expect((await world.db.freshness.get("titles:a1/other"))?.fetchedAt).toBe(world.now());
	});

	it("says that the device is full and keeps what it has", async () => {
		server.lists.titles = rowsOf(PAGE_ROWS * 2);
		const put = world.db.items.bulkPut.bind(world.db.items);
		let puts = 0;
		world.db.items.bulkPut = ((...given: Parameters<typeof put>) => {
			puts += 1;
			if (puts > 1) throw Object.assign(new Error("full"), { name: "QuotaExceededError" });
			return put(...given);
		}) as typeof put;
		expect(await syncWith(world, server, { signal: never })).toMatchObject({ kind: "failed", reason: "storage-full" });
		expect(await titles()).toMatchObject({
			cursor: { start: PAGE_ROWS },
			error: "There is no room left on this device.",
		});
		expect(await world.db.items.count()).toBe(PAGE_ROWS);
		expect((await world.db.shelves.get(["a1/lib", 0]))?.serverKeys.length).toBe(PAGE_ROWS);
	});

	it("reads titles, then seasons, then episodes of a library of shows", async () => {
		server.libraryRows = [testLibrary("shows")];
		server.lists = {
			titles: [{ item: testMovie(1, { itemId: "a1/s", kind: "show" }) }],
			seasons: [{ item: testMovie(2, { itemId: "a1/s1", kind: "season", parentId: "a1/s" }) }],
			episodes: [{ item: testMovie(3, { itemId: "a1/e1", kind: "episode", parentId: "a1/s1" }) }],
		};
		await syncWith(world, server, { signal: never });
		expect(server.calls).toEqual(["titles 0", "seasons 0", "episodes 0"]);
		expect(await world.db.libraries.get("a1/lib")).toMatchObject({ total: 1 });
		expect((await world.db.shelves.get(["a1/lib", 0]))?.kinds).toBe("s");
	});

	it("notes the thresholds and the clock of the server", async () => {
		await syncWith(world, server, { signal: never });
		expect(await world.db.sources.get("a1")).toMatchObject({
			clock: { offsetMs: 7 },
			thresholds: { maxFraction: 0.8 },
		});
	});
});
