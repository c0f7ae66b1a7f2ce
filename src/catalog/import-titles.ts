import { noteTitles } from "../db/title-changes.ts";
import type { World } from "../db/world.ts";
import { type ItemId, joinId } from "../model/ids.ts";
import type { Source } from "../model/source.ts";
import type { Corrections, Title, TitleKind } from "../model/title.ts";
import type { PortableCorrection, PortableItem } from "./export-titles.ts";
import { newTitleId } from "./new-title.ts";
import { ownFieldsOf, partsOf } from "./own-parts.ts";
import { readTitlesFile } from "./titles-file.ts";

/** How many of what was taken in, was here already, and made no sense. */
export interface ImportedTitles {
	readonly corrections: number;
	readonly rulings: number;
	readonly known: number;
	readonly skipped: number;
}

/** Where an item of a file is here; undefined while its account is not connected. */
type Place = (item: Omit<PortableItem, "itemKey"> & { readonly itemKey?: string }) => ItemId | undefined;

/**
 * Takes in what a person said of titles on another device, from a file that `importProgress` has taken. Field by field the later
 * correction holds; importing twice changes nothing. What is corrected of a title that is not here waits for it. The items are noted for
 * the catalogue, which shows the corrections. Rejects only when the database cannot be written; all is taken in or nothing.
 */
export async function importTitles(
	{ db, now, random }: Pick<World, "db" | "now" | "random">,
	content: string,
): Promise<ImportedTitles> {
	const { corrections, rulings, skipped } = readTitlesFile(content);
	return db.transaction("rw", [db.sources, db.titles, db.rulings, db.titleChanges], async () => {
		const place = placeAmong(await db.sources.toArray());
		const counts = { corrections: 0, rulings: 0, known: 0, skipped };
		for (const each of corrections) {
			const here = each.copies.flatMap((copy) => place(copy) ?? []);
			const own = ownOf(each, place);
			const title =
				(await titleOf(db, each.kind, here, each.ids)) ?? missing(each, here, now(), () => newTitleId(random));
			const said = ownFieldsOf([...partsOf(title), { ...own, of: [...title.copies] }]);
			if (timesOf(said.own) === timesOf(title.own)) counts.known += 1;
			else {
				await db.titles.put({ ...title, ...said, revision: title.revision + 1 });
				await noteTitles(db, [...title.copies, ...title.former]);
				counts.corrections += 1;
			}
		}
		const known = new Set((await db.rulings.toArray()).map((ruling) => JSON.stringify([ruling.at, ruling.groups])));
		for (const { at, groups } of rulings) {
			const here = groups
				.map((group) => group.flatMap((item) => place(item) ?? []))
				.filter((group) => group.length > 0);
			if (here.flat().length < 2) continue;
			if (known.has(JSON.stringify([at, here]))) counts.known += 1;
			else {
				const said = Object.fromEntries(
					groups.flat().flatMap((item) => {
						const itemId = place(item);
						return itemId && item.said ? [[itemId, item.said]] : [];
					}),
				);
				await db.rulings.add({ at, groups: here, said });
				await noteTitles(db, here.flat());
				counts.rulings += 1;
			}
		}
		return counts;
	});
}

function timesOf(own: Corrections | undefined): string {
	return JSON.stringify(Object.entries(own?.at ?? {}).sort());
}

function placeAmong(sources: readonly Source[]): Place {
	return ({ dialect, serverId, userId, itemKey = "" }) => {
		const source = sources.find((one) => one.dialect === dialect && one.serverId === serverId && one.userId === userId);
		return source && joinId(source.sourceId, itemKey);
	};
}

function ownOf({ values: { poster, ...values }, at }: PortableCorrection, place: Place): Corrections {
	const sourceId = poster && place(poster)?.split("/", 1)[0];
	if (poster && sourceId !== undefined) {
		return { values: { ...values, poster: { sourceId, image: poster.image } }, at };
	}
	const { poster: _, ...rest } = at;
	return { values, at: rest };
}

/** The title with one of the items, else the only one with one of the ids. */
async function titleOf(
	db: World["db"],
	kind: TitleKind,
	items: readonly ItemId[],
	ids: readonly string[],
): Promise<Title | undefined> {
	const isOfKind = (title: Title) => title.kind === kind;
	const byItem = await db.titles.where("copies").anyOf(items).filter(isOfKind).first();
	const gone = byItem ?? (await db.titles.where("former").anyOf(items).filter(isOfKind).first());
	if (gone) return gone;
	const named = await db.titles.where("ids").anyOf(ids).distinct().toArray();
	return named.length === 1 ? named[0] : undefined;
}

/** A title that is not here yet: known again by its items or ids when it comes. */
function missing(
	{ kind, ids, name }: PortableCorrection,
	former: readonly ItemId[],
	goneAt: number,
	newId: () => string,
): Title {
	return {
		titleId: newId(),
		kind,
		copies: [],
		former: [...former].sort(),
		ids,
		facts: name ? { name } : {},
		goneAt,
		revision: 0,
	};
}
