import { useRef } from "preact/hooks";
import type { ItemId } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import { useLatest } from "./live.ts";
import { world } from "./world.ts";

/** Rows kept in memory of what was on screen, so that a way back and another order of the same titles need no reading. */
const MOST_KEPT = 2000;
const known = new Map<ItemId, Item>();

/**
 * The rows of the titles in the window of a grid, by id, live. Rows that were on screen before stay known while they are being read
 * again, so that scrolling, filtering and coming back never blank what is there. `first`: rows that the page knows already.
 */
export function useItems(itemIds: readonly ItemId[], first: readonly Item[]): ReadonlyMap<ItemId, Item> {
	const isNew = useRef(true);
	if (isNew.current) {
		isNew.current = false;
		keep(
			first.filter(({ itemId }) => !known.has(itemId)),
			itemIds,
		);
	}
	const latest = useLatest(() => world.db.items.bulkGet([...itemIds]), [itemIds.join("\n")]);
	keep(latest ?? [], itemIds);
	return known;
}

/** Reads rows that are about to be on screen, so that they are known when their places are drawn. */
export async function readAhead(itemIds: readonly ItemId[]): Promise<void> {
	const unknown = itemIds.filter((itemId) => !known.has(itemId));
	if (unknown.length > 0) keep(await world.db.items.bulkGet(unknown), itemIds);
}

function keep(items: readonly (Item | undefined)[], shownIds: readonly ItemId[]): void {
	for (const item of items) {
		if (!item) continue;
		// Anew, so that what was seen last is the last to go.
		known.delete(item.itemId);
		known.set(item.itemId, item);
	}
	if (known.size <= MOST_KEPT) return;
	const shown = new Set(shownIds);
	for (const itemId of known.keys()) {
		if (known.size <= MOST_KEPT / 2) break;
		if (!shown.has(itemId)) known.delete(itemId);
	}
}
