import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { listScope, listsOf } from "../../../src/library/scopes.ts";
import { syncSource } from "../../../src/library/sync-source.ts";
import { touch } from "../../../src/library/touch.ts";
import type { Dialect } from "../../../src/model/source.ts";
import { type Connected, connected } from "../servers/connected.ts";
import { smallLibrary } from "../servers/small-library.ts";
import { memoryLocks } from "./fake-server.ts";

const HOUR_MS = 3_600_000;
const TEN = { ...smallLibrary, movies: smallLibrary.movies.slice(0, 10) };
const MANY = 100_000;

/** How a dialect asks for films, and where its answers hold them. */
const FILMS = {
	jellyfin: {
		path: /^\/Items$/,
		type: ["includeItemTypes", "Movie"],
		start: "startIndex",
		limit: "limit",
		since: "minDateLastSaved",
	},
	plex: {
		path: /^\/library\/sections\/\d+\/all$/,
		type: ["type", "1"],
		start: "X-Plex-Container-Start",
		limit: "X-Plex-Container-Size",
		since: "updatedAt>",
	},
} as const;

const TOLD = Object.values(FILMS).flatMap(({ type, start, limit }) => [type[0], start, limit]);

type Row = Record<string, unknown>;
interface JellyfinList {
	readonly Items: readonly Row[];
}
interface PlexList {
	readonly MediaContainer: Row & { readonly Metadata?: readonly Row[] };
}

/** The emulator with a list of films of another length: pages are made of its first film when they are asked for, a look for changes is its own. */
function withFilms(fetch: typeof globalThis.fetch, dialect: Dialect, count: number): typeof globalThis.fetch {
	const names = FILMS[dialect];
	return async (input, init) => {
		const request = new Request(input, init);
		const url = new URL(request.url);
		const isPage = url.searchParams.get(names.type[0]) === names.type[1] && !url.searchParams.has(names.since);
		if (!names.path.test(url.pathname) || !isPage) return fetch(request);
		const start = Number(url.searchParams.get(names.start));
		const length = Math.max(0, Math.min(Number(url.searchParams.get(names.limit)), count - start));
		// For what was added last, and the length of the list.
		const isLook = url.searchParams.get(names.limit) === "1";
		const asked = new URL(url);
		asked.searchParams.set(names.start, "0");
		asked.searchParams.set(names.limit, "1");
		const answer = await fetch(new Request(asked, request));
		const rowsOf = (template: Row | undefined, id: string) =>
			Array.from({ length }, (_, at) => ({ ...template, ...(isLook ? {} : { [id]: `${start + at}` }) }));
		if (dialect === "jellyfin") {
			const { Items }: JellyfinList = await answer.json();
			return Response.json({ Items: rowsOf(Items[0], "Id"), TotalRecordCount: count, StartIndex: start });
		}
		const { MediaContainer }: PlexList = await answer.json();
		const Metadata = rowsOf(MediaContainer.Metadata?.[0], "ratingKey");
		return Response.json({ MediaContainer: { ...MediaContainer, size: length, totalSize: count, Metadata } });
	};
}

/** A source with ten films that was read to its end, a few hours later. */
async function read(dialect: Dialect) {
	let shiftMs = 0;
	const world = { locks: memoryLocks(), now: () => Date.now() + shiftMs };
	const connection = await connected(dialect, world, {}, TEN);
	const { signal } = new AbortController();
	await syncSource(connection.world, connection.sourceId, { signal });
	const later = () => {
		shiftMs += 13 * HOUR_MS;
		connection.demo.clock.advance(13 * HOUR_MS);
	};
	later();
	later();
	const library = (await connection.world.db.libraries.toArray()).find(({ kind }) => kind === "movies");
	if (library === undefined) throw new Error("no films");
	return { ...connection, later, scope: listScope("titles", library.libraryId), libraryId: library.libraryId };
}

/** The device says that it has so many films, as a complete reading of them leaves it. */
async function pretendFilms({ world, scope, libraryId }: Awaited<ReturnType<typeof read>>, count: number) {
	const row = await world.db.freshness.get(scope);
	if (row?.mark === undefined) throw new Error("not read to its end");
	await world.db.freshness.put({ ...row, total: count, done: count, mark: { ...row.mark, total: count } });
	await world.db.libraries.update(libraryId, { total: count });
}

/** A network that notes what it is asked for: the path, and what it says of the list and the part of it. */
function noting(fetch: typeof globalThis.fetch) {
	const asked: string[] = [];
	const noted: typeof globalThis.fetch = (input, init) => {
		const request = new Request(input, init);
		const { pathname, searchParams } = new URL(request.url);
		const told = TOLD.flatMap((name) => searchParams.get(name) ?? []);
		const isSince = Object.values(FILMS).some(({ since }) => searchParams.has(since));
		asked.push([pathname, ...told, ...(isSince ? ["since"] : [])].join(" "));
		return fetch(request);
	};
	return { asked, fetch: noted };
}

/** What the app does by itself when everything is stale: each list of each library is touched. Gives what was asked. */
async function look({ world, sourceId }: Connected, network: typeof globalThis.fetch, signal: AbortSignal) {
	const { asked, fetch } = noting(network);
	const noted = { ...world, fetch };
	await touch(noted, `libraries:${sourceId}`, { signal });
	for (const { libraryId, kind } of await world.db.libraries.toArray()) {
		for (const list of listsOf(kind)) await touch(noted, listScope(list, libraryId), { signal });
	}
	return asked;
}

/**
 * Five lists (films, shows, seasons, episodes, collections) of two requests each, the list of libraries, and who answers at the address.
 * A Plex is asked at both of its addresses, its two sections whether they have collections, and whether there are playlists.
 */
const REQUESTS: Readonly<Record<Dialect, number>> = { jellyfin: 12, plex: 16 };

describe.each<Dialect>(["jellyfin", "plex"])("a refresh on %s", (dialect) => {
	it(`asks of ${MANY} unchanged films what it asks of ten, and for no page of them`, async () => {
		const { signal } = new AbortController();
		const here = await read(dialect);
		const few = await look(here, here.world.fetch, signal);
		expect(few).toHaveLength(REQUESTS[dialect]);
		await pretendFilms(here, MANY);
		const before = await here.world.db.libraries.toArray();
		here.later();
		expect(await look(here, withFilms(here.world.fetch, dialect, MANY), signal)).toEqual(few);
		expect(await here.world.db.libraries.toArray()).toEqual(before);
		expect((await here.world.db.freshness.get(here.scope))?.fetchedAt).toBeGreaterThan(here.world.now() - HOUR_MS);

		here.later();
		here.demo.changeTitle({ slug: "film-2", title: "Film 2, newly cut" });
		expect(await look(here, withFilms(here.world.fetch, dialect, MANY), signal)).toEqual(few);
		expect(await here.world.db.items.filter(({ title }) => title === "Film 2, newly cut").count()).toBe(1);
		here.world.db.close();
	});

	it(`begins to read the pages of ${MANY} films when there is one less`, async () => {
		const here = await read(dialect);
		await pretendFilms(here, MANY);
		const control = new AbortController();
		const network = withFilms(here.world.fetch, dialect, MANY - 1);
		let pages = 0;
		const stopping: typeof globalThis.fetch = (input, init) => {
			const request = new Request(input, init);
			const { searchParams } = new URL(request.url);
			const { start, limit, since } = FILMS[dialect];
			const isPage = Number(searchParams.get(limit)) > 1 && searchParams.has(start) && !searchParams.has(since);
			if (isPage && ++pages === 1) control.abort();
			return network(request);
		};
		await touch({ ...here.world, fetch: stopping }, here.scope, { signal: control.signal });
		expect(pages).toBe(1);
		here.world.db.close();
	});
});
