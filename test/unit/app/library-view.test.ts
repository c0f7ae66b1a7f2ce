import { describe, expect, it } from "vitest";
import { DEFAULT_VIEW, queryOfView, viewFromQuery } from "../../../src/app/library-view.ts";
import { readWindowName, windowName } from "../../../src/app/window-name.ts";
import type { ShelfView } from "../../../src/library/shelf-order.ts";

describe("a library's view in the address", () => {
	it("needs no words for the default", () => {
		expect(queryOfView(DEFAULT_VIEW)).toBe("");
		expect(viewFromQuery(new URLSearchParams())).toEqual(DEFAULT_VIEW);
	});

	it("comes back as it was put there", () => {
		const views: ShelfView[] = [
			{ sort: "added", descending: true, seen: "unwatched" },
			{ sort: "added", descending: false, seen: "all" },
			{ sort: "title", descending: true, seen: "in-progress", genre: "Science Fiction & Horror" },
			{ sort: "rating", descending: true, seen: "watched", decade: 1920 },
			{ sort: "year", descending: true, seen: "all", rating: 7, resolution: 2160, favourite: true },
			{ sort: "random", descending: false, seen: "all", seed: 4711, collection: "a1/some set/with a slash" },
		];
		for (const view of views) expect(viewFromQuery(new URLSearchParams(queryOfView(view)))).toEqual(view);
	});

	it("is the default where an address says what nobody knows", () => {
		expect(
			viewFromQuery(
				new URLSearchParams("sort=colour&seen=maybe&decade=often&rating=-1&collection=x&favourite=yes&seed=3"),
			),
		).toEqual(DEFAULT_VIEW);
	});
});

describe("the name of a library's window", () => {
	it("is absent for the default view from the top, which syncs keep up to date", () => {
		expect(windowName("", 0)).toBeUndefined();
		expect(readWindowName(undefined)).toEqual({ start: 0, query: "" });
	});

	it("holds place and view", () => {
		for (const [query, start] of [
			["", 120],
			["sort=added&genre=a%3Fb", 0],
		] as const) {
			expect(readWindowName(windowName(query, start))).toEqual({ query, start });
		}
	});
});
