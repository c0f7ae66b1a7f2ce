import "fake-indexeddb/auto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlexSwitches } from "../../../demo/plex/switches.ts";
import { creditsOf } from "../../../src/db/title-queries.ts";
import { listScope, listsOf } from "../../../src/library/scopes.ts";
import { sweepSource } from "../../../src/library/sweep-source.ts";
import { syncSource } from "../../../src/library/sync-source.ts";
import { touch } from "../../../src/library/touch.ts";
import type { Item } from "../../../src/model/item.ts";
import type { Dialect } from "../../../src/model/source.ts";
import { type Connected, connected } from "../servers/connected.ts";
import { movie, smallLibrary } from "../servers/small-library.ts";
import { memoryLocks } from "./fake-server.ts";

const HOUR_MS = 3_600_000;
const signal = new AbortController().signal;
/** Requests of a look at five lists: two each, the libraries, what holds their titles, and who answers there. */
const MOST = 16;

type Moved = Connected & { advance(ms: number): void };

/** A source that was read once; its clock and its server's are moved together. */
async function read(
	dialect: Dialect,
	more: Parameters<typeof connected>[3] = smallLibrary,
	switches = {},
): Promise<Moved> {
	let shiftMs = 0;
	const world = { locks: memoryLocks(), now: () => Date.now() + shiftMs };
	const connection = await connected(dialect, world, switches, more);
	await syncSource(connection.world, connection.sourceId, { signal });
	const advance = (ms: number) => {
		shiftMs += ms;
		connection.demo.clock.advance(ms);
	};
	advance(48 * HOUR_MS);
	const moved = { ...connection, advance };
	await look(moved);
	return moved;
}

/** What the app does by itself: every list of every library is touched. Gives the requests it took. */
async function look({ world, sourceId, advance }: Moved): Promise<string[]> {
	advance(13 * HOUR_MS);
	world.asked.length = 0;
	await touch(world, `libraries:${sourceId}`, { signal });
	for (const { libraryId, kind } of await world.db.libraries.toArray()) {
		for (const list of listsOf(kind)) await touch(world, listScope(list, libraryId), { signal });
	}
	return [...world.asked];
}

/** What the app does by itself once a day. */
async function sweep({ world, sourceId, advance }: Moved): Promise<void> {
	advance(25 * HOUR_MS);
	await world.db.libraries.toCollection().modify({ openedAt: world.now() });
	await sweepSource(world, sourceId, signal);
}

const titled = async ({ world }: Moved, title: string): Promise<Item | undefined> =>
	(await world.db.items.filter((item) => item.title === title && !item.goneAt).toArray())[0];
const onShelves = async ({ world }: Moved) => (await world.db.shelves.toArray()).flatMap(({ titles }) => titles);
const errors = async ({ world }: Moved) => (await world.db.freshness.toArray()).flatMap(({ error }) => error ?? []);

/** A server that does not list one of its libraries. */
function withoutLibrary(fetch: typeof globalThis.fetch, title: string): typeof globalThis.fetch {
	return async (input, init) => {
		const request = new Request(input, init);
		const answer = await fetch(request);
		if (!/\/(UserViews|library\/sections)$/.test(new URL(request.url).pathname)) return answer;
		const isOther = (row: { Name?: string; title?: string }) => (row.Name ?? row.title) !== title;
		return Response.json(
			JSON.parse(await answer.text(), (_key, value) => (Array.isArray(value) ? value.filter(isOther) : value)),
		);
	};
}

/** A server that puts no date on any change. */
function withoutDates(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
	return async (input, init) => {
		const request = new Request(input, init);
		if (!/updatedAt|minDateLastSaved/.test(decodeURIComponent(request.url))) return fetch(request);
		return Response.json({ Items: [], TotalRecordCount: 0, MediaContainer: { size: 0, totalSize: 0, Metadata: [] } });
	};
}

/** Plex's open questions answered in all the ways that a library could notice. */
const PLEX_SETTINGS: readonly Partial<PlexSwitches>[] = [
	{},
	{
		viewStateBumpsContentChangedAt: true,
		deletionBumpsContentChangedAt: true,
		batchHasFullCast: true,
		rebuildReusesKeys: false,
		restoreKeepsKey: false,
		announcesMarks: true,
		ownerOnlyStatus: 403,
	},
	{ pageCap: 7, deletionBumpsContentChangedAt: true },
];
const SERVERS: readonly (readonly [Dialect, Partial<PlexSwitches>])[] = [
	["jellyfin", {}],
	...PLEX_SETTINGS.map((switches) => ["plex", switches] as const),
];

describe.each(SERVERS)("changes on %s %o", (dialect, switches) => {
	let here: Moved;
	beforeAll(async () => {
		here = await read(dialect, smallLibrary, switches);
	});
	afterAll(() => here.world.db.close());

	// With Plex's defaults alone: the large library takes its time.
	if (Object.keys(switches).length === 0) {
		it("cost the same few requests when there are none, whatever the size of the library", async () => {
			const more = Array.from({ length: 490 }, (_, at) => movie(`many-${at}`, { title: `M${at}` }));
			const many = { ...smallLibrary, movies: [...smallLibrary.movies, ...more] };
			const large = await read(dialect, many);
			const before = await large.world.db.libraries.toArray();
			const [few, lots] = [await look(here), await look(large)];
			expect(lots).toHaveLength(few.length);
			expect(lots.length).toBeLessThanOrEqual(MOST);
			expect(await large.world.db.libraries.toArray()).toEqual(before);
			expect(await onShelves(large)).toHaveLength(many.movies.length + 2);
			large.world.db.close();
		});
	}

	it("in a title are seen by a look and written alone, by the same requests", async () => {
		const same = (await look(here)).length;
		const revisions = async () => (await here.world.db.libraries.toArray()).map(({ revision }) => revision);
		const before = await revisions();
		here.demo.changeTitle({ slug: "film-2", title: "Film 2, newly cut" });
		expect(await look(here)).toHaveLength(same);
		expect(await onShelves(here)).toContain("Film 2, newly cut");
		const after = await revisions();
		expect(after.filter((revision, at) => revision !== before[at])).toHaveLength(1);
	});

	it("that add a title, or a show with its episodes, are seen by a look", async () => {
		here.demo.addTitle({ slug: "newcomer", title: "Newcomer" });
		here.demo.addTitle({ slug: "new-show", title: "New Show", kind: "show" });
		await look(here);
		expect(await onShelves(here)).toEqual(expect.arrayContaining(["Newcomer", "New Show"]));
		const show = await titled(here, "New Show");
		expect(
			await here.world.db.items.filter(({ kind, showId }) => kind === "episode" && showId === show?.itemId).count(),
		).toBe(2);
		expect(await errors(here)).toEqual([]);
	});

	it("that remove a title or an episode are seen by a look, and taken back by one", async () => {
		here.demo.removeTitle("film-5");
		here.demo.removeTitle("serial/s1e2");
		await look(here);
		expect(await onShelves(here)).not.toContain("Film 5");
		expect(await titled(here, "Film 5")).toBeUndefined();
		expect(await titled(here, "Chapter 2")).toBeUndefined();
		here.demo.restoreTitle("film-5");
		await look(here);
		expect(await onShelves(here)).toContain("Film 5");
	});

	it("that remove one title and add another without a date are seen by a look where that was added last, else by the whole reading", async () => {
		const undated = { ...here, world: { ...here.world, fetch: withoutDates(here.world.fetch) } };
		here.demo.removeTitle("film-11");
		here.demo.addTitle({ slug: "undated", title: "Undated" });
		await look(undated);
		expect(await onShelves(here)).toContain("Undated");
		expect(await onShelves(here)).not.toContain("Film 11");
		here.demo.restoreTitle("film-11");
		here.demo.removeTitle("film-12");
		await look(undated);
		expect(await onShelves(here)).toContain("Film 12");
		await sweep(undated);
		expect(await onShelves(here)).toContain("Film 11");
		expect(await onShelves(here)).not.toContain("Film 12");
	});

	it("that replace a file by another id, or move a title to another library, are seen by a look", async () => {
		const before = await titled(here, "Film 6");
		here.demo.removeTitle("film-6");
		here.demo.addTitle({ slug: "film-6-again", title: "Film 6" });
		here.demo.removeTitle("film-7");
		here.demo.addTitle({ slug: "film-7-moved", title: "Film 7", kind: "show" });
		await look(here);
		const [after, moved] = [await titled(here, "Film 6"), await titled(here, "Film 7")];
		expect(after?.itemId).toBeDefined();
		expect(after?.itemId).not.toBe(before?.itemId);
		expect(moved?.kind).toBe("show");
		expect((await onShelves(here)).filter((title) => title === "Film 6" || title === "Film 7")).toHaveLength(2);
	});

	it("of a cast are seen by a look, and the cast is read when the title is opened", async () => {
		const film = await titled(here, "Metropolis");
		await touch(here.world, `full:${film?.itemId}`, { signal });
		here.demo.changeTitle({ slug: "metropolis", cast: ["Nora Newcomer"] });
		await look(here);
		await touch(here.world, `full:${film?.itemId}`, { signal });
		const credits = await creditsOf(here.world.db, film?.itemId ?? "a1/none");
		expect(credits.filter(({ kind }) => kind === "actor").map(({ name }) => name)).toEqual(["Nora Newcomer"]);
	});

	it("of a poster in place are seen by the whole reading, on a Plex by a look", async () => {
		const before = (await titled(here, "Film 8"))?.poster?.ref;
		here.demo.changeTitle({ slug: "film-8", poster: 1 });
		await look(here);
		const looked = (await titled(here, "Film 8"))?.poster?.ref;
		expect(looked === before).toBe(dialect === "jellyfin");
		await sweep(here);
		expect((await titled(here, "Film 8"))?.poster?.ref).not.toBe(before);
	});

	it("of what is shared are seen by the list of libraries: one that it lacks stays, is left alone, and comes back", async () => {
		const { world, sourceId } = here;
		const hiding = { ...world, fetch: withoutLibrary(world.fetch, "Movies") };
		const movies = async () => (await world.db.libraries.toArray()).find(({ title }) => title === "Movies");
		await touch(hiding, `libraries:${sourceId}`, { signal, force: true });
		expect((await movies())?.unlistedAt).toBeGreaterThan(0);
		here.advance(13 * HOUR_MS);
		world.asked.length = 0;
		await touch(hiding, `titles:${(await movies())?.libraryId}`, { signal });
		expect(world.asked.filter((request) => /\/Items|\/all/.test(request))).toEqual([]);
		expect(await onShelves(here)).toContain("Film 10");
		await look(here);
		expect((await movies())?.unlistedAt).toBeUndefined();
	});

	it("of what was watched elsewhere are seen by the home check, and any by the whole reading", async () => {
		const state = async () => here.world.db.watch.get((await titled(here, "Film 9"))?.itemId ?? "a1/none");
		here.demo.view({ slug: "film-9", act: "finish" });
		here.advance(HOUR_MS);
		await touch(here.world, `home:${here.sourceId}`, { signal });
		expect((await state())?.watched).toBe(true);
		here.demo.view({ slug: "film-9", act: "unwatched" });
		await sweep(here);
		expect((await state())?.watched ?? false).toBe(false);
	});
});
