import { type ItemId, joinId, type SourceId, serverKeyOf, sourceOf } from "../model/ids.ts";
import type { Ruling, Title } from "../model/title.ts";
import type { StowawayDatabase } from "./schema.ts";
import { noteTitles } from "./title-changes.ts";

/**
 * Deletes what the catalogue of titles knows of a source that is removed, with what a person said of its titles and the runs that tell
 * of them. What is left of titles that others have too is looked at anew. `now`: device epoch ms.
 *
 * What a person said of items that another source goes on for (`successor`) is kept as said of items there: by the ids that they had.
 *
 * To be called inside a transaction that may write `titles`, `titleFindings`, `titleChanges`, `rulings`, `runs` and `runChanges`.
 */
export async function forgetTitlesOf(
	db: StowawayDatabase,
	sourceId: SourceId,
	now: number,
	successor?: SourceId,
): Promise<void> {
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
		const named = ruling.groups.flat();
		if (named.every(isOthers)) continue;
		const rest = successor === undefined ? withoutItems(ruling, isOthers) : renamed(ruling, sourceId, successor);
		if (rest.groups.flat().length > 1) await db.rulings.put(rest);
		else await db.rulings.delete(ruling.rulingId);
	}
	const runs = await db.runs.filter((run) => run.sourceId === sourceId || run.tellsOf.includes(sourceId)).primaryKeys();
	await db.runs.bulkDelete(runs);
	await db.runChanges.bulkDelete(runs);
}

function withoutItems(ruling: Ruling, isKept: (itemId: ItemId) => boolean): Ruling {
	const groups = ruling.groups.map((group) => group.filter(isKept)).filter((group) => group.length > 0);
	return { ...ruling, groups, said: saidBy(ruling, (itemId) => (isKept(itemId) ? itemId : undefined)) };
}

/** With names that no server gives, so that none of them is another item there. */
function renamed(ruling: Ruling, from: SourceId, to: SourceId): Ruling {
	const nameOf = (itemId: ItemId) => (sourceOf(itemId) === from ? joinId(to, `was ${serverKeyOf(itemId)}`) : itemId);
	return { ...ruling, groups: ruling.groups.map((group) => group.map(nameOf)), said: saidBy(ruling, nameOf) };
}

function saidBy({ groups, said = {} }: Ruling, nameOf: (itemId: ItemId) => ItemId | undefined): Ruling["said"] {
	const named = groups.flat().flatMap((itemId) => {
		const name = nameOf(itemId);
		return name && said[itemId] ? [[name, said[itemId]]] : [];
	});
	return Object.fromEntries(named);
}
