import "fake-indexeddb/auto";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { sendOnOccasions } from "../../../src/app/drain-triggers.ts";
import { sources } from "../../../src/app/sources.ts";
import { listenForWaking } from "../../../src/app/wake.ts";
import { world } from "../../../src/app/world.ts";
import { UNTOUCHED } from "../../../src/model/watch-state.ts";
import { freshRow } from "../../../src/progress/record-change.ts";
import { testSource } from "../library/fake-server.ts";

const drains: { sourceIds?: readonly string[]; force?: boolean }[] = [];
vi.mock("../../../src/progress/drain.ts", () => ({
	drain: async (_world: unknown, options: { sourceIds?: readonly string[] }) => {
		drains.push(options);
		return { sent: 0, kept: 1, retryable: 1, parked: 0, heldElsewhere: false };
	},
}));
vi.mock("../../../src/app/world.ts", async () => {
	const { testWorld } = await import("../library/fake-server.ts");
	return { world: testWorld() };
});
const handedOver: string[] = [];
vi.mock("../../../src/app/pwa.ts", () => ({
	registerDrain: async () => void handedOver.push("sync"),
	drainInWorker: () => void handedOver.push("worker"),
}));
vi.mock("../../../src/app/first-paint.ts", () => ({ firstPaint: Promise.resolve() }));

const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
const row = freshRow("a1/m1", UNTOUCHED, { title: "Film", kind: "movie", providerIds: {} }, 1);

describe("what waits, on its occasions", () => {
	beforeAll(async () => {
		vi.stubGlobal("document", page);
		vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
		vi.useFakeTimers({ toFake: ["setInterval", "performance"] });
		await world.db.sources.put(testSource);
		await world.db.outbox.put({ ...row, attempts: 9, nextTryAt: Number.MAX_SAFE_INTEGER, reason: "unreachable" });
		listenForWaking();
		sendOnOccasions();
		await vi.waitFor(() => expect(drains).toEqual([expect.objectContaining({ force: true })]));
	});
	beforeEach(() => {
		drains.length = 0;
		handedOver.length = 0;
		page.visibilityState = "visible";
	});

	it.each(["focus", "visibilitychange", "online"])("is tried in spite of its back-off (%s)", async (event) => {
		vi.advanceTimersByTime(2_000);
		page.dispatchEvent(new Event(event));
		await vi.waitFor(() => expect(drains).toEqual([expect.objectContaining({ force: true })]));
	});

	it("is tried once for all the events of one return", async () => {
		vi.advanceTimersByTime(2_000);
		for (const event of ["visibilitychange", "focus"]) page.dispatchEvent(new Event(event));
		await vi.waitFor(() => expect(drains).toHaveLength(1));
		await Promise.resolve();
		expect(drains).toHaveLength(1);
	});

	it("waits for its turn on the timer, and is left to the worker once the app is off screen", async () => {
		vi.advanceTimersByTime(30_000);
		await vi.waitFor(() => expect(drains).toEqual([expect.objectContaining({ force: false })]));
		page.visibilityState = "hidden";
		page.dispatchEvent(new Event("visibilitychange"));
		await vi.waitFor(() => expect(handedOver).toEqual(["sync", "worker"]));
		vi.advanceTimersByTime(30_000);
		page.dispatchEvent(new Event("focus"));
		expect(drains).toHaveLength(1);
	});

	it("goes at once to a server that answers again, and to that one alone", async () => {
		await world.db.sources.put({ ...testSource, state: "away" });
		await vi.waitFor(() => expect(sources.value?.[0]?.state).toBe("away"));
		await world.db.sources.put(testSource);
		await vi.waitFor(() => expect(drains).toEqual([expect.objectContaining({ force: true, sourceIds: ["a1"] })]));
	});
});
