import { describe, expect, it } from "vitest";
import { ENOUGH_PX, pullOf } from "../../../src/app/pull-state.ts";

describe("a finger on a page at its top", () => {
	it.each([
		["rests", { right: 3, down: 5 }, "waiting"],
		["pulls it down a little", { right: 2, down: 40 }, "pulling"],
		["pulls it down far enough", { right: 20, down: ENOUGH_PX }, "ready"],
		["scrolls it", { right: 0, down: -30 }, "none"],
		["moves a row to its side, however crooked", { right: -130, down: 120 }, "none"],
	] as const)("%s", (_what, move, is) => {
		expect(pullOf(move)).toBe(is);
	});
});
