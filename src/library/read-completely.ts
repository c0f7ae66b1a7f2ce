import type { StowawayDatabase } from "../db/schema.ts";
import type { SourceId } from "../model/ids.ts";
import { listScope, listsOf } from "./scopes.ts";

/** True when every list of the libraries that a source lists was read to its end once. */
export async function isReadCompletely(db: StowawayDatabase, sourceId: SourceId): Promise<boolean> {
	const all = await db.libraries.where("sourceId").equals(sourceId).toArray();
	const libraries = all.filter(({ unlistedAt }) => unlistedAt === undefined);
	const scopes = libraries.flatMap(({ kind, libraryId }) => listsOf(kind).map((list) => listScope(list, libraryId)));
	const rows = await db.freshness.bulkGet(scopes);
	return scopes.length > 0 && rows.every((row) => (row?.fetchedAt ?? 0) > 0);
}
