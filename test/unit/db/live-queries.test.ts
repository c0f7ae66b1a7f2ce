import "fake-indexeddb/auto";
import { Dexie, liveQuery } from "dexie";
import { expect, test } from "vitest";
import { StowawayDatabase } from "../../../src/db/schema.ts";

/** The live queries of a database that Dexie keeps in memory. */
function kept(db: StowawayDatabase): string[] {
	const cache: object = Reflect.get(Dexie, "cache");
	return Object.entries(cache).flatMap(([table, { queries }]) =>
		table.startsWith(`idb://${db.name}/`)
			? Object.values<unknown[]>(queries.query).flatMap((all) => all.map(() => table))
			: [],
	);
}

test("nothing is kept of a live query whose reader left between two of its reads", async () => {
	const db = new StowawayDatabase("left-early");
	await new Promise<void>((resolve) => {
		const reader = liveQuery(async () => {
			await db.items.toArray();
			reader.unsubscribe();
			await db.credits.where("personId").equals("a1/p1").toArray();
			resolve();
		}).subscribe(() => undefined);
	});
	expect(kept(db)).toEqual([]);
	db.close();
});
