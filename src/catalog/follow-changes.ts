import type { TitleChangeRow } from "../db/schema.ts";
import { isOfArr, isWholeSource } from "../db/title-changes.ts";
import type { World } from "../db/world.ts";
import { readArrTitles } from "./arr-ids.ts";
import { closureOf, titlesInDatabase } from "./closure.ts";
import type { Dress } from "./corrections.ts";
import { itemsConcerned, nameEach } from "./follow-arr.ts";
import { newTitleId } from "./new-title.ts";
import { planTitles } from "./plan-titles.ts";
import { withTitlesLock } from "./titles-lock.ts";
import { TitleMoved, writePlan } from "./write-plan.ts";

/** Items of one transaction. */
const AT_A_TIME = 200;

/**
 * Brings the catalogue up to the films and shows that were written, here and in a Radarr or Sonarr, a few at a time: a changed item costs
 * that item and what hangs together with it. Goes on where it was cut off. What asks for a whole source is left to `syncTitles`. `dress` lays over items what a
 * person corrected. Gives how many items it saw.
 */
export async function followChanges(world: World, dress: Dress, signal: AbortSignal): Promise<number> {
	let seen = 0;
	await withTitlesLock(world, signal, async () => {
		for (let batch = await nextBatch(world); batch.length > 0 && !signal.aborted; batch = await nextBatch(world)) {
			try {
				await follow(world, dress, batch);
				seen += batch.length;
			} catch (error) {
				// A title was forgotten meanwhile: the same again, as it is now.
				if (!(error instanceof TitleMoved)) throw error;
			}
		}
	});
	return seen;
}

async function nextBatch({ db }: World): Promise<TitleChangeRow[]> {
	return db.titleChanges
		.toCollection()
		.filter(({ key }) => !isWholeSource(key) || isOfArr(key))
		.limit(AT_A_TIME)
		.toArray();
}

/**
 * Reads outside of the transaction, so that nobody waits for it who writes how far a film is: what is written to an item meanwhile makes
 * a change of its own, and is looked at next.
 */
async function follow(world: World, dress: Dress, batch: readonly TitleChangeRow[]): Promise<void> {
	const { db, now, random } = world;
	const [rulings, sources] = await Promise.all([db.rulings.toArray(), db.sources.toArray()]);
	const whole = batch.find(({ key }) => isWholeSource(key));
	if (whole) return nameEach(db, whole);
	const keys = batch.map(({ key }) => key);
	const itemIds = await itemsConcerned(db, keys);
	const closure = await closureOf(db, titlesInDatabase(db), itemIds, rulings);
	const arrTitles = await readArrTitles(db, closure.items, closure.titles);
	const plan = planTitles({ ...closure, arrTitles, rulings, sources, now: now() }, () => newTitleId(random));
	await db.transaction("rw", db.titles, db.titleFindings, () => writePlan(db, plan, closure.itemIds));
	// Before it is done with: what is cut off here is seen again.
	if (plan.undressed.size > 0) await dress(world, plan.undressed);
	await db.transaction("rw", db.titleChanges, async () => {
		const noted = await db.titleChanges.bulkGet(keys);
		const seen = batch.filter(({ times }, at) => noted[at]?.times === times);
		await db.titleChanges.bulkDelete(seen.map(({ key }) => key));
	});
}
