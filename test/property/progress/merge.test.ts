import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Change, ChangeType } from "../../../src/model/change.ts";
import { desired } from "../../../src/model/desired.ts";
import { isSameState, type WatchState } from "../../../src/model/watch-state.ts";
import { coalesce } from "../../../src/progress/coalesce.ts";
import { type Decision, type MergeInput, merge } from "../../../src/progress/merge.ts";

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 20, 12);
const NOW = NOON + 48 * 60 * MINUTE;
const DURATION = 100 * MINUTE;

const date = fc.integer({ min: -48 * 60, max: 49 * 60 }).map((minutes) => NOON + minutes * MINUTE);
const position = fc.oneof(fc.constant(0), fc.integer({ min: -1, max: 101 })).map((minutes) => minutes * MINUTE);
const state: fc.Arbitrary<WatchState> = fc.record({
	positionMs: position,
	watched: fc.boolean(),
	playCount: fc.integer({ min: 0, max: 3 }),
	lastPlayedAt: fc.option(date),
});
const rawChange: fc.Arbitrary<Omit<Change, "revision">> = fc
	.record({
		type: fc.constantFrom<ChangeType>("progress", "finished", "markWatched", "markUnwatched", "clearPosition"),
		positionMs: position,
		at: date,
		uncertaintyMs: fc.constantFrom(0, 1000, 90_000, 24 * 60 * MINUTE),
	})
	.map(({ type, positionMs, ...rest }) => ({ type, ...rest, ...(type === "progress" ? { positionMs } : {}) }));
const acts = fc
	.array(rawChange, { minLength: 1, maxLength: 6 })
	.map((list): Change[] => list.map((change, at) => ({ ...change, revision: at + 1 })));

function coalesced(list: readonly Change[]): readonly Change[] {
	return list.reduce<readonly Change[]>(coalesce, []);
}

const input: fc.Arbitrary<MergeInput> = fc.record({
	base: state,
	remote: state,
	changes: acts.map(coalesced),
	now: fc.constant(NOW),
	nowUncertaintyMs: fc.constantFrom(1000, 90_000),
	datesAreEvents: fc.boolean(),
	policy: fc.constantFrom("newest" as const, "furthest" as const, "ask" as const),
	durationMs: fc.option(fc.constant(DURATION), { nil: undefined }),
});

/** What the server holds afterwards: what was written, or what it had. */
function heldAfter({ remote }: MergeInput, { target }: Decision): WatchState {
	return target ?? remote;
}

describe("coalescing", () => {
	it("is idempotent", () => {
		fc.assert(
			fc.property(acts, (list) => {
				expect(coalesced(coalesced(list))).toEqual(coalesced(list));
			}),
		);
	});

	it("does not depend on how the acts were split over time", () => {
		fc.assert(
			fc.property(acts, fc.nat(6), (list, at) => {
				const first = coalesced(list.slice(0, at));
				expect(list.slice(at).reduce<readonly Change[]>(coalesce, first)).toEqual(coalesced(list));
			}),
		);
	});

	it("leaves finishes, then one mark, then one position, each in the order made", () => {
		fc.assert(
			fc.property(acts, (list) => {
				const types = coalesced(list).map(({ type }) => type.replace(/progress|clearPosition/, "position"));
				expect(types.join(" ")).toMatch(/^((finished ?)*(markWatched ?)?|markUnwatched ?)?(position)?$/);
			}),
		);
	});

	it("keeps the state that the acts lead to, but for plays that an unwatch took back", () => {
		fc.assert(
			fc.property(state, acts, (base, list) => {
				const all = desired(base, list);
				const few = desired(base, coalesced(list));
				expect(isSameState(few, all)).toBe(true);
				if (list.every(({ type }) => type !== "markUnwatched")) expect(few.playCount).toBe(all.playCount);
			}),
		);
	});
});

describe("every decision", () => {
	it("3: leaves the server alone where all of it is later than all that waits", () => {
		fc.assert(
			fc.property(input, (given) => {
				const at = given.remote.lastPlayedAt ?? 0;
				fc.pre(at !== given.base.lastPlayedAt && at <= NOW);
				fc.pre(given.changes.every((change) => change.at + change.uncertaintyMs < at));
				// Base and server the same: nobody else was there, and no clock is asked.
				fc.pre(!isSameState(given.base, given.remote));
				fc.pre(given.policy !== "furthest");
				const state = heldAfter(given, merge(given));
				const end = given.durationMs ?? Number.POSITIVE_INFINITY;
				const kept = Math.min(Math.max(0, given.remote.positionMs), end);
				expect(Math.abs(state.positionMs - kept)).toBeLessThanOrEqual(MINUTE);
				expect(state.watched || !given.remote.watched).toBe(true);
			}),
		);
	});

	it("5: a finish or mark on its own that is not earlier than the server leaves position 0", () => {
		fc.assert(
			fc.property(input, fc.constantFrom<ChangeType>("finished", "markWatched"), (given, type) => {
				const mark: Change = { type, at: NOW, uncertaintyMs: 1000, revision: 1 };
				const one = { ...given, changes: [mark] };
				const decision = merge(one);
				if (decision.conflict.length > 0) return;
				expect(heldAfter(one, decision)).toMatchObject({ watched: true });
				if (decision.target) expect(decision.target.positionMs).toBe(0);
			}),
		);
	});

	it("9: is quiet when it is made again on what it wrote", () => {
		fc.assert(
			fc.property(input, (given) => {
				const decision = merge(given);
				fc.pre(decision.target !== null && decision.conflict.length === 0);
				const written = heldAfter(given, decision);
				const again = merge({ ...given, base: written, remote: written, changes: [] });
				expect(again).toMatchObject({ target: null, conflict: [], finishes: 0 });
			}),
		);
	});

	it("16: never lowers a count or a date, and takes `watched` away for an unwatch only", () => {
		fc.assert(
			fc.property(input, (given) => {
				const decision = merge(given);
				const { target } = decision;
				if (target === null) return;
				expect(target.playCount).toBeGreaterThanOrEqual(given.remote.playCount);
				const isFuture = (given.remote.lastPlayedAt ?? 0) > NOW + given.nowUncertaintyMs;
				if (!isFuture) expect(target.lastPlayedAt ?? 0).toBeGreaterThanOrEqual(given.remote.lastPlayedAt ?? 0);
				if (given.remote.watched && !target.watched) {
					expect(given.changes.some(({ type }) => type === "markUnwatched")).toBe(true);
				}
			}),
		);
	});

	it("writes no date in the server's future and no position outside the title", () => {
		fc.assert(
			fc.property(input, (given) => {
				const { target } = merge(given);
				if (target === null) return;
				const latest = Math.max(NOW, Math.min(given.remote.lastPlayedAt ?? 0, NOW + given.nowUncertaintyMs));
				expect(target.lastPlayedAt ?? 0).toBeLessThanOrEqual(latest);
				expect(target.positionMs).toBeGreaterThanOrEqual(0);
				expect(target.positionMs).toBeLessThanOrEqual(given.durationMs ?? Number.POSITIVE_INFINITY);
			}),
		);
	});

	it("parks only changes that were given, and says why in one or two codes", () => {
		fc.assert(
			fc.property(input, (given) => {
				const { conflict, codes } = merge(given);
				expect(conflict.every((change) => given.changes.includes(change))).toBe(true);
				expect(codes.length).toBeLessThanOrEqual(2);
			}),
		);
	});
});
