import { describe, expect, test } from "vitest";
import { createProgressWriter } from "../../../src/app/parts/player-progress.ts";

/** A writer over a list, with a clock and a disk that can be broken. `settle` waits until what was asked for is done. */
function stage() {
	const log: string[] = [];
	const state = { now: 0, isBroken: false, losses: 0 };
	const writer = createProgressWriter("a1/film", {
		record: async ({ type, positionMs }) => {
			if (state.isBroken) throw new Error("no room");
			log.push(`${type} ${positionMs}`);
		},
		announce: () => log.push("send"),
		now: () => state.now,
		onLoss: () => {
			state.losses += 1;
		},
	});
	const settle = () => new Promise<void>((done) => setImmediate(done));
	return { log, state, writer, settle };
}

describe("progress of a film that runs", () => {
	test("is written each time and sent every half minute", async () => {
		const { log, state, writer, settle } = stage();
		for (const second of [10, 20, 30, 40]) {
			state.now = second * 1_000;
			writer.write("progress", second * 1_000);
			await settle();
		}
		expect(log).toEqual(["progress 10000", "progress 20000", "progress 30000", "send", "progress 40000"]);
	});

	test("is sent when the film rests, after it was written", async () => {
		const { log, writer, settle } = stage();
		writer.write("progress", 5_000);
		writer.rest();
		await settle();
		expect(log).toEqual(["progress 5000", "send"]);
	});

	test("is not sent again when nothing was written since", async () => {
		const { log, writer, settle } = stage();
		writer.write("progress", 5_000);
		writer.rest();
		writer.rest();
		await settle();
		expect(log).toEqual(["progress 5000", "send"]);
	});

	test("is sent at once when the film is finished", async () => {
		const { log, writer, settle } = stage();
		writer.write("finished", 590_000);
		await settle();
		expect(log).toEqual(["finished 590000", "send"]);
	});

	test("that cannot be written is said once and does not stop what comes after", async () => {
		const { log, state, writer, settle } = stage();
		state.isBroken = true;
		writer.write("progress", 1_000);
		writer.write("progress", 2_000);
		writer.rest();
		await settle();
		expect(log).toEqual([]);
		expect(state.losses).toBe(1);
		state.isBroken = false;
		writer.write("progress", 3_000);
		writer.rest();
		await settle();
		expect(log).toEqual(["progress 3000", "send"]);
	});

	test("that could not be written is written once there is room: a finish before what follows it, or when the film rests", async () => {
		const { log, state, writer, settle } = stage();
		state.isBroken = true;
		writer.write("finished", 590_000);
		writer.write("progress", 1_000);
		writer.write("progress", 2_000);
		await settle();
		expect(log).toEqual([]);
		state.isBroken = false;
		writer.rest();
		await settle();
		expect(log).toEqual(["finished 590000", "progress 2000", "send"]);
		writer.rest();
		await settle();
		expect(log).toHaveLength(3);
	});
});
