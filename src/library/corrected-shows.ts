import type { StowawayDatabase } from "../db/schema.ts";
import { corrected } from "../model/corrected.ts";
import { type SourceId, sourceOf } from "../model/ids.ts";
import type { Item } from "../model/item.ts";

/** Whether a person corrected any title at all. */
export async function hasCorrections(db: StowawayDatabase): Promise<boolean> {
	return (await db.titles.where("ownAt").above(0).limit(1).count()) > 0;
}

/** The rows of one source that show what a person corrected. */
export async function correctedOn(db: StowawayDatabase, sourceId: SourceId): Promise<Item[]> {
	const titles = await db.titles.where("ownAt").above(0).toArray();
	const copies = titles.flatMap((title) => title.copies.filter((itemId) => sourceOf(itemId) === sourceId));
	return (await db.items.bulkGet(copies)).flatMap((item) => item ?? []);
}

/**
 * Seasons and episodes that are new here, under the name that a person gave their show.
 *
 * To be called inside a transaction that may read `items`.
 */
export async function withShowTitles(db: StowawayDatabase, items: readonly Item[]): Promise<readonly Item[]> {
	const showIds = [...new Set(items.flatMap(({ showId }) => showId ?? []))];
	if (showIds.length === 0) return items;
	const shows = await db.items.bulkGet(showIds);
	const names = new Map(shows.flatMap((show) => (show?.corrected?.own.title ? [[show.itemId, show.title]] : [])));
	return items.map((item) => {
		const showTitle = item.showId && names.get(item.showId);
		return showTitle === undefined ? item : corrected(item, { ...item.corrected?.own, showTitle });
	});
}
