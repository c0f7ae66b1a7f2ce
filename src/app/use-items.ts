import { useRef } from "preact/hooks";
import type { ItemId } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import { useLatest } from "./live.ts";
import { world } from "./world.ts";

/** Rows kept in memory of what was scrolled past, so that a way back needs no reading. */
const MOST_KEPT = 2000;

/**
 * The rows of the titles in the window of a grid, by id, live. Rows that were on screen before stay known while the next ones are
 * being read, so that scrolling never blanks what is there.
 */
export function useItems(itemIds: readonly ItemId[], first: readonly Item[]): ReadonlyMap<ItemId, Item> {
	const known = useRef<Map<ItemId, Item> | null>(null);
	known.current ??= new Map(first.map((item) => [item.itemId, item]));
	const map = known.current;
	const latest = useLatest(() => world.db.items.bulkGet([...itemIds]), [itemIds.join("\n")]);
	for (const item of latest ?? []) {
		if (item) map.set(item.itemId, item);
	}
	if (map.size > MOST_KEPT) {
		const shown = new Set(itemIds);
		for (const itemId of map.keys()) {
			if (map.size <= MOST_KEPT / 2) break;
			if (!shown.has(itemId)) map.delete(itemId);
		}
	}
	return map;
}
