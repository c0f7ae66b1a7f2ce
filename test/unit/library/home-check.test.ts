import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { writeSetting } from "../../../src/db/settings.ts";
import { watchRow } from "../../../src/db/watch.ts";
import { checkHome } from "../../../src/library/home-check.ts";
import { continueWatching, nextUp } from "../../../src/library/home-rows.ts";
import { homeScope } from "../../../src/library/scopes.ts";
import { syncSource } from "../../../src/library/sync-source.ts";
import { touch } from "../../../src/library/touch.ts";
import { joinId } from "../../../src/model/ids.ts";
import type { Dialect } from "../../../src/model/source.ts";
import type { WatchState } from "../../../src/model/watch-state.ts";
import { freshRow } from "../../../src/progress/record-change.ts";
import { forgetCheckedAddresses } from "../../../src/servers/open-server.ts";
import { ok } from "../../../src/servers/outcome.ts";
import { removeSource } from "../../../src/servers/sign-out.ts";
import { completeSince } from "../../../src/servers/watched-lately.ts";
import { type Connected, connected, signal } from "../servers/connected.ts";
import { FakeServer, memoryLocks, testMovie, testSource, testWorld } from "./fake-server.ts";

const MINUTE_MS = 60_000;

describe.each<Dialect>(["jellyfin", "plex"])("the home check of %s", (dialect) => {
	let connection: Connected;
	let world: Connected["world"];
	let demo: Connected["demo"];
	let now = 0;
	/** Called with each answer before it is given. */
	let onAnswer: (url: string) => Promise<unknown> | undefined;
	beforeEach(async () => {
		now = Date.now();
		onAnswer = () => undefined;
		connection = await connected(dialect, { locks: memoryLocks(), now: () => now });
		const { fetch } = connection.world;
		world = Object.assign({}, connection.world, {
			fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
				const answer = await fetch(input, init);
				await onAnswer(input instanceof Request ? input.url : String(input));
				return answer;
			},
		});
		demo = connection.demo;
	});
	const idOf = (slug: string) => joinId(connection.sourceId, demo.state().items[slug]?.key ?? "");
	const stateOf = (slug: string) => world.db.watch.get(idOf(slug));
	const scope = () => homeScope(connection.sourceId);
	const row = () => world.db.freshness.get(scope());
	const sync = () => syncSource(world, connection.sourceId, { signal });
	const check = async (force = true) => {
		world.asked.length = 0;
		await touch(world, scope(), { signal, force });
		return world.asked.length;
	};
	const titles = async (rows: ReturnType<typeof nextUp>) => (await rows).map(({ title }) => title);
	const firstEpisode = () => {
		const slug = Object.keys(demo.state().items).find((each) => each.endsWith("/s1e1"));
		if (slug === undefined) throw new Error("no episode");
		return slug;
	};

	it("brings what another device began and finished, in three requests", async () => {
		await sync();
		demo.view({ slug: "film-3", act: "finish", at: now - 5000 });
		demo.view({ slug: firstEpisode(), act: "finish", at: now - 4000 });
		demo.view({ slug: "metropolis", act: "progress", positionMs: 200_000, at: now - 3000 });
		expect(await check()).toBe(3);
		expect(await stateOf("metropolis")).toMatchObject({ positionMs: 200_000, watched: false });
		expect(await stateOf("film-3")).toMatchObject({ watched: true, positionMs: 0 });
		expect(await titles(continueWatching(world.db, 10))).toEqual(["Metropolis"]);
		expect(await titles(nextUp(world.db, 10))).toEqual(["Chapter 2"]);
		expect(await row()).toMatchObject({ fetchedAt: now, failures: 0 });
		expect(await check(), "nothing new costs as much").toBe(3);
	});

	it("asks again after the time that was set, or by hand", async () => {
		await sync();
		await check(false);
		now += 29 * MINUTE_MS;
		expect(await check(false)).toBe(0);
		expect(await check(true)).toBeGreaterThan(0);
		now += 29 * MINUTE_MS;
		expect(await check(false)).toBe(0);
		now += 2 * MINUTE_MS;
		expect(await check(false)).toBeGreaterThan(0);
		await writeSetting(world.db, "ttl.home", 5 * MINUTE_MS);
		now += 6 * MINUTE_MS;
		expect(await check(false)).toBeGreaterThan(0);
	});

	it("looks again at what stands in none of the lists, and believes that", async () => {
		demo.view({ slug: "metropolis", act: "progress", positionMs: 200_000, at: now - 9000 });
		demo.view({ slug: "film-3", act: "finish", at: now - 8000 });
		await sync();
		expect(await stateOf("film-3")).toMatchObject({ watched: true });
		demo.view({ slug: "metropolis", act: "unwatched" });
		demo.view({ slug: "film-3", act: "unwatched" });
		// The lists of a Plex as small as this one reach to what was never viewed.
		expect(await check()).toBe(dialect === "jellyfin" ? 4 : 3);
		expect(await stateOf("metropolis")).toBeUndefined();
		expect(await stateOf("film-3")).toBeUndefined();
		expect(await check()).toBe(3);
	});

	it("clears nothing because it is absent", async () => {
		demo.view({ slug: "metropolis", act: "progress", positionMs: 200_000, at: now - 9000 });
		demo.view({ slug: "film-3", act: "finish", at: now - 8000 });
		await sync();
		demo.removeTitle("metropolis");
		demo.removeTitle("film-3");
		await check();
		demo.restoreTitle("metropolis");
		demo.restoreTitle("film-3");
		expect(await stateOf("metropolis")).toMatchObject({ positionMs: 200_000 });
		expect(await stateOf("film-3")).toMatchObject({ watched: true });
	});

	it("leaves an unsent change on screen, and its base alone", async () => {
		await sync();
		const base = { positionMs: 0, watched: false, playCount: 0, lastPlayedAt: null };
		const waits = {
			...freshRow(idOf("metropolis"), base, { title: "Metropolis", kind: "movie", providerIds: {} }, now),
			changes: [{ type: "finished" as const, at: now, uncertaintyMs: 0, revision: 1 }],
		};
		await world.db.outbox.put(waits);
		demo.view({ slug: "metropolis", act: "progress", positionMs: 200_000, at: now - 3000 });
		await check();
		expect(await stateOf("metropolis")).toMatchObject({ positionMs: 200_000 });
		expect(await titles(continueWatching(world.db, 10))).toEqual([]);
		expect(await world.db.outbox.toArray()).toEqual([waits]);
	});

	it("does not overwrite what was read while it was under way", async () => {
		await sync();
		demo.view({ slug: "metropolis", act: "progress", positionMs: 200_000, at: now - 3000 });
		onAnswer = async () => {
			now += 1;
			const newer = { positionMs: 0, watched: true, playCount: 1, lastPlayedAt: now };
			const itemId = idOf("metropolis");
			await world.db.watch.put({ ...newer, itemId, sourceId: connection.sourceId, readAt: now, playedAt: now });
		};
		await check();
		expect(await stateOf("metropolis")).toMatchObject({ watched: true, positionMs: 0 });
	});

	it("reads a show anew for an episode that is not here yet, and counts what it does not know", async () => {
		await sync();
		const episode = firstEpisode();
		await world.db.items.bulkDelete([idOf(episode), idOf("film-3")]);
		demo.view({ slug: episode, act: "finish", at: now - 2000 });
		demo.view({ slug: "film-3", act: "finish", at: now - 1000 });
		await check();
		expect(await world.db.items.get(idOf(episode))).toMatchObject({ kind: "episode" });
		expect(await stateOf(episode)).toMatchObject({ watched: true });
		expect(await stateOf("film-3"), "no state without its title").toBeUndefined();
		expect((await row())?.skipped).toBe(1);
	});

	it("leaves out and counts rows that make no sense, keeping the others", async () => {
		await sync();
		for (const [at, slug] of ["film-1", "film-2", "film-3"].entries()) {
			demo.view({ slug, act: "progress", positionMs: 200_000, at: now - 1000 * at });
		}
		demo.setFaults([{ kind: "wrong-types" }]);
		await check();
		demo.setFaults([]);
		expect((await row())?.skipped).toBeGreaterThan(0);
		expect((await continueWatching(world.db, 10)).length).toBeGreaterThan(0);
		await check();
		expect(await continueWatching(world.db, 10)).toHaveLength(3);
	});

	it.each(["garbage", "html", "status", "down"] as const)(
		"keeps all there is when the answer is none (%s)",
		async (kind) => {
			demo.view({ slug: "metropolis", act: "progress", positionMs: 200_000, at: now - 9000 });
			await sync();
			demo.setFaults([{ kind }]);
			await check();
			demo.setFaults([]);
			expect(await stateOf("metropolis")).toMatchObject({ positionMs: 200_000 });
			expect(await row()).toMatchObject({ fetchedAt: 0, failures: 1 });
			expect(await check(false), "left alone for a while").toBe(0);
			now += 2 * MINUTE_MS;
			expect(await check(false)).toBeGreaterThan(0);
			expect(await row()).toMatchObject({ fetchedAt: now, failures: 0 });
		},
	);

	it("asks to sign in again when the token died", async () => {
		await sync();
		demo.revokeTokens();
		connection.plexTv?.revokeTokens();
		await check();
		expect((await world.db.sources.get(connection.sourceId))?.state).toBe("signed-out");
	});

	it("says that another server answers, where one does", async () => {
		await sync();
		demo.rebuild();
		forgetCheckedAddresses(world);
		await check();
		expect(await row()).toMatchObject({ failures: 1, error: "Another server answers at its address." });
		expect((await world.db.sources.get(connection.sourceId))?.state).toBe("away");
	});

	it("brings nothing back of a source that was removed meanwhile", async () => {
		await sync();
		demo.view({ slug: "metropolis", act: "progress", positionMs: 200_000, at: now - 9000 });
		onAnswer = async () => {
			onAnswer = () => undefined;
			await removeSource(world, connection.sourceId);
		};
		await check();
		expect([await world.db.watch.count(), await world.db.freshness.count(), await world.db.items.count()]).toEqual([
			0, 0, 0,
		]);
	});
});

describe("what the server's lists no longer have", () => {
	const played = (lastPlayedAt: number, more: Partial<WatchState> = {}): WatchState => ({
		positionMs: 0,
		watched: true,
		playCount: 1,
		lastPlayedAt,
		...more,
	});
	let world: ReturnType<typeof testWorld>;
	let server: FakeServer;
	let asked: string[];
	beforeEach(async () => {
		world = testWorld();
		server = new FakeServer();
		asked = [];
		server.readWatch = async (itemIds) => {
			asked.push(itemIds.join(" "));
			return ok(new Map());
		};
		await world.db.sources.put(testSource);
	});

	it("is asked for by id as far back as the lists reach, what was played last first", async () => {
		await world.db.items.bulkPut([1, 2, 3, 4, 5, 6].map((number) => testMovie(number)));
		await world.db.watch.bulkPut([
			watchRow("a1/m1", played(10, { positionMs: 1000, watched: false }), 0),
			watchRow("a1/m2", played(30, { positionMs: 1000, watched: false }), 0),
			watchRow("a1/m3", played(15), 0),
			watchRow("a1/m4", played(40), 0),
			watchRow("a1/m5", played(50), 0),
			watchRow("a1/m6", played(60, { watched: false }), 0),
			{ ...watchRow("b2/m1", played(70), 0), sourceId: "b2" },
		]);
		const rows = [{ itemId: "a1/m5" as const, watch: played(50) }];
		server.watchedLately = async () => ok({ rows, skipped: 0, begunSince: 20, watchedSince: 40 });
		await checkHome(world, server, signal);
		expect(asked).toEqual(["a1/m2 a1/m4"]);
		server.watchedLately = async () => ok({ rows, skipped: 0, begunSince: 0, watchedSince: 0 });
		await checkHome(world, server, signal);
		expect(asked[1]).toBe("a1/m2 a1/m1 a1/m4 a1/m3");
	});

	it("is asked for a hundred at a time at most", async () => {
		const numbers = Array.from({ length: 250 }, (_, number) => number);
		await world.db.items.bulkPut(numbers.map((number) => testMovie(number)));
		await world.db.watch.bulkPut(numbers.map((number) => watchRow(`a1/m${number}`, played(number + 1), 0)));
		expect(await checkHome(world, server, signal)).toMatchObject({ kind: "done" });
		expect(asked.map((ids) => ids.split(" ").length)).toEqual([100]);
		expect(asked[0]).toMatch(/^a1\/m249 a1\/m248 /);
	});
});

describe("a list that begins with what was played last", () => {
	const row = (lastPlayedAt: number | null) => ({
		itemId: "a1/m1" as const,
		watch: { positionMs: 0, watched: true, playCount: 1, lastPlayedAt },
	});
	it.each([
		["tells of everything when it is whole", [row(5)], false, 0],
		["tells of everything since its last row when it was cut", [row(9), row(5)], true, 5],
		["tells of everything when it was cut behind all that have a date", [row(9), row(null)], true, 0],
		["tells of nothing when none of its rows could be read", [], true, Number.POSITIVE_INFINITY],
	])("%s", (_, rows, isCut, since) => expect(completeSince(rows, isCut)).toBe(since));
});
