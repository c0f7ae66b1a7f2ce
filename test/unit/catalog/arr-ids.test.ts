import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { arrIdsOf, arrIndex } from "../../../src/catalog/arr-ids.ts";
import { followChanges } from "../../../src/catalog/follow-changes.ts";
import { syncTitles, type TitleSync } from "../../../src/catalog/sync-titles.ts";
import { undoRun } from "../../../src/catalog/undo-run.ts";
import { readUnseen } from "../../../src/catalog/unseen.ts";
import { noteTitleChanges } from "../../../src/db/title-changes.ts";
import { settleArr, touchArr } from "../../../src/library/arr-titles.ts";
import { correctItems } from "../../../src/library/correct-items.ts";
import { emptyBlock } from "../../../src/library/shelf-blocks.ts";
import type { ArrTitle } from "../../../src/model/arr.ts";
import { joinId } from "../../../src/model/ids.ts";
import { removeArr } from "../../../src/servers/arr/store-arr.ts";
import { memoryLocks, testMovie, testSource } from "../library/fake-server.ts";
import { arrWorld, connectDemoArr } from "../servers/arr-world.ts";

const { signal } = new AbortController();
const byHand: TitleSync = { reason: "by-hand", updateExisting: true, isDry: false, dress: correctItems, signal };

const row = (arrTitleId: ArrTitle["arrTitleId"], ids: Partial<ArrTitle>): ArrTitle => ({
	arrTitleId,
	arrId: arrTitleId.split("/")[0] ?? "",
	kind: "movie",
	title: "Metropolis",
	monitored: true,
	...ids,
});

describe("where a title is in a Radarr or Sonarr", () => {
	const is = (
		arr: readonly ArrTitle["arrTitleId"][],
		rows: readonly ArrTitle[],
		ids = ["movie imdb tt0017136", "movie tmdb 19"],
	) => arrIdsOf({ kind: "movie", ids, arr }, arrIndex(rows));

	it("is what says its id, one of each server", () => {
		expect(is([], [row("r1/5", { tmdbId: "19" }), row("r2/7", { imdbId: "tt0017136" })])).toEqual(["r1/5", "r2/7"]);
		expect(is([], [row("r1/5", { tmdbId: "20" }), row("r1/6", {})])).toEqual([]);
		expect(is([], [row("r2/5", { kind: "show", tmdbId: "19" })])).toEqual([]);
	});

	it("is never replaced while it is the same title there, and is once it is not", () => {
		const again = row("r1/4", { tmdbId: "19" });
		expect(is(["r1/5"], [again, row("r1/5", { tmdbId: "19" })])).toEqual(["r1/5"]);
		expect(is(["r1/5"], [again])).toEqual(["r1/4"]);
		expect(is(["r1/5"], [again, row("r1/5", { tmdbId: "20" })])).toEqual(["r1/4"]);
		expect(is(["r1/5"], [row("r2/4", {})])).toEqual([]);
	});

	it("is told by the surest id that both name", () => {
		expect(is([], [row("r1/1", { imdbId: "tt0017136" }), row("r1/2", { tmdbId: "19" })])).toEqual(["r1/2"]);
		expect(is([], [row("r1/1", { imdbId: "tt0017136", tmdbId: "20" })])).toEqual([]);
		expect(is([], [row("r1/1", { imdbId: "tt0017136", tmdbId: "20" })], ["movie imdb tt0017136"])).toEqual(["r1/1"]);
	});
});

describe("titles that a Radarr has", () => {
	let here: ReturnType<typeof arrWorld>;
	let ids: Readonly<Record<string, string>>;
	const arrOf = async (key: string) =>
		(await here.world.db.titles.where("copies").equals(joinId("a1", key)).first())?.arr;
	const there = async (title: string) =>
		(await here.world.db.arrTitles.filter((each) => each.title === title).first())?.arrTitleId;
	const read = (arrId: string) => touchArr(here.world, arrId, { force: true, signal });

	beforeEach(async () => {
		here = arrWorld({ locks: memoryLocks() });
		let made = 0;
		Object.assign(here.world, { random: () => (made++ * 0.618034) % 1 });
		const { db } = here.world;
		await db.sources.put({ ...testSource, sourceId: "a1" });
		const arrId = await connectDemoArr(here, "radarr");
		await read(arrId);
		ids = Object.fromEntries((await db.arrTitles.toArray()).map(({ title, tmdbId = "" }) => [title, tmdbId]));
		await removeArr(here.world, arrId);
		await db.titleChanges.clear();
		for (const [at, title] of ["Metropolis", "Charade", "Nobody's"].entries()) {
			const film = {
				...testMovie(at),
				itemId: joinId("a1", String(at)),
				sourceId: "a1",
				libraryId: joinId("a1", "lib"),
				title,
				providerIds: { tmdb: ids[title] ?? "555" },
			};
			await db.items.put(film);
			await noteTitleChanges(db, [film]);
		}
		await db.shelves.put({ ...emptyBlock("a1/lib", 0), serverKeys: ["0", "1", "2"], kinds: "mmm" });
		await followChanges(here.world, correctItems, signal);
	});

	it("say so once it is read, with new numbers when it was set up anew, and no more when it has them no more", async () => {
		const { world, demos } = here;
		const arrId = await connectDemoArr(here, "radarr");
		expect(await arrOf("0")).toBeUndefined();
		await read(arrId);
		expect(await readUnseen(world.db)).toMatchObject({ small: [], titles: "few" });
		await followChanges(world, correctItems, signal);
		const first = await there("Metropolis");
		expect([await arrOf("0"), await arrOf("1"), await arrOf("2")]).toEqual([
			[first],
			[await there("Charade")],
			undefined,
		]);
		expect(await world.db.titleChanges.count()).toBe(0);

		demos.radarr.rebuild();
		await read(arrId);
		await followChanges(world, correctItems, signal);
		expect(await there("Metropolis")).not.toBe(first);
		expect(await arrOf("0")).toEqual([await there("Metropolis")]);

		demos.radarr.removeTitle("metropolis");
		await read(arrId);
		await followChanges(world, correctItems, signal);
		expect([await arrOf("0"), await arrOf("1")]).toEqual([undefined, [await there("Charade")]]);
		await removeArr(world, arrId);
		await followChanges(world, correctItems, signal);
		expect(await world.db.titles.where("arr").above("").count()).toBe(0);
		expect(await readUnseen(world.db)).toMatchObject({ small: [], titles: "none" });
	});

	it("are looked at only where a row came, went or says another id", async () => {
		const { world } = here;
		const arrId = await connectDemoArr(here, "radarr");
		const rows = (facts: object) => JSON.stringify([{ id: 1, title: "Metropolis", tmdbId: 19, ...facts }]);
		const noted = () => world.db.titleChanges.toCollection().primaryKeys();
		await settleArr(world, arrId, rows({}));
		expect(await noted()).toEqual([`${arrId}/1`]);
		await followChanges(world, correctItems, signal);
		await settleArr(world, arrId, rows({ monitored: true, hasFile: true }));
		expect(await noted()).toEqual([]);
		await settleArr(world, arrId, rows({ tmdbId: 20 }));
		expect(await noted()).toEqual([`${arrId}/1`]);
		const many = Array.from({ length: 201 }, (_, at) => ({ id: at + 2, title: "Film", tmdbId: at + 1000 }));
		await settleArr(world, arrId, JSON.stringify(many));
		expect(await noted()).toEqual([`${arrId}/`, `${arrId}/1`]);
		expect(await readUnseen(world.db)).toEqual({ small: [], large: [], titles: "few" });
		await followChanges(world, correctItems, signal);
		expect(await noted()).toEqual([]);
	});

	it("are told of by a dry run as by the run that fills them, which is taken back whole", async () => {
		const { world } = here;
		const { db } = world;
		const before = await db.titles.toArray();
		await read(await connectDemoArr(here, "radarr"));
		const off = await syncTitles(world, "a1", { ...byHand, updateExisting: false });
		expect(off).toMatchObject({ changes: [], counts: { updated: 0, notFilled: 2, unchanged: 1 } });
		const dry = await syncTitles(world, "a1", { ...byHand, isDry: true });
		expect(await db.titles.toArray()).toEqual(before);
		const real = await syncTitles(world, "a1", byHand);
		expect(real?.changes).toEqual(dry?.changes);
		expect(real?.counts).toEqual({ ...dry?.counts, updated: 2 });
		expect(
			(await db.runChanges.toArray())[0]?.changes.map((each) => [each.before?.arr, each.after?.arr?.length]),
		).toEqual([
			[undefined, 1],
			[undefined, 1],
		]);
		expect(await arrOf("0")).toEqual([await there("Metropolis")]);
		const [run] = await db.runs.toArray();
		expect(await undoRun(world, run?.runId ?? 0, correctItems, signal)).toEqual({ restored: 2, kept: 0 });
		expect(await arrOf("0")).toBeUndefined();
	});

	it("point at no number that is dead when the run that replaced it is taken back", async () => {
		const { world, demos } = here;
		const arrId = await connectDemoArr(here, "radarr");
		await read(arrId);
		await followChanges(world, correctItems, signal);
		const dead = await arrOf("0");
		demos.radarr.rebuild();
		await read(arrId);
		await world.db.titleChanges.clear();
		expect((await syncTitles(world, "a1", byHand))?.counts.updated).toBe(2);
		const [run] = await world.db.runs.toArray();
		expect((await undoRun(world, run?.runId ?? 0, correctItems, signal))?.restored).toBe(2);
		expect(await arrOf("0")).toEqual(dead);
		await followChanges(world, correctItems, signal);
		expect(await arrOf("0")).toEqual([await there("Metropolis")]);
	});
});

it("a run counts what a shelf lists and nothing could be read of", async () => {
	const { world } = arrWorld({ locks: memoryLocks() });
	await world.db.sources.put({ ...testSource, sourceId: "a1" });
	await world.db.items.put({ ...testMovie(1), itemId: "a1/1", sourceId: "a1", libraryId: "a1/lib" });
	await world.db.shelves.put({ ...emptyBlock("a1/lib", 0), serverKeys: ["1", "2", "3"], kinds: "mmc" });
	expect((await syncTitles(world, "a1", byHand))?.counts).toMatchObject({ scanned: 1, added: 1, errors: 1 });
});
