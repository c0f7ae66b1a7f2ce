import { describe, expect, it } from "vitest";
import type { PushRecord } from "../../../src/model/change.ts";
import { resume } from "../../../src/progress/resume.ts";
import { change, HOUR, NOON, state } from "./changes.ts";

const finish = change("finished", NOON, { revision: 1 });
const again = change("progress", NOON + HOUR, { min: 20, revision: 2 });
const changes = [finish, again];
const base = state({ min: 5, plays: 1, at: NOON - 5 * HOUR });
const read = state({ min: 10, plays: 1, at: NOON - 3 * HOUR });
const target = state({ min: 20, watched: true, plays: 2, at: NOON + HOUR });
const push: PushRecord = { revision: 2, read, target, code: "fast-forward", done: [] };

describe("a push that was cut off", () => {
	it("arrived when the server shows what was to be written", () => {
		expect(resume(push, base, changes, target, true)).toEqual({ arrived: true, base: target, changes });
	});

	it("arrived, and somebody else did the same later: what came after it goes by what was written", () => {
		const later = { ...target, lastPlayedAt: NOON + 6 * HOUR };
		expect(resume(push, base, changes, later, true)).toEqual({ arrived: true, base: target, changes });
		const again = { ...target, playCount: target.playCount + 1 };
		expect(resume(push, base, changes, again, true)).toEqual({ arrived: true, base: target, changes });
		// The date of a Plex is when it was told: late only when the push was long over.
		const told = resume({ ...push, at: NOON + 6 * HOUR }, base, changes, later, false);
		expect(told).toEqual({ arrived: true, base: later, changes });
		const long = resume({ ...push, at: NOON + 5 * HOUR }, base, changes, later, false);
		expect(long).toEqual({ arrived: true, base: target, changes });
	});

	it("did not arrive when the server shows what was read", () => {
		expect(resume(push, base, changes, read, true)).toEqual({ arrived: false, base, changes });
	});

	it("arrived and was taken back when it was answered and the server shows what was read", () => {
		const found = resume({ ...push, done: ["scrobble-1"] }, base, changes, read, false);
		expect(found.base).toEqual(target);
		expect(found.changes[0]).toMatchObject({ playUncounted: false });
	});

	it("goes on from a scrobble without its position, and counts that play no more", () => {
		const half = state({ watched: true, plays: 2, at: NOON + 6 * HOUR });
		const found = resume(push, base, changes, half, false);
		expect(found).toEqual({ arrived: false, base: half, changes: [{ ...finish, playUncounted: false }, again] });
	});

	it("is not half there on Plex where that play was told hours after the try, by more than the clock may be off", () => {
		const half = state({ watched: true, plays: 2, at: NOON + 12 * HOUR });
		const tried = { ...push, at: NOON + 6 * HOUR };
		const found = resume(tried, base, changes, half, false);
		expect(found).toEqual({ arrived: false, base: target, changes: [{ ...finish, playUncounted: false }, again] });
		const inTime = { ...half, lastPlayedAt: NOON + 6 * HOUR };
		expect(resume(tried, base, changes, inTime, false).base).toEqual(inTime);
		const unsure = changes.map((one) => ({ ...one, uncertaintyMs: 7 * HOUR }));
		expect(resume(tried, base, unsure, half, false).base).toEqual(half);
	});

	it("is left to the person where the place that is missing was hours old when a Plex was told of its mark", () => {
		const half = state({ watched: true, plays: 2, at: NOON + 12 * HOUR });
		const late = { ...push, at: NOON + 12 * HOUR };
		expect(resume(late, base, changes, half, false)).toMatchObject({ arrived: false, base: half, isAsked: true });
		// A place of a moment ago, and one of a clock that may be off by as much, go on.
		for (const at of [NOON + HOUR, NOON + HOUR + 10 * 60_000]) {
			const soon = resume({ ...push, at }, base, changes, { ...half, lastPlayedAt: at }, false);
			expect(soon.isAsked).toBeUndefined();
		}
		const unsure = changes.map((one) => ({ ...one, uncertaintyMs: 11 * HOUR }));
		expect(resume(late, base, unsure, half, false).isAsked).toBeUndefined();
	});

	it("is not half there on Jellyfin where a later mark took the position away", () => {
		const marked = state({ watched: true, plays: 2, at: NOON + 6 * HOUR });
		expect(resume(push, base, changes, marked, true)).toMatchObject({ arrived: false, base: target });
	});

	it("goes on from an unscrobble without its position", () => {
		const seen = state({ watched: true, plays: 3 });
		const unwatch = { ...push, read: seen, target: state({ min: 20 }) };
		const cleared = state();
		expect(resume(unwatch, seen, [again], cleared, false)).toEqual({ arrived: false, base: cleared, changes: [again] });
	});

	it("did not arrive when somebody else's state has a date before ours, or the count of before", () => {
		const other = state({ min: 40, plays: 1, at: NOON - HOUR });
		expect(resume(push, base, changes, other, true)).toEqual({ arrived: false, base, changes });
		expect(resume(push, base, changes, { ...other, lastPlayedAt: NOON + 2 * HOUR }, false).base).toEqual(base);
	});

	it("may have arrived before anything else: merged with what was written, its play counted once the count is reached", () => {
		const other = state({ min: 70, watched: true, plays: 3, at: NOON + 3 * HOUR });
		const found = resume(push, base, changes, other, true);
		expect(found.base).toEqual(target);
		expect(found.changes[0]).toMatchObject({ playUncounted: false });
	});

	it("counts only as many of two plays as were answered or have risen", () => {
		const two = [finish, change("finished", NOON + HOUR, { revision: 2 })];
		const twice = { ...push, target: state({ watched: true, plays: 3 }), done: ["scrobble-1"] };
		const found = resume(twice, base, two, state({ min: 30, watched: true, plays: 2, at: NOON + 2 * HOUR }), false);
		expect(found.changes.map(({ playUncounted }) => playUncounted)).toEqual([false, undefined]);
	});

	it("leaves plays alone that were made after it", () => {
		const later = change("finished", NOON + 2 * HOUR, { revision: 3 });
		const other = state({ min: 70, watched: true, plays: 3, at: NOON + 3 * HOUR });
		expect(resume(push, base, [finish, later], other, true).changes[1]).toEqual(later);
	});
});
