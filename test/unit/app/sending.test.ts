import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { announceChange, drainNow } from "../../../src/app/sending.ts";
import { world } from "../../../src/app/world.ts";
import { UNTOUCHED } from "../../../src/model/watch-state.ts";
import { freshRow } from "../../../src/progress/record-change.ts";
import { testSource } from "../library/fake-server.ts";

const drains: { sourceIds?: readonly string[]; force?: boolean }[] = [];
const result = { sent: 0, kept: 0, retryable: 0, parked: 0, heldElsewhere: false };
let answer = async () => result;
vi.mock("../../../src/progress/drain.ts", () => ({
	drain: (_world: unknown, options: { sourceIds?: readonly string[] }) => {
		drains.push(options);
		return answer();
	},
}));
vi.mock("../../../src/app/world.ts", async () => {
	const { testWorld } = await import("../library/fake-server.ts");
	return { world: testWorld() };
});
vi.mock("../../../src/app/pwa.ts", () => ({ registerDrain: async () => undefined, drainInWorker: () => undefined }));
vi.mock("../../../src/app/first-paint.ts", () => ({ firstPaint: Promise.resolve() }));

const row = freshRow("a1/m1", UNTOUCHED, { title: "Film", kind: "movie", providerIds: {} }, 1);

describe("sending what waits", () => {
	beforeEach(async () => {
		drains.length = 0;
		answer = async () => result;
		await world.db.sources.put(testSource);
		await world.db.outbox.clear();
	});

	it("begins with a change that was put into the database a moment ago", async () => {
		await world.db.outbox.put(row);
		announceChange();
		await vi.waitFor(() => expect(drains).toHaveLength(1));
	});

	it("loads no drain on a device that has nothing to send and sent nothing lately", async () => {
		expect(await drainNow()).toBeNull();
		expect(drains).toEqual([]);
		const state = { ...UNTOUCHED, watched: true };
		await world.db.written.put({ itemId: "a1/m1", sourceId: "a1", state, at: 1, requeued: 0 });
		expect(await drainNow()).toEqual(result);
		await world.db.written.clear();
	});

	it("is done again for somebody who leaves while it is being done, and afterwards for anybody else", async () => {
		await world.db.outbox.put(row);
		let finish: (value: typeof result) => void = () => undefined;
		answer = () =>
			new Promise((resolve) => {
				finish = resolve;
			});
		const first = drainNow();
		await vi.waitFor(() => expect(drains).toHaveLength(1));
		expect(await drainNow()).toBeNull();
		const leaving = drainNow({ force: true, sourceIds: ["a1"] });
		answer = async () => ({ ...result, sent: 1 });
		finish(result);
		await first;
		expect(await leaving).toMatchObject({ sent: 1 });
		expect(drains).toContainEqual(expect.objectContaining({ force: true, sourceIds: ["a1"] }));
		await vi.waitFor(() => expect(drains).toHaveLength(3));
	});

	it("waits for another tab or the worker to end theirs when somebody asks for it", async () => {
		vi.useFakeTimers({ toFake: ["setTimeout"] });
		try {
			await world.db.outbox.put(row);
			answer = async () => ({ ...result, heldElsewhere: drains.length < 3 });
			const asked = drainNow({ force: true });
			await vi.waitFor(async () => {
				await vi.advanceTimersByTimeAsync(1_000);
				expect(drains).toHaveLength(3);
			});
			expect(await asked).toMatchObject({ heldElsewhere: false });
		} finally {
			vi.useRealTimers();
		}
	});
});
