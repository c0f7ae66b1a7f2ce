import { describe, expect, test } from "vitest";
import type { PlexSwitches } from "../../../demo/plex/switches.ts";
import { DEFAULT_PREFERENCES, playedFrom } from "../../../demo/plex/timeline.ts";
import { containerOf, createWorld, type Json, movie, rowsOf, START, smallLibrary } from "./plex-fixture.ts";
import { missingSamples, sample } from "./shape.ts";

const DURATION = 600_000;
const NOW = START / 1000;

/** A world with ways to report on `metropolis`. */
function createReporter(switches: Partial<PlexSwitches> = {}) {
	const world = createWorld({ switches, preferences: { playedAtBehaviour: 0 } });
	const key = world.keyOf("metropolis");
	const report = (fields: Record<string, string | number>, token?: string) => {
		const query = new URLSearchParams({
			ratingKey: key,
			key: `/library/metadata/${key}`,
			state: "playing",
			duration: String(DURATION),
			"X-Plex-Client-Identifier": "client-1",
			"X-Plex-Session-Identifier": "session-1",
		});
		for (const [name, value] of Object.entries(fields)) {
			if (value === "") query.delete(name);
			else query.set(name, String(value));
		}
		return world.call(`/:/timeline?${query}`, { method: "POST", token });
	};
	const mark = (what: "scrobble" | "unscrobble", method = "PUT", ratingKey = key) =>
		world.call(`/:/${what}?identifier=com.plexapp.plugins.library&key=${ratingKey}`, { method });
	const seen = async () => viewOf(await world.detail(key));
	return { ...world, key, report, mark, seen };
}

function viewOf({ viewCount, viewOffset, lastViewedAt }: Json) {
	return { viewCount, viewOffset, lastViewedAt };
}

const NOTHING = { viewCount: undefined, viewOffset: undefined, lastViewedAt: undefined };

describe("a report of progress", () => {
	test("below the threshold stores the position and the server's time", async () => {
		const { report, seen } = createReporter();
		const answer = await report({ time: 120_000, state: "stopped" });
		expect(containerOf(await answer.json())).toEqual({ size: 0 });
		expect(await seen()).toEqual({ viewCount: undefined, viewOffset: 120_000, lastViewedAt: NOW });
	});

	test("may be sent by GET", async () => {
		const { call, key, seen } = createReporter();
		await call(
			`/:/timeline?ratingKey=${key}&key=x&state=stopped&time=120000&duration=600000&X-Plex-Client-Identifier=c`,
		);
		expect(await seen()).toMatchObject({ viewOffset: 120_000 });
	});

	test("under a minute in stores nothing", async () => {
		const { report, seen } = createReporter();
		await report({ time: 59_999 });
		expect(await seen()).toEqual(NOTHING);
		await report({ time: 60_000 });
		expect(await seen()).toMatchObject({ viewOffset: 60_000 });
	});

	test("goes back as well as forward, whatever its age, as long as it carries no date", async () => {
		const { report, seen } = createReporter();
		await report({ time: 260_000, offline: 1 });
		await report({ time: 90_000, offline: 1 });
		expect(await seen()).toMatchObject({ viewOffset: 90_000 });
	});

	test("answers an offline one with the state it left behind", async () => {
		const { report } = createReporter();
		const answer = await report({ time: 75_000, state: "stopped", offline: 1 });
		expect(containerOf(await answer.json())).toEqual({
			playbackState: "progress",
			size: 0,
			skipCount: 0,
			viewCount: 0,
			viewOffset: 75_000,
		});
	});

	test("past the end is a bad request", async () => {
		const { report, seen } = createReporter();
		expect((await report({ time: DURATION + 1 })).status).toBe(400);
		expect(await seen()).toEqual(NOTHING);
	});

	test.each(["ratingKey", "state", "time"])("without %s is a bad request", async (name) => {
		const { report } = createReporter();
		expect((await report({ time: 120_000, [name]: "" })).status).toBe(400);
	});

	test.each(["duration", "X-Plex-Client-Identifier"])("without %s is ignored", async (name) => {
		const { report, seen } = createReporter();
		expect((await report({ time: 120_000, [name]: "" })).status).toBe(200);
		expect(await seen()).toEqual(NOTHING);
	});

	test("made offline does without the duration where the server is lenient", async () => {
		const { report, seen } = createReporter({ offlineNeedsDuration: false });
		await report({ time: 120_000, duration: "", offline: 1 });
		expect(await seen()).toMatchObject({ viewOffset: 120_000 });
	});

	test("on a watched title keeps the count", async () => {
		const { report, mark, seen } = createReporter();
		await mark("scrobble");
		await report({ time: 120_000 });
		expect(await seen()).toMatchObject({ viewCount: 1, viewOffset: 120_000 });
	});

	test("counts as a session when live and as a write only when something changed", async () => {
		const { plex, report } = createReporter();
		await report({ time: 1_000 });
		await report({ time: 120_000, offline: 1, state: "stopped" });
		expect(plex.state()).toMatchObject({ writes: 1, sessions: 1 });
	});

	test("belongs to the account of its token", async () => {
		const { plex, report } = createReporter();
		await report({ time: 120_000 }, plex.issueToken("kid"));
		expect(plex.state("kid").items.metropolis).toMatchObject({ positionMs: 120_000 });
		expect(plex.state("demo").items.metropolis).toMatchObject({ positionMs: 0 });
	});
});

describe("crossing the threshold", () => {
	test("inside one session marks the title watched", async () => {
		const { report, seen } = createReporter();
		await report({ time: 1_000 });
		await report({ time: 540_000 });
		expect(await seen()).toEqual({ viewCount: 1, viewOffset: undefined, lastViewedAt: NOW });
	});

	test("counts once, however often the end is reported", async () => {
		const { report, seen } = createReporter();
		for (const time of [1_000, 540_000, 550_000, 590_000]) await report({ time });
		expect(await seen()).toMatchObject({ viewCount: 1, viewOffset: undefined });
	});

	test("is not made by a report at 0 before", async () => {
		const { report, seen } = createReporter();
		await report({ time: 0 });
		await report({ time: 540_000 });
		expect(await seen()).toEqual(NOTHING);
	});

	test("is not made by a lone report, which is not stored either", async () => {
		const { report, seen } = createReporter();
		for (const offline of [0, 1]) await report({ time: 540_000, state: "stopped", offline });
		expect(await seen()).toEqual(NOTHING);
	});

	test("is not made over two sessions, nor after a stop", async () => {
		const { report, seen } = createReporter();
		await report({ time: 120_000, state: "stopped" });
		await report({ time: 540_000 });
		await report({ time: 120_000, "X-Plex-Session-Identifier": "session-2" });
		await report({ time: 540_000, "X-Plex-Session-Identifier": "session-3" });
		expect(await seen()).toMatchObject({ viewCount: undefined, viewOffset: 120_000 });
	});

	test("and a scrobble on top make two plays", async () => {
		const { report, mark, seen } = createReporter();
		await report({ time: 1_000 });
		await report({ time: 540_000 });
		await mark("scrobble");
		expect(await seen()).toMatchObject({ viewCount: 2 });
	});

	test.each([
		["ignored", NOTHING],
		["stored", { viewCount: undefined, viewOffset: 540_000, lastViewedAt: NOW }],
		["watched", { viewCount: 1, viewOffset: undefined, lastViewedAt: NOW }],
	] as const)("by a lone report made offline is %s where the server does that", async (setting, expected) => {
		const { report, seen } = createReporter({ offlineAboveThreshold: setting });
		await report({ time: 540_000, state: "stopped", offline: 1 });
		expect(await seen()).toEqual(expected);
	});

	test.each([
		[0, [400_000, 580_000], 540_000],
		[1, [400_000, 580_000], 580_000],
		[1, [], 540_000],
		[2, [400_000, 580_000], 400_000],
		[3, [400_000, 580_000], 400_000],
		[3, [580_000], 540_000],
	] as const)("is by behaviour %i with credits at %j from %i ms on", (playedAtBehaviour, credits, from) => {
		expect(playedFrom(DURATION, credits, { ...DEFAULT_PREFERENCES, playedAtBehaviour })).toBe(from);
	});
});

describe("a report with the date of the viewing", () => {
	const old = NOW - 86_400;

	test("older than what the server has is thrown away only where the server does that", async () => {
		for (const discardsStaleUpdated of [false, true]) {
			const { plex, report, seen } = createReporter({ discardsStaleUpdated });
			plex.view({ slug: "metropolis", act: "progress", positionMs: 200_000 });
			await report({ time: 120_000, offline: 1, updated: old, state: "stopped" });
			expect(await seen()).toMatchObject({ viewOffset: discardsStaleUpdated ? 200_000 : 120_000 });
		}
	});

	test("dates the viewing only where the server does that", async () => {
		for (const updatedSetsLastViewedAt of [false, true]) {
			const { report, seen } = createReporter({ updatedSetsLastViewedAt });
			await report({ time: 120_000, offline: 1, updated: old, state: "stopped" });
			expect(await seen()).toMatchObject({ lastViewedAt: updatedSetsLastViewedAt ? old : NOW });
		}
	});
});

describe("marks", () => {
	test("a scrobble counts a play every time, clears the position and answers an empty page", async () => {
		const { report, mark, seen } = createReporter();
		await report({ time: 120_000 });
		const answer = await mark("scrobble");
		expect(answer.headers.get("content-type")).toContain("text/html");
		expect(await answer.text()).toBe("");
		await mark("scrobble", "GET");
		expect(await seen()).toEqual({ viewCount: 2, viewOffset: undefined, lastViewedAt: NOW });
	});

	test("an unscrobble leaves nothing, not even the date", async () => {
		const { report, mark, seen } = createReporter();
		await mark("scrobble");
		await report({ time: 120_000 });
		await mark("unscrobble");
		expect(await seen()).toEqual(NOTHING);
	});

	test("on a show go to every episode, and its row sums them up", async () => {
		const { read, mark } = createReporter();
		const row = async () => rowsOf(await read("/library/sections/2/all?type=2"))[0] ?? {};
		const before = await row();
		expect(before).toMatchObject({ leafCount: 4, viewedLeafCount: 0 });
		await mark("scrobble", "PUT", String(before.ratingKey));
		expect(await row()).toMatchObject({ leafCount: 4, viewedLeafCount: 4 });
	});

	test("on what is gone are 404, without a key or an identifier 400", async () => {
		const { call, mark } = createReporter();
		expect((await mark("scrobble", "PUT", "999999")).status).toBe(404);
		expect((await call("/:/scrobble?key=1", { method: "PUT" })).status).toBe(400);
		expect((await call("/:/scrobble?identifier=com.plexapp.plugins.library", { method: "PUT" })).status).toBe(400);
	});

	test("never change updatedAt, and contentChangedAt only where the server does that", async () => {
		for (const viewStateBumpsContentChangedAt of [false, true]) {
			const { read, detail, key, mark } = createReporter({ viewStateBumpsContentChangedAt });
			const counter = async () => rowsOf(await read("/library/sections"), "Directory")[0]?.contentChangedAt;
			const before = { counter: await counter(), updatedAt: (await detail(key)).updatedAt };
			await mark("scrobble");
			expect((await detail(key)).updatedAt).toBe(before.updatedAt);
			expect((await counter()) !== before.counter).toBe(viewStateBumpsContentChangedAt);
		}
	});
});

test.skipIf(missingSamples !== null)("the transitions recorded on a real server come out of the emulator", async () => {
	const [before, reported, scrobbled, unscrobbled] = [1, 2, 3, 4].map((number) => {
		const [row] = rowsOf(containerOf(sample(`plex-api.rs/timeline/metadata_182_${number}.json`)));
		return row ?? {};
	});
	const duration = Number(before?.duration);
	const library = { ...smallLibrary, movies: [movie("batman", { durationMs: duration })] };
	// PMS 1.32: a report without a duration, above the threshold.
	const switches = { offlineAboveThreshold: "stored", offlineNeedsDuration: false } as const;
	const { clock, plex, call, detail, keyOf } = createWorld({ library, switches });
	const key = keyOf("batman");
	const seen = async () => viewOf(await detail(key));
	const at = (row: Json | undefined) => Number(row?.lastViewedAt) * 1000;
	const { updatedAt } = await detail(key);

	plex.view({ slug: "batman", act: "progress", positionMs: Number(before?.viewOffset), at: at(before) });
	expect(await seen()).toEqual(viewOf(before ?? {}));

	clock.set(at(reported));
	const answer = await call(
		`/:/timeline?ratingKey=${key}&key=/library/metadata/${key}&state=playing&time=75000&offline=1&X-Plex-Client-Identifier=c`,
	);
	expect(await answer.json()).toEqual(sample("plex-api.rs/timeline/timeline.json"));
	expect(await seen()).toEqual(viewOf(reported ?? {}));

	clock.set(at(scrobbled));
	const item = `identifier=com.plexapp.plugins.library&key=${key}`;
	await call(`/:/scrobble?${item}`);
	expect(await seen()).toEqual(viewOf(scrobbled ?? {}));

	await call(`/:/unscrobble?${item}`);
	expect(await seen()).toEqual(viewOf(unscrobbled ?? {}));
	expect((await detail(key)).updatedAt).toBe(updatedAt);
});
