import type { IndexableType } from "dexie";
import type { StowawayDatabase } from "../db/schema.ts";
import { readSetting } from "../db/settings.ts";
import type { World } from "../db/world.ts";
import type { ItemId } from "../model/ids.ts";
import type { Title } from "../model/title.ts";

/**
 * Titles that are on no server any more and that something here speaks of: a change that waits, the journal (also of an episode of a show,
 * or of one of several files), or a person's corrections. The last to go first.
 * Those that nothing speaks of are in no list; they are known again if they come back.
 */
export async function goneTitles(db: StowawayDatabase): Promise<Title[]> {
	const gone = await db.titles.where("goneAt").above(-Infinity).toArray();
	if (gone.length === 0) return [];
	const spokenOf = await itemsSpokenOf(db);
	const shown = gone.filter(({ former, own }) => own !== undefined || former.some((itemId) => spokenOf.has(itemId)));
	return shown.sort((a, b) => (b.goneAt ?? 0) - (a.goneAt ?? 0));
}

/** What a change waits for or the journal tells of: the items, what they are files of, and the shows that they are of. */
async function itemsSpokenOf(db: StowawayDatabase): Promise<ReadonlySet<ItemId>> {
	const keys = await Promise.all([
		db.outbox.toCollection().primaryKeys(),
		db.outbox.orderBy("titleId").uniqueKeys(),
		db.journal.orderBy("itemId").uniqueKeys(),
	]);
	const named = new Set(keys.flat().filter(isItemId));
	const states = await db.watch.bulkGet([...named]);
	for (const state of states) if (state?.titleId) named.add(state.titleId);
	const items = await db.items.bulkGet([...named]);
	for (const item of items) if (item?.showId) named.add(item.showId);
	return named;
}

function isItemId(key: IndexableType): key is ItemId {
	return typeof key === "string" && key.includes("/");
}

/** Forgets a title that is on no server any more. What waits for it or tells of it stays. */
export async function forgetTitle({ db }: Pick<World, "db">, titleId: string): Promise<void> {
	await db.transaction("rw", db.titles, async () => {
		const title = await db.titles.get(titleId);
		if (title?.copies.length === 0) await db.titles.delete(titleId);
	});
}

/** Forgets what has been on no server for as long as the person wants to know of it. */
export async function forgetLongGone({ db, now }: Pick<World, "db" | "now">): Promise<void> {
	const keptMs = await readSetting(db, "titles.keptMs");
	if (keptMs === 0) return;
	const before = now() - keptMs;
	await db.titles.where("goneAt").below(before).delete();
}
