import { readSetting } from "../db/settings.ts";
import type { World } from "../db/world.ts";

/** Drops what is older than the person wants the journal kept; the setting's 0 keeps everything. */
export async function pruneJournal({ db, now }: Pick<World, "db" | "now">): Promise<void> {
	const keptMs = await readSetting(db, "journal.keptMs");
	if (keptMs === 0) return;
	const old = db.journal.where("at").below(now() - keptMs);
	if ((await old.count()) > 0) await old.delete();
}
