import { expect, it } from "vitest";
import { nextBatchSize } from "../../../src/progress/batch-size.ts";

it.each([
	["a quick server is asked for twice as many", 20, 300, 40],
	["never for more than fifty, so that a crash leaves few in doubt", 40, 100, 50],
	["one that takes just long enough keeps its batch", 30, 1_500, 30],
	["a slow one is asked for as many as take a second and a half", 40, 4_000, 15],
	["and for ten at least", 20, 60_000, 10],
	["a clock that stood still or ran back says nothing bad", 20, -50, 40],
])("%s", (_, size, tookMs, wanted) => {
	expect(nextBatchSize(size, tookMs, 100)).toBe(wanted);
});

it("never asks for more than one read may name", () => {
	expect(nextBatchSize(20, 1, 25)).toBe(25);
});
