import { expect, it } from "vitest";
import { countedTotal } from "../../../src/servers/counted-total.ts";

it.each([
	["the count of a full page", 30, { start: 0, rows: 10, limit: 10 }, 30],
	["the count of the last page", 30, { start: 20, rows: 10, limit: 10 }, 30],
	["the count of a page that was cut", 30, { start: 0, rows: 7, limit: 10 }, 30],
	["none, of a page that is not full", undefined, { start: 20, rows: 3, limit: 10 }, 23],
	["none, of an empty page", null, { start: 20, rows: 0, limit: 10 }, 20],
	["none, of more than was asked for", undefined, { start: 0, rows: 40, limit: 10 }, 40],
	["none, of a full page", undefined, { start: 20, rows: 10, limit: 10 }, 31],
	["less than what came, of a full page", 5, { start: 20, rows: 10, limit: 10 }, 31],
])("a list is as long as %s says", (_, total, page, expected) => {
	expect(countedTotal(total, page)).toBe(expected);
});
