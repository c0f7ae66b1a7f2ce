import { describe, expect, it } from "vitest";
import { happened, orderOf } from "../../../src/progress/order.ts";
import { change, HOUR, MINUTE, NOON, NOW, state } from "./changes.ts";

const base = state({ min: 10, plays: 1, at: NOON - 5 * HOUR });

function sight(remote: ReturnType<typeof state>, datesAreEvents = true) {
	return { base, remote, now: NOW, nowUncertaintyMs: 1000, datesAreEvents };
}

describe("when the server's state can have happened", () => {
	it.each([
		["what was played since, and half an hour", state({ min: 30, plays: 1, at: NOON }), NOON + 50 * MINUTE],
		["its whole position when the count rose", state({ min: 30, plays: 2, at: NOON }), NOON + 60 * MINUTE],
		["its whole position when it fell", state({ min: 5, plays: 1, at: NOON }), NOON + 35 * MINUTE],
		["half an hour when nothing was played", state({ min: 10, plays: 1, at: NOON }), NOON + 30 * MINUTE],
		["no later than now", state({ min: 30, plays: 1, at: NOW - MINUTE }), NOW],
	])("ends after %s", (_name, remote, to) => {
		expect(happened(sight(remote))).toEqual({ from: remote.lastPlayedAt, to });
	});

	it("is the moment at which Plex was told", () => {
		expect(happened(sight(state({ min: 30, at: NOON }), false))).toEqual({ from: NOON, to: NOON });
	});

	it.each([
		["none", null],
		["the one of before", base.lastPlayedAt],
		["one in the future", NOW + 2000],
	])("is unknown with %s for a date", (_name, at) => {
		expect(happened(sight(state({ min: 30, at })))).toBeNull();
		expect(orderOf(change("progress", NOON), sight(state({ min: 30, at })))).toBe("undated");
	});

	it("allows a date in the future within what the clock may be off", () => {
		expect(happened(sight(state({ min: 30, at: NOW + 1000 })))).not.toBeNull();
	});
});

describe("a change beside the server's state", () => {
	const remote = state({ min: 30, plays: 1, at: NOON });
	const to = NOON + 50 * MINUTE;

	it.each([
		["later", to + 1001],
		["tied", to + 1000],
		["tied", NOON],
		["tied", NOON - 1000],
		["earlier", NOON - 1001],
	])("is %s by the uncertainty of its clock at %i", (order, at) => {
		expect(orderOf(change("progress", at), sight(remote))).toBe(order);
	});

	it("is tied all day long where the clock may be a day off", () => {
		const doubtful = { uncertaintyMs: 24 * HOUR };
		expect(orderOf(change("progress", NOON + 20 * HOUR, doubtful), sight(remote))).toBe("tied");
		expect(orderOf(change("progress", NOON - 20 * HOUR, doubtful), sight(remote))).toBe("tied");
	});
});
