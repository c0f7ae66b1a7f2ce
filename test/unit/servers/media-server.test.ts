import "fake-indexeddb/auto";
import { describe, expect, test } from "vitest";
import { joinId } from "../../../src/model/ids.ts";
import type { Item, Library } from "../../../src/model/item.ts";
import { webVttOf } from "../../../src/player/caption-text.ts";
import {
	forgetCheckedAddresses,
	openServer,
	openWatchServer,
	recordSourceOutcome,
} from "../../../src/servers/open-server.ts";
import type { Outcome } from "../../../src/servers/outcome.ts";
import { openToken } from "../../../src/servers/secrets.ts";
import type {
	FullItem,
	ItemPage,
	ListKind,
	MediaServer,
	ShowChildren,
	WatchServer,
} from "../../../src/servers/server.ts";
import { removeSource, signOut } from "../../../src/servers/sign-out.ts";
import { type Connected, connected, signal } from "./connected.ts";
import { okValue } from "./server-world.ts";
import { MOVIE_COUNT } from "./small-library.ts";

async function libraryOf(server: MediaServer, kind: Library["kind"]): Promise<Library> {
	const libraries = okValue<readonly Library[]>(await server.libraries(signal));
	const library = libraries.find((each) => each.kind === kind);
	if (library === undefined) throw new Error(`no ${kind} among ${JSON.stringify(libraries)}`);
	return library;
}

async function pagesOf(server: MediaServer, library: Library, kind: ListKind, limit: number): Promise<ItemPage[]> {
	const pages: ItemPage[] = [];
	for (let start: number | null = 0; start !== null; ) {
		const page: ItemPage = okValue(await server.list(library, kind, start, limit, signal));
		pages.push(page);
		start = page.next;
	}
	return pages;
}

function itemOf({ sourceId, demo }: Connected, slug: string, library: Library): Pick<Item, "itemId" | "libraryId"> {
	const key = demo.state().items[slug]?.key;
	if (key === undefined) throw new Error(`no ${slug}`);
	return { itemId: joinId(sourceId, key), libraryId: library.libraryId };
}

describe.each(["jellyfin", "plex"] as const)("a %s server", (dialect) => {
	test("lists every film exactly once, in pages that know the total", async () => {
		const { server } = await connected(dialect);
		const pages = await pagesOf(server, await libraryOf(server, "movies"), "titles", 10);
		const rows = pages.flatMap((page) => page.rows);
		expect(pages).toHaveLength(3);
		expect(pages.every(({ total, skipped }) => total === MOVIE_COUNT && skipped === 0)).toBe(true);
		expect(new Set(rows.map(({ item }) => item.itemId)).size).toBe(MOVIE_COUNT);
		expect(rows.every(({ item }) => item.kind === "movie" && item.detail === undefined)).toBe(true);
	});

	test("gives a list row what lists show, without undefined fields", async () => {
		const { server } = await connected(dialect);
		const [page] = await pagesOf(server, await libraryOf(server, "movies"), "titles", 50);
		const row = page?.rows.find(({ item }) => item.title === "Metropolis");
		expect(row?.item).toMatchObject({
			year: 1927,
			premiered: "1927-01-10",
			addedAt: Date.parse("2025-01-01T00:00:00Z"),
			durationMs: 600_000,
			genres: ["Drama", "Science Fiction"],
			providerIds: { imdb: "tt0017136", tmdb: "19" },
			resolution: 720,
		});
		expect(row?.item.sortTitle).toBe("metropolis");
		expect(row?.item.poster?.ref).toBeTruthy();
		expect(Object.values(row?.item ?? {})).not.toContain(undefined);
		expect(row?.watch).toEqual({ positionMs: 0, watched: false, playCount: 0, lastPlayedAt: null });
	});

	test("leaves out rows of wrong types and counts them", async () => {
		const { server, demo } = await connected(dialect);
		const library = await libraryOf(server, "movies");
		demo.setFaults([{ kind: "wrong-types", times: 1, path: dialect === "jellyfin" ? "/Items" : "/all" }]);
		const page = okValue<ItemPage>(await server.list(library, "titles", 0, 30, signal));
		expect(page.skipped).toBeGreaterThan(0);
		expect(page.rows.length + page.skipped).toBe(MOVIE_COUNT);
	});

	test("lists seasons and episodes of a whole library under their shows", async () => {
		const { server } = await connected(dialect);
		const library = await libraryOf(server, "shows");
		const [shows] = await pagesOf(server, library, "titles", 10);
		const [seasons] = await pagesOf(server, library, "seasons", 10);
		const [episodes] = await pagesOf(server, library, "episodes", 10);
		const showId = shows?.rows[0]?.item.itemId;
		expect(seasons?.rows.map(({ item }) => [item.index, item.parentId])).toEqual([
			[0, showId],
			[1, showId],
		]);
		expect(episodes?.rows.every(({ item }) => item.showId === showId)).toBe(true);
		expect(episodes?.rows).toHaveLength(4);
	});

	test("gives the children of a show with seasons that count their episodes", async () => {
		const { server } = await connected(dialect);
		const library = await libraryOf(server, "shows");
		const [shows] = await pagesOf(server, library, "titles", 10);
		const show = shows?.rows[0]?.item;
		if (show === undefined) throw new Error("no show");
		const { rows, skipped } = okValue<ShowChildren>(await server.children(show, signal));
		const season = rows.find(({ item }) => item.kind === "season" && item.index === 1);
		const ofSeason = rows.filter(({ item }) => item.kind === "episode" && item.parentId === season?.item.itemId);
		expect(skipped).toBe(0);
		expect(season?.item.leafCount).toBe(3);
		expect(ofSeason.map(({ item }) => [item.seasonIndex, item.index, item.title])).toEqual([
			[1, 1, "Chapter 1"],
			[1, 2, "Chapter 2"],
			[1, 3, "Chapter 3"],
		]);
		expect(ofSeason[0]?.item).toMatchObject({ showTitle: "The Serial", showId: show.itemId });
		expect(ofSeason[0]?.watch).toBeDefined();
	});

	test("gives a title with its complete cast and crew in order, one person for several credits", async () => {
		const connection = await connected(dialect);
		const { server } = connection;
		const item = itemOf(connection, "metropolis", await libraryOf(server, "movies"));
		const full = okValue<FullItem>(await server.full(item, signal));
		expect(full.credits.map(({ name, kind, role, order }) => [order, kind, name, role])).toEqual([
			[0, "actor", "Brigitte Helm", "Maria"],
			[1, "actor", "Alfred Abel", "Joh Fredersen"],
			[2, "actor", "Gustav Fröhlich", "Freder"],
			[3, "actor", "Rudolf Klein-Rogge", "Rotwang"],
			[4, "actor", "Fritz Rasp", "Der Schmale"],
			[5, "director", "Fritz Lang", undefined],
			[6, "writer", "Thea von Harbou", undefined],
			[7, "writer", "Fritz Lang", undefined],
		]);
		expect(full.credits[5]?.personId).toBe(full.credits[7]?.personId);
		expect(new Set(full.people.map(({ personId }) => personId)).size).toBe(7);
		expect(full.people).toHaveLength(7);
		expect(full.row.item.detail?.versions[0]).toMatchObject({ container: "mp4" });
		expect(full.row.item.detail?.versions[0]?.streams.map(({ kind, codec }) => [kind, codec])).toEqual([
			["video", "h264"],
			["audio", "aac"],
		]);
	});

	test("says gone for a title that is not there", async () => {
		const { server, sourceId } = await connected(dialect);
		const missing = { itemId: joinId(sourceId, "0".repeat(32)), libraryId: joinId(sourceId, "1") };
		expect(await server.full(missing, signal)).toEqual({ kind: "gone" });
	});

	test("takes a position and shows it in batches, alone and in lists", async () => {
		const connection = await connected(dialect);
		const { server, demo, world, sourceId } = connection;
		const watchServer = okValue<WatchServer>(await openWatchServer(world, sourceId, signal));
		const library = await libraryOf(server, "movies");
		const { itemId } = itemOf(connection, "metropolis", library);
		const read = { positionMs: 0, watched: false, playCount: 0, lastPlayedAt: null };
		const at = Date.now();
		const target = { positionMs: 200_000, watched: false, playCount: 0, lastPlayedAt: at };
		const write = { itemId, read, target, durationMs: 600_000, finishes: 0, isUnwatch: false, at };
		for (const step of watchServer.planWrite(write)) expect((await step.send(signal)).kind).toBe("ok");
		const batch = okValue<ReadonlyMap<string, typeof target>>(await server.readWatch([itemId], signal));
		const alone = okValue<typeof target>(await watchServer.readOne(itemId, signal));
		const [page] = await pagesOf(server, library, "titles", 50);
		const listed = page?.rows.find(({ item }) => item.itemId === itemId)?.watch;
		for (const state of [batch.get(itemId), alone, listed]) expect(state?.positionMs).toBe(200_000);
		expect(watchServer.isWritten(write, alone)).toBe(true);
		expect(demo.state().items.metropolis?.positionMs).toBe(200_000);
	});

	test("serves pictures whose names hold neither address nor token", async () => {
		const { server, world } = await connected(dialect);
		const [page] = await pagesOf(server, await libraryOf(server, "movies"), "titles", 50);
		const poster = page?.rows[0]?.item.poster;
		if (poster === undefined) throw new Error("no poster");
		const token = await openToken(world.db, server.source.sourceId);
		expect(poster.ref).not.toContain("127.0.0.1");
		expect(poster.ref).not.toContain(token?.token);
		const answer = await world.fetch(server.imageUrl(poster, 320));
		expect(answer.status).toBe(200);
		expect(answer.headers.get("content-type")).toMatch(/^image\//);
	});

	test("serves the file of a version by ranges", async () => {
		const connection = await connected(dialect);
		const { server, world } = connection;
		const item = itemOf(connection, "metropolis", await libraryOf(server, "movies"));
		const version = okValue<FullItem>(await server.full(item, signal)).row.item.detail?.versions[0];
		if (version === undefined) throw new Error("no version");
		const { direct } = await server.streams(item.itemId, version, "play-1");
		const answer = await world.fetch(direct, { headers: { range: "bytes=0-99" } });
		expect(answer.status).toBe(206);
		expect((await answer.arrayBuffer()).byteLength).toBe(100);
	});

	test("names a version's captions, and gives the text of those that can be had on their own", async () => {
		const connection = await connected(dialect);
		const { server } = connection;
		const item = itemOf(connection, "film-1", await libraryOf(server, "movies"));
		const version = okValue<FullItem>(await server.full(item, signal)).row.item.detail?.versions[0];
		if (version === undefined) throw new Error("no version");
		const captions = version.streams.filter(({ kind }) => kind === "subtitle");
		expect(captions.map((stream) => [stream.language, stream.isForHearingImpaired, !stream.captionKey])).toEqual([
			["deu", true, false],
			// Plex gives only what lies beside the file.
			["eng", undefined, dialect === "plex"],
			["eng", undefined, true],
		]);
		const { readCaption } = await server.streams(item.itemId, version, "play-3");
		const text = okValue<string>(await readCaption(captions[0]?.captionKey ?? "", signal));
		expect(webVttOf(text)).toContain("00:00:01.000 --> 00:00:04.500\n<i>Deutsche Untertitel</i>\n00:01 – déjà vu");
		expect((await readCaption(dialect === "plex" ? "/library/streams/1" : "99", signal)).kind).not.toBe("ok");
	});

	test("serves an HLS playlist once it was asked to begin", async () => {
		const connection = await connected(dialect);
		const { server, world } = connection;
		const item = itemOf(connection, "metropolis", await libraryOf(server, "movies"));
		const version = okValue<FullItem>(await server.full(item, signal)).row.item.detail?.versions[0];
		if (version === undefined) throw new Error("no version");
		const { hls, begin, end } = await server.streams(item.itemId, version, "play-2");
		if (begin !== undefined) expect((await begin(signal)).kind).toBe("ok");
		const answer = await world.fetch(hls ?? "");
		expect(answer.status).toBe(200);
		expect(await answer.text()).toMatch(/^#EXTM3U/);
		await end?.();
	});

	test.runIf(dialect === "jellyfin")("asks for HLS as the recorded server's own URL does", async () => {
		const { server, world, sourceId } = await connected(dialect);
		const version = { key: "0a".repeat(16), container: "mkv", streams: [] };
		const { hls = "" } = await server.streams(joinId(sourceId, "0b".repeat(16)), version, "play-3");
		const { pathname, searchParams } = new URL(hls);
		expect(pathname).toBe(`/Videos/${"0b".repeat(16)}/master.m3u8`);
		expect(Object.fromEntries(searchParams)).toMatchObject({
			mediaSourceId: version.key,
			playSessionId: "play-3",
			ApiKey: (await openToken(world.db, sourceId))?.token,
			SegmentContainer: "mp4",
			VideoCodec: "h264",
			AudioCodec: "aac",
		});
	});

	test.each([
		["down", { kind: "unreachable", reason: "network" }],
		["html", { kind: "unreachable", reason: "unreadable" }],
		["garbage", { kind: "unreachable", reason: "unreadable" }],
		["status", { kind: "unreachable", reason: "server-error" }],
	] as const)("never takes a broken answer (%s) for an answer", async (kind, outcome) => {
		const { server, demo } = await connected(dialect);
		const library = await libraryOf(server, "movies");
		demo.setFaults([{ kind }]);
		expect(await server.list(library, "titles", 0, 10, signal)).toMatchObject(outcome);
		expect(await server.libraries(signal)).toMatchObject(outcome);
	});

	test("lets a caller stop waiting", async () => {
		const { server, demo } = await connected(dialect);
		demo.setFaults([{ kind: "hang" }]);
		const stop = new AbortController();
		const answer = server.libraries(stop.signal);
		stop.abort();
		expect(await answer).toEqual({ kind: "unreachable", reason: "aborted" });
	});

	test("knows the lines of a viewing and its clock", async () => {
		const { server } = await connected(dialect);
		const thresholds = await server.thresholds(signal);
		const clock = okValue<{ offsetMs: number; uncertaintyMs: number }>(await server.clock(signal));
		expect(thresholds).toMatchObject({ kind: "ok", value: { maxFraction: 0.9 } });
		expect(Math.abs(clock.offsetMs)).toBeLessThanOrEqual(clock.uncertaintyMs);
	});

	test("has its clock measured when the device is a day behind", async () => {
		const day = 86_400_000;
		const { server } = await connected(dialect, { now: () => Date.now() - day });
		const { offsetMs } = okValue<{ offsetMs: number }>(await server.clock(signal));
		expect(Math.abs(offsetMs - day)).toBeLessThan(2000);
	});

	test("is opened again from what is stored", async () => {
		const { world, sourceId } = await connected(dialect);
		forgetCheckedAddresses(world);
		expect((await openServer(world, sourceId, signal)).kind).toBe("ok");
		expect((await world.db.sources.get(sourceId))?.addresses[0]?.reachedAt).toBeGreaterThan(0);
	});

	test("gets nothing more once another server answers at its address", async () => {
		const { world, sourceId, demo } = await connected(dialect);
		forgetCheckedAddresses(world);
		demo.rebuild();
		const before = world.asked.length;
		const opened = await openServer(world, sourceId, signal);
		expect(opened).toEqual({ kind: "refused", status: 421, detail: "other-server" });
		expect(world.asked.slice(before).filter((line) => line.includes("/Items") || line.includes("/library"))).toEqual(
			[],
		);
		await recordSourceOutcome(world, sourceId, opened);
		expect((await world.db.sources.get(sourceId))?.state).toBe("away");
	});

	test("is away, not signed out, when another server refuses its token before anybody asked who it is", async () => {
		const { world, sourceId, demo, server, plexTv } = await connected(dialect);
		demo.rebuild();
		demo.revokeTokens();
		const who = await server.whoAmI(signal);
		if (plexTv !== null) return expect(who.kind, "the account service vouches for the token").not.toBe("unauthorized");
		await recordSourceOutcome(world, sourceId, who);
		expect((await world.db.sources.get(sourceId))?.state).toBe("away");
	});

	test("has it noted with an address who answers there, as long as it is so", async () => {
		const { world, sourceId, demo } = await connected(dialect);
		const addressAfter = async (act: () => void) => {
			forgetCheckedAddresses(world);
			act();
			await openServer(world, sourceId, signal);
			return (await world.db.sources.get(sourceId))?.addresses[0];
		};
		const silent = await addressAfter(() => demo.setFaults([{ kind: "down" }]));
		expect(silent).toMatchObject({ failedAt: expect.anything() });
		expect(silent).not.toHaveProperty("isOthers");
		const others = await addressAfter(() => {
			demo.setFaults([]);
			demo.rebuild();
		});
		expect(others).toMatchObject({ failedAt: silent?.failedAt, isOthers: true });
		const silentAgain = await addressAfter(() => demo.setFaults([{ kind: "down" }]));
		expect(silentAgain).not.toHaveProperty("isOthers");
		const own = await addressAfter(() => {
			demo.setFaults([]);
			demo.reset();
		});
		expect(own).not.toHaveProperty("failedAt");
		expect(own).not.toHaveProperty("isOthers");
	});

	test("is not away for a request that is still waiting after a newer one was answered", async () => {
		const { world, sourceId } = await connected(dialect);
		let at = world.now();
		const stateAfter = async (outcome: Outcome<unknown>) => {
			await recordSourceOutcome({ ...world, now: () => at }, sourceId, outcome);
			return (await world.db.sources.get(sourceId))?.state;
		};
		const late: Outcome<unknown> = { kind: "unreachable", reason: "timeout" };
		await stateAfter({ kind: "ok", value: null });
		at += 5_999;
		expect(await stateAfter(late)).toBe("ok");
		expect(await stateAfter({ kind: "unreachable", reason: "network" }), "a new one that nobody takes").toBe("away");
		await stateAfter({ kind: "ok", value: null });
		at += 6_000;
		expect(await stateAfter(late)).toBe("away");
	});

	test("is away while nobody answers, and back with the first answer", async () => {
		const { world, sourceId, demo } = await connected(dialect);
		forgetCheckedAddresses(world);
		demo.setFaults([{ kind: "down" }]);
		const opened = await openServer(world, sourceId, signal);
		expect(opened).toMatchObject({ kind: "unreachable", reason: "network" });
		await recordSourceOutcome(world, sourceId, opened);
		expect(await world.db.sources.get(sourceId)).toMatchObject({ state: "away", addresses: expect.anything() });
		demo.setFaults([]);
		await recordSourceOutcome(world, sourceId, await openServer(world, sourceId, signal));
		expect((await world.db.sources.get(sourceId))?.state).toBe("ok");
	});

	test("is not away for a service worker that cannot use one of its addresses: a page may", async () => {
		const { world, sourceId } = await connected(dialect);
		const url = "http://nas:9000";
		await world.db.sources.update(sourceId, { addresses: [{ url, origin: "person" }] });
		forgetCheckedAddresses(world);
		const worker = Object.assign({}, world, { place: { kind: "worker", scheme: "https", isLoopback: false } });
		const opened = await openServer(worker, sourceId, signal);
		expect(opened).toMatchObject({ kind: "blocked" });
		await recordSourceOutcome(worker, sourceId, opened);
		await recordSourceOutcome(worker, sourceId, { kind: "unreachable", reason: "network" });
		expect((await world.db.sources.get(sourceId))?.state).toBe("ok");
		await recordSourceOutcome(world, sourceId, { kind: "unreachable", reason: "network" });
		expect((await world.db.sources.get(sourceId))?.state).toBe("away");
	});

	test("keeps its id and everything stored when the same account signs in again", async () => {
		const { world, sourceId, signIn } = await connected(dialect);
		const before = await openToken(world.db, sourceId);
		await recordSourceOutcome(world, sourceId, { kind: "unauthorized" });
		expect(await signIn()).toBe(sourceId);
		expect(await world.db.sources.count()).toBe(1);
		expect((await world.db.sources.get(sourceId))?.state).toBe("ok");
		expect(await openToken(world.db, sourceId)).not.toEqual(before);
	});

	test("forgets the token when the person leaves, and keeps what waits", async () => {
		const { world, sourceId, server } = await connected(dialect);
		expect(await signOut(world, sourceId, signal)).toEqual({ isRevoked: true, waiting: 0 });
		expect(await openToken(world.db, sourceId)).toBeNull();
		expect((await world.db.sources.get(sourceId))?.state).toBe("left");
		expect(await openServer(world, sourceId, signal)).toEqual({ kind: "unauthorized" });
		expect(await server.whoAmI(signal)).toEqual({ kind: "unauthorized" });
	});

	test("leaves nothing behind when it is removed, and its id is not used again", async () => {
		const { world, sourceId, server, signIn } = await connected(dialect);
		const other = joinId("a10", "1");
		const [page] = await pagesOf(server, await libraryOf(server, "movies"), "titles", 5);
		await world.db.items.bulkPut((page?.rows ?? []).map(({ item }) => item));
		const fetched = { fetchedAt: 1, attemptedAt: 1, failures: 0 };
		const scopes = [`libraries:${sourceId}`, `full:${sourceId}/1`, "libraries:a10", "full:a10/1"];
		await world.db.freshness.bulkPut(scopes.map((scope) => ({ ...fetched, scope })));
		await world.db.credits.put({ itemId: joinId(sourceId, "1"), order: 0, personId: other, kind: "actor", name: "X" });
		await world.db.credits.put({ itemId: other, order: 0, personId: other, kind: "actor", name: "X" });
		await removeSource(world, sourceId);
		const left = await Promise.all(world.db.tables.map(async (table) => [table.name, await table.count()]));
		expect(Object.fromEntries(left.filter(([, count]) => count !== 0))).toEqual({
			settings: 2,
			freshness: 2,
			credits: 1,
		});
		expect(await signIn()).toBe("a2");
	});
});

test("a plex that gives fewer rows than it was asked for tells what was watched of all of them", async () => {
	const { server, demo, sourceId, world } = await connected("plex", {}, { pageCap: 3 });
	const itemIds = Object.entries(demo.state().items).flatMap(([slug, { key }]) =>
		/^film-\d$/.test(slug) ? [joinId(sourceId, key)] : [],
	);
	demo.view({ slug: "film-9", act: "watched" });
	const states = okValue<ReadonlyMap<string, { watched: boolean }>>(await server.readWatch(itemIds, signal));
	expect(itemIds.map((itemId) => states.get(itemId)?.watched)).toEqual(itemIds.map((_, at) => at === 9));
	// One that is gone is in no answer, and is asked for once more.
	demo.removeTitle("film-9");
	world.asked.length = 0;
	expect(okValue<ReadonlyMap<string, unknown>>(await server.readWatch(itemIds, signal)).size).toBe(9);
	expect(world.asked).toHaveLength(4);
});

test("a plex with many sections is asked a few things at a time", async () => {
	let [waiting, most] = [0, 0];
	const { world, sourceId } = await connected("plex");
	const fetch: typeof world.fetch = async (input, init) => {
		const request = new Request(input, init);
		waiting += 1;
		most = Math.max(most, waiting);
		const answer = await world.fetch(request);
		waiting -= 1;
		if (new URL(request.url).pathname !== "/library/sections") return answer;
		const { MediaContainer } = await answer.json();
		const [movies] = MediaContainer.Directory;
		const Directory = Array.from({ length: 30 }, (_, at) => ({
			...movies,
			key: at === 0 ? movies.key : `${100 + at}`,
		}));
		return Response.json({ MediaContainer: { ...MediaContainer, Directory } });
	};
	const server = okValue<MediaServer>(await openServer({ ...world, fetch }, sourceId, signal));
	const libraries = okValue<readonly Library[]>(await server.libraries(signal));
	expect(libraries.filter(({ kind }) => kind === "movies")).toHaveLength(30);
	expect(libraries.filter(({ kind }) => kind === "collections")).toHaveLength(1);
	expect(most).toBeLessThanOrEqual(4);
});
