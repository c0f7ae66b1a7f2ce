import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { arrTitlesOf } from "../../../src/db/arr-queries.ts";
import { touchArrQueue } from "../../../src/library/arr-queue.ts";
import { settleArr, touchArr } from "../../../src/library/arr-titles.ts";
import type { ArrId, ArrKind } from "../../../src/model/arr.ts";
import { removeArr } from "../../../src/servers/arr/store-arr.ts";
import { removeSource } from "../../../src/servers/sign-out.ts";
import { syncService } from "../../../src/worker/sync-service.ts";
import { arrWorld, connectDemoArr } from "../servers/arr-world.ts";
import { memoryLocks, testSource } from "./fake-server.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const { signal } = new AbortController();

let here: ReturnType<typeof arrWorld>;
let arrId: ArrId;

/** Connects one and reads it. */
async function begin(kind: ArrKind): Promise<void> {
	here = arrWorld({ locks: memoryLocks() });
	arrId = await connectDemoArr(here, kind);
	await touchArr(here.world, arrId, { signal });
	here.world.asked.length = 0;
}

const server = () => here.world.db.arrServers.get(arrId);
const titled = (title: string) => here.world.db.arrTitles.filter((row) => row.title === title).first();
const listings = () => here.world.asked.filter((url) => url.includes("/movie?")).length;

afterEach(() => here.world.db.close());

describe("the titles of a Radarr", () => {
	beforeEach(() => begin("radarr"));

	it("are here with what it says of them", async () => {
		expect(await server()).toMatchObject({ titles: await here.world.db.arrTitles.count() });
		expect(await titled("Metropolis")).toMatchObject({ monitored: true, hasFile: false, kind: "movie" });
		expect(await titled("The Kid")).toMatchObject({ monitored: false, hasFile: true });
		expect(await titled("The General")).toBeUndefined();
	});

	it("are fresh for an hour to the millisecond, then read again", async () => {
		here.clock.advance(HOUR - 1);
		await touchArr(here.world, arrId, { signal });
		expect(here.world.asked).toEqual([]);
		here.clock.advance(1);
		await touchArr(here.world, arrId, { signal });
		expect(listings()).toBe(1);
		await touchArr(here.world, arrId, { force: true, signal });
		expect(listings()).toBe(2);
	});

	it("are read by the sync worker, or taken apart there where only a page may ask", async () => {
		const { world, demos } = here;
		await syncService(world).arr(arrId, true);
		expect(listings()).toBe(1);
		demos.radarr.removeTitle("metropolis");
		const settle = (text: string) => syncService(world).settleArr(arrId, text);
		await touchArr(world, arrId, { force: true, signal, settle });
		expect(await titled("Metropolis")).toBeUndefined();
		await touchArr(world, arrId, { force: true, signal, settle: async () => "storage-full" });
		expect((await server())?.problem).toBe("storage-full");
	});

	it("are read once for all who ask at once", async () => {
		here.clock.advance(HOUR);
		await Promise.all([1, 2, 3].map(() => touchArr(here.world, arrId, { signal })));
		expect(listings()).toBe(1);
	});

	it("stay while it fails, which backs off and says why; then follow it", async () => {
		const { demos, clock, world } = here;
		const before = await world.db.arrTitles.count();
		demos.radarr.removeTitle("metropolis");
		for (const [fault, problem] of [
			[{ kind: "garbage", path: "/movie" }, "unreadable"],
			[{ kind: "html" }, "not-arr"],
			[{ kind: "status", status: 503 }, "starting"],
			[{ kind: "down" }, "no-answer"],
		] as const) {
			demos.radarr.setFaults([fault]);
			clock.advance(HOUR);
			await touchArr(world, arrId, { signal });
			expect((await server())?.problem).toBe(problem);
		}
		expect(await world.db.arrTitles.count()).toBe(before);
		demos.radarr.setFaults([]);
		world.asked.length = 0;
		clock.advance(4 * MINUTE - 1);
		await touchArr(world, arrId, { signal });
		expect(world.asked, "four failures wait four minutes").toEqual([]);
		clock.advance(1);
		await touchArr(world, arrId, { signal });
		expect((await server())?.problem).toBeUndefined();
		expect((await world.db.freshness.get(`arr:${arrId}`))?.failures).toBe(0);
		expect(await titled("Metropolis")).toBeUndefined();
		expect(await world.db.arrTitles.count()).toBe(before - 1);
	});

	it("are asked for by no key where nobody asks for one", async () => {
		here.demos.radarr.setFaults([{ kind: "html", path: "system/status" }]);
		await touchArr(here.world, arrId, { force: true, signal });
		expect(listings()).toBe(0);
	});

	it("stay when the key is no longer good, until there is a new one", async () => {
		here.demos.radarr.revokeTokens();
		await touchArr(here.world, arrId, { force: true, signal });
		expect((await server())?.problem).toBe("wrong-key");
		expect(await titled("Metropolis")).toBeDefined();
		expect(await connectDemoArr(here, "radarr")).toBe(arrId);
		await touchArr(here.world, arrId, { force: true, signal });
		expect((await server())?.problem).toBeUndefined();
	});

	it("lose nothing to rows that cannot be read, which are counted", async () => {
		const { world, demos } = here;
		const before = await world.db.arrTitles.count();
		demos.radarr.setFaults([{ kind: "wrong-types", path: "/movie" }]);
		await touchArr(world, arrId, { force: true, signal });
		expect(await world.db.arrTitles.count()).toBe(before);
		expect((await world.db.freshness.get(`arr:${arrId}`))?.skipped).toBe(Math.floor(before / 3));
		expect((await server())?.problem).toBeUndefined();
		expect(await settleArr(world, arrId, '[{"id":"1"}]'), "not one of them").toBe("unreadable");
		expect(await world.db.arrTitles.count()).toBe(before);
		const id = (await titled("Metropolis"))?.arrTitleId.split("/")[1];
		await settleArr(world, arrId, `[{"id":999,"title":"Another"},{"id":${id},"year":"1927"}]`);
		expect((await world.db.arrTitles.toArray()).map(({ title }) => title).sort()).toEqual(["Another", "Metropolis"]);
	});

	it("are found by the ids of a film, never by its name, and by none of a show", async () => {
		const { db } = here.world;
		const film = await titled("Metropolis");
		const [tmdb = "", imdb = ""] = [film?.tmdbId, film?.imdbId];
		const found = async (ids: object, kind: "movie" | "show" = "movie") =>
			(await arrTitlesOf(db, kind, ids)).map(({ title }) => title);
		expect(await found({ tmdb })).toEqual(["Metropolis"]);
		expect(await found({ imdb })).toEqual(["Metropolis"]);
		expect(await found({ tmdb: "1", imdb }), "the next id where the first is nobody's").toEqual(["Metropolis"]);
		expect(await found({ tmdb: "0", tvdb: tmdb })).toEqual([]);
		expect(await found({})).toEqual([]);
		expect(await found({ tmdb, imdb }, "show")).toEqual([]);
	});

	it.each([
		["an answer", async (text: string) => settleArr(here.world, arrId, text)],
		["a failure", async () => "unreadable" as const],
	])("go with it when it is removed, its key too, and %s that is under way brings nothing back", async (_, end) => {
		const { db } = here.world;
		await db.sources.put(testSource);
		const settle = async (text: string) => {
			await removeArr(here.world, arrId);
			return end(text);
		};
		await touchArr(here.world, arrId, { force: true, signal, settle });
		const left = [db.arrServers, db.arrTitles, db.secrets, db.freshness].map((table) => table.count());
		expect(await Promise.all(left)).toEqual([0, 0, 0, 0]);
		expect(await db.sources.count()).toBe(1);
	});

	it("stay when a media server is removed", async () => {
		const { db } = here.world;
		await db.sources.put({ ...testSource, sourceId: "a1" });
		await removeSource(here.world, "a1");
		expect(await db.arrServers.count()).toBe(1);
		expect(await db.arrTitles.count()).toBeGreaterThan(5);
		expect(await db.freshness.get(`arr:${arrId}`)).toBeDefined();
	});

	it("are written only where they changed, in one answer of all", async () => {
		const { db } = here.world;
		const row = (id: number) => ({
			id,
			title: `Film ${id}`,
			titleSlug: `${id}`,
			monitored: true,
			tmdbId: 500_000 + id,
		});
		const rows = Array.from({ length: 200 }, (_, at) => row(at + 1));
		expect(await settleArr(here.world, arrId, JSON.stringify(rows))).toBeNull();
		expect(await server()).toMatchObject({ titles: 200 });
		expect(await db.arrTitles.count()).toBe(200);
		let written = 0;
		db.arrTitles.hook("updating", () => {
			written += 1;
		});
		rows[7] = { ...row(8), title: "Another" };
		expect(await settleArr(here.world, arrId, JSON.stringify(rows.slice(0, -1)))).toBeNull();
		expect([written, await db.arrTitles.count()]).toEqual([1, 199]);
	});
});

it("are not asked for where this place may not reach the address", async () => {
	await begin("radarr");
	const worker = { ...here.world, place: { kind: "worker", scheme: "https", isLoopback: false } } as const;
	await here.world.db.arrServers.update(arrId, { baseUrl: "http://192.168.1.20:7878" });
	await touchArr(worker, arrId, { force: true, signal });
	expect(here.world.asked).toEqual([]);
	expect((await server())?.problem).toBe("mixed-content");
});

describe.each(["radarr", "sonarr"] as const)("what a %s downloads", (kind) => {
	const title = kind === "radarr" ? "Charade" : "Sherlock Holmes";
	const queue = () => touchArrQueue(here.world, arrId, { signal });
	beforeEach(() => begin(kind));

	it("is read when it is a minute old, and kept over a reading of the titles", async () => {
		await queue();
		const count = kind === "radarr" ? 1 : 2;
		expect(await titled(title)).toMatchObject({ download: { state: "downloading", fraction: 0.42, count } });
		here.world.asked.length = 0;
		here.clock.advance(MINUTE - 1);
		await queue();
		expect(here.world.asked).toEqual([]);
		here.clock.advance(10 * MINUTE);
		await queue();
		expect((await titled(title))?.download?.fraction).toBeCloseTo(0.74, 1);
		await touchArr(here.world, arrId, { force: true, signal });
		expect((await titled(title))?.download?.state).toBe("downloading");
	});

	it("is here once it has left the queue, without another reading of all titles", async () => {
		await queue();
		here.clock.advance(50 * MINUTE);
		await queue();
		const row = await titled(title);
		expect(row?.download).toBeUndefined();
		expect(await here.world.db.arrTitles.where("queuedBy").equals(arrId).count()).toBe(0);
		if (kind === "radarr") expect(row).toMatchObject({ hasFile: true });
		else expect(row?.episodeFiles).toBe(row?.episodes);
		expect(here.world.asked.filter((url) => /\/(movie|series)(\?|$)/.test(url))).toEqual([]);
	});

	it("stays as it was known while the server fails, and goes with a title that is gone", async () => {
		await queue();
		here.demos[kind].setFaults([{ kind: "down" }]);
		here.clock.advance(2 * MINUTE);
		await queue();
		expect((await titled(title))?.download).toBeDefined();
		expect((await here.world.db.freshness.get(`arr-queue:${arrId}`))?.failures).toBe(1);
		expect((await server())?.problem, "the titles are another matter").toBeUndefined();
		here.demos[kind].setFaults([]);
		here.demos[kind].removeTitle(kind === "radarr" ? "charade" : "sherlock-holmes");
		here.clock.advance(2 * MINUTE);
		const id = (await titled(title))?.arrTitleId;
		await here.world.db.titleChanges.clear();
		await queue();
		expect(await titled(title)).toBeUndefined();
		expect(await here.world.db.titleChanges.toCollection().primaryKeys()).toEqual([id]);
	});

	it("comes with a title that a person asks for, by itself", async () => {
		const slug = kind === "radarr" ? "wings" : "dragnet";
		const row = await titled(kind === "radarr" ? "Wings" : "Dragnet");
		here.demos[kind].changeTitle({ slug, title: "Another name" });
		await queue();
		expect(await titled("Another name")).toBeUndefined();
		await touchArrQueue(here.world, arrId, { force: true, signal, ...(row ? { also: row.arrTitleId } : {}) });
		expect(await titled("Another name")).toEqual({ ...row, title: "Another name" });
		expect(here.world.asked.filter((url) => /\/(movie|series)(\?|$)/.test(url))).toEqual([]);
	});

	it("ends the word that nobody answers there, and no other", async () => {
		for (const [fault, left] of [
			[{ kind: "down" }, undefined],
			[{ kind: "garbage" }, "unreadable"],
		] as const) {
			here.demos[kind].setFaults([fault]);
			await touchArr(here.world, arrId, { force: true, signal });
			here.demos[kind].setFaults([]);
			expect((await server())?.problem).toBeDefined();
			await touchArrQueue(here.world, arrId, { force: true, signal });
			expect((await server())?.problem).toBe(left);
		}
	});

	it("says that the key is no longer good", async () => {
		here.demos[kind].revokeTokens();
		await queue();
		expect((await server())?.problem).toBe("wrong-key");
	});
});
