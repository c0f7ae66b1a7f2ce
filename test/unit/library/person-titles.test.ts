import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { writeSetting } from "../../../src/db/settings.ts";
import { oncePerHuman, readHuman } from "../../../src/library/person-titles.ts";
import type { Credit, Person } from "../../../src/model/person.ts";
import type { Dialect } from "../../../src/model/source.ts";
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
	const human = await readHuman(db, "a1/p");
	expect(human?.sourceIds).toEqual(["a1", "b1"]);
	expect(human?.titles.map(({ item, roles }) => [item.itemId, roles])).toEqual([
		["b1/y", ["Actor"]],
		["a1/x", ["Eve", "Director"]],
		["b1/x", ["Eve"]],
	]);
	await db.sources.update("b1", { state: "left" });
	expect((await readHuman(db, "a1/p"))?.titles, "signed out, and still here").toHaveLength(3);
	await writeSetting(db, "hideSignedOut", true);
	expect(await readHuman(db, "a1/p")).toMatchObject({ sourceIds: ["a1"], titles: [{ item: { itemId: "a1/x" } }] });
	expect(await readHuman(db, "a1/nobody")).toBeUndefined();
});

it("knows a human by Plex's key and by catalogue ids on other servers, whatever they are called there", async () => {
	const { db } = testWorld();
	const source = (sourceId: string, dialect: Dialect) => ({ ...testSource, sourceId, dialect });
	await db.sources.bulkPut([
		source("p1", "plex"),
		source("p2", "plex"),
		source("j1", "jellyfin"),
		source("j2", "jellyfin"),
	]);
	const image = { ref: "face" };
	const people: Person[] = [
		{ personId: "p1/key", sourceId: "p1", name: "Søren Ålund" },
		{ personId: "p2/key", sourceId: "p2", name: "Soren Alund", portrait: image },
		{ personId: "p2/name:soren", sourceId: "p2", name: "Søren Ålund" },
		{ personId: "j1/key", sourceId: "j1", name: "Søren Ålund", providerIds: { imdb: "nm1" } },
		{ personId: "j2/other", sourceId: "j2", name: "S. Ålund", providerIds: { imdb: "nm1" }, overview: "Born." },
	];
	await db.people.bulkPut(people);
	expect(await readHuman(db, "p1/key")).toMatchObject({
		name: "Søren Ålund",
		portrait: { image, sourceId: "p2" },
		sourceIds: ["p1", "p2"],
	});
	expect(await readHuman(db, "j1/key")).toMatchObject({ sourceIds: ["j1", "j2"], overview: "Born." });
	const once = await oncePerHuman(db, people.slice(2));
	expect(once.map(({ person, others }) => [person.personId, others])).toEqual([
		["p2/name:soren", []],
		["j1/key", ["j2/other"]],
	]);
});
