import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { episodesOf, showEpisodes } from "../../../src/db/item-queries.ts";
import { seasonsOf } from "../../../src/db/title-queries.ts";
import { testMovie, testWorld } from "../library/fake-server.ts";

it("lists seasons and episodes by number, specials last", async () => {
	const { db } = testWorld();
	const season = (index: number) =>
		testMovie(0, { itemId: `a1/s${index}`, kind: "season", parentId: "a1/show", index });
	const episode = (seasonIndex: number, index: number | undefined, parentId: `a1/${string}` = `a1/s${seasonIndex}`) =>
		testMovie(0, { itemId: `a1/e${seasonIndex}x${index}`, kind: "episode", parentId, seasonIndex, index });
	await db.items.bulkPut([
		...[2, 0, 1].map(season),
		episode(1, 10),
		episode(1, undefined),
		episode(1, 9),
		episode(2, 1, "a1/show"),
	]);
	expect((await seasonsOf(db, "a1/show")).map(({ index }) => index)).toEqual([1, 2, 0]);
	expect((await episodesOf(db, "a1/s1")).map(({ index }) => index)).toEqual([9, 10, undefined]);
	expect((await showEpisodes(db, "a1/show")).map(({ itemId }) => itemId)).toEqual([
		"a1/e1x9",
		"a1/e1x10",
		"a1/e1xundefined",
		"a1/e2x1",
	]);
});
