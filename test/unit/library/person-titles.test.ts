import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { writeSetting } from "../../../src/db/settings.ts";
import { personTitles } from "../../../src/library/person-titles.ts";
import type { Credit } from "../../../src/model/person.ts";
import { testMovie, testSource, testWorld } from "./fake-server.ts";

it("finds a person's titles over all servers, and no stranger of the same name", async () => {
	const { db } = testWorld();
	await db.sources.bulkPut(["a1", "b1", "c1"].map((sourceId) => ({ ...testSource, sourceId })));
	await db.people.bulkPut(["a1", "b1", "c1"].map((sourceId) => ({ personId: `${sourceId}/p`, sourceId, name: "Ann" })));
	const title = (source: string, key: string, tmdb: string, year: number) =>
		testMovie(0, { itemId: `${source}/${key}`, sourceId: source, year, providerIds: { tmdb } });
	await db.items.bulkPut([
		title("a1", "x", "1", 1920),
		title("b1", "x", "1", 1920),
		title("b1", "y", "2", 1930),
		title("c1", "z", "3", 1940),
	]);
	const credit = (source: string, key: string, order: number, more: Partial<Credit> = {}): Credit => ({
		itemId: `${source}/${key}`,
		order,
		personId: `${source}/p`,
		kind: "actor",
		name: "Ann",
		...more,
	});
	await db.credits.bulkPut([
		credit("a1", "x", 4, { kind: "director" }),
		credit("a1", "x", 1, { role: "Eve" }),
		credit("b1", "x", 0, { role: "Eve" }),
		credit("b1", "y", 0, { role: "" }),
		credit("c1", "z", 0),
	]);
	const titles = await personTitles(db, "a1/p");
	expect(titles.map(({ item, roles }) => [item.itemId, roles])).toEqual([
		["b1/y", ["Actor"]],
		["a1/x", ["Eve", "Director"]],
		["b1/x", ["Eve"]],
	]);
	await db.sources.update("b1", { state: "left" });
	expect(await personTitles(db, "a1/p"), "signed out, and still here").toHaveLength(3);
	await writeSetting(db, "hideSignedOut", true);
	expect((await personTitles(db, "a1/p")).map(({ item }) => item.itemId)).toEqual(["a1/x"]);
});
