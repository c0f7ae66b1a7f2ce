import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { activeLibraries, planCasts } from "../../../src/library/cast-due.ts";
import { completeCasts } from "../../../src/library/complete-casts.ts";
import { readChanged } from "../../../src/library/read-told.ts";
import { sweepSource } from "../../../src/library/sweep-source.ts";
import { syncSource, syncWith } from "../../../src/library/sync-source.ts";
import { isTouchDue } from "../../../src/library/touch.ts";
import { joinId } from "../../../src/model/ids.ts";
import type { Dialect } from "../../../src/model/source.ts";
import { connected } from "../servers/connected.ts";
import { connectedFake, type FakeServer, memoryLocks, testLibrary, testMovie, type testWorld } from "./fake-server.ts";

const { signal } = new AbortController();
const HOUR = 3_600_000;
const movies = (count: number) => Array.from({ length: count }, (_, at) => ({ item: testMovie(at) }));

describe("a library that is kept by looks", () => {
	let world: ReturnType<typeof testWorld>;
	let server: FakeServer;
	beforeEach(async () => {
		({ world, server } = await connectedFake());
	});

	it("is read whole where the server knows no such look", async () => {
		server.lists.titles = movies(30);
		await syncWith(world, server, { signal, force: true });
		server.changes = async () => ({ kind: "refused", status: 400 });
		server.lists.titles = movies(40);
		world.advance(5 * HOUR);
		expect(await syncWith(world, server, { signal })).toMatchObject({ kind: "complete" });
		expect(await world.db.items.count()).toBe(40);
	});

	const show = testMovie(1, { itemId: "a1/s", kind: "show" });
	const season = testMovie(2, { itemId: "a1/s1", kind: "season", parentId: "a1/s", showId: "a1/s" });
	const episodes = [1, 2].map((number) => ({
		item: testMovie(10 + number, { itemId: `a1/e${number}`, kind: "episode", parentId: "a1/s1", showId: "a1/s" }),
	}));

	async function readShow(): Promise<void> {
		server.libraryRows = [testLibrary("shows")];
		server.lists = { titles: [{ item: show }], seasons: [{ item: season }], episodes };
		await syncWith(world, server, { signal, force: true });
	}

	it("is looked through when the server tells of an episode, which may have gone", async () => {
		await readShow();
		world.advance(1_000);
		server.childrenAnswer = { kind: "ok", value: { rows: [{ item: season }, ...episodes.slice(1)], skipped: 0 } };
		expect(await readChanged(world, server, ["a1/e1"], signal)).toEqual({ isListDue: true });
		expect(await readChanged(world, server, ["a1/s"], signal)).toEqual({ isListDue: false });
	});

	it("has the episodes of a show that is opened read when they are old, whatever was looked through since", async () => {
		await readShow();
		expect(await isTouchDue(world, "children:a1/s", { signal })).toBe(false);
		world.advance(13 * HOUR);
		await syncWith(world, server, { signal });
		expect(await isTouchDue(world, "children:a1/s", { signal })).toBe(true);
	});

	it("has no casts read of what its server no longer lists", async () => {
		server.lists.titles = movies(30);
		await syncWith(world, server, { signal, force: true });
		await world.db.libraries.update("a1/lib", { openedAt: world.now() });
		const planned = async () => (await planCasts(world, await activeLibraries(world, "a1"))).due.length;
		expect(await planned()).toBe(30);
		const [asked, kept] = [["m1", "m2"], ["m3"]];
		await world.db.absences.put({ scope: "titles:a1/lib", libraryId: "a1/lib", asked, kept, of: 30 });
		expect(await planned()).toBe(27);
		await world.db.libraries.update("a1/lib", { unlistedAt: world.now() });
		expect(await planned()).toBe(0);
	});
});

/** A source that was read once; its libraries were opened whenever time goes by. */
async function synced(dialect: Dialect) {
	let now = Date.now();
	const found = await connected(dialect, { locks: memoryLocks(), now: () => now });
	await syncSource(found.world, found.sourceId, { signal, force: true });
	const advance = async (ms: number) => {
		now += ms;
		await found.world.db.libraries.toCollection().modify({ openedAt: now });
		found.world.asked.length = 0;
	};
	return { ...found, advance };
}

describe.each<Dialect>(["jellyfin", "plex"])("two windows over a %s, by the locks that they share", (dialect) => {
	it("read its lists whole once", async () => {
		const { world, sourceId, advance } = await synced(dialect);
		const lists = () => world.asked.filter((line) => /startIndex|Container-Start/.test(line)).length;
		await advance(25 * HOUR);
		await sweepSource(world, sourceId, signal);
		const once = lists();
		expect(once).toBeGreaterThan(0);
		await advance(25 * HOUR);
		await Promise.all([sweepSource(world, sourceId, signal), sweepSource(world, sourceId, signal)]);
		expect(lists()).toBe(once);
		world.db.close();
	});

	it("let what is on screen go first: what is read while nobody waits says that it can", async () => {
		const { world, sourceId, advance } = await synced(dialect);
		const hurries: (string | undefined)[] = [];
		const noting = (input: RequestInfo | URL, init?: RequestInit) => {
			hurries.push(init?.priority);
			return world.fetch(input, init);
		};
		await advance(25 * HOUR);
		await sweepSource({ ...world, fetch: noting }, sourceId, signal);
		await completeCasts({ ...world, fetch: noting }, sourceId, { signal, rest: async () => undefined });
		expect(hurries.length).toBeGreaterThan(6);
		expect(new Set(hurries)).toEqual(new Set(["low"]));
		world.db.close();
	});

	it("read its casts once", async () => {
		const [one, two] = [await synced(dialect), await synced(dialect)];
		const read = ({ world, sourceId }: typeof one) =>
			completeCasts(world, sourceId, { signal, rest: async () => undefined });
		await one.advance(0);
		await two.advance(0);
		await read(one);
		expect(await Promise.all([read(two), read(two)])).toEqual(["complete", "not-due"]);
		expect(two.world.asked.length).toBe(one.world.asked.length);
		expect(await two.world.db.credits.count()).toBe(await one.world.db.credits.count());
		for (const { world } of [one, two]) world.db.close();
	});
});

describe("a Jellyfin", () => {
	it("that has none of a batch of titles is still asked for the others together", async () => {
		const { world, sourceId, advance } = await synced("jellyfin");
		await advance(0);
		const libraries = await world.db.libraries.where("sourceId").equals(sourceId).sortBy("order");
		const { libraryId = "" } = libraries.find(({ kind }) => kind === "movies") ?? {};
		const block = await world.db.shelves.get([libraryId, 0]);
		const item = await world.db.items.get(joinId(sourceId, block?.serverKeys[0] ?? ""));
		if (block === undefined || item === undefined) throw new Error("there are no movies");
		// First on the shelf, and not on the server.
		const ghosts = Array.from({ length: 20 }, (_, at) => `ghost${at}`);
		await world.db.shelves.put({
			...block,
			serverKeys: [...ghosts, ...block.serverKeys],
			kinds: block.kinds.slice(0, 1).repeat(20) + block.kinds,
		});
		await world.db.items.bulkPut(ghosts.map((key) => ({ ...item, itemId: joinId(sourceId, key) })));
		await completeCasts(world, sourceId, { signal, rest: async () => undefined });
		const others = world.asked.filter((line) => line.includes("People") && !line.includes("ghost"));
		expect(others.length).toBeLessThan(5);
		expect(await world.db.credits.count()).toBeGreaterThan(0);
	});
});
