import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { arrAddresses, connectArr } from "../../../src/servers/arr/connect-arr.ts";
import { mapQueue } from "../../../src/servers/arr/map-queue.ts";
import { parseTitles } from "../../../src/servers/arr/read-arr.ts";
import { removeArr, storeArr } from "../../../src/servers/arr/store-arr.ts";
import { openToken } from "../../../src/servers/secrets.ts";
import { ADDRESSES, arrWorld, connectDemoArr } from "./arr-world.ts";
import { createWorld, okValue } from "./server-world.ts";

const { signal } = new AbortController();
const radarr = { arrId: "r1", kind: "radarr" } as const;
const sonarr = { arrId: "r2", kind: "sonarr" } as const;
const titles = (server: typeof radarr | typeof sonarr, rows: unknown) =>
	okValue(parseTitles(server, JSON.stringify(rows)));

describe("the address of a Radarr or Sonarr", () => {
	it.each([
		["http://nas:7878", ["http://nas:7878"]],
		[" nas:7878/ ", ["https://nas:7878", "http://nas:7878"]],
		["http://nas/radarr/movie/990001?x=1", ["http://nas/radarr"]],
		["https://media.example/sonarr/settings/general", ["https://media.example/sonarr"]],
		["http://nas:8989/series/dragnet", ["http://nas:8989"]],
		["http://nas:7878/api/v3/movie", ["http://nas:7878"]],
		["", []],
		["ftp://nas", []],
		["http://me:secret@nas", []],
	])("%j means %j", (typed, addresses) => {
		expect(arrAddresses(typed, "https")).toEqual(addresses);
	});
});

describe("connecting a Radarr or Sonarr", () => {
	const here = arrWorld();
	const key = here.demos.radarr.key();
	const connect = (typed = ADDRESSES.radarr, given = key, world = here.world) =>
		connectArr(world, typed, given, signal);
	const failing = async (fault: Parameters<typeof here.demos.radarr.setFaults>[0][number], given = key) => {
		here.demos.radarr.setFaults([fault]);
		const result = await connect(ADDRESSES.radarr, given);
		here.demos.radarr.setFaults([]);
		return result;
	};

	it.each(["radarr", "sonarr"] as const)("finds out that it is a %s", async (kind) => {
		const result = await connect(ADDRESSES[kind], here.demos[kind].key());
		const version = kind === "radarr" ? "6.0.4.10291" : "4.0.16.2944";
		const name = kind === "radarr" ? "Demo Radarr" : "Demo Sonarr";
		expect(result).toEqual({ kind: "found", server: { kind, name, version, baseUrl: ADDRESSES[kind] } });
	});

	it("says so of a wrong key, an empty one and one that no header can hold", async () => {
		for (const wrong of ["0".repeat(32), "", "schlüssel ✓", "two words"]) {
			expect(await connect(ADDRESSES.radarr, wrong), wrong).toEqual({ kind: "failed", problem: "wrong-key" });
		}
	});

	it.each([
		[{ kind: "html" }, "not-arr"],
		[{ kind: "html", path: "system/status", times: 2 }, "not-arr"],
		[{ kind: "status", status: 404 }, "not-arr"],
		[{ kind: "status", status: 503 }, "starting"],
		[{ kind: "status", status: 500 }, "trouble"],
		[{ kind: "down" }, "no-answer"],
	] as const)("says of %j: %s", async (fault, problem) => {
		expect(await failing(fault)).toEqual({ kind: "failed", problem });
	});

	it("tells a browser's refusal from silence", async () => {
		const closed = (request: Request) =>
			request.mode === "no-cors" ? Promise.resolve(new Response("x")) : Promise.reject(new TypeError("CORS"));
		const world = createWorld({ "http://nas:7878": closed });
		expect(await connect("http://nas:7878", key, world)).toEqual({ kind: "failed", problem: "cors" });
		const secure = createWorld({}, { place: { kind: "page", scheme: "https", isLoopback: false } });
		expect(await connect("http://203.0.113.7", key, secure)).toEqual({ kind: "failed", problem: "mixed-content" });
		expect(secure.asked).toEqual([]);
	});

	it("sends the key to nobody who did not ask for one, and in no address", async () => {
		const keys: (string | null)[] = [];
		const other = async (request: Request) => {
			keys.push(request.headers.get("x-api-key"));
			return new Response("<html>", { headers: { "content-type": "text/html" } });
		};
		expect(await connect("http://nas", key, createWorld({ "http://nas": other }))).toMatchObject({
			problem: "not-arr",
		});
		expect(keys).toEqual([null]);
		expect(here.world.asked.join()).not.toContain(key);
	});

	it("says what else answers with the same framework", async () => {
		const lidarr = async (request: Request) =>
			request.headers.has("x-api-key")
				? Response.json({ appName: "Lidarr", version: "3" })
				: new Response(null, { status: 401 });
		expect(await connect("http://nas", key, createWorld({ "http://nas": lidarr }))).toEqual({
			kind: "failed",
			problem: "not-arr",
			says: "Lidarr",
		});
	});

	it("keeps the URL base, typed or told", async () => {
		const based = arrWorld({ urlBase: "/radarr" });
		// What a browser does with a redirect.
		const { fetch } = based.world;
		const following: typeof fetch = async (input, init) => {
			const request = new Request(input, init);
			const answer = await fetch(request.clone());
			const to = answer.headers.get("location");
			return to === null ? answer : fetch(new Request(new URL(to, request.url), request));
		};
		const world = { ...based.world, fetch: following };
		for (const typed of [ADDRESSES.radarr, `${ADDRESSES.radarr}/radarr`, `${ADDRESSES.radarr}/radarr/movie/7`]) {
			expect(await connectArr(world, typed, based.demos.radarr.key(), signal)).toMatchObject({
				server: { baseUrl: `${ADDRESSES.radarr}/radarr` },
			});
		}
	});
});

describe("what is kept of a Radarr or Sonarr", () => {
	it("has its key sealed, and nowhere else", async () => {
		const here = arrWorld();
		const arrId = await connectDemoArr(here, "radarr");
		const { db } = here.world;
		expect(await openToken(db, arrId)).toEqual({ token: here.demos.radarr.key() });
		for (const table of db.tables) {
			expect(JSON.stringify(await table.toArray()), table.name).not.toContain(here.demos.radarr.key());
		}
		db.close();
	});

	it("is the same server when it is connected again, with the new key; another id after a removal", async () => {
		const here = arrWorld();
		const { db } = here.world;
		const first = await connectDemoArr(here, "radarr");
		await db.arrServers.update(first, { problem: "wrong-key", titles: 7 });
		here.demos.radarr.revokeTokens();
		expect(await connectDemoArr(here, "radarr")).toBe(first);
		expect(await db.arrServers.get(first)).toMatchObject({ titles: 7 });
		expect((await db.arrServers.get(first))?.problem).toBeUndefined();
		expect(await openToken(db, first)).toEqual({ token: here.demos.radarr.key() });
		const second = await connectDemoArr(here, "sonarr");
		await removeArr(here.world, first);
		expect(await db.secrets.toCollection().primaryKeys()).toEqual([second]);
		const found = { kind: "radarr", name: "R", version: "", baseUrl: "http://nas" } as const;
		expect([first, second]).not.toContain(await storeArr(here.world, found, "k"));
		db.close();
	});
});

describe("the titles of a Radarr or Sonarr", () => {
	it("are read with their ids; what is 0, empty, an address or no id at all is none", () => {
		const row = { id: 3, title: "Metropolis", titleSlug: "19", year: 1927, monitored: true };
		const idsOf = (ids: object) => {
			const [movie] = titles(radarr, [{ ...row, ...ids }]).titles;
			return [movie?.tmdbId, movie?.imdbId];
		};
		expect(idsOf({ tmdbId: 19, imdbId: "tt0017136" })).toEqual(["19", "tt0017136"]);
		for (const [tmdbId, imdbId] of [
			[0, ""],
			[-1, "0"],
			["", "tt0000000"],
			["https://www.themoviedb.org/movie/19", "https://www.imdb.com/title/tt0017136/"],
			[1.5, "17136"],
			[null, null],
		]) {
			expect(idsOf({ tmdbId, imdbId }), `${tmdbId} ${imdbId}`).toEqual([undefined, undefined]);
		}
		expect(titles(sonarr, [{ ...row, tvdbId: 0, tmdbId: 0 }]).titles[0]).toEqual({
			arrTitleId: "r2/3",
			arrId: "r2",
			kind: "show",
			title: "Metropolis",
			titleSlug: "19",
			year: 1927,
			monitored: true,
		});
	});

	it("count the episodes that are out and wanted, all where none is wanted", () => {
		const episodes = (statistics: object) => titles(sonarr, [{ id: 1, statistics }]).titles[0];
		expect(episodes({ episodeFileCount: 3, episodeCount: 8, totalEpisodeCount: 12 })).toMatchObject({
			episodeFiles: 3,
			episodes: 8,
		});
		expect(episodes({ episodeFileCount: 0, episodeCount: 0, totalEpisodeCount: 12 })).toMatchObject({ episodes: 12 });
	});

	it("are read although some rows cannot be, which are counted", () => {
		const bad = [null, 7, "x", [], {}, { id: "1" }, { id: 0 }, { id: 5, year: "1927" }, { id: 6, movieFile: "none" }];
		const read = titles(radarr, [{ id: 1, title: "One" }, ...bad, { id: 2 }]);
		expect(read.titles.map(({ arrTitleId }) => arrTitleId)).toEqual(["r1/1", "r1/2"]);
		expect(read).toMatchObject({ skipped: bad.length, unread: null });
		expect(titles(radarr, [{ id: 5, year: "1927" }])).toMatchObject({ skipped: 1, unread: ["r1/5"] });
	});

	it("may be 20,000 in one answer", () => {
		const rows = Array.from({ length: 20_000 }, (_, at) => ({ id: at + 1, title: `Film ${at}`, tmdbId: at }));
		expect(titles(radarr, rows).titles.length).toBe(20_000);
	});

	it("are none in what is no list", () => {
		for (const text of ["", "<html>", "{}", '{"records":[]}', '[{"id":1},', "null"]) {
			expect(parseTitles(radarr, text).kind, text).toBe("unreachable");
		}
	});
});

describe("a queue", () => {
	const row = { movieId: 1, size: 100, sizeleft: 60, status: "downloading", trackedDownloadState: "downloading" };

	it.each([
		[{}, { state: "downloading", fraction: 0.4, count: 1 }],
		[{ status: "queued" }, { state: "waiting", fraction: 0.4, count: 1 }],
		[{ status: "Paused" }, { state: "waiting", fraction: 0.4, count: 1 }],
		[
			{ status: "completed", trackedDownloadState: "importPending", sizeleft: 0 },
			{ state: "importing", fraction: 1, count: 1 },
		],
		[{ trackedDownloadState: "importBlocked" }, { state: "stuck", fraction: 0.4, count: 1 }],
		[{ status: "warning" }, { state: "stuck", fraction: 0.4, count: 1 }],
		[
			{ size: 0, sizeleft: 0 },
			{ state: "downloading", count: 1 },
		],
		[
			{ size: 100, sizeleft: 200 },
			{ state: "downloading", fraction: 0, count: 1 },
		],
		[
			{ size: 100, sizeleft: null },
			{ state: "downloading", fraction: 0, count: 1 },
		],
	])("tells of %j: %j", (more, download) => {
		expect(mapQueue([{ ...row, ...more }]).get(1)).toEqual(download);
	});

	it("counts a pack of episodes once, leaves out unknown titles, and tells what needs a person first", () => {
		const episode = { seriesId: 4, size: 100, status: "downloading" };
		const queue = mapQueue([
			{ ...episode, sizeleft: 50, downloadId: "A" },
			{ ...episode, sizeleft: 50, downloadId: "A" },
			{ ...episode, sizeleft: 0, downloadId: "B", trackedDownloadState: "failedPending" },
			{ ...row, movieId: 0 },
			{ size: 5 },
		]);
		expect([...queue]).toEqual([[4, { state: "stuck", fraction: 0.75, count: 3 }]]);
	});
});
