import { describe, expect, it } from "vitest";
import type { Marker } from "../../../src/model/item.ts";
import type { Thresholds } from "../../../src/model/watch-state.ts";
import { classifyPosition } from "../../../src/progress/thresholds.ts";

const JELLYFIN: Thresholds = { minFraction: 0.05, maxFraction: 0.9, minMs: 0, minDurationMs: 300_000, credits: "none" };
const PLEX: Thresholds = { minFraction: 0, maxFraction: 0.9, minMs: 60_000, minDurationMs: 0, credits: "earliest" };
const markers: Marker[] = [
	{ kind: "intro", startMs: 0, endMs: 60_000 },
	{ kind: "credits", startMs: 400_000, endMs: 420_000 },
	{ kind: "credits", startMs: 500_000, endMs: 600_000, isFinal: true },
];

describe("where a viewing stops", () => {
	it.each([
		[29_999, "look"],
		[30_000, "progress"],
		[540_000, "progress"],
		[540_001, "finished"],
		[600_000, "finished"],
		[0, "look"],
	])("on Jellyfin at %i ms of ten minutes is %s (06-playing-thresholds)", (positionMs, expected) => {
		expect(classifyPosition({ positionMs, durationMs: 600_000, thresholds: JELLYFIN })).toBe(expected);
	});

	it("finishes a title too short to have a position, past the look", () => {
		expect(classifyPosition({ positionMs: 20_000, durationMs: 200_000, thresholds: JELLYFIN })).toBe("finished");
		expect(classifyPosition({ positionMs: 9_000, durationMs: 200_000, thresholds: JELLYFIN })).toBe("look");
	});

	it("finishes in the last second whatever the fraction", () => {
		const lenient = { ...JELLYFIN, maxFraction: 1 };
		expect(classifyPosition({ positionMs: 599_000, durationMs: 600_000, thresholds: lenient })).toBe("finished");
		expect(classifyPosition({ positionMs: 598_999, durationMs: 600_000, thresholds: lenient })).toBe("progress");
	});

	it("on Plex is a look in the first minute", () => {
		expect(classifyPosition({ positionMs: 59_999, durationMs: 600_000, thresholds: PLEX })).toBe("look");
		expect(classifyPosition({ positionMs: 60_000, durationMs: 600_000, thresholds: PLEX })).toBe("progress");
	});

	it.each([
		["earliest", 400_000, "finished"],
		["earliest", 399_999, "progress"],
		["first", 400_000, "finished"],
		["final", 400_000, "progress"],
		["final", 500_000, "finished"],
		["none", 500_000, "progress"],
	] as const)("with %s credits at %i ms is %s", (credits, positionMs, expected) => {
		const thresholds = { ...PLEX, credits };
		expect(classifyPosition({ positionMs, durationMs: 600_000, thresholds, markers })).toBe(expected);
	});

	it.each([
		["final", 570_000, "finished"],
		["final", 569_999, "progress"],
		["first", 560_000, "finished"],
		["first", 559_999, "progress"],
	] as const)(
		"goes by the %s credits alone at %i ms, where they begin after the threshold",
		(credits, positionMs, expected) => {
			const late: Marker[] = [
				{ kind: "credits", startMs: 560_000, endMs: 565_000 },
				{ kind: "credits", startMs: 570_000, endMs: 600_000, isFinal: true },
			];
			const facts = { positionMs, durationMs: 600_000, thresholds: { ...PLEX, credits } };
			expect(classifyPosition({ ...facts, markers: late })).toBe(expected);
			expect(classifyPosition(facts)).toBe("finished");
		},
	);

	it.each([Number.NaN, Number.POSITIVE_INFINITY, 0])("is progress in a title that is %s ms long", (durationMs) => {
		expect(classifyPosition({ positionMs: 61_000, durationMs, thresholds: JELLYFIN })).toBe("progress");
	});

	it("is progress where nobody knows how long the title is", () => {
		expect(classifyPosition({ positionMs: 61_000, thresholds: PLEX })).toBe("progress");
	});
});
