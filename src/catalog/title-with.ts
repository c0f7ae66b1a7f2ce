import { liveQuery } from "dexie";
import type { StowawayDatabase } from "../db/schema.ts";
import { noteTitles } from "../db/title-changes.ts";
import type { ItemId } from "../model/ids.ts";

/** How long the catalogue may take to see an item. */
const PATIENCE_MS = 10_000;

/** Waits until the catalogue has the title of an item, for ten seconds at most; what it has not seen yet, it looks at now. */
export async function titleWith(db: StowawayDatabase, itemId: ItemId): Promise<void> {
	const find = () => db.titles.where("copies").equals(itemId).count();
	if ((await find()) > 0) return;
	await db.transaction("rw", db.titleChanges, () => noteTitles(db, [itemId]));
	await new Promise<void>((resolve) => {
		const done = () => {
			clearTimeout(timer);
			watching.unsubscribe();
			resolve();
		};
		const timer = setTimeout(done, PATIENCE_MS);
		const watching = liveQuery(find).subscribe({ next: (count) => count > 0 && queueMicrotask(done), error: done });
	});
}
