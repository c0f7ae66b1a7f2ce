import { describe, expect, it } from "vitest";
import { gridHeight, gridShape, gridWindow, scrollToCell, TALLEST_PX } from "../../../src/app/grid-window.ts";

const SCREEN = 900;

describe("the window of a grid", () => {
	const shape = gridShape(1200);

	it("fills its width with whole columns", () => {
		for (const width of [288, 358, 720, 1200, 2400]) {
			const { columns, cellWidth, gap } = gridShape(width);
			expect(columns * cellWidth + (columns - 1) * gap).toBeCloseTo(width);
			expect(cellWidth).toBeGreaterThan(90);
		}
		expect(gridShape(288).columns).toBe(2);
		expect(gridShape(358).columns).toBe(3);
	});

	it("holds what is on screen, whole rows of it", () => {
		const { first, last, top } = gridWindow(shape, 50_000, 10 * shape.rowHeight, SCREEN);
		expect(first % shape.columns).toBe(0);
		expect(first).toBeLessThanOrEqual(10 * shape.columns);
		expect(last).toBeGreaterThan((10 + Math.floor(SCREEN / shape.rowHeight)) * shape.columns);
		expect(top).toBe((first / shape.columns) * shape.rowHeight);
		expect(last - first).toBeLessThan(100);
	});

	it("names the row at the top that was jumped to, though a little of the one before it is seen", () => {
		const row = (scrolled: number) => gridWindow(shape, 50_000, scrolled, SCREEN).topmost / shape.columns;
		expect(row(0)).toBe(0);
		expect(row(10 * shape.rowHeight)).toBe(10);
		expect(row(10 * shape.rowHeight - 84)).toBe(10);
		expect(row(10.6 * shape.rowHeight)).toBe(11);
		expect(gridWindow(shape, 3, 0, SCREEN).topmost).toBe(0);
		expect(gridWindow(shape, 0, 0, SCREEN).topmost).toBe(0);
	});

	it("ends with the last title", () => {
		const { made } = gridHeight(shape, 1003);
		expect(gridWindow(shape, 1003, made, SCREEN).last).toBe(1003);
		expect(gridWindow(shape, 3, 0, SCREEN)).toMatchObject({ first: 0, last: 3 });
		expect(gridWindow(shape, 0, 0, SCREEN)).toMatchObject({ first: 0, last: 0, height: 0 });
	});

	describe("of more titles than a browser can lay out", () => {
		const many = 2_000_000;

		it("is no taller than browsers bear", () => {
			expect(gridHeight(shape, many).real).toBeGreaterThan(TALLEST_PX);
			expect(gridWindow(shape, many, 0, SCREEN).height).toBe(TALLEST_PX);
		});

		it("still reaches the first and the last title", () => {
			expect(gridWindow(shape, many, 0, SCREEN).first).toBe(0);
			expect(gridWindow(shape, many, TALLEST_PX - SCREEN, SCREEN).last).toBe(many);
		});

		it("keeps its rows on screen", () => {
			for (const part of [0.1, 0.5, 0.9]) {
				const scrolled = part * (TALLEST_PX - SCREEN);
				const { first, last, top } = gridWindow(shape, many, scrolled, SCREEN);
				expect(top).toBeLessThanOrEqual(scrolled);
				expect(top + ((last - first) / shape.columns) * shape.rowHeight).toBeGreaterThanOrEqual(scrolled + SCREEN);
			}
		});

		it("brings a title asked for onto the screen", () => {
			for (const index of [0, 777_777, 1_500_000]) {
				const scrolled = scrollToCell(shape, many, index, SCREEN);
				const { first, last } = gridWindow(shape, many, scrolled, SCREEN);
				expect(index).toBeGreaterThanOrEqual(first);
				expect(index).toBeLessThan(last);
			}
		});
	});
});
