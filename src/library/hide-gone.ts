import type { StowawayDatabase } from "../db/schema.ts";
import { noteTitleChanges } from "../db/title-changes.ts";
import type { ItemId } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import { inBatches } from "./in-batches.ts";

/** Items of one transaction. */
const AT_A_TIME = 500;

/**
 * Marks items as gone from their server since `now` (device epoch ms), and then the seasons and episodes below them, so that they are in
 * no list any more. Done again after a cut-off, it does the rest. Those that are gone already keep their date, and what is below them
 * gets the same: by that it comes back with them (`showAgainBelow`), wherever this was cut off.
 */
export async function hideGone(db: StowawayDatabase, itemIds: readonly ItemId[], now: number): Promise<void> {
	for (const batch of inBatches(itemIds, AT_A_TIME)) {
		const gone = await db.transaction("rw", db.items, db.titleChanges, async () => {
			const items = (await db.items.bulkGet(batch)).flatMap((item) => item ?? []);
			await db.items.bulkPut(items.flatMap((item) => (item.goneAt ? [] : [{ ...item, goneAt: now }])));
			await noteTitleChanges(db, items);
			return items;
		});
		for (const { kind, itemId, goneAt = now } of gone) {
			if (kind !== "show" && kind !== "season") continue;
			await hideGone(db, await db.items.where("parentId").equals(itemId).primaryKeys(), goneAt);
		}
	}
}

/**
 * Shows the seasons and episodes again that went together with these shows and seasons, which are listed again: those with the same
 * date. What went at another time went by itself and stays hidden. `gone`: the rows as they were while they were gone. Gives how many.
 *
 * To be called inside the transaction that brings the shows and seasons back, so that it is done with them or not at all.
 */
export async function showAgainBelow(db: StowawayDatabase, gone: readonly Item[]): Promise<number> {
	let count = 0;
	for (const { kind, itemId, goneAt } of gone) {
		if (goneAt === undefined || (kind !== "show" && kind !== "season")) continue;
		const children = await db.items.where("parentId").equals(itemId).toArray();
		const went = children.filter((child) => child.goneAt === goneAt);
		if (went.length === 0) continue;
		await db.items.bulkPut(went.map(({ goneAt: _, ...child }) => child));
		count += went.length + (await showAgainBelow(db, went));
	}
	return count;
}
