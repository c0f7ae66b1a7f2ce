import { describe, expect, it } from "vitest";
import type { World } from "../../../src/db/world.ts";
import type { WatchState } from "../../../src/model/watch-state.ts";
import { jellyfinClient } from "../../../src/servers/jellyfin/client.ts";
import { readJellyfinWatch } from "../../../src/servers/jellyfin/read-watch.ts";
import {
	expectedJellyfin,
	isJellyfinWritten,
	planJellyfinWrite,
	readJellyfinOne,
} from "../../../src/servers/jellyfin/watch.ts";
import { plexClient } from "../../../src/servers/plex/client.ts";
import { readPlexWatch } from "../../../src/servers/plex/read-watch.ts";
import { expectedPlex, isPlexWritten, planPlexWrite, readPlexOne } from "../../../src/servers/plex/watch.ts";
import type { WatchWrite } from "../../../src/servers/server.ts";
import { HOUR, MINUTE, NOON, state } from "./changes.ts";

interface Seen {
	readonly method: string;
	readonly path: string;
	readonly query: URLSearchParams;
	readonly body: unknown;
}

/** A server that answers by path and keeps what it was asked. */
function server(answers: Record<string, () => Response>) {
	const seen: Seen[] = [];
	const world: Pick<World, "fetch" | "place"> = {
		place: { kind: "page", scheme: "http", isLoopback: true },
		fetch: async (input, init) => {
			const request = new Request(input, init);
			const url = new URL(request.url);
			const text = await request.text();
			const body: unknown = text === "" ? null : JSON.parse(text);
			seen.push({ method: request.method, path: url.pathname, query: url.searchParams, body });
			return answers[`${request.method} ${url.pathname}`]?.() ?? new Response(null, { status: 404 });
		},
	};
	const access = { sourceId: "a1", address: "http://server.test", userId: "u1", token: "t" };
	const identity = { clientIdentifier: "c1" };
	return {
		seen,
		jellyfin: jellyfinClient(world, { ...access, deviceId: "d1" }),
		plex: plexClient(world, { ...access, identity }),
	};
}

const signal = new AbortController().signal;
const json = (body: unknown) => () =>
	new Response(JSON.stringify(body), { headers: { "content-type": "application/json" } });
const status = (code: number) => () => new Response(null, { status: code });

function write(read: WatchState, target: WatchState, more: Partial<WatchWrite> = {}): WatchWrite {
	const isUnwatch = read.watched && !target.watched;
	const finishes = 0;
	return { itemId: "a1/7", read, target, durationMs: 100 * MINUTE, finishes, isUnwatch, at: NOON, ...more };
}

async function send(steps: readonly { send(signal: AbortSignal): Promise<{ kind: string }> }[]): Promise<string[]> {
	const kinds: string[] = [];
	for (const step of steps) kinds.push((await step.send(signal)).kind);
	return kinds;
}

describe("writing to Jellyfin", () => {
	it("sends all four fields in one request, an unwatch too", async () => {
		const { seen, jellyfin } = server({ "POST /UserItems/7/UserData": json({}) });
		const unwatch = write(state({ watched: true, plays: 2, at: NOON - HOUR }), state({ plays: 2, at: NOON }));
		expect(await send(planJellyfinWrite(jellyfin, unwatch))).toEqual(["ok"]);
		expect(seen).toHaveLength(1);
		expect(seen[0]?.body).toEqual({
			PlaybackPositionTicks: 0,
			Played: false,
			PlayCount: 2,
			LastPlayedDate: "2026-11-20T12:00:00.000Z",
		});
	});

	it("unwatches a film with several files by DELETE", async () => {
		const { seen, jellyfin } = server({ "DELETE /UserPlayedItems/7": json({}) });
		const unwatch = write(state({ watched: true }), state({ at: NOON }), { hasVersions: true });
		await send(planJellyfinWrite(jellyfin, unwatch));
		expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual(["DELETE /UserPlayedItems/7"]);
		expect(expectedJellyfin(unwatch)).toEqual(state());
	});

	it("keeps the place of what was watched after the unwatch of a film with several files", async () => {
		const { seen, jellyfin } = server({
			"DELETE /UserPlayedItems/7": json({}),
			"POST /UserItems/7/UserData": json({}),
		});
		const again = write(state({ watched: true, plays: 2 }), state({ min: 20, plays: 2, at: NOON }), {
			hasVersions: true,
		});
		await send(planJellyfinWrite(jellyfin, again));
		expect(seen.map(({ method }) => method)).toEqual(["DELETE", "POST"]);
		expect(expectedJellyfin(again)).toEqual(state({ min: 20, at: NOON }));
		expect(seen[1]?.body).toMatchObject({ PlaybackPositionTicks: 20 * MINUTE * 10_000, Played: false, PlayCount: 0 });
	});

	it("does not take a film with several files for unwatched that still shows an older viewing", () => {
		const unwatch = write(state({ watched: true, at: NOON - HOUR }), state({ at: NOON }), { hasVersions: true });
		expect(isJellyfinWritten(unwatch, state({ watched: true, at: NOON - HOUR }))).toBe(false);
		expect(isJellyfinWritten(unwatch, state())).toBe(true);
	});

	it("marks and reports a stop for a user who may not write user data", async () => {
		const { seen, jellyfin } = server({
			"POST /UserItems/7/UserData": status(403),
			"POST /UserPlayedItems/7": json({}),
			"POST /Sessions/Playing/Stopped": status(204),
		});
		const rewatch = write(state(), state({ min: 20, watched: true, plays: 1, at: NOON }), { finishes: 1 });
		expect(await send(planJellyfinWrite(jellyfin, rewatch))).toEqual(["ok"]);
		expect(seen.map(({ path }) => path)).toEqual([
			"/UserItems/7/UserData",
			"/UserPlayedItems/7",
			"/Sessions/Playing/Stopped",
		]);
		expect(seen[1]?.query.get("datePlayed")).toBe("2026-11-20T12:00:00.000Z");
		expect(seen[2]?.body).toEqual({ ItemId: "7", PositionTicks: 20 * MINUTE * 10_000 });
	});

	it("takes a read-back for written by state and count, and excuses a file played later", () => {
		const wanted = write(state(), state({ watched: true, plays: 1, at: NOON }));
		expect(isJellyfinWritten(wanted, state({ watched: true, plays: 2, at: NOON }))).toBe(true);
		expect(isJellyfinWritten(wanted, state({ watched: true, plays: 0, at: NOON }))).toBe(false);
		expect(isJellyfinWritten(wanted, state({ min: 1, watched: true, plays: 1 }))).toBe(false);
		const masked = state({ min: 50, at: NOON + 1 });
		expect(isJellyfinWritten({ ...wanted, hasVersions: true }, masked)).toBe(true);
		expect(isJellyfinWritten(wanted, masked)).toBe(false);
	});
});

describe("reading from Jellyfin", () => {
	const row = { Id: "7", UserData: { PlaybackPositionTicks: 600_000_000, PlayCount: 1, Played: false } };
	const listed = json({ Items: [row] });
	const empty = json({ Items: [] });

	it("asks nothing for no ids: an empty list of ids would answer with the root folders", async () => {
		const { seen, jellyfin } = server({});
		expect(await readJellyfinWatch(jellyfin, [], signal)).toEqual({ kind: "ok", value: new Map() });
		expect(seen).toEqual([]);
	});

	it("leaves out what was not asked for and rows it cannot read", async () => {
		const odd = { Id: "9", UserData: { PlayCount: "many" } };
		const { jellyfin } = server({ "GET /Items": json({ Items: [row, { ...row, Id: "8" }, odd, 5] }) });
		const states = await readJellyfinWatch(jellyfin, ["a1/7", "a1/9"], signal);
		expect(states).toEqual({ kind: "ok", value: new Map([["a1/7", state({ min: 1, plays: 1 })]]) });
	});

	it.each([
		["its state, when both show it", listed, json(row), "ok"],
		["no access, when the look-up still knows it", listed, status(404), "no-access"],
		["gone, when neither does", empty, status(404), "gone"],
		["its state, for a version that lists leave out", empty, json(row), "ok"],
		["no answer, when the look-up fails", status(503), json(row), "unreachable"],
		["no answer, when somebody else answers for the server", status(404), status(404), "unreachable"],
	])("gives %s", async (_name, items, single, kind) => {
		const { jellyfin } = server({ "GET /Items": items, "GET /Items/7": single });
		expect((await readJellyfinOne(jellyfin, "a1/7", signal)).kind).toBe(kind);
	});
});

describe("writing to Plex", () => {
	const watched = state({ watched: true, plays: 2, at: NOON - HOUR });
	const names = (given: WatchWrite) => planPlexWrite(server({}).plex, given).map(({ name }) => name);

	it.each<[string, WatchWrite, string[], WatchState]>([
		["a position", write(state(), state({ min: 20, at: NOON })), ["timeline"], state({ min: 20, at: NOON })],
		[
			"a finish",
			write(state({ min: 40 }), state({ watched: true, plays: 1, at: NOON }), { finishes: 1 }),
			["scrobble-1"],
			state({ watched: true, plays: 1, at: NOON }),
		],
		[
			"two finishes and a rewatch",
			write(watched, state({ min: 20, watched: true, plays: 4, at: NOON }), { finishes: 2 }),
			["scrobble-1", "scrobble-2", "timeline"],
			state({ min: 20, watched: true, plays: 4, at: NOON }),
		],
		[
			"a mark where there is no view",
			write(state(), state({ watched: true, plays: 0, at: NOON })),
			["scrobble-1"],
			state({ watched: true, plays: 1, at: NOON }),
		],
		["a mark where there is one", write(watched, { ...watched, lastPlayedAt: NOON }), [], watched],
		["an unwatch", write(watched, state({ plays: 2, at: NOON })), ["unscrobble"], state()],
		[
			"an unwatch with progress after it",
			write(watched, state({ min: 20, plays: 2, at: NOON })),
			["unscrobble", "timeline"],
			state({ min: 20, at: NOON }),
		],
		["a clear of a title never watched", write(state({ min: 30 }), state({ at: NOON })), ["unscrobble"], state()],
		[
			"a clear of a watched title, for which there is no clean write",
			write({ ...watched, positionMs: 30 * MINUTE }, { ...watched, lastPlayedAt: NOON }),
			[],
			{ ...watched, positionMs: 30 * MINUTE },
		],
	])("sends %s", (_name, given, steps, expected) => {
		expect(names(given)).toEqual(steps);
		expect(expectedPlex(given)).toEqual(expected);
		expect(isPlexWritten(given, { ...expected, lastPlayedAt: NOON + HOUR })).toBe(true);
	});

	it("reports a position as an offline stop with its time, within the title", async () => {
		const { seen, plex } = server({ "POST /:/timeline": json({}) });
		await send(planPlexWrite(plex, write(state(), state({ min: 500, at: NOON }))));
		const sent = Object.fromEntries(seen[0]?.query ?? []);
		expect(sent).toMatchObject({
			ratingKey: "7",
			state: "stopped",
			offline: "1",
			time: String(100 * MINUTE),
			duration: String(100 * MINUTE),
			updated: String(NOON / 1000),
			"X-Plex-Client-Identifier": "c1",
		});
	});

	it.each([0, Number.NaN, undefined])("reports the place in a title of unknown length (%s)", async (durationMs) => {
		const { seen, plex } = server({ "POST /:/timeline": json({}) });
		await send(planPlexWrite(plex, write(state(), state({ min: 20, at: NOON }), { durationMs })));
		expect(seen[0]?.query.get("time")).toBe(String(20 * MINUTE));
		expect(seen[0]?.query.has("duration")).toBe(false);
	});

	it("leaves the time out where the server's own date is later and could make it drop the report", async () => {
		const { seen, plex } = server({ "POST /:/timeline": json({}), "GET /:/scrobble": json({}) });
		await send(planPlexWrite(plex, write(state({ min: 9, at: NOON + HOUR }), state({ min: 20, at: NOON + HOUR }))));
		const both = write(state(), state({ min: 20, watched: true, plays: 1, at: NOON }), { finishes: 1 });
		await send(planPlexWrite(plex, both));
		expect(seen.map(({ query }) => query.has("updated"))).toEqual([false, false, false]);
	});

	it("is not written while the count or the position is missing", () => {
		const given = write(state(), state({ min: 20, watched: true, plays: 1, at: NOON }), { finishes: 1 });
		expect(isPlexWritten(given, state({ watched: true, plays: 1 }))).toBe(false);
		expect(isPlexWritten(given, state({ min: 20 }))).toBe(false);
	});
});

describe("reading from Plex", () => {
	const page = (...rows: unknown[]) => json({ MediaContainer: { size: rows.length, Metadata: rows } });

	it("takes numbers as text, and absence for never viewed", async () => {
		const rows = [
			{ ratingKey: 7, viewCount: "2", lastViewedAt: NOON / 1000 },
			{ ratingKey: "8" },
			{ ratingKey: 9, viewCount: {} },
		];
		const { plex } = server({ "GET /library/metadata/7,8,9": page(...rows) });
		const states = await readPlexWatch(plex, ["a1/7", "a1/8", "a1/9"], signal);
		const expected = new Map([
			["a1/7", state({ watched: true, plays: 2, at: NOON })],
			["a1/8", state()],
		]);
		expect(states).toEqual({ kind: "ok", value: expected });
	});

	it("calls an item gone only while the server itself still answers", async () => {
		const identity = json({ MediaContainer: { machineIdentifier: "m" } });
		const up = server({ "GET /identity": identity }).plex;
		expect((await readPlexOne(up, "a1/7", signal)).kind).toBe("gone");
		expect((await readPlexOne(server({}).plex, "a1/7", signal)).kind).toBe("unreachable");
	});

	it("does not take an answer without the item for an untouched one", async () => {
		const { plex } = server({ "GET /library/metadata/7": page() });
		expect((await readPlexOne(plex, "a1/7", signal)).kind).toBe("unreachable");
	});
});
