import { expect, it } from "vitest";
import type { WatchState } from "../../../src/model/watch-state.ts";
import { verdictOn } from "../../../src/progress/second-look.ts";
import { HOUR, NOON, state } from "./changes.ts";

const ids = { itemId: "a1/1", sourceId: "a1" } as const;
const WRITTEN = state({ watched: true, plays: 2, at: NOON });

function verdict(written: WatchState, read: WatchState, readAt = NOON + 2 * HOUR): string {
	const before = { ...ids, state: written, at: NOON + HOUR, requeued: 0 };
	return verdictOn(before, { ...ids, ...read, readAt });
}

it("a state that shows an earlier date, or fewer plays, was lost by the server", () => {
	expect(verdict(WRITTEN, { ...WRITTEN, lastPlayedAt: NOON - HOUR })).toBe("lost");
	expect(verdict(WRITTEN, { ...WRITTEN, playCount: 1 })).toBe("lost");
});

it("a state that shows what was written is there, and one that was read before tells nothing", () => {
	expect(verdict(WRITTEN, WRITTEN)).toBe("there");
	expect(verdict(WRITTEN, { ...WRITTEN, lastPlayedAt: NOON - HOUR }, NOON + HOUR)).toBe("there");
});

it("a person took back a viewing where nothing is watched or dated any more, whatever else is shown", () => {
	expect(verdict(WRITTEN, { ...WRITTEN, watched: false, lastPlayedAt: NOON - HOUR })).toBe("superseded");
	expect(verdict(WRITTEN, { ...WRITTEN, watched: false, playCount: 1 })).toBe("superseded");
	expect(verdict(WRITTEN, state({ plays: 1 }))).toBe("superseded");
});

it("what has a later date is somebody's newer act", () => {
	expect(verdict(WRITTEN, state({ min: 5, watched: true, plays: 1, at: NOON + HOUR }))).toBe("superseded");
});
