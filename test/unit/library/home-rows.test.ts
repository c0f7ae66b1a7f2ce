import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { writeSetting } from "../../../src/db/settings.ts";
import { watchRow } from "../../../src/db/watch.ts";
import { continueWatching, nextUp, recentlyAdded } from "../../../src/library/home-rows.ts";
import { type GoesOnFrom, nextEpisode } from "../../../src/library/next-episode.ts";
import type { Change, OutboxRow } from "../../../src/model/change.ts";
import type { ItemId } from "../../../src/model/ids.ts";
import type { Item } from "../../../src/model/item.ts";
import { UNTOUCHED, type WatchState } from "../../../src/model/watch-state.ts";
import { testLibrary, testMovie, testSource, testWorld } from "./fake-server.ts";

const watched = (lastPlayedAt: number): WatchState => ({ positionMs: 0, watched: true, playCount: 1, lastPlayedAt });
const begun = (lastPlayedAt: number): WatchState => ({ positionMs: 5_000, watched: false, playCount: 1, lastPlayedAt });

function waiting(itemId: ItemId, change: Partial<Change>, more: Partial<OutboxRow> = {}): OutboxRow {
	return {
		itemId,
		sourceId: "a1",
		revision: 1,
		changes: [{ type: "progress", positionMs: 5_000, at: 1_000, uncertaintyMs: 0, revision: 1, ...change }],
		base: UNTOUCHED,
		createdAt: 0,
		attempts: 0,
		nextTryAt: 0,
		status: "waiting",
		snapshot: { title: "", kind: "movie", providerIds: {} },
		...more,
	};
}

function episode(season: number, index: number, more: Partial<Item> = {}): Item {
	return testMovie(0, {
		itemId: `a1/s${season}e${index}`,
		kind: "episode",
		showId: "a1/show",
		parentId: `a1/season${season}`,
		seasonIndex: season,
		index,
		...more,
	});
}

describe("home rows", () => {
	let db: ReturnType<typeof testWorld>["db"];
	beforeEach(() => {
		db = testWorld().db;
	});
	const ids = (items: readonly Item[]) => items.map(({ itemId }) => itemId);

	it("continues with what was begun, the outbox over the server", async () => {
		await db.items.bulkPut([1, 2, 3, 4, 5].map((number) => testMovie(number)));
		await db.watch.bulkPut([
			watchRow("a1/m1", begun(10), 0),
			watchRow("a1/m2", begun(20), 0),
			watchRow("a1/m3", begun(30), 0),
			watchRow("a1/m5", begun(5), 0),
		]);
		await db.outbox.bulkPut([
			waiting("a1/m1", { at: 25 }),
			waiting("a1/m2", { type: "finished", at: 40 }),
			waiting("a1/m4", { at: 50 }),
			waiting("a1/m5", { type: "markWatched", at: 60 }, { status: "conflict" }),
		]);
		expect(ids(await continueWatching(db, 10))).toEqual(["a1/m4", "a1/m3", "a1/m1", "a1/m5"]);
		expect(ids(await continueWatching(db, 2))).toEqual(["a1/m4", "a1/m3"]);
	});

	it("goes on with each show, the one played last first, the outbox over the server", async () => {
		const other = (number: number) =>
			episode(1, number, { itemId: `a1/o${number}`, showId: "a1/other", parentId: "a1/otherSeason" });
		const season = (id: ItemId, parentId: ItemId) => testMovie(0, { itemId: id, kind: "season", parentId, index: 1 });
		await db.items.bulkPut([
			season("a1/season1", "a1/show"),
			season("a1/otherSeason", "a1/other"),
			...[1, 2, 3].map((number) => episode(1, number)),
			...[1, 2].map(other),
		]);
		await db.watch.bulkPut([watchRow("a1/s1e1", watched(10), 0), watchRow("a1/o1", watched(20), 0)]);
		expect(ids(await nextUp(db, 10))).toEqual(["a1/o2", "a1/s1e2"]);
		await db.outbox.put(waiting("a1/s1e2", { type: "finished", at: 30 }));
		expect(ids(await nextUp(db, 10))).toEqual(["a1/s1e3", "a1/o2"]);
		expect(ids(await nextUp(db, 1))).toEqual(["a1/s1e3"]);
	});

	it("shows what was added lately over all libraries", async () => {
		await db.libraries.bulkPut([testLibrary("movies"), testLibrary("movies", "two")]);
		await db.windows.bulkPut([
			{ libraryId: "a1/lib", name: "recent", items: [testMovie(5), testMovie(1)], total: 2 },
			{ libraryId: "a1/two", name: "recent", items: [testMovie(3)], total: 1 },
			{ libraryId: "a1/two", name: "window", items: [testMovie(9)], total: 1 },
		]);
		expect(ids(await recentlyAdded(db, 2))).toEqual(["a1/m5", "a1/m3"]);
	});
});

describe("titles of a source one signed out of", () => {
	let db: ReturnType<typeof testWorld>["db"];
	beforeEach(async () => {
		db = testWorld().db;
		await db.sources.bulkPut([
			{ ...testSource, state: "left" },
			{ ...testSource, sourceId: "b1" },
		]);
		const of = (sourceId: string, number: number) => testMovie(number, { itemId: `${sourceId}/m${number}`, sourceId });
		const show = (sourceId: string): Item[] =>
			[1, 2].map((number) =>
				episode(1, number, {
					itemId: `${sourceId}/e${number}`,
					sourceId,
					showId: `${sourceId}/show`,
					parentId: `${sourceId}/season1`,
				}),
			);
		await db.items.bulkPut([
			...["a1", "b1"].flatMap((sourceId) => [
				of(sourceId, 1),
				testMovie(0, {
					itemId: `${sourceId}/season1`,
					sourceId,
					kind: "season",
					parentId: `${sourceId}/show`,
					index: 1,
				}),
				...show(sourceId),
			]),
		]);
		await db.watch.bulkPut([
			watchRow("a1/m1", begun(30), 0),
			watchRow("b1/m1", begun(20), 0),
			watchRow("a1/e1", watched(40), 0),
			watchRow("b1/e1", watched(30), 0),
		]);
		await db.libraries.bulkPut([
			testLibrary("movies"),
			{ ...testLibrary("movies"), libraryId: "b1/lib", sourceId: "b1" },
		]);
		await db.windows.bulkPut(
			["a1", "b1"].map((sourceId) => ({
				libraryId: `${sourceId}/lib` as const,
				name: "recent" as const,
				items: [of(sourceId, 1)],
				total: 1,
			})),
		);
	});
	const home = async () => [
		(await continueWatching(db, 1)).map(({ itemId }) => itemId),
		(await nextUp(db, 1)).map(({ itemId }) => itemId),
		(await recentlyAdded(db, 9)).map(({ itemId }) => itemId).sort(),
	];

	it("stay on Home", async () => {
		expect(await home()).toEqual([["a1/m1"], ["a1/e2"], ["a1/m1", "b1/m1"]]);
	});
	it("go when the person wants them hidden, and make room for those of others", async () => {
		await writeSetting(db, "hideSignedOut", true);
		expect(await home()).toEqual([["b1/m1"], ["b1/e2"], ["b1/m1"]]);
	});
	it("stay when it is the server that asks for a new sign-in", async () => {
		await writeSetting(db, "hideSignedOut", true);
		await db.sources.update("a1", { state: "signed-out" });
		expect((await home())[0]).toEqual(["a1/m1"]);
	});
});

describe("the next episode of a show", () => {
	const nextFrom = (from: GoesOnFrom, ...seen: [Item, WatchState?][]) =>
		nextEpisode(
			seen.map(([item, state = UNTOUCHED]) => ({ episode: item, state })),
			from,
		)?.itemId;
	const next = (...seen: [Item, WatchState?][]) => {
		const [latest, furthest] = [nextFrom("latest", ...seen), nextFrom("furthest", ...seen)];
		expect(furthest, "watched in order").toBe(latest);
		return latest;
	};

	it("is the first unwatched one after the one watched last", () => {
		expect(next([episode(1, 1), watched(1)], [episode(1, 2)], [episode(2, 1)])).toBe("a1/s1e2");
		expect(next([episode(1, 1)], [episode(1, 2), watched(9)], [episode(2, 1), watched(3)], [episode(2, 2)])).toBe(
			"a1/s2e2",
		);
	});
	it("is the one after the furthest where the server goes on from there, whatever was watched last", () => {
		const seen: [Item, WatchState?][] = [
			[episode(1, 1), watched(9)],
			[episode(1, 2)],
			[episode(1, 3), watched(3)],
			[episode(1, 4)],
		];
		expect([nextFrom("latest", ...seen), nextFrom("furthest", ...seen)]).toEqual(["a1/s1e2", "a1/s1e4"]);
	});
	it("is none of a show nobody began, or finished", () => {
		expect(next([episode(1, 1)])).toBeUndefined();
		expect(next([episode(1, 1), watched(1)])).toBeUndefined();
	});
	it("is never a special or a file without a number", () => {
		expect(next([episode(0, 1)], [episode(1, 1), watched(1)], [episode(1, 2, { index: undefined })])).toBeUndefined();
		expect(next([episode(0, 1), watched(5)], [episode(1, 1)])).toBeUndefined();
	});
	it("goes past all parts of a double episode", () => {
		expect(next([episode(1, 1, { indexEnd: 2 }), watched(1)], [episode(1, 2)], [episode(1, 3)])).toBe("a1/s1e3");
	});
	it("is none while an episode is begun: that one is in Continue Watching", () => {
		expect(next([episode(1, 1), watched(1)], [episode(1, 2), begun(2)], [episode(1, 3)])).toBeUndefined();
		expect(next([episode(1, 1), begun(2)], [episode(1, 2)])).toBeUndefined();
	});
	it("takes the further one of those marked at the same moment", () => {
		expect(next([episode(1, 1), watched(7)], [episode(1, 2), watched(7)], [episode(1, 3)])).toBe("a1/s1e3");
	});
});
