import "fake-indexeddb/auto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSetting } from "../../../src/db/settings.ts";
import {
	backOffMs,
	childrenScope,
	freshnessOf,
	fullScope,
	homeScope,
	librariesScope,
	listScope,
	type Scope,
	sweepScope,
} from "../../../src/library/scopes.ts";
import { isSweepDue } from "../../../src/library/sweep-due.ts";
import { sweepSource } from "../../../src/library/sweep-source.ts";
import { syncSource } from "../../../src/library/sync-source.ts";
import { touch } from "../../../src/library/touch.ts";
import { ttlOf } from "../../../src/library/ttl.ts";
import type { Dialect } from "../../../src/model/source.ts";
import { type Connected, connected } from "../servers/connected.ts";
import { memoryLocks } from "./fake-server.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const { signal } = new AbortController();

/** DESIGN.md §3. */
const TTLS = [
	["libraries", HOUR],
	["titles", 4 * HOUR],
	["seasons", 12 * HOUR],
	["episodes", 12 * HOUR],
	["children", 12 * HOUR],
	["full", 24 * HOUR],
	["home", 30 * MINUTE],
] as const;
const SWEEP = 24 * HOUR;

describe.each<Dialect>(["jellyfin", "plex"])("what is known of a %s", (dialect) => {
	let here: Connected;
	let now = Date.now();
	let scopes: Record<(typeof TTLS)[number][0], Scope>;
	const later = (ms: number) => {
		now += ms;
		here.demo.clock.advance(ms);
		here.world.asked.length = 0;
	};
	const row = (scope: Scope) => here.world.db.freshness.get(scope);

	beforeAll(async () => {
		here = await connected(dialect, { locks: memoryLocks(), now: () => now });
		const { world, sourceId } = here;
		await syncSource(world, sourceId, { signal });
		const libraries = await world.db.libraries.toArray();
		const { libraryId = "a1/none" } = libraries.find(({ kind }) => kind === "shows") ?? {};
		const show = await world.db.items.filter(({ kind }) => kind === "show").first();
		const itemId = show?.itemId ?? "a1/none";
		scopes = {
			libraries: librariesScope(sourceId),
			titles: listScope("titles", libraryId),
			seasons: listScope("seasons", libraryId),
			episodes: listScope("episodes", libraryId),
			children: childrenScope(itemId),
			full: fullScope(itemId),
			home: homeScope(sourceId),
		};
	});
	afterAll(() => here.world.db.close());

	it.each(TTLS)(
		"(%s) is fresh to the last millisecond, then refreshed, and marked past twice its age",
		async (kind, ttl) => {
			const { world } = here;
			const scope = scopes[kind];
			await touch(world, scope, { signal, force: true });
			const fetchedAt = now;
			expect(await row(scope)).toMatchObject({ fetchedAt, failures: 0 });
			later(ttl - 1);
			await touch(world, scope, { signal });
			expect(world.asked).toEqual([]);
			later(1);
			await touch(world, scope, { signal });
			expect(world.asked.length).toBeGreaterThan(0);
			expect(await row(scope)).toMatchObject({ fetchedAt: now });
			const own = await readSetting(world.db, ttlOf(kind));
			expect([2 * ttl, 2 * ttl + 1].map((age) => freshnessOf({ fetchedAt }, own, fetchedAt + age))).toEqual([
				"stale",
				"very-stale",
			]);
		},
	);

	it.each(TTLS)("(%s) is kept while a refresh fails, which is tried again after a while", async (kind, ttl) => {
		const { world, demo } = here;
		const scope = scopes[kind];
		await touch(world, scope, { signal, force: true });
		const fetchedAt = now;
		later(ttl);
		demo.setFaults([{ kind: "down" }]);
		await touch(world, scope, { signal });
		expect(await row(scope)).toMatchObject({ fetchedAt, failures: 1, error: expect.any(String) });
		demo.setFaults([]);
		later(backOffMs(1) - 1);
		await touch(world, scope, { signal });
		expect(world.asked).toEqual([]);
		later(1);
		await touch(world, scope, { signal });
		expect(await row(scope)).toMatchObject({ fetchedAt: now, failures: 0 });
		expect((await row(scope))?.error).toBeUndefined();
	});

	it("is read whole after a day, and after one that failed again in a while", async () => {
		const { world, demo, sourceId } = here;
		const open = () => world.db.libraries.toCollection().modify({ openedAt: now });
		await syncSource(world, sourceId, { signal, force: true });
		later(SWEEP - 1);
		await open();
		expect(await isSweepDue(world, sourceId)).toBe(false);
		later(1);
		expect(await isSweepDue(world, sourceId)).toBe(true);
		const path = dialect === "jellyfin" ? "/Items" : "/all";
		demo.setFaults([{ kind: "status", status: 500, path }]);
		await sweepSource(world, sourceId, signal);
		expect(await row(scopes.titles)).toMatchObject({ failures: 1, error: expect.any(String) });
		demo.setFaults([]);
		expect(await isSweepDue(world, sourceId)).toBe(false);
		later(backOffMs(1));
		expect(await isSweepDue(world, sourceId)).toBe(true);
		await sweepSource(world, sourceId, signal);
		expect(await row(scopes.titles)).toMatchObject({ fetchedAt: now, failures: 0 });
		for (const { libraryId, kind } of await world.db.libraries.toArray())
			if (kind === "shows") expect(await row(sweepScope("titles", libraryId))).toMatchObject({ fetchedAt: now });
		expect(await isSweepDue(world, sourceId)).toBe(false);
	});
});
