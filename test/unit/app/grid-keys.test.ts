import { describe, expect, it } from "vitest";
import { placeAfterKey } from "../../../src/app/grid-keys.ts";

/** Rows 0 to 4, 5 to 9, 10 to 14, 15 to 17. */
const GRID = { columns: 5, rowsOnScreen: 2, total: 18 };
const from = (at: number, key: string) => placeAfterKey(key, at, GRID);

describe("a key in a grid of titles", () => {
	it("moves to the neighbour in the row, and out at its ends", () => {
		expect(from(6, "ArrowLeft")).toBe(5);
		expect(from(5, "ArrowLeft")).toBeNull();
		expect(from(8, "ArrowRight")).toBe(9);
		expect(from(9, "ArrowRight")).toBeNull();
		expect(from(17, "ArrowRight")).toBeNull();
	});

	it("keeps its column up and down, and leaves at the first and the last row", () => {
		expect(from(7, "ArrowDown")).toBe(12);
		expect(from(7, "ArrowUp")).toBe(2);
		expect(from(2, "ArrowUp")).toBeNull();
		expect(from(16, "ArrowDown")).toBeNull();
	});

	it("goes to the last title where the next row is shorter", () => {
		expect(from(14, "ArrowDown")).toBe(17);
		expect(from(9, "PageDown")).toBe(17);
	});

	it("turns pages in its column, to the first and last row at most", () => {
		expect(from(1, "PageDown")).toBe(11);
		expect(from(12, "PageDown")).toBe(17);
		expect(from(11, "PageDown")).toBe(16);
		expect(from(16, "PageUp")).toBe(6);
		expect(from(7, "PageUp")).toBe(2);
	});

	it("knows the first and the last title", () => {
		expect(from(9, "Home")).toBe(0);
		expect(from(9, "End")).toBe(17);
	});

	it("leaves all other keys alone", () => {
		expect(from(9, "Enter")).toBeNull();
		expect(from(9, "Escape")).toBeNull();
	});

	it("never leaves a grid of one title", () => {
		const one = { columns: 5, rowsOnScreen: 2, total: 1 };
		for (const key of ["PageDown", "PageUp", "Home", "End"]) expect(placeAfterKey(key, 0, one)).toBe(0);
		for (const key of ["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"])
			expect(placeAfterKey(key, 0, one)).toBeNull();
	});
});
