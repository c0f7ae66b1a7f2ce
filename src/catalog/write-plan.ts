import type { StowawayDatabase } from "../db/schema.ts";
import type { ItemId } from "../model/ids.ts";
import type { Finding, Title } from "../model/title.ts";
import type { TitlePlan } from "./plan-titles.ts";

/** Rows written at once. */
const AT_A_TIME = 200;

/** A title was written by somebody else since it was read: the plan is to be made anew. */
export class TitleMoved extends Error {}

/**
 * Writes a plan: titles and findings. `itemIds`: of what the plan was made of; what was found of them before is forgotten. Throws
 * `TitleMoved` where a title is not as it was read, so that the transaction is taken back.
 *
 * To be called inside a transaction that may write `titles` and `titleFindings`.
 */
export async function writePlan(
	db: StowawayDatabase,
	{ changes, findings }: TitlePlan,
	itemIds: readonly ItemId[],
): Promise<void> {
	await refuseMoved(
		db,
		changes.flatMap(({ before }) => before ?? []),
	);
	await db.titles.bulkDelete(changes.flatMap(({ before, after }) => (before && !after ? [before.titleId] : [])));
	const titles = changes.flatMap(({ after }) => after ?? []);
	// One transaction, but a few at a time: a page that wants a row of another table waits for those before it only.
	for (let at = 0; at < titles.length; at += AT_A_TIME) await db.titles.bulkPut(titles.slice(at, at + AT_A_TIME));
	const about = await findingsAbout(db, itemIds);
	const ignored = new Set(about.flatMap(({ findingId, isIgnored }) => (isIgnored ? [findingId] : [])));
	await db.titleFindings.bulkDelete(about.map(({ findingId }) => findingId));
	await db.titleFindings.bulkPut(
		findings.map((each) => (ignored.has(each.findingId) ? { ...each, isIgnored: true } : each)),
	);
}

async function refuseMoved(db: StowawayDatabase, titles: readonly Title[]): Promise<void> {
	const stored = await db.titles.bulkGet(titles.map(({ titleId }) => titleId));
	const isMoved = stored.some((title, at) => title?.revision !== titles[at]?.revision);
	if (isMoved) throw new TitleMoved();
}

/** Findings are few: where much is asked about, all of them are read rather than an index asked for each item. */
async function findingsAbout(db: StowawayDatabase, itemIds: readonly ItemId[]): Promise<Finding[]> {
	if (itemIds.length <= AT_A_TIME) return db.titleFindings.where("items").anyOf(itemIds).distinct().toArray();
	const asked = new Set(itemIds);
	return db.titleFindings.filter(({ items }) => items.some((itemId) => asked.has(itemId))).toArray();
}
