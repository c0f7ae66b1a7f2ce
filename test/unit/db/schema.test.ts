import "fake-indexeddb/auto";
import { Dexie } from "dexie";
import { expect, it } from "vitest";
import { StowawayDatabase } from "../../../src/db/schema.ts";
import { testMovie } from "../library/fake-server.ts";

/** The tables as the first build had them. */
function firstBuild(name: string): Dexie {
	const db = new Dexie(name);
	db.version(1).stores({
		sources: "sourceId",
		secrets: "sourceId",
		libraries: "libraryId, sourceId",
		items: "itemId, parentId",
		people: "personId",
		credits: "[itemId+order], personId",
		watch: "itemId, resumableAt, playedAt",
		freshness: "scope",
		outbox: "itemId, sourceId",
		written: "itemId",
		journal: "++id, itemId, group, sourceId",
		images: "key, usedAt, sourceId",
		shelves: "[libraryId+block]",
		windows: "[libraryId+name]",
		settings: "name",
	});
	return db;
}

it("keeps every row of the first build's tables, and finds them by what is indexed since", async () => {
	const old = firstBuild("upgraded");
	const film = testMovie(1, { providerIds: { imdb: "tt1", tmdb: "11" } });
	const change = { type: "finished", at: 5, uncertaintyMs: 1, revision: 1 };
	await old.table("items").bulkPut([film, testMovie(2, { providerIds: {} })]);
	await old.table("outbox").put({ itemId: film.itemId, sourceId: "a1", changes: [change] });
	await old.table("journal").bulkAdd([
		{ itemId: film.itemId, sourceId: "a1", at: 20 },
		{ itemId: film.itemId, sourceId: "a1", at: 10 },
	]);
	old.close();

	const db = new StowawayDatabase("upgraded");
	expect(await db.items.count()).toBe(2);
	expect(await db.items.where("providerIds.tmdb").equals("11").primaryKeys()).toEqual([film.itemId]);
	expect(await db.outbox.get(film.itemId)).toMatchObject({ changes: [change] });
	expect((await db.journal.orderBy("at").toArray()).map(({ at }) => at)).toEqual([10, 20]);
	await db.delete();
});

it("finds titles of an earlier build that are on no server, and lists no run that it cannot take back", async () => {
	const old = new Dexie("upgraded-titles");
	old.version(8).stores({ titles: "titleId, *copies, *former, *ids", runs: "++runId" });
	const title = { titleId: "t", kind: "movie", copies: [], former: ["a1/1"], ids: [], facts: {}, revision: 2 };
	await old.table("titles").bulkPut([
		{ ...title, goneAt: 5 },
		{ ...title, titleId: "u", copies: ["a1/2"] },
	]);
	await old.table("runs").add({ sourceId: "a1", changes: [{ titleId: "t" }] });
	old.close();

	const db = new StowawayDatabase("upgraded-titles");
	expect(await db.titles.where("goneAt").above(0).primaryKeys()).toEqual(["t"]);
	expect(await db.titles.count()).toBe(2);
	expect(await db.runs.count()).toBe(0);
	await db.delete();
});

it("has the catalogue look at what Radarr and Sonarr servers had before it knew them", async () => {
	const old = new Dexie("upgraded-arr");
	old.version(9).stores({ titles: "titleId", titleChanges: "key", arrServers: "arrId" });
	await old.table("arrServers").bulkPut([{ arrId: "r1" }, { arrId: "r4" }]);
	old.close();

	const db = new StowawayDatabase("upgraded-arr");
	expect(await db.titleChanges.toCollection().primaryKeys()).toEqual(["r1/", "r4/"]);
	await db.delete();
});
