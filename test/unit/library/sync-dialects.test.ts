import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { showEpisodes } from "../../../src/db/item-queries.ts";
import { creditsOf, seasonsOf } from "../../../src/db/title-queries.ts";
import { backOffMs, librariesScope } from "../../../src/library/scopes.ts";
import { syncSource } from "../../../src/library/sync-source.ts";
import { touch } from "../../../src/library/touch.ts";
import type { ItemId } from "../../../src/model/ids.ts";
import type { Dialect } from "../../../src/model/source.ts";
import { openServer } from "../../../src/servers/open-server.ts";
import { type Connected, connected } from "../servers/connected.ts";
import { MOVIE_COUNT, movie, smallLibrary } from "../servers/small-library.ts";
import { memoryLocks } from "./fake-server.ts";

const signal = new AbortController().signal;
const LIST_PATHS: Readonly<Record<Dialect, string>> = { jellyfin: "/Items?", plex: "/all" };
const LIBRARIES_PATHS: Readonly<Record<Dialect, string>> = { jellyfin: "/UserViews", plex: "/library/sections" };

/** A server that lists no library. */
function withoutLibraries(fetch: typeof globalThis.fetch, path: string): typeof globalThis.fetch {
	return async (input, init) => {
		const request = new Request(input, init);
		const answer = await fetch(request);
		if (new URL(request.url).pathname !== path) return answer;
		return Response.json({ Items: [], TotalRecordCount: 0, MediaContainer: { size: 0, Directory: [] } });
	};
}

/** A server whose watch states of one title cannot be read. */
function withoutAState(fetch: typeof globalThis.fetch, title: string): typeof globalThis.fetch {
	return rewriting(fetch, (_key, value) => {
		const isRow = typeof value === "object" && value !== null && Object.values(value).includes(title);
		return isRow ? { ...value, UserData: 7, viewCount: { count: 1 } } : value;
	});
}

/** A server that does not say how long a list is. */
function withoutCounts(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
	return rewriting(fetch, (key, value) => (/^(TotalRecordCount|totalSize)$/.test(key) ? undefined : value));
}

function rewriting(
	fetch: typeof globalThis.fetch,
	change: (key: string, value: unknown) => unknown,
): typeof globalThis.fetch {
	return async (input, init) => {
		const answer = await fetch(input, init);
		if (!answer.headers.get("content-type")?.includes("json")) return answer;
		return Response.json(JSON.parse(await answer.text(), change), { status: answer.status });
	};
}

describe.each<Dialect>(["jellyfin", "plex"])("syncing from %s", (dialect) => {
	const connect = () => connected(dialect, { locks: memoryLocks() });
	const sync = ({ world, sourceId }: Connected, force = false) => syncSource(world, sourceId, { signal, force });
	const titleOf = async ({ world }: Connected, title: string): Promise<ItemId> => {
		const items = await world.db.items.filter((item) => item.title === title).toArray();
		return items.find(({ kind }) => kind === "movie" || kind === "show")?.itemId ?? "a1/none";
	};
	const scopeErrors = async ({ world }: Connected) =>
		(await world.db.freshness.toArray()).flatMap(({ error }) => error ?? []);

	it("brings every film, show, season and episode, and nothing again while fresh", async () => {
		const connection = await connect();
		const { world } = connection;
		expect(await sync(connection)).toMatchObject({ kind: "complete", skipped: 0 });
		const kinds = new Map<string, number>();
		await world.db.items.each(({ kind }) => kinds.set(kind, (kinds.get(kind) ?? 0) + 1));
		expect(kinds.get("movie")).toBe(MOVIE_COUNT);
		expect([kinds.get("show"), kinds.get("season"), kinds.get("episode")]).toEqual([1, 2, 4]);
		const show = await titleOf(connection, "The Serial");
		expect((await seasonsOf(world.db, show)).map(({ index }) => index)).toEqual([1, 0]);
		expect(await showEpisodes(world.db, show)).toHaveLength(4);
		world.asked.length = 0;
		await sync(connection);
		expect(world.asked.filter((request) => request.includes(LIST_PATHS[dialect]))).toEqual([]);
	});

	it("writes nothing for a library that did not change", async () => {
		const connection = await connect();
		await sync(connection);
		const before = await connection.world.db.libraries.toArray();
		await sync(connection, true);
		expect(await connection.world.db.libraries.toArray()).toEqual(before);
	});

	it("takes nothing of what a title's own answer told when its list is read again", async () => {
		const told = movie("told", { title: "Told", genres: ["Drama", "Science Fiction", "Thriller", "Noir"] });
		const library = { ...smallLibrary, movies: [told, ...smallLibrary.movies] };
		const connection = await connected(dialect, { locks: memoryLocks() }, {}, library);
		await sync(connection);
		const { items } = connection.world.db;
		for (const title of ["Told", "The Serial"]) {
			const itemId = await titleOf(connection, title);
			await touch(connection.world, `full:${itemId}`, { signal });
			const before = await items.get(itemId);
			await sync(connection, true);
			expect(await items.get(itemId)).toEqual(before);
		}
		connection.world.db.close();
	});

	it("reads the whole cast of a title once, and offline afterwards", async () => {
		const connection = await connect();
		const { world } = connection;
		await sync(connection);
		const film = await titleOf(connection, "Metropolis");
		await touch(world, `full:${film}`, { signal });
		expect((await creditsOf(world.db, film)).filter(({ kind }) => kind === "actor")).toHaveLength(5);
		expect((await creditsOf(world.db, film)).every(({ person }) => person !== undefined)).toBe(true);
		world.asked.length = 0;
		await touch(world, `full:${film}`, { signal });
		await touch(world, `credits:${film}`, { signal });
		expect(world.asked).toEqual([]);
		await sync(connection, true);
		expect((await world.db.items.get(film))?.detail?.versions).toHaveLength(1);
		expect(await creditsOf(world.db, film)).toHaveLength(8);
	});

	it("asks once when several want the same", async () => {
		const connection = await connect();
		const { world } = connection;
		await sync(connection);
		const film = await titleOf(connection, "Metropolis");
		world.asked.length = 0;
		await touch(world, `full:${film}`, { signal });
		const alone = world.asked.length;
		const other = await titleOf(connection, "Film 3");
		world.asked.length = 0;
		await Promise.all([1, 2, 3].map(() => touch(world, `full:${other}`, { signal })));
		expect(world.asked).toHaveLength(alone);
	});

	it("takes a show's episodes for fresh after reading all of the library", async () => {
		const connection = await connect();
		await sync(connection);
		const show = await titleOf(connection, "The Serial");
		connection.world.asked.length = 0;
		await touch(connection.world, `children:${show}`, { signal });
		expect(connection.world.asked).toEqual([]);
		await touch(connection.world, `children:${show}`, { signal, force: true });
		expect(connection.world.asked.length).toBeGreaterThan(0);
		expect(await showEpisodes(connection.world.db, show)).toHaveLength(4);
	});

	it("leaves out and counts rows of wrong types, keeping the good ones", async () => {
		const connection = await connect();
		connection.demo.setFaults([{ kind: "wrong-types", path: LIST_PATHS[dialect] }]);
		const result = await sync(connection);
		expect(result).toMatchObject({ kind: "complete", skipped: 9 });
		expect(await connection.world.db.items.where("itemId").startsWith(connection.sourceId).count()).toBeGreaterThan(15);
		const rows = await connection.world.db.freshness.toArray();
		expect(rows.some(({ skipped }) => skipped === 8)).toBe(true);
	});

	it("hides nothing that it cannot read, but what was removed, also where a row does not say which title it is of", async () => {
		const connection = await connect();
		const { world, demo, sourceId } = connection;
		await sync(connection);
		const gone = () => world.db.items.where("goneAt").above(0).toArray();
		demo.setFaults([{ kind: "wrong-types", path: LIST_PATHS[dialect] }]);
		await sync(connection, true);
		expect(await gone()).toEqual([]);
		demo.setFaults([]);
		demo.removeTitle("film-4");
		const spoiled = { ...world, fetch: withoutAState(world.fetch, "Film 3") };
		await syncSource(spoiled, sourceId, { signal, force: true });
		expect((await gone()).map(({ title }) => title)).toEqual(["Film 4"]);
		expect((await world.db.shelves.toArray()).flatMap(({ titles }) => titles)).toContain("Film 3");
	});

	it("takes no library for unlisted while the server does not say what is in it", async () => {
		const connection = await connect();
		const { world, demo, sourceId } = connection;
		await sync(connection);
		const before = await world.db.libraries.toArray();
		expect(before.some(({ kind }) => kind === "collections")).toBe(true);
		demo.setFaults([{ kind: "status", status: 500, path: "/collections" }]);
		await touch(world, librariesScope(sourceId), { signal, force: true });
		expect(await world.db.libraries.toArray()).toEqual(before);
	});

	it("does not take a full page without a count for all there is", async () => {
		const { world, sourceId } = await connect();
		const opened = await openServer({ ...world, fetch: withoutCounts(world.fetch) }, sourceId, signal);
		const server = opened.kind === "ok" ? opened.value : null;
		const libraries = await server?.libraries(signal);
		const movies = libraries?.kind === "ok" ? libraries.value.find(({ kind }) => kind === "movies") : undefined;
		const page = (limit: number) => movies && server?.list(movies, "titles", 0, limit, signal);
		expect(await page(10)).toMatchObject({ value: { total: 11, next: null, rows: { length: 10 } } });
		expect(await page(100)).toMatchObject({ value: { total: MOVIE_COUNT, next: null } });
	});

	it("does not believe a list that ends early, and mends it with the next sync", async () => {
		const connection = await connect();
		connection.demo.setFaults([{ kind: "short-list", path: LIST_PATHS[dialect] }]);
		expect(await sync(connection)).toMatchObject({ kind: "partial", reason: "incomplete" });
		expect(await scopeErrors(connection)).toContain("The server listed fewer titles than it says there are.");
		connection.demo.setFaults([]);
		expect((await sync(connection, true)).kind).toBe("complete");
		expect(await connection.world.db.items.filter(({ kind }) => kind === "movie").count()).toBe(MOVIE_COUNT);
		expect(await scopeErrors(connection)).toEqual([]);
	});

	it.each(["garbage", "html"] as const)(
		"says that an answer makes no sense (%s), and goes on with the rest",
		async (kind) => {
			const connection = await connect();
			connection.demo.setFaults([{ kind, path: LIST_PATHS[dialect], times: 2 }]);
			expect(await sync(connection)).toMatchObject({ kind: "partial", reason: "bad-answer" });
			expect(await connection.world.db.items.count()).toBeGreaterThan(0);
			expect(await scopeErrors(connection)).toEqual(["The server gave an answer that makes no sense."]);
			expect((await sync(connection, true)).kind).toBe("complete");
		},
	);

	it("keeps what came when the token dies on the way, and asks to sign in", async () => {
		const connection = await connect();
		const { world, demo, sourceId } = connection;
		let lists = 0;
		const fetch = world.fetch;
		const revoking = {
			...world,
			fetch: (async (input, init) => {
				const request = new Request(input, init);
				if (request.url.includes(LIST_PATHS[dialect]) && ++lists === 2) {
					demo.revokeTokens();
					connection.plexTv?.revokeTokens();
				}
				return fetch(request);
			}) satisfies typeof globalThis.fetch,
		};
		expect(await syncSource(revoking, sourceId, { signal })).toMatchObject({ kind: "failed", reason: "signed-out" });
		expect((await world.db.sources.get(sourceId))?.state).toBe("signed-out");
		expect(await world.db.items.count()).toBeGreaterThan(0);
		await connection.signIn();
		expect((await sync(connection, true)).kind).toBe("complete");
		expect((await world.db.sources.get(sourceId))?.state).toBe("ok");
	});

	it("is away while nothing answers, and keeps everything", async () => {
		const connection = await connect();
		await sync(connection);
		const count = await connection.world.db.items.count();
		connection.demo.setFaults([{ kind: "down" }]);
		expect(await sync(connection, true)).toMatchObject({ kind: "failed", reason: "unreachable" });
		expect((await connection.world.db.sources.get(connection.sourceId))?.state).toBe("away");
		expect(await connection.world.db.items.count()).toBe(count);
	});

	it.each([
		["refused", { kind: "status", status: 403 }],
		["failing", { kind: "status", status: 500 }],
	] as const)(
		"leaves a list of libraries that is %s alone until its back-off ended, but not by hand",
		async (_, fault) => {
			const connection = await connect();
			const { world, demo } = connection;
			demo.setFaults([{ ...fault, path: LIBRARIES_PATHS[dialect] }]);
			expect(await sync(connection)).toMatchObject({ kind: "failed" });
			world.asked.length = 0;
			expect(await sync(connection)).toMatchObject({ kind: "not-due" });
			expect(world.asked, "no request").toEqual([]);
			expect(await sync(connection, true)).toMatchObject({ kind: "failed" });
			demo.setFaults([]);
			const row = await world.db.freshness.get(librariesScope(connection.sourceId));
			const after = { ...world, now: () => world.now() + backOffMs(row?.failures ?? 0) };
			expect((await syncSource(after, connection.sourceId, { signal })).kind).toBe("complete");
		},
	);

	it("leaves a server that went away in the middle alone until its back-off ended", async () => {
		const connection = await connect();
		const { world, demo, sourceId } = connection;
		demo.setFaults([{ kind: "down", path: LIST_PATHS[dialect] }]);
		expect(await sync(connection)).toMatchObject({ kind: "failed", reason: "unreachable" });
		demo.setFaults([]);
		world.asked.length = 0;
		expect(await sync(connection)).toMatchObject({ kind: "not-due" });
		expect(world.asked, "no request").toEqual([]);
		const after = { ...world, now: () => world.now() + backOffMs(1) };
		expect((await syncSource(after, sourceId, { signal })).kind).toBe("complete");
	});

	it("takes a server without libraries for read until its list is stale", async () => {
		const connection = await connect();
		const { world, sourceId } = connection;
		const emptied = { ...world, fetch: withoutLibraries(world.fetch, LIBRARIES_PATHS[dialect]) };
		expect((await syncSource(emptied, sourceId, { signal })).kind).toBe("complete");
		world.asked.length = 0;
		expect((await syncSource(emptied, sourceId, { signal })).kind).toBe("not-due");
		expect(world.asked, "no request").toEqual([]);
		const later = { ...world, now: () => world.now() + 3_600_000 };
		expect((await syncSource(later, sourceId, { signal })).kind).toBe("complete");
		expect(await world.db.items.count()).toBeGreaterThan(0);
	});

	it("stops at once when told to while the server is silent", async () => {
		const connection = await connect();
		connection.demo.setFaults([{ kind: "hang", path: LIST_PATHS[dialect] }]);
		const control = new AbortController();
		const { world } = connection;
		const waiting = { ...world, fetch: world.fetch };
		waiting.fetch = (input, init) => {
			const request = new Request(input, init);
			if (request.url.includes(LIST_PATHS[dialect])) queueMicrotask(() => control.abort());
			return world.fetch(request);
		};
		const result = await syncSource(waiting, connection.sourceId, { signal: control.signal });
		expect(result.kind).toBe("stopped");
	});
});
