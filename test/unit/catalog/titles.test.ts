import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { followChanges } from "../../../src/catalog/follow-changes.ts";
import { forgetLongGone, forgetTitle, goneTitles } from "../../../src/catalog/gone-titles.ts";
import { ruleOn, takeBackRuling } from "../../../src/catalog/rule.ts";
import { readRunLog } from "../../../src/catalog/run-log.ts";
import { syncTitles, type TitleSync } from "../../../src/catalog/sync-titles.ts";
import { undoRun } from "../../../src/catalog/undo-run.ts";
import { readUnseen } from "../../../src/catalog/unseen.ts";
import { noteTitleChanges, noteTitles, noteWholeSource } from "../../../src/db/title-changes.ts";
import { correctItems } from "../../../src/library/correct-items.ts";
import { emptyBlock } from "../../../src/library/shelf-blocks.ts";
import { joinId } from "../../../src/model/ids.ts";
import type { Item } from "../../../src/model/item.ts";
import { continueAt } from "../../../src/progress/continuation.ts";
import { removeSource } from "../../../src/servers/sign-out.ts";
import { testMovie, testSource, testWorld } from "../library/fake-server.ts";

const { signal } = new AbortController();
const byHand: TitleSync = { reason: "by-hand", updateExisting: true, isDry: false, dress: correctItems, signal };
const DAY_MS = 24 * 3_600_000;

function film(source: string, key: string, facts: Partial<Item> = {}): Item {
	const ids = { itemId: joinId(source, key), sourceId: source, libraryId: joinId(source, "lib") };
	return { ...testMovie(1), ...ids, providerIds: { tmdb: "19" }, ...facts };
}

describe("the titles of several servers", () => {
	let world: ReturnType<typeof testWorld>;
	beforeEach(async () => {
		let made = 0;
		world = Object.assign(testWorld(), { random: () => (made++ * 0.618034) % 1 });
		await world.db.sources.bulkPut(["a1", "b2"].map((sourceId, order) => ({ ...testSource, sourceId, order })));
	});
	const write = async (...films: Item[]) => {
		await world.db.items.bulkPut(films);
		await noteTitleChanges(world.db, films);
	};
	const titles = () => world.db.titles.toArray();

	it("are filled by a run with what a copy has come to know, and only where nothing is", async () => {
		await write(film("a1", "1", { title: "Metropolis" }));
		await followChanges(world, correctItems, signal);
		await write(film("b2", "1", { title: "Métropolis", year: 1927, overview: "Above, the garden of the sons." }));
		await world.db.shelves.put({ ...emptyBlock("b2/lib", 0), serverKeys: ["1"], kinds: "m" });
		expect(await syncTitles(world, "b2", { ...byHand, updateExisting: false })).toMatchObject({
			changes: [],
			counts: { scanned: 1 },
		});
		expect((await syncTitles(world, "b2", byHand))?.counts).toMatchObject({ added: 0, updated: 1 });
		const [title] = await titles();
		expect(title?.copies).toEqual(["a1/1", "b2/1"]);
		expect(title?.facts).toMatchObject({ name: "Metropolis", year: 1927, overview: "Above, the garden of the sons." });
	});

	it("that somebody wrote while a run was made of them have it begin anew", async () => {
		await write(film("a1", "1"));
		await followChanges(world, correctItems, signal);
		await write(film("a1", "1", { year: 1927 }));
		const [known] = await titles();
		let looks = 0;
		const busy = {
			...world,
			now: () => {
				looks += 1;
				// Between what it read and what it writes.
				if (looks === 2 && known)
					world.db.titles.put({ ...known, facts: { name: "Theirs" }, revision: known.revision + 1 });
				return world.now();
			},
		};
		await syncTitles(busy, "a1", byHand);
		expect((await titles()).map(({ facts }) => facts.name)).toEqual(["Theirs"]);
		expect(looks).toBeGreaterThan(2);
	});

	it("that hang together with those of a source and are not on it are not counted by its run", async () => {
		await write(film("a1", "1"), film("a1", "2"), film("b2", "1"));
		await followChanges(world, correctItems, signal);
		await world.db.shelves.put({ ...emptyBlock("b2/lib", 0), serverKeys: ["1"], kinds: "m" });
		const counts = (await syncTitles(world, "b2", byHand))?.counts;
		expect(counts).toMatchObject({ scanned: 1, added: 0, updated: 0, unchanged: 1, conflicts: 3 });
	});

	it("of a run are told afterwards: what was there before, what is there now, and what was added", async () => {
		await write(film("a1", "1"));
		await followChanges(world, correctItems, signal);
		await write(film("a1", "1", { year: 1927 }), film("a1", "2", { providerIds: { tmdb: "20" }, title: "Wings" }));
		await world.db.shelves.put({ ...emptyBlock("a1/lib", 0), serverKeys: ["1", "2"], kinds: "mm" });
		await syncTitles(world, "a1", byHand);
		const [run] = await world.db.runs.toArray();
		const runId = run?.runId ?? 0;
		const told = await readRunLog(world.db, runId, 100);
		expect(
			told?.map(({ before, after }) => [before?.facts.year, after?.facts.year ?? after?.facts.name]).sort(),
		).toEqual([
			[undefined, 1927],
			[undefined, "Wings"],
		]);
		expect(told?.filter(({ before }) => before !== undefined)).toHaveLength(1);
		expect(await readRunLog(world.db, runId, 1)).toHaveLength(1);
		await undoRun(world, runId, correctItems, signal);
		expect(await readRunLog(world.db, runId, 100)).toHaveLength(1);
		expect(await readRunLog(world.db, runId + 1, 100)).toBeUndefined();
	});

	it("of a run are left when they were written since, and the run is taken back once", async () => {
		await write(film("a1", "1"), film("a1", "2", { providerIds: { tmdb: "20" } }));
		await world.db.shelves.clear();
		await followChanges(world, correctItems, signal);
		await write(film("a1", "1", { year: 1927 }), film("a1", "2", { providerIds: { tmdb: "20" }, year: 1928 }));
		await world.db.titleChanges.clear();
		expect((await syncTitles(world, "a1", byHand))?.counts.updated).toBe(2);
		const [first] = await titles();
		if (first) await world.db.titles.put({ ...first, revision: first.revision + 1 });
		const [run] = await world.db.runs.toArray();
		expect(await undoRun(world, run?.runId ?? 0, correctItems, signal)).toEqual({ restored: 1, kept: 1 });
		expect((await titles()).map(({ facts }) => facts.year === undefined).sort()).toEqual([false, true]);
		expect(await undoRun(world, run?.runId ?? 0, correctItems, signal)).toBeUndefined();
	});

	it("are never two titles of one item after a run was taken back, though one of them was written since", async () => {
		await write(film("a1", "1"), film("b2", "1", { providerIds: { imdb: "tt0017136" } }));
		await followChanges(world, correctItems, signal);
		await world.db.items.bulkPut([film("a1", "1", { providerIds: { tmdb: "19", imdb: "tt0017136" } })]);
		expect((await syncTitles(world, "a1", byHand))?.counts).toMatchObject({ updated: 1, removed: 1 });
		const [joined] = await titles();
		if (joined) await world.db.titles.put({ ...joined, revision: joined.revision + 1 });
		const [run] = await world.db.runs.toArray();
		expect(await undoRun(world, run?.runId ?? 0, correctItems, signal)).toEqual({ restored: 0, kept: 2 });
		expect((await titles()).map(({ copies }) => copies)).toEqual([["a1/1", "b2/1"]]);
	});

	it("that are left without a copy by a removed server are on no server any more", async () => {
		await write(film("a1", "1"), film("b2", "1"));
		await followChanges(world, correctItems, signal);
		await write(film("b2", "1", { goneAt: 5 }));
		await followChanges(world, correctItems, signal);
		await removeSource(world, "a1");
		await followChanges(world, correctItems, signal);
		expect(await titles()).toMatchObject([{ copies: [], former: ["b2/1"], goneAt: world.now() }]);
	});

	it("that nobody has seen yet are told by source, and singly, until they were gone over", async () => {
		await world.db.items.put(film("a1", "1"));
		await world.db.shelves.put({ ...emptyBlock("a1/lib", 0), serverKeys: ["1"], kinds: "m" });
		await noteWholeSource(world.db, "a1");
		await write(film("b2", "1"));
		expect(await readUnseen(world.db)).toEqual({ small: ["a1"], large: [], titles: "few" });
		const asked = { ...byHand, reason: "first-sync" } as const;
		const [first, second] = await Promise.all([syncTitles(world, "a1", asked), syncTitles(world, "a1", asked)]);
		expect(first?.counts.added).toBe(1);
		expect(second).toBeUndefined();
		expect(await readUnseen(world.db)).toEqual({ small: [], large: [], titles: "few" });
		await followChanges(world, correctItems, signal);
		expect(await readUnseen(world.db)).toEqual({ small: [], large: [], titles: "none" });
	});

	it("that are many, singly or of a large source, are told from few", async () => {
		const { db } = world;
		await noteWholeSource(db, "a1");
		await noteWholeSource(db, "b2");
		const blocks = Array.from({ length: 5 }, (_, block) => emptyBlock("b2/lib", block));
		await db.shelves.bulkPut([emptyBlock("a1/lib", 0), ...blocks]);
		await noteTitles(
			db,
			Array.from({ length: 200 }, (_, at) => joinId("a1", String(at))),
		);
		expect(await readUnseen(db)).toEqual({ small: ["a1"], large: ["b2"], titles: "few" });
		await noteTitles(db, ["b2/1"]);
		expect((await readUnseen(db)).titles).toBe("many");
	});

	it("of a source that goes on for another are gone over before that, for that reason, and hold it up", async () => {
		const { db } = world;
		await write(film("a1", "1"));
		await followChanges(world, correctItems, signal);
		const [before] = await titles();
		await db.items.put(film("b2", "7"));
		await db.shelves.put({ ...emptyBlock("b2/lib", 0), serverKeys: ["7"], kinds: "m" });
		await continueAt(world, "a1", "b2");
		expect(await readUnseen(db)).toMatchObject({ small: ["a1"], large: [] });
		await noteWholeSource(db, "b2");
		expect(await readUnseen(db)).toMatchObject({ small: ["b2", "a1"], large: [] });
		const first: TitleSync = { ...byHand, reason: "first-sync" };
		expect(await syncTitles(world, "b2", first)).toMatchObject({ reason: "rebuilt", counts: { updated: 1 } });
		expect(await titles()).toMatchObject([{ titleId: before?.titleId, copies: ["b2/7"], former: ["a1/1"] }]);
		await db.shelves.bulkPut(Array.from({ length: 5 }, (_, block) => emptyBlock("b2/lib", block)));
		await noteWholeSource(db, "b2");
		expect(await readUnseen(db)).toMatchObject({ small: [], large: ["b2", "a1"] });
		expect(await syncTitles(world, "a1", first)).toMatchObject({ reason: "rebuilt", changes: [] });
		expect(await syncTitles(world, "b2", first)).toMatchObject({ reason: "first-sync", changes: [] });
	});

	it("of a run are told in a row of its own, so that a list of runs does not read them", async () => {
		await write(film("a1", "1"), film("b2", "1"));
		await world.db.shelves.put({ ...emptyBlock("a1/lib", 0), serverKeys: ["1"], kinds: "m" });
		await followChanges(world, correctItems, signal);
		await write(film("a1", "1", { year: 1927 }));
		await syncTitles(world, "a1", byHand);
		const [run] = await world.db.runs.toArray();
		expect(run).toMatchObject({ counts: { updated: 1 }, tellsOf: ["a1", "b2"] });
		expect(run).not.toHaveProperty("changes");
		expect(await world.db.runChanges.toArray()).toMatchObject([{ runId: run?.runId, changes: [{}] }]);
		await removeSource(world, "b2");
		expect((await world.db.runs.count()) + (await world.db.runChanges.count())).toBe(0);
	});

	it("are what a person says they are, until that is taken back", async () => {
		await write(film("a1", "1"), film("a1", "2"), film("b2", "1"));
		await followChanges(world, correctItems, signal);
		const [finding] = await world.db.titleFindings.toArray();
		expect(finding).toMatchObject({ reason: "one-server", items: ["a1/1", "a1/2", "b2/1"] });
		if (finding === undefined) return;
		const ruling = await ruleOn(world, finding, [["a1/1", "b2/1"], ["a1/2"]]);
		expect(await world.db.titleFindings.count()).toBe(0);
		await followChanges(world, correctItems, signal);
		const copies = async () => (await titles()).map((title) => title.copies.join()).sort();
		expect(await copies()).toEqual(["a1/1,b2/1", "a1/2"]);
		await write(film("a1", "2", { year: 1927 }));
		await followChanges(world, correctItems, signal);
		expect(await copies()).toEqual(["a1/1,b2/1", "a1/2"]);
		await takeBackRuling(world, ruling);
		await followChanges(world, correctItems, signal);
		expect(await copies()).toEqual(["a1/1", "a1/2", "b2/1"]);
		expect(await world.db.titleFindings.count()).toBe(1);
	});

	it("that are on no server any more are shown while the journal speaks of them, and forgotten in time", async () => {
		await write(film("a1", "1"), film("b2", "2", { providerIds: { tmdb: "20" } }));
		await followChanges(world, correctItems, signal);
		await world.db.outbox.put({ itemId: "a1/1", sourceId: "a1" } as never);
		await write(film("a1", "1", { goneAt: 5 }), film("b2", "2", { providerIds: { tmdb: "20" }, goneAt: 5 }));
		await followChanges(world, correctItems, signal);
		expect((await goneTitles(world.db)).map(({ former }) => former)).toEqual([["a1/1"]]);
		await forgetLongGone(world);
		expect(await titles()).toHaveLength(2);
		const [shown] = await goneTitles(world.db);
		await forgetTitle(world, shown?.titleId ?? "");
		expect(await titles()).toHaveLength(1);
		world.advance(366 * DAY_MS);
		await forgetLongGone(world);
		expect(await titles()).toEqual([]);
	});

	it("that are on no server any more are shown for what was done with an episode of theirs, or with one of their files", async () => {
		const show = film("a1", "s", { kind: "show", providerIds: { tvdb: "77526" } });
		const episode = film("a1", "s1e1", { kind: "episode", showId: "a1/s", parentId: "a1/s1", providerIds: {} });
		const version = film("a1", "v", { providerIds: { tmdb: "20" } });
		const gone = [show, version, film("a1", "1")].map((item) => ({ ...item, goneAt: 5 }));
		await write(show, episode, version, film("a1", "1"));
		await followChanges(world, correctItems, signal);
		await world.db.journal.bulkAdd([{ itemId: "a1/s1e1" }, { itemId: "a1/v-file" }] as never);
		await world.db.watch.put({ itemId: "a1/v-file", titleId: "a1/v" } as never);
		await write(...gone, { ...episode, goneAt: 5 });
		await followChanges(world, correctItems, signal);
		expect((await goneTitles(world.db)).flatMap(({ former }) => former).sort()).toEqual(["a1/s", "a1/v"]);
	});

	it("that come back under another key are the titles that they were", async () => {
		await write(film("a1", "1"));
		await followChanges(world, correctItems, signal);
		const [before] = await titles();
		await write(film("a1", "1", { goneAt: 5 }));
		await followChanges(world, correctItems, signal);
		expect((await titles())[0]).toMatchObject({ copies: [], goneAt: world.now() });
		await write(film("a1", "9"));
		await followChanges(world, correctItems, signal);
		expect(await titles()).toMatchObject([{ titleId: before?.titleId, copies: ["a1/9"], former: ["a1/1"] }]);
		expect((await titles())[0]?.goneAt).toBeUndefined();
	});

	it("that no catalogue knows are told by their key when they come back", async () => {
		await write(film("a1", "1", { providerIds: {} }));
		await followChanges(world, correctItems, signal);
		const [before] = await titles();
		await write(film("a1", "1", { providerIds: {}, goneAt: 5 }));
		await followChanges(world, correctItems, signal);
		await write(film("a1", "1", { providerIds: {} }));
		await followChanges(world, correctItems, signal);
		expect(await titles()).toMatchObject([{ titleId: before?.titleId, copies: ["a1/1"] }]);
	});

	it("of a source that is removed while a run reads it do not come back", async () => {
		await world.db.items.put(film("a1", "1"));
		await world.db.shelves.put({ ...emptyBlock("a1/lib", 0), serverKeys: ["1"], kinds: "m" });
		let looks = 0;
		const busy = {
			...world,
			now: () => {
				looks += 1;
				if (looks === 2) removal = removeSource(world, "a1");
				return world.now();
			},
		};
		let removal: Promise<void> | undefined;
		await syncTitles(busy, "a1", byHand);
		await removal;
		expect(removal).toBeDefined();
		expect([...(await titles()), ...(await world.db.runs.toArray())]).toEqual([]);
	});

	it("are written without anybody waiting who writes progress, or what servers say", async () => {
		await write(film("a1", "1"), film("b2", "2", { providerIds: { tmdb: "20" } }));
		await world.db.shelves.put({ ...emptyBlock("a1/lib", 0), serverKeys: ["1"], kinds: "m" });
		const transactions = vi.spyOn(world.db.core, "transaction");
		const written = () =>
			new Set(transactions.mock.calls.flatMap(([tables, mode]) => (mode === "readwrite" ? [...tables] : [])));
		await syncTitles(world, "a1", byHand);
		expect(written()).toEqual(new Set(["titles", "titleFindings", "runs", "runChanges", "titleChanges"]));
		await followChanges(world, correctItems, signal);
		expect(await titles()).toHaveLength(2);
		expect(written()).toEqual(new Set(["titles", "titleFindings", "runs", "runChanges", "titleChanges"]));
		transactions.mockRestore();
	});

	it("of an item that is written while it is looked at are looked at again", async () => {
		await write(film("a1", "1"));
		let looks = 0;
		const busy = {
			...world,
			now: () => {
				looks += 1;
				if (looks === 1)
					late = world.db.transaction("rw", world.db.items, world.db.titleChanges, () =>
						write(film("a1", "1", { providerIds: { tmdb: "77" } })),
					);
				return world.now();
			},
		};
		let late: Promise<void> | undefined;
		await followChanges(busy, correctItems, signal);
		await late;
		await followChanges(world, correctItems, signal);
		expect((await titles()).map(({ ids }) => ids)).toEqual([["movie tmdb 77"]]);
		expect(await world.db.titleChanges.count()).toBe(0);
	});

	it("are gone over once, however many tabs saw that it was due", async () => {
		await world.db.items.put(film("a1", "1"));
		await world.db.shelves.put({ ...emptyBlock("a1/lib", 0), serverKeys: ["1"], kinds: "m" });
		await noteWholeSource(world.db, "a1");
		const first: TitleSync = { ...byHand, reason: "first-sync" };
		const [one, other] = await Promise.all([syncTitles(world, "a1", first), syncTitles(world, "a1", first)]);
		expect([one?.counts.added, other]).toEqual([1, undefined]);
	});

	it("are left as they are by a run that is stopped while it reads, which is then made anew", async () => {
		await world.db.items.put(film("a1", "1"));
		await world.db.shelves.put({ ...emptyBlock("a1/lib", 0), serverKeys: ["1"], kinds: "m" });
		await noteWholeSource(world.db, "a1");
		const control = new AbortController();
		const first: TitleSync = { ...byHand, reason: "first-sync" };
		const stopping = syncTitles(world, "a1", { ...first, signal: control.signal });
		control.abort();
		expect(await stopping).toBeUndefined();
		expect(await titles()).toEqual([]);
		expect((await syncTitles(world, "a1", first))?.counts.added).toBe(1);
	});
});
