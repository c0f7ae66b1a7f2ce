import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { followChanges } from "../../../src/catalog/follow-changes.ts";
import { syncTitles } from "../../../src/catalog/sync-titles.ts";
import { noteTitleChanges } from "../../../src/db/title-changes.ts";
import { correctItems } from "../../../src/library/correct-items.ts";
import { joinId } from "../../../src/model/ids.ts";
import { removeSource } from "../../../src/servers/sign-out.ts";
import { testMovie, testSource, testWorld } from "../library/fake-server.ts";

const { signal } = new AbortController();

it("a source that is removed leaves nothing in the catalogue, and others their titles, matched anew", async () => {
	let made = 0;
	const world = { ...testWorld(), random: () => (made++ * 0.618034) % 1 };
	const { db } = world;
	await db.sources.bulkPut(["a1", "b2", "c3"].map((sourceId, order) => ({ ...testSource, sourceId, order })));
	const film = (source: string, key: string, tmdb: string) => ({
		...testMovie(1),
		itemId: joinId(source, key),
		sourceId: source,
		libraryId: joinId(source, "lib"),
		poster: { ref: source },
		providerIds: { tmdb },
	});
	const films = [
		film("a1", "1", "19"),
		film("a1", "2", "19"),
		film("b2", "1", "19"),
		film("c3", "1", "19"),
		film("a1", "3", "7"),
	];
	await db.items.bulkPut(films);
	await noteTitleChanges(db, films);
	await followChanges(world, correctItems, signal);
	await db.rulings.bulkPut([
		{ rulingId: 1, groups: [["a1/1"], ["b2/1"]], at: 1 },
		{ rulingId: 2, groups: [["a1/2", "b2/9"], ["c3/9"]], at: 1 },
	]);
	await syncTitles(world, "b2", { reason: "by-hand", updateExisting: true, isDry: false, dress: correctItems, signal });
	expect(await db.titleFindings.count()).toBe(1);

	await removeSource(world, "a1");
	const kept = async () => JSON.stringify(await Promise.all(db.tables.map((table) => table.toArray())));
	expect(await kept()).not.toContain("a1");
	await followChanges(world, correctItems, signal);
	expect((await db.titles.toArray()).map(({ copies }) => copies)).toEqual([["b2/1", "c3/1"]]);
	expect(await db.titleFindings.count()).toBe(0);
	expect((await db.rulings.toArray()).map(({ groups }) => groups)).toEqual([[["b2/9"], ["c3/9"]]]);
	expect(await kept()).not.toContain("a1");
});
