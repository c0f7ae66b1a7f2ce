import { noteTitles } from "../db/title-changes.ts";
import type { World } from "../db/world.ts";
import type { ItemId } from "../model/ids.ts";
import type { Corrections, OwnField, OwnValues, Title } from "../model/title.ts";
import { type Dress, dressOf, inOrder, liveSources, withOwn } from "./corrections.ts";
import { copiesKey, ownFieldsOf, partsOf } from "./own-parts.ts";

/** Fields of a title said anew; null takes one back. */
export type Corrected = { readonly [Field in OwnField]?: OwnValues[Field] | null };

/**
 * Notes what a person corrected of the title that an item is a copy of, and shows it on all its copies at once. No sync, run or undo takes
 * it away. Gives the title; undefined when the catalogue does not know the item yet.
 */
export async function correctTitle(
	world: Pick<World, "db" | "now">,
	itemId: ItemId,
	said: Corrected,
	dress: Dress,
): Promise<Title | undefined> {
	const { db, now } = world;
	const title = await db.transaction("rw", db.titles, db.titleChanges, async () => {
		const before = await db.titles.where("copies").equals(itemId).first();
		if (before === undefined) return undefined;
		const after = correctedTitle(before, said, now());
		await db.titles.put(after);
		// Whoever is cut off now shows it with the next look at the items.
		await noteTitles(db, after.copies);
		return after;
	});
	if (title) await dress(world, await dressingOf(world, title));
	return title;
}

/** What is taken back is so of all copies; what is said is said of those that there are now. */
function correctedTitle(before: Title, said: Corrected, now: number): Title {
	const { own: _, ownAt: __, joined: ___, ...rest } = before;
	const back = Object.fromEntries(Object.entries(said).filter(([, value]) => value === null));
	const isOfThese = ({ of }: Corrections) => copiesKey(of) === copiesKey(before.copies);
	const parts = partsOf(before);
	const others = parts.flatMap((part) => (isOfThese(part) ? [] : (withOwn(part, back, now) ?? [])));
	const these = withOwn(parts.find(isOfThese), said, now);
	const own = ownFieldsOf(these ? [...others, { ...these, of: before.copies }] : others);
	return { ...rest, ...own, revision: before.revision + 1 };
}

async function dressingOf({ db }: Pick<World, "db">, title: Title) {
	const [items, sources] = await Promise.all([db.items.bulkGet([...title.copies]), db.sources.toArray()]);
	const places = new Map(sources.map(({ sourceId, order }) => [sourceId, order]));
	const copies = inOrder(
		items.flatMap((item) => item ?? []),
		places,
	);
	const live = liveSources(sources);
	return new Map(copies.map((copy) => [copy.itemId, dressOf(title, copy, copies, live)]));
}
