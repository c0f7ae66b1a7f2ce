import type { StowawayDatabase } from "../db/schema.ts";
import { readSetting } from "../db/settings.ts";
import type { World } from "../db/world.ts";
import type { Title } from "../model/title.ts";

/**
 * Titles that are on no server any more and that something here speaks of: a change that waits, the journal, or a person's corrections.
 * The last to go first.
 * Those that nothing speaks of are in no list; they are known again if they come back.
 */
export async function goneTitles(db: StowawayDatabase): Promise<Title[]> {
	const gone = await db.titles.where("goneAt").above(-Infinity).toArray();
	const ids = gone.flatMap(({ former }) => former);
	const [waiting, told] = await Promise.all([
		db.outbox.where(":id").anyOf(ids).primaryKeys(),
		db.journal.where("itemId").anyOf(ids).toArray(),
	]);
	const spokenOf = new Set([...waiting, ...told.map(({ itemId }) => itemId)]);
	const shown = gone.filter(({ former, own }) => own !== undefined || former.some((itemId) => spokenOf.has(itemId)));
	return shown.sort((a, b) => (b.goneAt ?? 0) - (a.goneAt ?? 0));
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
