import type { FreshnessRow, StowawayDatabase } from "../db/schema.ts";
import type { LibraryId } from "../model/ids.ts";
import { listScope, type SyncedList } from "./scopes.ts";

/** The server's count of a library's titles, at the end of a list of it whose row is `row`. */
export async function countedTitles(
	db: StowawayDatabase,
	list: SyncedList,
	row: FreshnessRow,
	libraryId: LibraryId,
): Promise<number | undefined> {
	if (list === "titles") return row.total;
	return (await db.freshness.get(listScope("titles", libraryId)))?.total;
}
