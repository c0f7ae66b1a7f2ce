import { expect, it } from "vitest";
import { type CastCircumstances, castWords, isChosen, mayReadCasts } from "../../../src/app/cast-circumstances.ts";
import { emptyFreshness } from "../../../src/library/freshness-rows.ts";

const idle: CastCircumstances = {
	choice: "auto",
	paused: [],
	isInSight: true,
	isOnline: true,
	isMetered: false,
	isPlaying: false,
	syncing: new Set(),
};

it.each<[string, Partial<CastCircumstances>, boolean]>([
	["nothing is in the way", {}, true],
	["another server is paused", { paused: ["b1"] }, true],
	["the setting is off", { choice: "off" }, false],
	["the connection is metered", { isMetered: true }, false],
	["the connection is metered and the setting on", { isMetered: true, choice: "on" }, false],
	["the app is out of sight", { isInSight: false }, false],
	["there is no network", { isOnline: false }, false],
	["something plays", { isPlaying: true }, false],
	["a server is being synced", { syncing: new Set(["b1"]) }, false],
	["it is paused", { paused: ["b1", "a1"] }, false],
])("casts are read, or not, when %s", (_, differs, expected) => {
	expect(mayReadCasts({ sourceId: "a1", state: "ok" }, { ...idle, ...differs })).toBe(expected);
	for (const state of ["away", "signed-out", "left"] as const)
		expect(mayReadCasts({ sourceId: "a1", state }, { ...idle, ...differs })).toBe(false);
});

it("shows the setting as what it means on this connection", () => {
	expect([isChosen("auto", false), isChosen("auto", true), isChosen("on", true), isChosen("off", false)]).toEqual([
		true,
		false,
		true,
		false,
	]);
});

it("says how far the casts of a server are", () => {
	const casts = { ...emptyFreshness("casts:a1"), done: 1204, total: 3500 };
	const guests = { ...emptyFreshness("guests:a1"), done: 40, total: 1200, cursor: true };
	expect(castWords({ ...casts, cursor: true }, undefined, false)).toBe("Casts: 1,204 of 3,500");
	expect(castWords({ ...casts, cursor: true }, guests, true)).toBe("Casts: 1,204 of 3,500 · paused");
	expect(castWords({ ...casts, cursor: true, error: "It failed." }, undefined, false)).toBe(
		"Casts: 1,204 of 3,500 · It failed. It is tried again.",
	);
	expect(castWords({ ...casts, done: 3500 }, { ...guests, done: 0 }, false)).toBe("Casts: all 3,500");
	expect(castWords({ ...casts, done: 3500 }, guests, false)).toBe(
		"Casts: all 3,500 · guest stars: 40 of 1,200 episodes",
	);
	expect(castWords({ ...casts, done: 3498, skipped: 2 }, undefined, false)).toBe(
		"Casts: 3,498 of 3,500 · the others could not be read",
	);
});
