import "fake-indexeddb/auto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arrIdsOf, arrIndex } from "../../../src/catalog/arr-ids.ts";
import { correctTitle } from "../../../src/catalog/correct-title.ts";
import { dressOf, inOrder } from "../../../src/catalog/corrections.ts";
import { followChanges } from "../../../src/catalog/follow-changes.ts";
import { matchTitles } from "../../../src/catalog/match.ts";
import { rulingsNow } from "../../../src/catalog/stand-ins.ts";
import { syncTitles, type TitleSync } from "../../../src/catalog/sync-titles.ts";
import { undoRun } from "../../../src/catalog/undo-run.ts";
import { noteArrChanges, noteTitleChanges, noteWholeSource } from "../../../src/db/title-changes.ts";
import type { World } from "../../../src/db/world.ts";
import { correctItems } from "../../../src/library/correct-items.ts";
import { emptyBlock } from "../../../src/library/shelf-blocks.ts";
import { mergeListRow } from "../../../src/library/write-rows.ts";
import type { ArrTitle } from "../../../src/model/arr.ts";
import { asServerSays } from "../../../src/model/corrected.ts";
import { joinId } from "../../../src/model/ids.ts";
import type { Item } from "../../../src/model/item.ts";
import { testSource, testWorld } from "../../unit/library/fake-server.ts";
import { CrashPoints, watchDatabase } from "../progress/crash-points.ts";
import { arrRows, evidence, items, rulings, saidOf, shuffled } from "./made-items.ts";

const RUNS = Math.ceil(Number(process.env.RUNS ?? 200) / 4);
const SOURCES = ["a1", "b2", "c3"];
const { signal } = new AbortController();
const holds = <T>(arbitrary: fc.Arbitrary<T>, property: (made: T) => Promise<void>) =>
	fc.assert(fc.asyncProperty(arbitrary, property), { numRuns: RUNS, ...(process.env.RUNS ? {} : { seed: 20261121 }) });

/** Three servers without a title. */
async function servers(): Promise<World> {
	let made = 0;
	const world: World = { ...testWorld(), random: () => (made++ * 0.618034) % 1 };
	await world.db.sources.bulkPut(SOURCES.map((sourceId, order) => ({ ...testSource, sourceId, order })));
	return world;
}

/** Writes items as a look for changes does. */
async function write({ db }: World, all: readonly Item[]): Promise<void> {
	await db.transaction("rw", db.items, db.titleChanges, db.shelves, async () => {
		await db.items.bulkPut([...all]);
		await noteTitleChanges(db, all);
		for (const { itemId, sourceId, libraryId, kind } of all) {
			const block = (await db.shelves.get([libraryId, 0])) ?? emptyBlock(libraryId, 0);
			const key = itemId.slice(sourceId.length + 1);
			if (block.serverKeys.includes(key)) continue;
			await db.shelves.put({ ...block, serverKeys: [...block.serverKeys, key], kinds: block.kinds + kind[0] });
		}
	});
}

/** Has a Radarr and a Sonarr hold these rows and no others, as a reading of them does. */
async function writeArr({ db }: World, rows: readonly ArrTitle[]): Promise<void> {
	await db.transaction("rw", db.arrTitles, db.titleChanges, async () => {
		const before = new Map((await db.arrTitles.toArray()).map((row) => [row.arrTitleId, row]));
		const after = new Map(rows.map((row) => [row.arrTitleId, row]));
		await db.arrTitles.clear();
		await db.arrTitles.bulkPut([...rows]);
		for (const arrId of ["r1", "r2"]) {
			const ids = [...new Set([...before.keys(), ...after.keys()])].filter((id) => id.startsWith(arrId));
			await noteArrChanges(
				db,
				arrId,
				ids.map((id) => [before.get(id), after.get(id)] as const),
			);
		}
	});
}

/** Every title says where it is in them, as far as they say so. */
async function expectPlaced({ db }: World): Promise<void> {
	const index = arrIndex(await db.arrTitles.toArray());
	for (const title of await db.titles.toArray()) expect(title.arr ?? []).toEqual(arrIdsOf(title, index));
}

/** Which items are one title, and whose ids contradict each other. */
async function partition({ db }: World) {
	const titles = await db.titles.toArray();
	const found = await db.titleFindings.toArray();
	return {
		groups: titles.flatMap(({ copies }) => (copies.length > 0 ? [copies.join(" ")] : [])).sort(),
		findings: found.map(({ findingId, reason }) => `${reason}: ${findingId}`).sort(),
	};
}

function expected(all: readonly Item[], said: Parameters<typeof matchTitles>[1]) {
	const listed = evidence(all.filter(({ goneAt }) => goneAt === undefined));
	const { groups, findings } = matchTitles(listed, rulingsNow(said, listed, []));
	return {
		groups: groups.map((group) => group.join(" ")).sort(),
		findings: findings.map(({ findingId, reason }) => `${reason}: ${findingId}`).sort(),
	};
}

const byHand: TitleSync = { reason: "by-hand", updateExisting: true, isDry: false, dress: correctItems, signal };

describe("the catalogue of titles", () => {
	it("is the same in whatever order items come, change and go, as made at once", async () => {
		const made = fc.record({
			first: items,
			later: items,
			said: rulings,
			gone: fc.array(fc.nat(9)),
			there: arrRows,
			thereLater: arrRows,
			seed: fc.integer(),
		});
		await holds(made, async ({ first, later, said: words, gone, there, thereLater, seed }) => {
			const world = await servers();
			const said = saidOf(words, first);
			await world.db.rulings.bulkPut(said);
			await writeArr(world, there);
			for (const item of shuffled(first, seed)) {
				await write(world, [item]);
				if ((seed + item.itemId.length) % 3) await followChanges(world, correctItems, signal);
			}
			await writeArr(world, thereLater);
			const changed = shuffled(later, seed).map((item, at) => (gone.includes(at) ? { ...item, goneAt: 5 } : item));
			for (const item of changed) {
				await write(world, [item]);
				if (seed % 2) await followChanges(world, correctItems, signal);
			}
			await followChanges(world, correctItems, signal);
			expect(await partition(world)).toEqual(expected(await world.db.items.toArray(), said));
			await expectPlaced(world);
		});
	});

	it("is changed by nothing when it is gone over again", async () => {
		await holds(fc.record({ all: items, said: rulings, there: arrRows }), async ({ all, said, there }) => {
			const world = await servers();
			await world.db.rulings.bulkPut(said);
			await write(world, all);
			await writeArr(world, there);
			await followChanges(world, correctItems, signal);
			for (const sourceId of SOURCES) expect((await syncTitles(world, sourceId, byHand))?.changes).toEqual([]);
		});
	});

	it("is made by a run as the dry run said, and is as before when the run is taken back", async () => {
		await holds(fc.record({ first: items, later: items, there: arrRows }), async ({ first, later, there }) => {
			const world = await servers();
			await write(world, first);
			await followChanges(world, correctItems, signal);
			await write(world, later);
			await writeArr(world, there);
			await world.db.titleChanges.clear();
			await noteWholeSource(world.db, "a1");
			const before = await world.db.titles.toArray();
			const dry = await syncTitles(world, "a1", { ...byHand, isDry: true });
			expect(await world.db.titles.toArray()).toEqual(before);
			const real = await syncTitles(world, "a1", byHand);
			const plain = (run: typeof real) =>
				run?.changes.map(({ before, after }) => ({
					before,
					after: after && { ...after, titleId: before ? after.titleId : "" },
				}));
			expect(plain(real)).toEqual(plain(dry));
			expect(real?.counts).toEqual(dry?.counts);
			const [run] = await world.db.runs.toArray();
			if (run === undefined) {
				expect(real?.changes).toEqual([]);
				return;
			}
			expect((await undoRun(world, run.runId, correctItems, signal))?.kept).toBe(0);
			const unnumbered = (titles: typeof before) => titles.map(({ revision: _, ...title }) => title);
			expect(unnumbered(await world.db.titles.toArray())).toEqual(unnumbered(before));
		});
	});

	it("never has a fact replaced that it has, by a run or by a change", async () => {
		await holds(fc.record({ first: items, later: items }), async ({ first, later }) => {
			const world = await servers();
			await write(world, first);
			await followChanges(world, correctItems, signal);
			const before = new Map((await world.db.titles.toArray()).map((title) => [title.titleId, title.facts]));
			await write(
				world,
				later.map((item) => ({ ...item, title: "Another", year: 2001, overview: "New" })),
			);
			await followChanges(world, correctItems, signal);
			for (const sourceId of SOURCES) await syncTitles(world, sourceId, byHand);
			for (const { titleId, facts } of await world.db.titles.toArray()) {
				expect(facts).toMatchObject(before.get(titleId) ?? {});
			}
		});
	});

	it("shows what a person corrected on each copy, whatever comes, goes, is run or undone, and without it what the servers say", async () => {
		const act = fc.oneof(
			fc.record({ kind: fc.constant("write" as const), items }),
			fc.record({
				kind: fc.constant("correct" as const),
				at: fc.nat(20),
				said: fc.record(
					{
						name: fc.constantFrom("Mine", "Ours", null),
						year: fc.constantFrom(1927, 1930, null),
						ids: fc.constantFrom({ tmdb: "1" }, { imdb: "tt0000002" }, {}, null),
					},
					{ requiredKeys: [] },
				),
			}),
			fc.record({ kind: fc.constant("run" as const), source: fc.constantFrom(...SOURCES), isUndone: fc.boolean() }),
			fc.record({ kind: fc.constant("follow" as const) }),
		);
		await holds(fc.array(act, { minLength: 3, maxLength: 8 }), async (acts) => {
			const world = await servers();
			const { db } = world;
			const said = new Map<string, Item>();
			for (const one of acts) {
				if (one.kind === "write") {
					const stored = await db.items.bulkGet(one.items.map(({ itemId }) => itemId));
					await write(
						world,
						one.items.map((item, at) => mergeListRow(stored[at], item)),
					);
					for (const item of one.items) said.set(item.itemId, item);
				} else if (one.kind === "correct") {
					const titles = (await db.titles.toArray()).filter(({ copies }) => copies.length > 0);
					const copy = titles[one.at % titles.length]?.copies[0];
					if (copy) await correctTitle(world, copy, one.said, correctItems);
				} else if (one.kind === "run") {
					await syncTitles(world, one.source, byHand);
					const last = await db.runs.orderBy(":id").last();
					if (one.isUndone && last) await undoRun(world, last.runId, correctItems, signal);
				} else await followChanges(world, correctItems, signal);
			}
			await noteTitleChanges(db, await db.items.toArray());
			await followChanges(world, correctItems, signal);
			const places = new Map(SOURCES.map((sourceId, at) => [sourceId, at]));
			for (const title of await db.titles.toArray()) {
				const copies = inOrder(
					(await db.items.bulkGet([...title.copies])).flatMap((item) => item ?? []),
					places,
				);
				for (const copy of copies)
					expect(copy.corrected?.own ?? {}).toEqual(dressOf(title, copy, copies, new Set(SOURCES)));
			}
			for (const { own, copies } of await db.titles.toArray()) {
				const back = Object.fromEntries(Object.keys(own?.values ?? {}).map((field) => [field, null]));
				if (own && copies[0]) await correctTitle(world, copies[0], back, correctItems);
			}
			await followChanges(world, correctItems, signal);
			const shown = await db.items.toArray();
			expect(shown.map(asServerSays)).toEqual(shown.map(({ itemId }) => said.get(itemId)));
			const own = new Set(shown.flatMap(({ corrected }) => Object.keys(corrected?.own ?? {})));
			for (const field of own) expect(["poster", "overview"]).toContain(field);
		});
	});

	it("keeps a title when all its servers are set up anew, where one title alone says the same", async () => {
		await holds(items, async (all) => {
			const world = await servers();
			const old = all.filter(({ sourceId }) => sourceId === "a1");
			await write(world, old);
			await followChanges(world, correctItems, signal);
			const before = await world.db.titles.toArray();
			await write(
				world,
				old.map((item) => ({ ...item, goneAt: 5 })),
			);
			const anew = old.map((item) => ({ ...item, itemId: joinId("a1", `new${item.itemId}`) }));
			await write(world, anew);
			await followChanges(world, correctItems, signal);
			const after = await world.db.titles.toArray();
			for (const { titleId, ids } of before) {
				const rivals = before.filter((other) => other.ids.some((id) => ids.includes(id))).length;
				if (ids.length === 0 || rivals > 1) continue;
				expect(after.find((title) => title.titleId === titleId)?.copies).toHaveLength(1);
			}
		});
	});

	it("is left as before by a run that fails, wherever it fails, and by following a change that is cut off", async () => {
		await holds(fc.record({ first: items, later: items }), async ({ first, later }) => {
			const world = await servers();
			const points = new CrashPoints();
			watchDatabase(world.db, points);
			await write(world, first);
			await followChanges(world, correctItems, signal);
			await write(world, later);
			await noteWholeSource(world.db, "a1");
			const kept = async () =>
				Promise.all(
					[world.db.titles, world.db.titleFindings, world.db.runs, world.db.runChanges].map((t) => t.toArray()),
				);
			let before = await kept();
			const until = async (act: () => Promise<unknown>) => {
				for (let deadline = 1; ; deadline++) {
					points.start(deadline);
					const isDone = await act().then(
						() => true,
						() => false,
					);
					points.end();
					if (isDone) return;
					expect(await kept()).toEqual(before);
				}
			};
			await until(() => syncTitles(world, "a1", byHand));
			before = await kept();
			await until(() => followChanges(world, correctItems, signal));
			expect(await partition(world)).toEqual(expected(await world.db.items.toArray(), []));
		});
	});
});
