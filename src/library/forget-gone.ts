import type { StowawayDatabase } from "../db/schema.ts";
import type { World } from "../db/world.ts";
import type { ItemId, LibraryId } from "../model/ids.ts";
import type { Item, ItemKind } from "../model/item.ts";
import type { Outcome } from "../servers/outcome.ts";
import { forgetUncredited } from "./forget-people.ts";
import { GRACE_MS } from "./grace.ts";
import { inBatches } from "./in-batches.ts";
import { childrenScope, creditsScope, fullScope, type SyncedList } from "./scopes.ts";

/** Items of one transaction. */
const AT_A_TIME = 50;

/** Which list tells of an item. */
const LIST_OF: Readonly<Record<ItemKind, SyncedList>> = {
	movie: "titles",
	show: "titles",
	collection: "titles",
	playlist: "titles",
	season: "seasons",
	episode: "episodes",
};

/** A list that was just read to its end. */
export interface ReadToEnd {
	readonly list: SyncedList;
	/** What it had. */
	readonly seen: ReadonlySet<ItemId>;
	/** Those of the items that the server knows all the same. */
	readonly stillThere: (itemIds: readonly ItemId[]) => Promise<Outcome<ReadonlySet<ItemId>>>;
}

/**
 * Deletes what is gone from a library's server for longer than the grace time, with its credits, watch state, place in collections and
 * the people whom nothing else names. Where the server has to be asked and does not answer, the rest is deleted another time.
 *
 * | what is gone | is deleted |
 * |---|---|
 * | the outbox or the journal speaks of it | not before they do not |
 * | the server still knows it by its id | not |
 * | a title | when the titles were read |
 * | a season or episode of a show that is gone or deleted | when any list was read |
 * | a season or episode of a show that is here | when its own list was read: only that brings back what an earlier build left hidden |
 */
export async function forgetGone(
	{ db, now }: Pick<World, "db" | "now">,
	libraryId: LibraryId,
	{ list, seen, stillThere }: ReadToEnd,
): Promise<void> {
	const expired = await db.items
		.where("goneAt")
		.belowOrEqual(now() - GRACE_MS)
		.filter((item) => item.libraryId === libraryId && (list === "titles" || LIST_OF[item.kind] !== "titles"))
		.primaryKeys();
	const unseen = expired.filter((itemId) => !seen.has(itemId));
	for (const batch of inBatches(unseen, AT_A_TIME)) {
		const there = await stillThere(await unneeded(db, batch, list));
		if (there.kind !== "ok") return;
		await forget(
			db,
			batch.filter((itemId) => !there.value.has(itemId)),
			list,
		);
	}
}

async function forget(db: StowawayDatabase, itemIds: readonly ItemId[], list: SyncedList): Promise<void> {
	const tables = [db.items, db.watch, db.credits, db.people, db.members, db.freshness, db.outbox, db.journal];
	await db.transaction("rw", tables, async () => {
		const ids = await unneeded(db, itemIds, list);
		const credits = db.credits.where("[itemId+order]");
		for (const itemId of ids) {
			const own = credits.between([itemId, -Infinity], [itemId, Infinity]);
			const people = (await own.toArray()).map(({ personId }) => personId);
			await own.delete();
			await forgetUncredited(db, [...new Set(people)]);
			await db.members.where("[collectionId+order]").between([itemId, -Infinity], [itemId, Infinity]).delete();
		}
		await db.members.where("itemId").anyOf(ids).delete();
		await db.watch.where("titleId").anyOf(ids).delete();
		await db.watch.bulkDelete(ids);
		await db.freshness.bulkDelete(ids.flatMap((id) => [fullScope(id), creditsScope(id), childrenScope(id)]));
		await db.items.bulkDelete(ids);
	});
}

/** Those that are gone still, that the list speaks for, and that nothing waits for or tells of. */
async function unneeded(db: StowawayDatabase, itemIds: readonly ItemId[], list: SyncedList): Promise<ItemId[]> {
	const items = (await db.items.bulkGet([...itemIds])).flatMap((item) => item ?? []);
	const above = await db.items.bulkGet(items.flatMap(({ parentId, showId }) => [parentId ?? [], showId ?? []].flat()));
	const here = new Set(above.flatMap((item) => (item === undefined || item.goneAt !== undefined ? [] : [item.itemId])));
	const isWithItsShow = ({ parentId, showId }: Item) => ![parentId, showId].some((id) => id && here.has(id));
	const ids = items
		.filter((item) => item.goneAt !== undefined && (LIST_OF[item.kind] === list || isWithItsShow(item)))
		.map(({ itemId }) => itemId);
	const needed = new Set<ItemId>();
	const files = await db.watch.where("titleId").anyOf(ids).primaryKeys();
	const [waiting, ofFiles, told] = await Promise.all([
		db.outbox.bulkGet(ids),
		db.outbox.where("titleId").anyOf(ids).toArray(),
		db.journal
			.where("itemId")
			.anyOf([...ids, ...files])
			.toArray(),
	]);
	for (const row of [...waiting, ...ofFiles, ...told]) {
		if (row !== undefined) needed.add(row.itemId).add(row.titleId ?? row.itemId);
	}
	return ids.filter((id) => !needed.has(id));
}
