import { describe, expect, it } from "vitest";
import { type ListPart, progressOf } from "../../../src/app/progress-of-lists.ts";
import type { FreshnessRow } from "../../../src/db/schema.ts";

const part = (row: Partial<FreshnessRow> | undefined, list: ListPart["list"] = "titles"): ListPart => ({
	libraryTitle: "Movies",
	list,
	row: row && rowOf(row),
});
const rowOf = (row: Partial<FreshnessRow>): FreshnessRow => ({
	scope: "titles:a1/1",
	fetchedAt: 0,
	attemptedAt: 0,
	failures: 0,
	...row,
});
const LISTED = rowOf({ fetchedAt: 3 });

describe("the progress of a source", () => {
	it("is nothing before the first list was asked for", () => {
		expect(progressOf(LISTED, [part(undefined), part(undefined)])).toMatchObject({ fraction: 0, isComplete: false });
	});

	it("counts read lists whole and the running one by its share", () => {
		const progress = progressOf(LISTED, [part({ fetchedAt: 5 }), part({ done: 250, total: 1000 }, "episodes")]);
		expect(progress.fraction).toBe(0.625);
		expect(progress.isComplete).toBe(false);
		expect(progress.current).toEqual({ libraryTitle: "Movies", list: "episodes", done: 250, total: 1000 });
		expect(progress.fetchedAt).toBe(5);
	});

	it("is complete when every list was read once, also while one is being read again", () => {
		const progress = progressOf(LISTED, [part({ fetchedAt: 5 }), part({ fetchedAt: 5, done: 0, total: 10 })]);
		expect(progress.isComplete).toBe(true);
	});

	it("says what went wrong", () => {
		expect(progressOf(LISTED, [part({ error: "There is no room left on this device." })]).error).toMatch(/no room/);
	});

	it("knows of no end before the server has named its libraries", () => {
		expect(progressOf(undefined, [])).toMatchObject({ fraction: 0, isComplete: false });
		expect(progressOf(rowOf({ error: "The answer made no sense." }), []).error).toMatch(/no sense/);
		expect(progressOf(LISTED, []), "a server without libraries").toMatchObject({ fraction: 1, isComplete: true });
	});
});
