import { type Corrected, correctTitle } from "../../../src/catalog/correct-title.ts";
import { followChanges } from "../../../src/catalog/follow-changes.ts";
import { noteTitleChanges } from "../../../src/db/title-changes.ts";
import { correctItems } from "../../../src/library/correct-items.ts";
import { type ItemId, joinId } from "../../../src/model/ids.ts";
import type { Item } from "../../../src/model/item.ts";
import { testMovie, testSource, testWorld } from "../library/fake-server.ts";

const { signal } = new AbortController();

/** A film of a source, which says `tmdb 19` unless told otherwise. */
export function film(source: string, key: string, facts: Partial<Item> = {}): Item {
	const ids = { itemId: joinId(source, key), sourceId: source, libraryId: joinId(source, "lib") };
	return { ...testMovie(1), ...ids, providerIds: { tmdb: "19" }, ...facts };
}

/** A device with sources without a title, and what a person and their servers do there. */
export async function correctedWorld(...sourceIds: string[]) {
	let made = 0;
	const world = Object.assign(testWorld(), { random: () => (made++ * 0.618034) % 1 });
	await world.db.sources.bulkPut(sourceIds.map((sourceId, order) => ({ ...testSource, sourceId, order })));
	return {
		world,
		/** Writes items as a look for changes does. */
		write: async (...films: Item[]) => {
			await world.db.items.bulkPut(films);
			await noteTitleChanges(world.db, films);
		},
		/** Until nothing is left to be seen. */
		follow: async () => {
			while ((await followChanges(world, correctItems, signal)) > 0);
		},
		correct: (itemId: ItemId, said: Corrected) => correctTitle(world, itemId, said, correctItems),
		item: (itemId: ItemId) => world.db.items.get(itemId),
		/** Which items are one title. */
		groups: async () =>
			(await world.db.titles.toArray()).flatMap(({ copies }) => (copies.length > 0 ? [copies.join(" ")] : [])).sort(),
	};
}
