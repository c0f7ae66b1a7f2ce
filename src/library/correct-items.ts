import type { StowawayDatabase } from "../db/schema.ts";
import { noteTitles } from "../db/title-changes.ts";
import type { World } from "../db/world.ts";
import { corrected } from "../model/corrected.ts";
import type { ItemId, LibraryId } from "../model/ids.ts";
import type { Item, OwnItem } from "../model/item.ts";
import { withRefreshLock } from "./refresh-lock.ts";
import { isSameValue } from "./same-value.ts";
import { listScope } from "./scopes.ts";
import { readBlocks, ShelfWriter } from "./shelf-blocks.ts";
import { refreshWindows } from "./windows.ts";

/** Rows read and written at once. */
const AT_A_TIME = 200;

/**
 * Lays over items what a person corrected and other copies fill, in place of what lay there: the rows, the name of a show on its seasons
 * and episodes, and the shelves, a few at a time, each with what hangs on it in one transaction. An item whose ids are other ones now is
 * looked at by the catalogue again. Items that are not here are passed over. DESIGN.md §5.
 */
export async function correctItems({ db }: Pick<World, "db">, own: ReadonlyMap<ItemId, OwnItem>): Promise<void> {
	const itemIds = [...own.keys()];
	for (let at = 0; at < itemIds.length; at += AT_A_TIME) {
		const some = itemIds.slice(at, at + AT_A_TIME);
		await db.transaction("rw", [db.items, db.titleChanges, db.shelves, db.windows, db.libraries], async () => {
			const changed = (await db.items.bulkGet(some)).flatMap((before): Change[] => {
				if (before === undefined) return [];
				const after = corrected(before, own.get(before.itemId));
				return isSameValue(before, after) ? [] : [{ before, after }];
			});
			if (changed.length > 0) await write(db, changed);
		});
	}
}

interface Change {
	readonly before: Item;
	readonly after: Item;
}

async function write(db: StowawayDatabase, changed: readonly Change[]): Promise<void> {
	const renamed = changed.filter(({ before, after }) => after.kind === "show" && before.title !== after.title);
	const below = await Promise.all(renamed.map(({ after }) => withShowTitle(db, after)));
	await db.items.bulkPut([...changed.map(({ after }) => after), ...below.flat()]);
	const other = changed.filter(
		({ before, after }) => !isSameValue(before.corrected?.own.ids, after.corrected?.own.ids),
	);
	if (other.length > 0)
		await noteTitles(
			db,
			other.map(({ after }) => after.itemId),
		);
	const moved = changed.filter(
		({ before, after }) =>
			before.title !== after.title || before.sortTitle !== after.sortTitle || before.year !== after.year,
	);
	for (const [libraryId, items] of byLibrary(moved.map(({ after }) => after))) await shelve(db, libraryId, items);
	// The records of a first paint hold posters.
	const shown = new Set(moved.map(({ after }) => after.libraryId));
	const pictured = changed.filter(
		({ before, after }) => !shown.has(after.libraryId) && !isSameValue(before.poster, after.poster),
	);
	for (const [libraryId] of byLibrary(pictured.map(({ after }) => after))) await shelve(db, libraryId, []);
}

/**
 * Puts corrected items on their shelves once more, after a reading of the list that was under way: it may have put a block of the shelf
 * back as it was when it began.
 */
export async function shelveAfterSync(world: World, itemIds: readonly ItemId[], signal: AbortSignal): Promise<void> {
	const { db } = world;
	const items = (await db.items.bulkGet([...itemIds])).flatMap((item) => item ?? []);
	for (const [libraryId, own] of byLibrary(items)) {
		await withRefreshLock(world, listScope("titles", libraryId), signal, () =>
			db.transaction("rw", [db.items, db.shelves, db.windows, db.libraries], async () => {
				const now = await db.items.bulkGet(own.map(({ itemId }) => itemId));
				await shelve(
					db,
					libraryId,
					now.flatMap((item) => item ?? []),
				);
			}),
		);
	}
}

/** The seasons and episodes of a show as they are to be called after it. */
async function withShowTitle(db: StowawayDatabase, { itemId, corrected: show }: Item): Promise<Item[]> {
	const seasons = await db.items.where("parentId").equals(itemId).toArray();
	const episodes = await db.items
		.where("parentId")
		.anyOf(seasons.map((season) => season.itemId))
		.toArray();
	const showTitle = show?.own.title;
	return [...seasons, ...episodes].flatMap((item) => {
		const after = corrected(item, showTitle === undefined ? undefined : { showTitle });
		return isSameValue(item, after) ? [] : [after];
	});
}

function byLibrary(items: readonly Item[]): ReadonlyMap<LibraryId, Item[]> {
	const found = new Map<LibraryId, Item[]>();
	for (const item of items) found.set(item.libraryId, [...(found.get(item.libraryId) ?? []), item]);
	return found;
}

async function shelve(db: StowawayDatabase, libraryId: LibraryId, items: readonly Item[]): Promise<void> {
	const shelf = new ShelfWriter(libraryId, await readBlocks(db, libraryId));
	shelf.putAgain(items);
	const [library, blocks] = [await db.libraries.get(libraryId), shelf.changedBlocks()];
	if (library === undefined) return;
	await db.shelves.bulkPut(blocks);
	await refreshWindows(db, libraryId, shelf);
	await db.libraries.put({ ...library, revision: library.revision + 1 });
}
