import { describe, expect, it } from "vitest";
import { disagreement } from "../../../src/db/note-clock.ts";
import type { OutboxRow } from "../../../src/model/change.ts";
import { checkClock } from "../../../src/progress/clock-check.ts";
import { afterSetback, type Setback } from "../../../src/progress/failures.ts";
import { recordChange } from "../../../src/progress/record-change.ts";
import { isDue, nextTryAt, REFUSALS_UNTIL_DEAD } from "../../../src/progress/retry-timing.ts";
import { Rig } from "../../property/progress/rig.ts";
import { change, HOUR, NOON, state } from "./changes.ts";

const row: OutboxRow = {
	itemId: "a1/x",
	sourceId: "a1",
	revision: 1,
	changes: [change("finished", NOON)],
	base: state(),
	createdAt: NOON,
	attempts: 0,
	nextTryAt: 0,
	status: "waiting",
	lease: { by: "me", until: NOON },
	snapshot: { title: "X", kind: "movie", providerIds: {} },
};

function failing(times: number, setback: Setback): OutboxRow {
	let next = row;
	for (let at = 0; at < times; at += 1) next = afterSetback(next, setback, NOON, 0);
	return next;
}

describe("a row after failures", () => {
	it("waits on however often nobody answers", () => {
		expect(failing(500, { reason: "unreachable" })).toMatchObject({
			status: "waiting",
			attempts: 500,
			changes: row.changes,
		});
		expect(failing(500, { reason: "signed-out" }).status).toBe("waiting");
	});

	it("is laid aside after several refusals in a row, not before", () => {
		expect(failing(REFUSALS_UNTIL_DEAD - 1, { reason: "refused" }).status).toBe("waiting");
		expect(failing(REFUSALS_UNTIL_DEAD, { reason: "refused", detail: "418" })).toMatchObject({
			status: "dead",
			detail: "418",
		});
		expect(failing(REFUSALS_UNTIL_DEAD, { reason: "unverified" }).status).toBe("dead");
	});

	it("counts anew when another thing goes wrong", () => {
		const unreachable = failing(10, { reason: "unreachable" });
		expect(afterSetback(unreachable, { reason: "refused" }, NOON, 0)).toMatchObject({ status: "waiting", attempts: 1 });
	});

	it("is parked when the title is gone or forbidden, and is let go of", () => {
		expect(failing(1, { reason: "gone" })).toMatchObject({ status: "parked", nextTryAt: NOON + 6 * HOUR });
		expect(failing(1, { reason: "no-access" })).toMatchObject({ status: "parked" });
		expect(failing(1, { reason: "gone" })).not.toHaveProperty("lease");
	});

	it.each(["unreachable", "signed-out"] as const)("stays parked, and for its reason, when next it is %s", (reason) => {
		const parked = failing(1, { reason: "gone" });
		const later = afterSetback({ ...parked, lease: { by: "me", until: NOON } }, { reason, detail: "x" }, NOON, 0);
		expect(later).toEqual({ ...parked, attempts: 2 });
		const due = afterSetback(parked, { reason }, NOON + 7 * HOUR, 0);
		expect(due).toMatchObject({ status: "parked", reason: "gone" });
		expect(due.nextTryAt).toBeGreaterThan(NOON + 7 * HOUR);
	});
});

describe("the next try", () => {
	it("doubles from five seconds to ten minutes, half of it left to chance", () => {
		const waits = [1, 2, 3, 8, 9, 400].map((attempts) => nextTryAt(0, attempts, 0.9999) / 1000);
		expect(waits.map(Math.round)).toEqual([5, 10, 20, 600, 600, 600]);
		expect(nextTryAt(0, 1, 0)).toBe(2500);
	});

	it("is due when its time has come, and when the clock was turned back far behind it", () => {
		expect(isDue(NOON, NOON)).toBe(true);
		expect(isDue(NOON + 1, NOON)).toBe(false);
		expect(isDue(NOON + 24 * HOUR, NOON)).toBe(true);
	});
});

describe("two measurements of a clock", () => {
	const first = { offsetMs: 0, uncertaintyMs: 1000, measuredAt: 0 };

	it("agree within what both allow, and disagree by all that lies between them beyond it", () => {
		expect(disagreement(first, { ...first, offsetMs: 2000 })).toBe(0);
		expect(disagreement(first, { ...first, offsetMs: -86_400_000 })).toBe(86_400_000);
	});

	it("make what waits doubtful by as much, also where the first was only assumed", async () => {
		const rig = new Rig("jellyfin");
		const device = await rig.device(24 * HOUR);
		const film = rig.itemId("metropolis");
		await device.db.sources.update("a1", { clock: { offsetMs: 0, uncertaintyMs: 90_000, measuredAt: 0 } });
		await recordChange(device.world, { itemId: film, type: "finished" });
		await checkClock(device.world, await device.server(), new AbortController().signal);
		expect((await device.db.outbox.get(film))?.changes[0]?.uncertaintyMs).toBeGreaterThan(24 * HOUR);
		await device.close();
	});
});
