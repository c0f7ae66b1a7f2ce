import { type ItemId, type SourceId, sourceOf } from "../model/ids.ts";
import type { Title } from "../model/title.ts";
import type { StowawayDatabase } from "./schema.ts";
import { noteTitles } from "./title-changes.ts";

/**
 * Deletes what the catalogue of titles knows of a source that is removed, with what a person said of its titles and the runs that tell
 * of them. What is left of titles that others have too is looked at anew. `now`: device epoch ms.
 *
 * To be called inside a transaction that may write `titles`, `titleFindings`, `titleChanges`, `rulings`, `runs` and `runChanges`.
 */
export async function forgetTitlesOf(db: StowawayDatabase, sourceId: SourceId, now: number): Promise<void> {
	const prefix = `${sourceId}/`;
	const isOthers = (itemId: ItemId) => sourceOf(itemId) !== sourceId;
	const [copies, former, findings] = await Promise.all([
		db.titles.where("copies").startsWith(prefix).toArray(),
		db.titles.where("former").startsWith(prefix).toArray(),
		db.titleFindings.where("items").startsWith(prefix).toArray(),
	]);
	const left: Title[] = [];
	const gone: string[] = [];
	for (const title of new Map([...copies, ...former].map((each) => [each.titleId, each])).values()) {
		const rest = { copies: title.copies.filter(isOthers), former: title.former.filter(isOthers) };
		const { poster, ...facts } = title.facts;
		const still = poster && poster.sourceId !== sourceId ? { ...facts, poster } : facts;
		// What a person corrected is found again when the server is connected anew.
		const isKept = rest.copies.length + rest.former.length > 0 || title.own !== undefined;
		const isGone = rest.copies.length === 0 ? { goneAt: title.goneAt ?? now } : {};
		if (!isKept) gone.push(title.titleId);
		else left.push({ ...title, ...rest, ...isGone, facts: still, revision: title.revision + 1 });
	}
	await db.titles.bulkDelete(gone);
	await db.titles.bulkPut(left);
	await db.titleFindings.bulkDelete(findings.map(({ findingId }) => findingId));
	await db.titleChanges.where("key").startsWith(prefix).delete();
	await noteTitles(db, [
		...left.flatMap(({ copies, former }) => [...copies, ...former]),
		...findings.flatMap(({ items }) => items.filter(isOthers)),
	]);
	for (const ruling of await db.rulings.toArray()) {
		const groups = ruling.groups.map((group) => group.filter(isOthers)).filter((group) => group.length > 0);
		if (groups.flat().length === ruling.groups.flat().length) continue;
		if (groups.flat().length > 1) await db.rulings.put({ ...ruling, groups });
		else await db.rulings.delete(ruling.rulingId);
	}
	const runs = await db.runs.filter((run) => run.sourceId === sourceId || run.tellsOf.includes(sourceId)).primaryKeys();
	await db.runs.bulkDelete(runs);
	await db.runChanges.bulkDelete(runs);
}
