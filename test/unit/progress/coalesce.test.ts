import { describe, expect, it } from "vitest";
import type { ChangeType, OutboxRow } from "../../../src/model/change.ts";
import { desired } from "../../../src/model/desired.ts";
import { overlay } from "../../../src/model/overlay.ts";
import { coalesce } from "../../../src/progress/coalesce.ts";
import { change, NOON, state } from "./changes.ts";

function kept(...types: ChangeType[]): string {
	const all = types.map((type, at) => change(type, NOON + at, { min: 10 + at }));
	return all
		.reduce<readonly (typeof all)[number][]>(coalesce, [])
		.map(({ type }) => type)
		.join(" ");
}

describe("changes to one item", () => {
	it.each<[string, ChangeType[], string]>([
		["progress replaces progress", ["progress", "progress"], "progress"],
		["a clear replaces progress", ["progress", "clearPosition"], "clearPosition"],
		["a finish deletes earlier progress", ["progress", "finished"], "finished"],
		["a mark deletes earlier progress", ["progress", "markWatched"], "markWatched"],
		["progress after a finish is a rewatch", ["finished", "progress"], "finished progress"],
		["progress after an unwatch is kept beside it", ["markUnwatched", "progress"], "markUnwatched progress"],
		["two viewings are two plays", ["finished", "progress", "finished"], "finished finished"],
		["a mark keeps the plays before it", ["finished", "markWatched"], "finished markWatched"],
		["a finish makes an earlier mark needless", ["markUnwatched", "finished"], "finished"],
		["an unwatch takes back everything", ["finished", "markWatched", "progress", "markUnwatched"], "markUnwatched"],
	])("%s", (_name, types, expected) => {
		expect(kept(...types)).toBe(expected);
	});
});

describe("what is wanted", () => {
	it("keeps `watched` for progress after a finish, and counts the play", () => {
		const changes = [change("finished", NOON), change("progress", NOON + 1, { min: 5 })];
		expect(desired(state({ plays: 2 }), changes)).toEqual(state({ min: 5, watched: true, plays: 3, at: NOON + 1 }));
	});

	it("counts no play that was counted, and lets no date fall", () => {
		const changes = [change("finished", NOON, { playUncounted: false })];
		expect(desired(state({ plays: 3, at: NOON + 9 }), changes)).toEqual(
			state({ watched: true, plays: 3, at: NOON + 9 }),
		);
	});

	it("keeps the count of an unwatched title", () => {
		const changes = [change("markUnwatched", NOON)];
		expect(desired(state({ watched: true, plays: 2 }), changes)).toEqual(state({ plays: 2, at: NOON }));
	});
});

describe("what is shown", () => {
	const waiting: OutboxRow = {
		itemId: "a1/x",
		sourceId: "a1",
		revision: 1,
		changes: [change("progress", NOON, { min: 30 })],
		base: state(),
		createdAt: NOON,
		attempts: 0,
		nextTryAt: 0,
		status: "waiting",
		snapshot: { title: "X", kind: "movie", providerIds: {} },
	};

	it("is what waits, over what a refresh wrote meanwhile", () => {
		const seen = state({ min: 10, watched: true, at: NOON - 1 });
		expect(overlay(seen, waiting)).toEqual(state({ min: 30, watched: true, at: NOON }));
	});

	it("is an untouched title where there are no rows", () => {
		expect(overlay(undefined, undefined)).toEqual(state());
	});

	it("is the server's side while a conflict is open, and the person's while it is parked", () => {
		expect(overlay(state({ min: 10 }), { ...waiting, status: "conflict" })).toEqual(state({ min: 10 }));
		expect(overlay(state({ min: 10 }), { ...waiting, status: "parked" }).positionMs).toBe(30 * 60_000);
	});
});
