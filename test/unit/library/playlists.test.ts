import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { collectionsWith, membersOf } from "../../../src/db/title-queries.ts";
import { readCollectionColumns } from "../../../src/library/collection-columns.ts";
import { recentlyAdded } from "../../../src/library/home-rows.ts";
import { entriesOfBlock } from "../../../src/library/search-rows.ts";
import { readBlocks } from "../../../src/library/shelf-blocks.ts";
import { shelfOf } from "../../../src/library/shelf-columns.ts";
import { syncSource } from "../../../src/library/sync-source.ts";
import { touch } from "../../../src/library/touch.ts";
import type { ItemId, LibraryId } from "../../../src/model/ids.ts";
import type { Dialect } from "../../../src/model/source.ts";
import { mark } from "../../../src/progress/mark.ts";
import { openServer } from "../../../src/servers/open-server.ts";
import type { MediaServer } from "../../../src/servers/server.ts";
import { removeSource } from "../../../src/servers/sign-out.ts";
import { connected, signal } from "../servers/connected.ts";
import { okValue } from "../servers/server-world.ts";
import { smallLibrary } from "../servers/small-library.ts";
import { memoryLocks } from "./fake-server.ts";

const MANY = 501;
const playlists = [
	{ slug: "mixed", title: "Mixed", items: ["film-3", "serial/s1e3", "film-1", "serial/s1e1", "film-3"] },
	{ slug: "empty", title: "Empty", items: [] },
	{ slug: "long", title: "Long", items: Array.from({ length: MANY }, (_, at) => `film-${at % 7}`) },
	{ slug: "songs", title: "Songs", items: [], isAudio: true },
];
const MIXED = ["Film 3", "Chapter 3", "Film 1", "Chapter 1", "Film 3"];

/** With one row of each answer about what is in a playlist turned into something that is none. */
const spoilingSecond: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch = (fetch) => async (input, init) => {
	const answer = await fetch(input, init);
	if (!/playlists\/[^/]+\/items/i.test(String(input instanceof Request ? input.url : input))) return answer;
	const body = await answer.json();
	const rows = body.Items ?? body.MediaContainer.Metadata;
	rows[1] = { nonsense: true };
	return Response.json(body);
};

describe.each<Dialect>(["jellyfin", "plex"])("the playlists of a %s server", (dialect) => {
	const read = async () => {
		const connection = await connected(dialect, { locks: memoryLocks() }, {}, { ...smallLibrary, playlists });
		const { world, sourceId } = connection;
		const sync = () => syncSource(world, sourceId, { signal, force: true });
		await sync();
		const items = await world.db.items.filter(({ kind }) => kind === "playlist").toArray();
		const idOf = (title: string): ItemId => items.find((item) => item.title === title)?.itemId ?? "a1/none";
		const titlesOf = async (title: string) => (await membersOf(world.db, idOf(title))).map((item) => item.title);
		const look = (title: string) => touch(world, `children:${idOf(title)}`, { signal, force: true });
		return { ...connection, sync, idOf, titlesOf, look, titles: items.map(({ title }) => title).sort() };
	};

	it("are a library of their own, without those of music, and nothing else", async () => {
		const { world, titles, idOf } = await read();
		expect(titles).toEqual(["Empty", "Long", "Mixed"]);
		const libraries = await world.db.libraries.toArray();
		const own = libraries.filter(({ kind }) => kind === "playlists");
		expect(own).toMatchObject([{ title: "Playlists", total: 3 }]);
		const [block] = await readBlocks(world.db, own[0]?.libraryId ?? "a1/none");
		const found = block ? entriesOfBlock(block) : [];
		expect(found.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual(titles.map((title) => `playlist ${title}`));
		expect((await recentlyAdded(world.db, 99)).filter(({ kind }) => kind === "playlist")).toEqual([]);
		expect(await mark(world, [idOf("Mixed")], "markWatched")).toMatchObject({ changed: 0 });
	});

	it("keep their own order over libraries, with a title twice, and are here offline once they were read", async () => {
		const { world, idOf, titlesOf, look, sourceId } = await read();
		expect(await titlesOf("Mixed")).toEqual([]);
		await look("Mixed");
		await look("Empty");
		expect(await titlesOf("Mixed")).toEqual(MIXED);
		expect(await titlesOf("Empty")).toEqual([]);
		const freshness = await world.db.freshness.bulkGet([`children:${idOf("Mixed")}`, `children:${idOf("Empty")}`]);
		expect(freshness.map((row) => (row?.fetchedAt ?? 0) > 0)).toEqual([true, true]);
		world.asked.length = 0;
		await touch(world, `children:${idOf("Mixed")}`, { signal });
		expect(world.asked).toEqual([]);

		const [film, episode] = await membersOf(world.db, idOf("Mixed"));
		const libraries = await world.db.libraries.bulkGet([film, episode].map((item) => item?.libraryId ?? "a1/none"));
		expect(libraries.map((library) => library?.kind)).toEqual(["movies", "shows"]);
		const within = await collectionsWith(world.db, film?.itemId ?? "a1/none");
		expect(within.map(({ title }) => title)).toEqual(["Mixed"]);
		const movies: LibraryId = film?.libraryId ?? "a1/none";
		const columns = await readCollectionColumns(world.db, shelfOf(movies, await readBlocks(world.db, movies)));
		expect(columns).toEqual([]);

		await removeSource(world, sourceId);
		expect(await world.db.members.count()).toBe(0);
	});

	it("are read page by page, however long they are", async () => {
		const { look, titlesOf, world } = await read();
		world.asked.length = 0;
		await look("Long");
		expect(world.asked.filter((asked) => /playlists\/[^/]+\/items/i.test(asked))).toHaveLength(2);
		const titles = await titlesOf("Long");
		expect(titles).toHaveLength(MANY);
		expect(titles.every((title, at) => title === `Film ${at % 7}`)).toBe(true);
	});

	it("are read but for a row that makes no sense, and do not shrink for it", async () => {
		const { world, sourceId, idOf, look, titlesOf } = await read();
		const spoiled = { ...world, fetch: spoilingSecond(world.fetch) };
		const server = okValue<MediaServer>(await openServer(spoiled, sourceId, signal));
		const parent = await world.db.items.get(idOf("Mixed"));
		const answer = parent && (await server.children(parent, signal));
		expect(answer).toMatchObject({ kind: "ok", value: { skipped: 1 } });
		await look("Mixed");
		await touch(spoiled, `children:${idOf("Mixed")}`, { signal, force: true });
		expect(await titlesOf("Mixed")).toEqual(MIXED);
	});

	it("stay as they were while the server is away, and go when they were deleted there", async () => {
		const { world, demo, sync, idOf, look, titlesOf } = await read();
		await look("Mixed");
		const away = { ...world, fetch: () => Promise.reject(new TypeError("no network")) };
		await touch(away, `children:${idOf("Mixed")}`, { signal, force: true });
		expect(await titlesOf("Mixed")).toEqual(MIXED);

		demo.removeTitle("mixed");
		await look("Mixed");
		expect(await titlesOf("Mixed")).toEqual(MIXED);
		await sync();
		expect((await world.db.items.get(idOf("Mixed")))?.goneAt).toBeGreaterThan(0);
		const [film] = await membersOf(world.db, idOf("Mixed"));
		expect(await collectionsWith(world.db, film?.itemId ?? "a1/none")).toEqual([]);
		expect((await world.db.shelves.toArray()).flatMap((block) => block.titles)).not.toContain("Mixed");
	});

	it("are read again when they are next looked at, once a sync has seen that they were edited", async () => {
		const { world, demo, sync, idOf, look } = await read();
		const scope = `children:${idOf("Mixed")}`;
		await look("Mixed");
		await sync();
		const asks = async () => {
			world.asked.length = 0;
			await touch(world, scope, { signal });
			return world.asked.length > 0;
		};
		expect(await asks()).toBe(false);
		demo.changeTitle({ slug: "mixed", title: "Mixed anew" });
		await sync();
		expect(await asks()).toBe(true);
		expect(await asks()).toBe(false);
	});

	it("are read in full like any title, with the way to the server's own page", async () => {
		const { world, idOf } = await read();
		await touch(world, `full:${idOf("Mixed")}`, { signal });
		expect(await world.db.freshness.get(`full:${idOf("Mixed")}`)).toMatchObject({ failures: 0 });
		const path = (await world.db.items.get(idOf("Mixed")))?.detail?.webPath;
		expect(path).toContain(dialect === "plex" ? "playlist?key=%2Fplaylists%2F" : "details?id=");
	});
});

it("a Plex server that gives few rows at once has its playlists whole all the same", async () => {
	const library = { ...smallLibrary, playlists: playlists.slice(0, 1) };
	const { world, sourceId } = await connected("plex", { locks: memoryLocks() }, { pageCap: 2 }, library);
	await syncSource(world, sourceId, { signal });
	const [playlist] = await world.db.items.filter(({ kind }) => kind === "playlist").toArray();
	const itemId: ItemId = playlist?.itemId ?? "a1/none";
	await touch(world, `children:${itemId}`, { signal });
	expect((await membersOf(world.db, itemId)).map(({ title }) => title)).toEqual(MIXED);
});
