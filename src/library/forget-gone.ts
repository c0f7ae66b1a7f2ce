import type { StowawayDatabase } from "../db/schema.ts";
import type { World } from "../db/world.ts";
import type { ItemId, LibraryId } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import { forgetUncredited } from "./forget-people.ts";
import { GRACE_MS } from "./grace.ts";
import { inBatches } from "./in-batches.ts";
import { childrenScope, creditsScope, fullScope } from "./scopes.ts";

/** Items of one transaction. */
const AT_A_TIME = 50;

/**
 * Deletes what is gone from a library's server for longer than the grace time, with its credits, watch state, place in collections and
 * the people whom nothing else names. What the outbox or the journal still speaks of stays until they do not, and so does what belongs to
 * a show or season that is here: its own list has to be asked about it.
 */
export async function forgetGone({ db, now }: Pick<World, "db" | "now">, libraryId: LibraryId): Promise<void> {
	const expired = await db.items
		.where("goneAt")
		.belowOrEqual(now() - GRACE_MS)
		.filter((item) => item.libraryId === libraryId)
		.primaryKeys();
	for (const batch of inBatches(expired, AT_A_TIME)) await forget(db, batch);
}

async function forget(db: StowawayDatabase, itemIds: readonly ItemId[]): Promise<void> {
	const tables = [db.items, db.watch, db.credits, db.people, db.members, db.freshness, db.outbox, db.journal];
	await db.transaction("rw", tables, async () => {
		const ids = await unneeded(
			db,
			(await db.items.bulkGet([...itemIds])).flatMap((item) => item ?? []),
		);
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

/** Those that are gone still, with all they belong to, and that nothing waits for or tells of. */
async function unneeded(db: StowawayDatabase, items: readonly Item[]): Promise<ItemId[]> {
	const above = await db.items.bulkGet(items.flatMap(({ parentId, showId }) => [parentId ?? [], showId ?? []].flat()));
	const here = new Set(above.flatMap((item) => (item === undefined || item.goneAt !== undefined ? [] : [item.itemId])));
	const ids = items.flatMap(({ itemId, parentId, showId, goneAt }) =>
		goneAt === undefined || [parentId, showId].some((id) => id !== undefined && here.has(id)) ? [] : [itemId],
	);
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
