import type { StowawayDatabase, WindowRow } from "../db/schema.ts";
import type { ItemId, LibraryId } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import { isSameValue } from "./same-value.ts";
import type { ShelfWriter } from "./shelf-blocks.ts";

const RECENT_TITLES = 40;
const WINDOW_TITLES = 60;

/**
 * Brings the two records of a library that first paints read up to date: `recent`, and `window` while it shows the default order
 * (no `view`). A window in an order of the page's own keeps its order; its rows are read anew. Unchanged records are not written.
 *
 * To be called inside a transaction that may read `items` and write `windows`, after the rows were written.
 */
export async function refreshWindows(db: StowawayDatabase, libraryId: LibraryId, shelf: ShelfWriter): Promise<void> {
	const [recent, shown] = await db.windows.bulkGet([
		[libraryId, "recent"],
		[libraryId, "window"],
	]);
	const shownIds =
		shown?.view === undefined ? shelf.firstByTitle(WINDOW_TITLES) : shown.items.map(({ itemId }) => itemId);
	const [recentItems, shownItems] = await Promise.all([
		present(db, shelf.newest(RECENT_TITLES)),
		present(db, shownIds),
	]);
	const total = shelf.count;
	const rows: WindowRow[] = [
		{ libraryId, name: "recent", items: recentItems, total },
		{
			libraryId,
			name: "window",
			items: shownItems,
			// A filtered view counts what it shows, which only its page knows.
			total: shown?.view === undefined ? total : shown.total,
			...(shown?.view === undefined ? {} : { view: shown.view }),
		},
	];
	const changed = rows.filter((row, at) => !isSameValue(row, [recent, shown][at]));
	if (changed.length > 0) await db.windows.bulkPut(changed);
}

/** Items of a window in their order, those that are gone left out, without what only a detail page needs. */
async function present(db: StowawayDatabase, ids: readonly ItemId[]): Promise<Item[]> {
	const items = await db.items.bulkGet([...ids]);
	return items.flatMap((item) => {
		if (item === undefined || item.goneAt) return [];
		const { detail: _detail, ...lean } = item;
		return [lean];
	});
}
