import type { StowawayDatabase } from "../db/schema.ts";
import type { ItemId } from "../model/ids.ts";

/**
 * Items whose bare ids alone would put them together wrongly, or not at all, each with the title that it is: those of a finding, those
 * that a person spoke of or corrected the ids of, those whose server gives ids in another shape, and what is one title with them.
 */
export async function readApart(db: StowawayDatabase): Promise<ReadonlyMap<ItemId, string>> {
	const [findings, rulings, own, dressed] = await Promise.all([
		db.titleFindings.toArray(),
		db.rulings.toArray(),
		db.titles.where("ownAt").above(0).toArray(),
		inOtherShapes(db),
	]);
	const named = new Set([
		...findings.flatMap(({ items }) => items),
		...rulings.flatMap(({ groups }) => groups.flat()),
		...own.flatMap(({ own, copies }) => (own?.values.ids ? copies : [])),
		...dressed,
	]);
	// What a person spoke of may be other items by now, which say the same.
	const said = new Set(rulings.flatMap(({ said = {} }) => Object.values(said).flat()));
	const [byItem, byKey] = await Promise.all([
		db.titles
			.where("copies")
			.anyOf([...named])
			.toArray(),
		db.titles
			.where("ids")
			.anyOf([...said])
			.toArray(),
	]);
	return new Map([...byItem, ...byKey].flatMap(({ titleId, copies }) => copies.map((copy) => [copy, titleId])));
}

/** Items with ids that are not bare: addresses, numbers with zeros before them, `TT0017136`. By the order of the index; `0` is none. */
async function inOtherShapes({ items }: StowawayDatabase): Promise<ItemId[]> {
	const found = await Promise.all([
		items.where("providerIds.imdb").between(":", "tt").primaryKeys(),
		...(["tmdb", "tvdb"] as const).flatMap((name) => [
			items.where(`providerIds.${name}`).between("0", "1", false, false).primaryKeys(),
			items.where(`providerIds.${name}`).aboveOrEqual(":").primaryKeys(),
		]),
	]);
	return found.flat();
}
