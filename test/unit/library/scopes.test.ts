import { describe, expect, it } from "vitest";
import { backOffMs, freshnessOf, isBackingOff, parseScope } from "../../../src/library/scopes.ts";

describe("freshness", () => {
	const at = (age: number) => freshnessOf({ fetchedAt: 10_000 }, 1_000, 10_000 + age);
	it("is missing before the first answer", () => {
		expect(freshnessOf(undefined, 1_000, 5)).toBe("missing");
		expect(freshnessOf({ fetchedAt: 0 }, 1_000, 5)).toBe("missing");
	});
	it("is fresh below the TTL, stale from it, very stale past twice of it", () => {
		expect([at(0), at(999), at(1_000), at(2_000), at(2_001)]).toEqual([
			"fresh",
			"fresh",
			"stale",
			"stale",
			"very-stale",
		]);
	});
	it("is stale when the clock was moved back", () => expect(at(-1)).toBe("stale"));
	it("is always stale with a TTL of nothing", () => expect(freshnessOf({ fetchedAt: 9 }, 0, 9)).toBe("stale"));
});

describe("back-off", () => {
	it("doubles from half a minute to half an hour", () => {
		expect([0, 1, 2, 3, 7, 50].map(backOffMs)).toEqual([0, 30_000, 60_000, 120_000, 1_800_000, 1_800_000]);
	});
	it("ends on time, and at once when the clock was moved back", () => {
		const row = { attemptedAt: 1_000, failures: 1 };
		expect([30_999, 31_000, 999].map((now) => isBackingOff(row, now))).toEqual([true, false, false]);
		expect(isBackingOff({ ...row, failures: 0 }, 1_001)).toBe(false);
	});
});

describe("scope names", () => {
	it("keep colons of the id", () => expect(parseScope("full:a1/x:y")).toEqual({ kind: "full", id: "a1/x:y" }));
	it("are refused when unknown or empty", () => {
		expect([parseScope("nonsense"), parseScope("full:"), parseScope("other:a1")]).toEqual([null, null, null]);
	});
});
