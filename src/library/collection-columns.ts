import type { StowawayDatabase } from "../db/schema.ts";
import type { ItemId } from "../model/ids.ts";
import { titleCollator } from "./collation.ts";
import { copyPlacesOf, placesOf, type Shelf } from "./shelf-columns.ts";
import type { CollectionColumn } from "./shelf-filter.ts";

/** The collections of a shelf's sources, of those whose titles were read, that hold titles of the shelf or copies of them; by name. */
export async function readCollectionColumns(db: StowawayDatabase, shelf: Shelf): Promise<CollectionColumn[]> {
	const rows = await Promise.all(
		shelf.sourceIds.map((sourceId) =>
			db.members
				.where("[collectionId+order]")
				.between([`${sourceId}/`, -Infinity], [`${sourceId}/\uffff`, Infinity])
				.toArray(),
		),
	);
	if (rows.every(({ length }) => length === 0)) return [];
	const places = placesOf(shelf);
	const copies = copyPlacesOf(shelf);
	const found = new Map<ItemId, Set<number>>();
	for (const { collectionId, itemId } of rows.flat()) {
		const at = places.get(itemId) ?? copies.get(itemId);
		if (at !== undefined) found.set(collectionId, (found.get(collectionId) ?? new Set()).add(at));
	}
	const items = await db.items.bulkGet([...found.keys()]);
	return items
		.flatMap((item) =>
			item?.kind !== "collection" || item.goneAt
				? []
				: [{ itemId: item.itemId, title: item.title, places: Uint32Array.from(found.get(item.itemId) ?? []) }],
		)
		.sort((a, b) => titleCollator.compare(a.title, b.title));
}
