import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { collectionsWith, membersOf } from "../../../src/db/title-queries.ts";
import { refreshChildren } from "../../../src/library/children.ts";
import { syncSource } from "../../../src/library/sync-source.ts";
import { touch } from "../../../src/library/touch.ts";
import type { ItemId } from "../../../src/model/ids.ts";
import type { Dialect } from "../../../src/model/source.ts";
import { removeSource } from "../../../src/servers/sign-out.ts";
import { type Connected, connected, signal } from "../servers/connected.ts";
import { smallLibrary } from "../servers/small-library.ts";
import { FakeServer, memoryLocks, testMovie, testSource, testWorld } from "./fake-server.ts";

describe.each<Dialect>(["jellyfin", "plex"])("the collections of a %s server", (dialect) => {
	const synced = async (): Promise<Connected & { collection: ItemId }> => {
		const connection = await connected(dialect, { locks: memoryLocks() });
		await syncSource(connection.world, connection.sourceId, { signal });
		const [found] = await connection.world.db.items.filter(({ kind }) => kind === "collection").toArray();
		if (found === undefined) throw new Error("no collection");
		return { ...connection, collection: found.itemId };
	};

	it("are a library of their own, which comes with a sync", async () => {
		const { world, collection } = await synced();
		const item = await world.db.items.get(collection);
		expect(item?.title).toBe("Classics");
		const library = await world.db.libraries.get(item?.libraryId ?? "a1/none");
		expect(library).toMatchObject({ kind: "collections", title: "Collections", total: 1 });
	});

	it("have their titles read when they are looked at, and offline from then on", async () => {
		const { world, collection } = await synced();
		expect(await membersOf(world.db, collection)).toEqual([]);
		await touch(world, `children:${collection}`, { signal });
		const members = await membersOf(world.db, collection);
		expect(members.map(({ title }) => title).sort()).toEqual(["Film 1", "Metropolis"]);
		const libraries = await world.db.libraries.bulkGet(members.map(({ libraryId }) => libraryId));
		expect(libraries.map((library) => library?.kind)).toEqual(["movies", "movies"]);
		const [film] = members;
		const within = await collectionsWith(world.db, film?.itemId ?? "a1/none");
		expect(within.map(({ title }) => title)).toEqual(["Classics"]);
		world.asked.length = 0;
		await touch(world, `children:${collection}`, { signal });
		expect(world.asked).toEqual([]);
	});

	it("are read in full like any title", async () => {
		const { world, collection } = await synced();
		await touch(world, `full:${collection}`, { signal });
		expect(await world.db.freshness.get(`full:${collection}`)).toMatchObject({ failures: 0 });
		expect((await world.db.items.get(collection))?.detail?.webPath).toBeTruthy();
	});

	it("leave nothing behind when their source is removed", async () => {
		const { world, collection, sourceId } = await synced();
		await touch(world, `children:${collection}`, { signal });
		await removeSource(world, sourceId);
		expect(await world.db.members.count()).toBe(0);
	});
});

describe("collections of a Plex that lists them in several pages", () => {
	const collections = Array.from({ length: 12 }, (_, at) => ({
		slug: `set-${at}`,
		title: `Set ${at}`,
		members: ["metropolis"],
	}));
	// Their list was read in pages, so what is missing from it is asked for by id: among the titles, where a Plex need not know them.
	const readAgain = async (path: RegExp, status: number | null) => {
		const library = { ...smallLibrary, collections };
		const { world, demo, sourceId } = await connected("plex", { locks: memoryLocks() }, { pageCap: 5 }, library);
		await syncSource(world, sourceId, { signal });
		for (const slug of ["set-0", "set-3", "set-11"]) demo.removeTitle(slug);
		const fetch: typeof world.fetch = async (input, init) => {
			const request = new Request(input, init);
			const isHit = status !== null && path.test(new URL(request.url).pathname);
			return isHit ? new Response("", { status }) : world.fetch(request);
		};
		await syncSource({ ...world, fetch }, sourceId, { signal, force: true });
		const found = await world.db.items.filter(({ kind, goneAt }) => kind === "collection" && !goneAt).toArray();
		world.db.close();
		return found.map(({ title }) => title).sort();
	};
	const all = collections.map(({ title }) => title).sort();
	const ALONE = /^\/library\/collections\/\w+$/;

	it("are hidden when they are removed, and no others", async () => {
		const left = all.filter((title) => !["Set 0", "Set 3", "Set 11"].includes(title));
		expect(await readAgain(ALONE, null)).toEqual(left);
	});

	it.each([404, 403, 503])("are not while a question about one of them alone is answered by %i", async (status) => {
		expect(await readAgain(ALONE, status)).toEqual(all);
	});
});

describe("the titles of a collection", () => {
	const row = (number: number) => ({ item: testMovie(number, { libraryId: "a1/boxsets" }) });

	async function read(...answers: { numbers: readonly number[]; skipped?: number }[]) {
		const world = testWorld();
		await world.db.sources.put(testSource);
		await world.db.items.bulkPut([testMovie(0, { itemId: "a1/set", kind: "collection" }), testMovie(1)]);
		const server = new FakeServer();
		for (const { numbers, skipped = 0 } of answers) {
			server.childrenAnswer = { kind: "ok", value: { rows: numbers.map(row), skipped } };
			await refreshChildren(world, server, "a1/set", signal);
		}
		return { world, members: (await membersOf(world.db, "a1/set")).map(({ itemId }) => itemId) };
	}

	it("stay in their own libraries", async () => {
		const { world } = await read({ numbers: [1, 2] });
		expect((await world.db.items.get("a1/m1"))?.libraryId).toBe("a1/lib");
		expect((await world.db.items.get("a1/m2"))?.libraryId).toBe("a1/boxsets");
	});

	it("follow the server's list when titles leave it or change places", async () => {
		expect((await read({ numbers: [1, 2, 3] }, { numbers: [3, 1] })).members).toEqual(["a1/m3", "a1/m1"]);
		expect((await read({ numbers: [1, 2] }, { numbers: [] })).members).toEqual([]);
	});

	it("are not forgotten for a list of which some rows could not be read", async () => {
		expect((await read({ numbers: [1, 2, 3] }, { numbers: [1], skipped: 2 })).members).toHaveLength(3);
		expect((await read({ numbers: [1], skipped: 2 })).members).toHaveLength(1);
	});
});
