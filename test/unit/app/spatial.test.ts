import { describe, expect, it } from "vitest";
import { type Box, nextInDirection } from "../../../src/app/spatial.ts";

const box = (left: number, top: number, width = 100, height = 150): Box => ({
	left,
	top,
	right: left + width,
	bottom: top + height,
});

describe("an arrow key", () => {
	const grid = [box(0, 0), box(120, 0), box(240, 0), box(0, 200), box(120, 200), box(240, 200)];
	const from = (index: number, direction: "left" | "right" | "up" | "down") => {
		const others = grid.filter((_, at) => at !== index);
		const next = others[nextInDirection(grid[index] ?? box(0, 0), others, direction)];
		return next ? grid.indexOf(next) : -1;
	};

	it("moves to the neighbour in a grid", () => {
		expect(from(1, "right")).toBe(2);
		expect(from(1, "left")).toBe(0);
		expect(from(1, "down")).toBe(4);
		expect(from(4, "up")).toBe(1);
	});

	it("stays in its line at the end of it", () => {
		expect(from(2, "right")).toBe(-1);
		expect(from(3, "left")).toBe(-1);
	});

	it("leaves its line for what stands beside the page, to the place nearest to it", () => {
		const rail = [box(0, 0, 84, 60), box(0, 70, 84, 60), box(0, 700, 84, 60)];
		const from = box(140, 400);
		expect(nextInDirection(from, rail, "left")).toBe(-1);
		expect(nextInDirection(from, rail, "left", true)).toBe(2);
		expect(nextInDirection(from, rail, "right", true)).toBe(-1);
	});

	it("goes to the nearest of a row that is shifted", () => {
		const below = [box(-300, 200), box(-40, 200), box(90, 200), box(600, 200)];
		expect(nextInDirection(box(0, 0), below, "down")).toBe(1);
	});

	it("does not jump over a short row that lies to the side", () => {
		const below = [box(-900, 250, 300, 170), box(-580, 250, 300, 170), box(0, 560)];
		expect(nextInDirection(box(0, 0, 300, 170), below, "down")).toBe(1);
	});

	it("prefers the next row to a column further down", () => {
		const below = [box(300, 200), box(0, 900)];
		expect(nextInDirection(box(0, 0), below, "down")).toBe(0);
	});
});
