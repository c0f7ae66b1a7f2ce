import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { StowawayDatabase } from "../../../src/db/schema.ts";
import type { World } from "../../../src/db/world.ts";
import { UNTOUCHED } from "../../../src/model/watch-state.ts";
import type { IconBearer } from "../../../src/progress/badge.ts";
import type { DrainOptions, DrainResult } from "../../../src/progress/drain.ts";
import { freshRow } from "../../../src/progress/record-change.ts";
import { drainOnSync } from "../../../src/worker/drain-on-sync.ts";

const world: World = {
	db: new StowawayDatabase("unused"),
	fetch,
	now: Date.now,
	random: Math.random,
	locks: { request: (_name, _options, callback) => callback({}) },
	scope: "/",
	place: { kind: "worker", scheme: "https", isLoopback: false },
};
const done: DrainResult = { sent: 1, kept: 0, retryable: 0, parked: 0, heldElsewhere: false, isPaused: false };
const held: DrainResult = { ...done, sent: 0, heldElsewhere: true };
const unsent: DrainResult = { ...done, kept: 2, retryable: 2 };

let asked: DrainOptions[];

/** Drains that end as told, one after the other; the last one goes on. */
function drains(...results: DrainResult[]) {
	return async (_: World, options: DrainOptions) => {
		asked.push(options);
		return results[Math.min(asked.length, results.length) - 1] ?? done;
	};
}

/** What the icon was told, oldest first. */
let icon: (number | undefined)[];
const bearer: IconBearer = {
	setAppBadge: async (number) => void icon.push(number),
	clearAppBadge: async () => void icon.push(0),
};

beforeEach(() => {
	asked = [];
	icon = [];
	vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
	vi.useRealTimers();
});

async function outcomeOf(event: Promise<void>): Promise<string> {
	const outcome = event.then(
		() => "resolved",
		(error: Error) => `rejected: ${error.message}`,
	);
	await vi.runAllTimersAsync();
	return outcome;
}

test("everything sent: the event is over, and no row sat out a pause", async () => {
	expect(await outcomeOf(drainOnSync(world, drains(done), bearer))).toBe("resolved");
	expect(asked).toMatchObject([{ force: true }]);
});

test("only parked rows left: nothing a browser could do", async () => {
	expect(await outcomeOf(drainOnSync(world, drains({ ...done, kept: 3, parked: 3 }), bearer))).toBe("resolved");
});

test("the lock is held by a closing page: the same event tries again until it is free", async () => {
	expect(await outcomeOf(drainOnSync(world, drains(held, held, done), bearer))).toBe("resolved");
	expect(asked).toHaveLength(3);
});

test.each([
	["the lock stays taken", held, "Another drain"],
	["rows stay unsent", unsent, "2 changes"],
])("%s: the event fails so that the browser comes back", async (_, result, reason) => {
	expect(await outcomeOf(drainOnSync(world, drains(result), bearer))).toContain(`rejected: ${reason}`);
	expect(asked).toHaveLength(4);
});

test("the icon says how many wait for the person, be the event a success or not", async () => {
	const row = freshRow("a1/1", UNTOUCHED, { title: "It", kind: "movie", providerIds: {} }, 0);
	const statuses = ["waiting", "conflict", "parked", "dead"] as const;
	await world.db.outbox.bulkPut(statuses.map((status) => ({ ...row, itemId: `a1/${status}` as const, status })));
	await outcomeOf(drainOnSync(world, drains(unsent), bearer));
	await world.db.outbox.where("itemId").noneOf(["a1/waiting"]).delete();
	await outcomeOf(drainOnSync(world, drains(done), bearer));
	expect(icon).toEqual([3, 0]);
});

test("a browser whose icons bear nothing, or that refuses, goes without", async () => {
	expect(await outcomeOf(drainOnSync(world, drains(done), {}))).toBe("resolved");
	const refuses = { clearAppBadge: () => Promise.reject(new DOMException("", "NotAllowedError")) };
	expect(await outcomeOf(drainOnSync(world, drains(done), refuses))).toBe("resolved");
});
