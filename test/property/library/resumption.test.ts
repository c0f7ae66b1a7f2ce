import "fake-indexeddb/auto";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { StowawayDatabase } from "../../../src/db/schema.ts";
import { syncWith } from "../../../src/library/sync-source.ts";
import type { ItemId } from "../../../src/model/ids.ts";
import type { Item, ItemKind } from "../../../src/model/item.ts";
import { UNTOUCHED, type WatchState } from "../../../src/model/watch-state.ts";
import { type Outcome, ok } from "../../../src/servers/outcome.ts";
import type { ItemRow, ListKind } from "../../../src/servers/server.ts";
import { FakeServer, testLibrary, testMovie, testSource, testWorld } from "../../unit/library/fake-server.ts";

const PAGE = 3;

/** A server with small pages, so that few rows make many of them. */
class SmallPages extends FakeServer {
	override list(library: Parameters<FakeServer["list"]>[0], kind: ListKind, start: number) {
		return super.list(library, kind, start, PAGE);
	}
}

const seen = { positionMs: 4_000, watched: false, playCount: 1, lastPlayedAt: 12 };

function rows(kind: ListKind, count: number): ItemRow[] {
	const itemKind = kind === "titles" ? "show" : kind === "seasons" ? "season" : "episode";
	return Array.from({ length: count }, (_, at) => ({
		item: testMovie(at, { itemId: `a1/${kind}${at}`, kind: itemKind, title: `T${(at * 7) % 5}`, addedAt: at }),
		...(at % 4 === 0 ? { watch: seen } : {}),
	}));
}

/** How a sync is cut off at its n-th page. */
type Cut = { readonly at: number; readonly how: "signal" | "killed" | "away" | "garbage" | "short" | "signed-out" };
const cut: fc.Arbitrary<Cut> = fc.record({
	at: fc.nat(12),
	how: fc.constantFrom("signal", "killed", "away", "garbage", "short", "signed-out"),
});

async function syncCutOff(world: ReturnType<typeof testWorld>, server: FakeServer, { at, how }: Cut): Promise<void> {
	const control = new AbortController();
	let pages = 0;
	server.isTokenGood = how !== "signed-out";
	server.readWatch = async () => {
		if (how === "killed") throw new Error("the worker was killed");
		return { kind: "unreachable", reason: "timeout" };
	};
	server.onList = (kind, start) => {
		pages += 1;
		if (pages <= at) return undefined;
		const all = server.lists[kind] ?? [];
		switch (how) {
			case "signal":
				control.abort();
				return undefined;
			case "killed":
				throw new Error("the worker was killed");
			case "away":
				return { kind: "unreachable", reason: "timeout" };
			case "garbage":
				return { kind: "unreachable", reason: "unreadable" };
			case "signed-out":
				return { kind: "unauthorized" };
			case "short":
				return {
					kind: "ok",
					value: {
						rows: all.slice(start, start + 1),
						skipped: 0,
						total: all.length,
						next: start + PAGE < all.length ? start + PAGE : null,
					},
				};
		}
	};
	await syncWith(world, server, { signal: control.signal, force: true }).catch((error: Error) => {
		expect(error.message).toBe("the worker was killed");
	});
	server.onList = () => undefined;
	server.readWatch = async (itemIds) => stillListed(server, itemIds);
	server.isTokenGood = true;
}

/** What a server says of titles by their ids. */
function stillListed({ lists }: FakeServer, itemIds: readonly ItemId[]): Outcome<ReadonlyMap<ItemId, WatchState>> {
	const listed = new Set(Object.values(lists).flatMap((rows) => rows.map(({ item }) => item.itemId)));
	return ok(new Map(itemIds.flatMap((itemId) => (listed.has(itemId) ? [[itemId, UNTOUCHED]] : []))));
}

async function dump(db: StowawayDatabase) {
	const [absences, seen, items, watch, shelves, windows, libraries, freshness] = await Promise.all([
		db.absences.toArray(),
		db.seen.toArray(),
		db.items.toArray(),
		db.watch.toArray(),
		db.shelves.toArray(),
		db.windows.toArray(),
		db.libraries.toArray(),
		db.freshness.toArray(),
	]);
	// Where titles stand in the columns depends on when they came, and means nothing.
	const titles = shelves.flatMap(({ serverKeys, titles, kinds, addedAt }) =>
		serverKeys.map((key, at) => `${key} ${titles[at]} ${kinds[at]} ${addedAt[at]}`),
	);
	return {
		absences,
		seen,
		items,
		watch,
		titles: titles.sort(),
		recent: windows.filter(({ name }) => name === "recent"),
		shown: windows.flatMap(({ name, total, items: shown }) =>
			name === "window" ? [total, ...shown.map(({ sortTitle }) => sortTitle)] : [],
		),
		libraries: libraries.map(({ revision: _, ...library }) => library),
		freshness: freshness.map(({ attemptedAt: _, ...row }) => row),
	};
}

it("a sync cut off anywhere, any number of times, ends as one that was not", async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.record({ titles: fc.nat(14), seasons: fc.nat(5), episodes: fc.nat(10), added: fc.nat(3) }),
			fc.array(cut, { minLength: 1, maxLength: 3 }),
			async ({ titles, seasons, episodes, added }, cuts) => {
				const before = { titles: rows("titles", titles), seasons: rows("seasons", seasons) };
				const episodeRows = rows("episodes", episodes);
				const after = { titles: rows("titles", titles + added), seasons: before.seasons, episodes: episodeRows };
				const [straight, broken] = [testWorld(), testWorld()];
				const server = new SmallPages();
				server.libraryRows = [testLibrary("shows")];
				const signal = new AbortController().signal;
				for (const world of [straight, broken]) await world.db.sources.put(testSource);

				server.lists = { ...before, episodes: episodeRows };
				for (const one of cuts) await syncCutOff(broken, server, one);
				server.lists = after;
				const ended = await syncWith(broken, server, { signal, force: true });
				expect(ended.kind).toBe("complete");
				await syncWith(straight, server, { signal });
				// Titles added between two runs are in the list from the next reading of it on.
				await syncWith(broken, server, { signal, force: true });
				expect(await dump(broken.db)).toEqual(await dump(straight.db));
				for (const world of [straight, broken]) world.db.close();
			},
		),
		{ numRuns: 60 },
	);
});

/** Shows with a season each and an episode in it. */
function family(keys: readonly number[]): Record<ListKind, ItemRow[]> {
	const row = (at: number, list: ListKind, kind: ItemKind, more: Partial<Item>): ItemRow => ({
		item: testMovie(at, { itemId: `a1/${list}${at}`, kind, ...more }),
	});
	return {
		titles: keys.map((at) => row(at, "titles", "show", {})),
		seasons: keys.map((at) => row(at, "seasons", "season", { parentId: `a1/titles${at}` })),
		episodes: keys.map((at) => row(at, "episodes", "episode", { parentId: `a1/seasons${at}` })),
	};
}

it("a reading that misses titles, cut off anywhere, hides and asks as one that was not", async () => {
	const keys = fc.uniqueArray(fc.nat(70), { minLength: 1, maxLength: 60 });
	const parts = fc.record({ titles: fc.nat(3), seasons: fc.nat(2), episodes: fc.nat(2), most: fc.boolean() });
	await fc.assert(
		fc.asyncProperty(keys, parts, fc.array(cut, { minLength: 1, maxLength: 3 }), async (known, left, cuts) => {
			const [straight, broken] = [testWorld(), testWorld()];
			const server = new SmallPages();
			server.readWatch = async (itemIds) => stillListed(server, itemIds);
			server.libraryRows = [testLibrary("shows")];
			const signal = new AbortController().signal;
			server.lists = family(known);
			for (const world of [straight, broken]) {
				await world.db.sources.put(testSource);
				await syncWith(world, server, { signal });
			}
			const after = family(known.slice(left.most ? Math.ceil(known.length / 2) : left.titles));
			server.lists = {
				titles: after.titles,
				seasons: after.seasons.slice(left.seasons),
				episodes: after.episodes.slice(left.episodes),
			};
			for (const one of cuts) await syncCutOff(broken, server, one);
			for (const world of [straight, broken]) await syncWith(world, server, { signal, force: true });
			expect(await dump(broken.db)).toEqual(await dump(straight.db));
			for (const world of [straight, broken]) world.db.close();
		}),
		{ numRuns: 15 },
	);
});
