import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { creditsOf } from "../../../src/db/title-queries.ts";
import { watchRow } from "../../../src/db/watch.ts";
import {
	castDue,
	castsScope,
	guestsScope,
	isCastsDue,
	isLookDue,
	type LookedAt,
	lookText,
} from "../../../src/library/cast-due.ts";
import { type CastsResult, completeCasts } from "../../../src/library/complete-casts.ts";
import { fetchedRow } from "../../../src/library/freshness-rows.ts";
import { sweepSource } from "../../../src/library/sweep-source.ts";
import { syncSource } from "../../../src/library/sync-source.ts";
import { touch } from "../../../src/library/touch.ts";
import { type ItemId, joinId } from "../../../src/model/ids.ts";
import type { Library } from "../../../src/model/item.ts";
import { type Connected, connected } from "../servers/connected.ts";
import { MOVIE_COUNT, movie, smallLibrary } from "../servers/small-library.ts";
import { memoryLocks } from "./fake-server.ts";

const signal = new AbortController().signal;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TITLES = MOVIE_COUNT + 1;

/** The kinds of server, with the requests that a first reading of 25 casts takes. */
const SERVERS = [
	{ name: "a Jellyfin", dialect: "jellyfin", batchHasFullCast: true, requests: 2 },
	{ name: "a Plex with whole casts in a look-up of many", dialect: "plex", batchHasFullCast: true, requests: 2 },
	{ name: "a Plex with three names there", dialect: "plex", batchHasFullCast: false, requests: 1 + MOVIE_COUNT },
] as const;

/** A server that was synced before each test, and what is done with it. `at.now` is the time. */
function synced({ dialect, batchHasFullCast }: Pick<(typeof SERVERS)[number], "dialect" | "batchHasFullCast">) {
	const at = { now: 0 };
	let connection: Connected;
	beforeEach(async () => {
		at.now = Date.now();
		connection = await connected(dialect, { locks: memoryLocks(), now: () => at.now }, { batchHasFullCast });
		await syncSource(connection.world, connection.sourceId, { signal, force: true });
	});
	return {
		at,
		connection: () => connection,
		open: (...kinds: Library["kind"][]) =>
			connection.world.db.libraries.filter(({ kind }) => kinds.includes(kind)).modify({ openedAt: at.now }),
		read: (rest: () => void = () => undefined, end: AbortSignal = signal): Promise<CastsResult> => {
			connection.world.asked.length = 0;
			return completeCasts(connection.world, connection.sourceId, { signal: end, rest: async () => rest() });
		},
		progress: () => connection.world.db.freshness.get(castsScope(connection.sourceId)),
		keyOf: (slug: string): ItemId => joinId(connection.sourceId, connection.demo.state().items[slug]?.key ?? ""),
		castOf: async (itemId: ItemId) =>
			(await creditsOf(connection.world.db, itemId)).map(({ kind, person, role }) => `${kind} ${person?.name} ${role}`),
		castsAsked: () => connection.world.asked.filter((url) => url.includes("People") || url.includes("/metadata/")),
	};
}

describe.each(SERVERS)("reading the casts of $name in the background", (server) => {
	const { requests, batchHasFullCast } = server;
	const { at, connection, open, read, progress, keyOf, castOf, castsAsked } = synced(server);

	it("brings the whole cast of every film and show of the libraries that were opened, and asks for nothing again", async () => {
		expect(await read(), "nothing was opened").toBe("not-due");
		await open("shows");
		expect(await read()).toBe("complete");
		expect(await progress()).toMatchObject({ done: 1, total: 1 });
		await open("movies", "collections");
		expect(await read()).toBe("complete");
		expect(castsAsked()).toHaveLength(requests);
		expect(await progress()).toMatchObject({ done: TITLES, total: TITLES, failures: 0, fetchedAt: at.now });
		const film = keyOf("film-3");
		const cast = await castOf(film);
		expect(cast.slice(0, 2)).toEqual(["actor Brigitte Helm Maria", "actor Alfred Abel Joh Fredersen"]);
		expect(cast).toHaveLength(8);
		expect(await connection().world.db.people.count()).toBe(7);
		expect((await connection().world.db.items.get(film))?.detail, "only the cast was read").toBeUndefined();
		expect(await read()).toBe("not-due");
		at.now += 2 * DAY_MS;
		await open("movies", "shows");
		expect(await read()).toBe("complete");
		expect(castsAsked(), "no title changed").toEqual([]);
	});

	it("brings the guests of the episodes of a show that was begun, where that takes no request for each", async () => {
		await open("movies", "shows");
		expect(await read()).toBe("complete");
		const episodes = () =>
			connection()
				.world.db.items.filter(({ kind }) => kind === "episode")
				.primaryKeys();
		const [first = "a1/none"] = await episodes();
		expect(await castOf(first)).toEqual([]);
		await connection().world.db.watch.put(
			watchRow(first, { positionMs: 9_000, watched: false, playCount: 0, lastPlayedAt: 1 }, at.now),
		);
		at.now += DAY_MS;
		await open("movies", "shows");
		expect(await read()).toBe("complete");
		expect(castsAsked()).toHaveLength(1);
		for (const episode of await episodes()) expect(await castOf(episode)).toHaveLength(batchHasFullCast ? 4 : 0);
		const row = await connection().world.db.freshness.get(guestsScope(connection().sourceId));
		expect(row).toMatchObject({ done: batchHasFullCast ? 4 : 0, total: 4, failures: 0 });
	});

	it("brings all genres of a film, of which a Plex lists two, for filters too, and leaves them", async () => {
		const genres = ["Drama", "Noir", "Mystery", "Thriller"];
		const library = { ...smallLibrary, movies: [movie("many", { genres }), ...smallLibrary.movies.slice(0, 3)] };
		const clock = { now: Date.now() };
		const more = { locks: memoryLocks(), now: () => clock.now };
		const { world, sourceId, demo } = await connected(server.dialect, more, { batchHasFullCast }, library);
		const genresOf = async () => {
			const [block] = await world.db.shelves.filter(({ titles }) => titles.includes("many")).toArray();
			const item = await world.db.items.filter(({ title }) => title === "many").first();
			return [item?.genres, block?.genres[block.titles.indexOf("many")]];
		};
		const days = async (count: number) => {
			clock.now += count * DAY_MS;
			demo.clock.advance(count * DAY_MS);
			await world.db.libraries.toCollection().modify({ openedAt: clock.now });
		};
		await syncSource(world, sourceId, { signal });
		await days(2);
		await completeCasts(world, sourceId, { signal, rest: async () => undefined });
		expect(await genresOf()).toEqual([genres, genres]);
		await sweepSource(world, sourceId, signal);
		expect(await genresOf()).toEqual([genres, genres]);
		await days(2);
		await sweepSource(world, sourceId, signal);
		expect(await genresOf()).toEqual([genres, genres]);
		world.db.close();
	});

	it("never puts a shorter list in the place of a whole cast", async () => {
		await open("movies", "shows");
		await touch(connection().world, `full:${keyOf("metropolis")}`, { signal });
		expect(await read()).toBe("complete");
		await connection()
			.world.db.freshness.where("scope")
			.startsWith("credits:")
			.modify({ fetchedAt: 1, etag: "another" });
		at.now += DAY_MS;
		await open("movies", "shows");
		expect(await read()).toBe("complete");
		for (const slug of ["metropolis", "film-5"]) expect(await castOf(keyOf(slug))).toHaveLength(8);
	});
});

describe.each(SERVERS.slice(0, 2))("reading the casts of $name, when not all goes well,", (server) => {
	const { at, connection, open, read, progress, keyOf, castOf, castsAsked } = synced(server);

	it("goes on after a title that is gone, says that one is missing, and leaves it alone for a while", async () => {
		await open("movies", "shows");
		const gone = keyOf("film-2");
		connection().demo.removeTitle("film-2");
		expect(await read()).toBe("complete");
		expect(await progress()).toMatchObject({ done: TITLES - 1, total: TITLES, skipped: 1 });
		expect(await connection().world.db.freshness.get(`credits:${gone}`)).toMatchObject({ fetchedAt: 0, failures: 1 });
		expect(await castOf(keyOf("film-20"))).toHaveLength(8);
	});

	it("stops between two requests, and goes on with the titles that are left", async () => {
		await open("movies", "shows");
		const control = new AbortController();
		expect(await read(() => control.abort(), control.signal)).toBe("stopped");
		const { done = 0, cursor } = (await progress()) ?? {};
		expect(done).toBeLessThan(TITLES);
		expect(cursor).toBeDefined();
		expect(await read()).toBe("complete");
		// Whole words: a device's own id in a request may hold the digits of a title's.
		const asked = new Set(
			castsAsked()
				.join()
				.split(/%2C|\W+/),
		);
		const left = (await connection().world.db.items.toArray()).filter(
			({ kind }) => kind === "movie" || kind === "show",
		);
		expect(left.filter(({ itemId }) => asked.has(itemId.slice(itemId.indexOf("/") + 1)))).toHaveLength(TITLES - done);
		expect(await progress()).toMatchObject({ done: TITLES, total: TITLES });
	});

	it("reads anew what changed, when it is old, and that alone", async () => {
		await open("movies", "shows");
		await read();
		connection().demo.changeTitle({ slug: "film-7", cast: ["Louise Brooks"] });
		at.now += 2 * DAY_MS;
		await syncSource(connection().world, connection().sourceId, { signal, force: true });
		await open("movies", "shows");
		expect(await read()).toBe("complete");
		expect(castsAsked()).toHaveLength(1);
		expect((await castOf(keyOf("film-7")))[0]).toContain("Louise Brooks");
	});

	it("ends at a server that answers with errors, and leaves it alone before it goes on", async () => {
		await open("movies", "shows");
		const path = server.dialect === "jellyfin" ? "/Items" : "/metadata/";
		connection().demo.setFaults([{ kind: "status", status: 500, path }]);
		expect(await read()).toBe("failed");
		expect(castsAsked().length).toBeLessThan(8);
		expect(await progress()).toMatchObject({ done: 0, failures: 1, error: "The server has a problem of its own." });
		expect(await isCastsDue(connection().world, connection().sourceId)).toBe(false);
		connection().demo.setFaults([]);
		at.now += HOUR_MS;
		expect(await read()).toBe("complete");
		expect(await progress()).toMatchObject({ done: TITLES, failures: 0 });
	});

	it("ends at once where nobody answers", async () => {
		await open("movies", "shows");
		connection().demo.setFaults([{ kind: "down" }]);
		expect(await read()).toBe("failed");
		expect((await connection().world.db.sources.get(connection().sourceId))?.state).toBe("away");
	});
});

describe("whether a cast is due", () => {
	const row = { ...fetchedRow("credits:a1/m1", 1_000), failures: 0 };
	it.each([
		["was never asked for", undefined, 1_000, "yes"],
		["is fresh", row, 1_000 + DAY_MS - 1, "no"],
		["is old", row, 1_000 + DAY_MS, "if-changed"],
		["is thirty lives old", row, 1_000 + 30 * DAY_MS, "yes"],
		["failed a moment ago", { ...row, fetchedAt: 0, failures: 1 }, 1_001, "no"],
		["failed once, a while ago", { ...row, fetchedAt: 0, failures: 1 }, 1_000 + HOUR_MS, "yes"],
		["failed three times, a while ago", { ...row, fetchedAt: 0, failures: 3 }, 1_000 + HOUR_MS, "no"],
		["failed three times, long ago", { ...row, fetchedAt: 0, failures: 3 }, 1_000 + DAY_MS, "yes"],
	] as const)("%s", (_, stored, now, expected) => {
		expect(castDue(stored, DAY_MS, now)).toBe(expected);
	});

	const films: LookedAt = new Map([["a1/films", 7]]);
	const changed: LookedAt = new Map([["a1/films", 8]]);
	const both: LookedAt = new Map([...films, ["a1/shows", 1]]);
	const none: LookedAt = new Map();
	const look = { ...fetchedRow("casts:a1", 1_000), etag: lookText(films) };
	const later = 1_000 + HOUR_MS / 2;
	it.each([
		["no library is active", look, none, 1_000 + DAY_MS, false],
		["it was never looked", undefined, films, 1_000, true],
		["all was read a moment ago", look, films, 1_001, false],
		["another library was opened", look, both, 1_001, true],
		["one library is left", { ...look, etag: `1 a1/shows\n${look.etag}` }, films, later, false],
		["something changed a moment ago", look, changed, later - 1, false],
		["something changed, and half an hour went by", look, changed, later, true],
		["nothing changed, and half an hour went by", look, films, later, false],
		["nothing changed in a day", look, films, 1_000 + DAY_MS, true],
		["it was cut off", { ...look, cursor: true }, films, 1_001, true],
		["the server failed a moment ago", { ...look, failures: 1 }, films, 1_001, false],
	] as const)("looks or not when %s", (_, stored, libraries, now, expected) => {
		expect(isLookDue(stored, libraries, now)).toBe(expected);
	});
});
