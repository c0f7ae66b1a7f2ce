import { signal } from "@preact/signals";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { retryMs, whenDue } from "../../../src/app/when-due.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Work whose ends the test decides, and what is told of it. */
function begin() {
	const isDue = signal(false);
	const isFull = signal(false);
	const told: number[] = [];
	const ends: ((error?: unknown) => void)[] = [];
	const stop = whenDue({
		isDue,
		isFull,
		failed: (_, times) => told.push(times),
		work: () =>
			new Promise<void>((resolve, reject) => {
				ends.push((error) => (error === undefined ? resolve() : reject(error)));
			}),
	});
	const end = async (error?: unknown) => {
		ends.at(-1)?.(error);
		await vi.advanceTimersByTimeAsync(0);
	};
	return { isDue, isFull, told, stop, end, times: () => ends.length };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("work is done when it is due, one at a time, and again while it still is", async () => {
	const { isDue, stop, end, times } = begin();
	expect(times()).toBe(0);
	isDue.value = true;
	expect(times()).toBe(1);
	isDue.value = false;
	isDue.value = true;
	expect(times()).toBe(1);
	await end();
	expect(times()).toBe(2);
	isDue.value = false;
	await end();
	expect(times()).toBe(2);
	stop();
});

it("work that fails is told of and tried again later each time, an hour apart at most, until it goes well", async () => {
	const { isDue, told, stop, end, times } = begin();
	isDue.value = true;
	for (let failures = 1; failures <= 8; failures++) {
		await end(new Error("full"));
		await vi.advanceTimersByTimeAsync(retryMs(failures) - 1);
		expect(times()).toBe(failures);
		await vi.advanceTimersByTimeAsync(1);
		expect(times()).toBe(failures + 1);
	}
	expect(told).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
	await end();
	await end(new Error("again"));
	expect(told.at(-1)).toBe(1);
	await vi.advanceTimersByTimeAsync(MINUTE);
	expect(times()).toBe(11);
	stop();
});

it("is tried again a minute later, then two, then four, and at last every hour", () => {
	expect([1, 2, 3, 6, 7, 50].map(retryMs)).toEqual([MINUTE, 2 * MINUTE, 4 * MINUTE, 32 * MINUTE, HOUR, HOUR]);
});

it("work that fails for want of room is tried again as soon as there is some", async () => {
	const { isDue, isFull, stop, end, times } = begin();
	isDue.value = true;
	isFull.value = true;
	await end(new Error("full"));
	await vi.advanceTimersByTimeAsync(1000);
	expect(times()).toBe(1);
	isFull.value = false;
	await vi.advanceTimersByTimeAsync(0);
	expect(times()).toBe(2);
	stop();
});
