import "fake-indexeddb/auto";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { StowawayDatabase } from "../../../src/db/schema.ts";
import { syncWith } from "../../../src/library/sync-source.ts";
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
	server.isTokenGood = true;
}

async function dump(db: StowawayDatabase) {
	const [items, watch, shelves, windows, libraries, freshness] = await Promise.all([
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
