import type { StowawayDatabase } from "../db/schema.ts";
import type { ItemId } from "../model/ids.ts";
import type { Title } from "../model/title.ts";
import type { TitlePlan } from "./plan-titles.ts";

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
	await db.titles.bulkPut(changes.flatMap(({ after }) => after ?? []));
	const about = await db.titleFindings.where("items").anyOf(itemIds).distinct().toArray();
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
