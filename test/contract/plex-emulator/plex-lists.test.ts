import { expect, test } from "vitest";
import { createWorld, rowsOf } from "./plex-fixture.ts";

test("sections are a movie and a show library with counters that are not times", async () => {
	const { read } = createWorld();
	const sections = rowsOf(await read("/library/sections"), "Directory");
	expect(sections.map(({ key, type, title }) => ({ key, type, title }))).toEqual([
		{ key: "1", type: "movie", title: "Movies" },
		{ key: "2", type: "show", title: "TV Shows" },
	]);
	expect(sections.every(({ contentChangedAt }) => Number(contentChangedAt) < 100_000_000)).toBe(true);
});

test("a list is paged only when start and size are both given", async () => {
	const { read } = createWorld();
	const paged = await read("/library/sections/1/all?type=1&X-Plex-Container-Start=1&X-Plex-Container-Size=1");
	expect(paged).toMatchObject({ size: 1, totalSize: 3, offset: 1 });
	const headed = await read("/library/sections/1/all?type=1", {
		headers: { "X-Plex-Container-Start": "0", "X-Plex-Container-Size": "0" },
	});
	expect(headed).toMatchObject({ size: 0, totalSize: 3, offset: 0 });
	const whole = await read("/library/sections/1/all?type=1&X-Plex-Container-Size=1");
	expect(whole.size).toBe(3);
	expect(whole.totalSize).toBeUndefined();
});
