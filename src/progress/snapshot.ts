import type { StowawayDatabase } from "../db/schema.ts";
import type { TitleSnapshot } from "../model/change.ts";
import { type ItemId, serverKeyOf } from "../model/ids.ts";
import type { Item } from "../model/item.ts";

/**
 * What a title is known by when its item has vanished. Pure. An item that is not in the database any more still gets a snapshot, so that
 * nothing done to it is lost. `itemId`: of the title or of a further file of it; `item`: the title.
 */
export function snapshotOf(itemId: ItemId, item: Item | undefined, show: Item | undefined): TitleSnapshot {
	if (item === undefined) return { title: serverKeyOf(itemId), kind: "movie", providerIds: {} };
	const { title, kind, year, showTitle, seasonIndex, index, durationMs, providerIds, poster, still } = item;
	const showProviderIds = show?.providerIds;
	const file = item.detail?.versions.find((version) => version.itemId === itemId);
	return {
		title,
		kind,
		year,
		showTitle,
		seasonIndex,
		index,
		durationMs: file?.durationMs ?? durationMs,
		...(file?.name ? { version: file.name } : {}),
		providerIds,
		showProviderIds,
		poster,
		still,
	};
}

/** The snapshot of a title as it is in the database, within a transaction over `items`. `titleId`: of what the item is a further file. */
export async function takeSnapshot(
	db: StowawayDatabase,
	itemId: ItemId,
	titleId: ItemId = itemId,
): Promise<TitleSnapshot> {
	const item = await db.items.get(titleId);
	return snapshotOf(itemId, item, item?.showId === undefined ? undefined : await db.items.get(item.showId));
}
