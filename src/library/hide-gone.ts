import type { StowawayDatabase } from "../db/schema.ts";
import type { ItemId } from "../model/ids.ts";
import { inBatches } from "./in-batches.ts";

/** Items of one transaction. */
const AT_A_TIME = 500;

/**
 * Marks items as gone from their server since `now` (device epoch ms), and before them the seasons and episodes below them, so that they
 * are in no list any more. Done again after a cut-off, it does the rest. Those that are gone already keep their date.
 */
export async function hideGone(db: StowawayDatabase, itemIds: readonly ItemId[], now: number): Promise<void> {
	for (const batch of inBatches(itemIds, AT_A_TIME)) {
		const items = await db.items.bulkGet(batch);
		const parents = items.flatMap((item) => (item?.kind === "show" || item?.kind === "season" ? [item.itemId] : []));
		for (const parentId of parents) {
			await hideGone(db, await db.items.where("parentId").equals(parentId).primaryKeys(), now);
		}
		await db.transaction("rw", db.items, async () => {
			const rows = await db.items.bulkGet(batch);
			await db.items.bulkPut(rows.flatMap((row) => (row === undefined || row.goneAt ? [] : [{ ...row, goneAt: now }])));
		});
	}
}
