import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { PAGE_ROWS, refreshList } from "../../../src/library/refresh-list.ts";
import { isSweepDue } from "../../../src/library/sweep-due.ts";
import { isListDue } from "../../../src/library/sync-due.ts";
import { syncWith } from "../../../src/library/sync-source.ts";
import { ok } from "../../../src/servers/outcome.ts";
import type { AskedChanges, ItemRow, MediaServer } from "../../../src/servers/server.ts";
import { connectedFake, type FakeServer, testLibrary, testMovie, type testWorld } from "./fake-server.ts";

const HOUR_MS = 3_600_000;
const signal = new AbortController().signal;
const rowsOf = (count: number): ItemRow[] => Array.from({ length: count }, (_, at) => ({ item: testMovie(at) }));

describe("a list that was read to its end", () => {
	let world: ReturnType<typeof testWorld>;
	let server: FakeServer;
	let asked: AskedChanges[];
	let changed: ItemRow[];
	beforeEach(async () => {
		({ world, server } = await connectedFake());
		server.clock = async () => ok({ offsetMs: 5_000, uncertaintyMs: 1_000, measuredAt: 1 });
		server.lists.titles = rowsOf(3);
		await syncWith(world, server, { signal });
		[asked, changed] = [[], []];
		server.changes = (async (_library, _kind, which) => {
			asked.push(which);
			const total = server.lists.titles?.length ?? 0;
			return { kind: "ok", value: { rows: changed, skipped: 0, changed: changed.length, total } };
		}) satisfies MediaServer["changes"];
		server.calls.length = 0;
	});
	const refresh = (isWhole = false) =>
		refreshList(world, server, testLibrary("movies"), "titles", { signal, isByHand: false, isWhole });
	const row = () => world.db.freshness.get("titles:a1/lib");

	it("is looked through for what changed since, by the server's clock with some time to spare", async () => {
		const readAt = world.now();
		world.advance(4 * HOUR_MS);
		await refresh();
		const lookedAt = world.now();
		world.advance(4 * HOUR_MS);
		await refresh();
		const before = 5_000 - 1_000 - 10 * 60_000;
		expect(asked.map(({ since }) => since)).toEqual([readAt + before, lookedAt + before]);
		expect(server.calls).toEqual([]);
		expect(await row()).toMatchObject({ fetchedAt: world.now(), total: 3 });
	});

	it("gets what is new among the changes, and is read whole when its length says more than they do", async () => {
		changed = [{ item: testMovie(3) }];
		server.lists.titles = rowsOf(4);
		await refresh();
		expect(server.calls).toEqual([]);
		expect((await world.db.shelves.get(["a1/lib", 0]))?.serverKeys).toEqual(["m0", "m1", "m2", "m3"]);
		expect(await world.db.libraries.get("a1/lib")).toMatchObject({ total: 4, revision: 2 });
		// The same change again is none.
		await refresh();
		expect(await world.db.libraries.get("a1/lib")).toMatchObject({ total: 4, revision: 2 });
		server.lists.titles = rowsOf(4).slice(1);
		await refresh();
		expect(server.calls).toEqual(["titles 0"]);
		expect((await world.db.shelves.get(["a1/lib", 0]))?.serverKeys).toEqual(["m1", "m2", "m3"]);
	});

	it("is read whole when more changed than the server gave", async () => {
		server.changes = async () => ({ kind: "ok", value: { rows: [], skipped: 0, changed: 501, total: 3 } });
		await refresh();
		expect(server.calls).toEqual(["titles 0"]);
	});

	it("keeps what it was when the look fails, and says why", async () => {
		const before = (await row())?.fetchedAt;
		server.changes = async () => ({ kind: "unreachable", reason: "network" });
		world.advance(4 * HOUR_MS);
		await refresh();
		expect(await row()).toMatchObject({ fetchedAt: before, failures: 1, error: expect.any(String) });
	});

	it("is read whole after a day, of a library that somebody looked at lately", async () => {
		const open = () => world.db.libraries.update("a1/lib", { openedAt: world.now() });
		world.advance(24 * HOUR_MS - 1);
		await open();
		expect(await isSweepDue(world, "a1")).toBe(false);
		world.advance(1);
		expect(await isSweepDue(world, "a1")).toBe(true);
		await refresh(true);
		expect(await isSweepDue(world, "a1")).toBe(false);
		world.advance(24 * HOUR_MS + 1);
		expect(await isSweepDue(world, "a1")).toBe(false);
	});

	it("is no less fresh while its whole reading rests, which goes on with the next", async () => {
		server.lists.titles = rowsOf(PAGE_ROWS + 1);
		await refresh(true);
		await world.db.libraries.update("a1/lib", { openedAt: world.now() });
		const control = new AbortController();
		server.onList = (_kind, start) => {
			if (start > 0) control.abort();
			return undefined;
		};
		const options = { signal: control.signal, isByHand: false, isWhole: true };
		await refreshList(world, server, testLibrary("movies"), "titles", options);
		server.onList = () => undefined;
		expect(await isListDue(world, "titles", await row())).toBe(false);
		expect(await isSweepDue(world, "a1")).toBe(true);
		await refresh();
		server.calls.length = 0;
		await refresh(true);
		expect(server.calls).toEqual([`titles ${PAGE_ROWS}`]);
		expect((await row())?.cursor).toBeUndefined();
		expect(await isSweepDue(world, "a1")).toBe(false);
	});
});
