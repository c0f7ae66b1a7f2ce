import { isWholeSource } from "../db/title-changes.ts";
import type { World } from "../db/world.ts";
import type { ItemId } from "../model/ids.ts";
import { closureOf, titlesInDatabase } from "./closure.ts";
import { newTitleId } from "./new-title.ts";
import { planTitles } from "./plan-titles.ts";
import { withTitlesLock } from "./titles-lock.ts";
import { writePlan } from "./write-plan.ts";

/** Items of one transaction. */
const AT_A_TIME = 200;

/**
 * Brings the catalogue up to the films and shows that were written, a few at a time: a changed item costs that item and what hangs
 * together with it. Goes on where it was cut off. What asks for a whole source is left to `syncTitles`. Gives how many items it saw.
 */
export async function followChanges(world: World, signal: AbortSignal): Promise<number> {
	let seen = 0;
	await withTitlesLock(world, signal, async () => {
		for (let batch = await nextBatch(world); batch.length > 0 && !signal.aborted; batch = await nextBatch(world)) {
			await follow(world, batch);
			seen += batch.length;
		}
	});
	return seen;
}

async function nextBatch({ db }: World): Promise<ItemId[]> {
	const keys = await db.titleChanges
		.toCollection()
		.filter(({ key }) => !isWholeSource(key))
		.limit(AT_A_TIME)
		.primaryKeys();
	return keys;
}

/** All in one transaction, items included: what is written to them meanwhile waits, and makes a change of its own. */
async function follow({ db, now, random }: World, itemIds: readonly ItemId[]): Promise<void> {
	const tables = [db.items, db.titles, db.titleFindings, db.titleChanges, db.rulings, db.sources];
	await db.transaction("rw", tables, async () => {
		const rulings = await db.rulings.toArray();
		const sources = await db.sources.toArray();
		const closure = await closureOf(db, titlesInDatabase(db), itemIds, rulings);
		const plan = planTitles({ ...closure, rulings, sources, now: now() }, () => newTitleId(random));
		await writePlan(db, plan, closure.itemIds);
		await db.titleChanges.bulkDelete([...itemIds]);
	});
}
