import type { StowawayDatabase, TitleChangeRow } from "../db/schema.ts";
import { isOfArr, noteTitles } from "../db/title-changes.ts";
import type { ItemId } from "../model/ids.ts";
import { arrKeys } from "./arr-ids.ts";

/** The films and shows that changes are about: for a title of a Radarr or Sonarr those that say an id of it, and those that name it. */
export async function itemsConcerned(db: StowawayDatabase, keys: readonly ItemId[]): Promise<ItemId[]> {
	const ofArr = keys.filter(isOfArr);
	if (ofArr.length === 0) return [...keys];
	const rows = await db.arrTitles.where("arrTitleId").anyOf(ofArr).toArray();
	const [sharing, naming] = await Promise.all([
		db.titles.where("ids").anyOf(rows.flatMap(arrKeys)).toArray(),
		db.titles.where("arr").anyOf(ofArr).toArray(),
	]);
	const named = [...sharing, ...naming].flatMap(({ copies, former }) => [...copies, ...former]);
	return [...new Set([...keys.filter((key) => !isOfArr(key)), ...named])];
}

/** Has each title of a Radarr or Sonarr looked at by itself where all of it was to be: those that it has, and those that titles say it has. */
export async function nameEach(db: StowawayDatabase, { key, times }: TitleChangeRow): Promise<void> {
	const [there, named] = await Promise.all([
		db.arrTitles.where("arrTitleId").startsWith(key).primaryKeys(),
		db.titles.where("arr").startsWith(key).toArray(),
	]);
	const ids = new Set<ItemId>([...there, ...named.flatMap(({ arr = [] }) => arr)]);
	await db.transaction("rw", db.titleChanges, async () => {
		await noteTitles(db, [...ids]);
		if ((await db.titleChanges.get(key))?.times === times) await db.titleChanges.delete(key);
	});
}
