import type { SeenRow, StowawayDatabase } from "../db/schema.ts";
import type { Scope } from "./scopes.ts";

/** The pages of a list that a pass over it has seen so far, from `from` on (a place in the list). */
export function seenPages(db: StowawayDatabase, scope: Scope, from = 0) {
	return db.seen.where("[scope+start]").between([scope, from], [scope, Infinity]);
}

/**
 * Notes what a page had. What was seen from `goesOnAt` on does not count, where the pass does not go on behind this page.
 *
 * To be called inside the transaction that writes the page, over `seen` too.
 */
export async function keepSeen(db: StowawayDatabase, scope: Scope, page: SeenPage): Promise<void> {
	const { start, serverKeys, goesOnAt } = page;
	await db.seen.put({ scope, start, serverKeys });
	if (goesOnAt !== null) await seenPages(db, scope, goesOnAt).delete();
}

export interface SeenPage extends Pick<SeenRow, "start" | "serverKeys"> {
	readonly goesOnAt: number | null;
}
