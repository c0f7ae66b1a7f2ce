import { describe, expect, it } from "vitest";
import { idsOfRange, withPicked } from "../../../src/app/use-selection.ts";
import type { ItemId } from "../../../src/model/ids.ts";

const ids = (keys: string): ItemId[] => [...keys].map((key) => `a1/${key}` as const);
const listOf = (keys: string) => async (start: number, end: number) => ids(keys).slice(start, end);
const at = (list: string, key: string, place: number) => ({ list, itemId: `a1/${key}` as const, place });

describe("what lies between two titles of a list", () => {
	it("goes by their places, in either direction", async () => {
		expect(await idsOfRange(at("1", "b", 1), at("1", "d", 3), listOf("abcde"))).toEqual(ids("bcd"));
		expect(await idsOfRange(at("1", "d", 3), at("1", "b", 1), listOf("abcde"))).toEqual(ids("bcd"));
	});

	it("goes by where both are now when the list was ordered anew in between", async () => {
		expect(await idsOfRange(at("1", "b", 1), at("2", "d", 1), listOf("edcba"))).toEqual(ids("dcb"));
	});

	it("is nothing when the first is not in this list", async () => {
		expect(await idsOfRange(at("1", "x", 0), at("2", "d", 3), listOf("abcde"))).toEqual([]);
	});
});

describe("what is picked", () => {
	it("gains and loses titles without a change to what it was", () => {
		const before = new Set(ids("ab"));
		expect([...withPicked(before, ids("bc"), true)]).toEqual(ids("abc"));
		expect([...withPicked(before, ids("b"), false)]).toEqual(ids("a"));
		expect([...before]).toEqual(ids("ab"));
	});
});
