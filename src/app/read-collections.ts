import type { StowawayDatabase } from "../db/schema.ts";
import { childrenScope, freshnessOf, type Scope } from "../library/scopes.ts";
import { joinId, type SourceId } from "../model/ids.ts";

/** Collections or playlists read in one go: a request each. The next visit reads the next. */
const MOST_AT_ONCE = 30;

/** How long the titles of one are taken as they are, ms: who opens it has them read again. */
const GOOD_FOR_MS = 7 * 24 * 3_600_000;

/**
 * Reads the titles of a source's collections, or playlists, that nobody looked at yet, one after the other: so that its libraries can be
 * filtered by the ones, and the others are there offline. `touch` makes a scope fresh. `now`: device epoch ms.
 */
export async function readCollections(
	db: StowawayDatabase,
	sourceId: SourceId,
	wanted: "collections" | "playlists",
	now: number,
	touch: (scope: Scope) => Promise<void>,
): Promise<void> {
	const libraries = await db.libraries.where("sourceId").equals(sourceId).toArray();
	const blocks = await Promise.all(
		libraries
			.filter(({ kind }) => kind === wanted)
			.map(({ libraryId }) =>
				db.shelves.where("[libraryId+block]").between([libraryId, 0], [libraryId, Infinity]).toArray(),
			),
	);
	const scopes = blocks
		.flat()
		.flatMap(({ serverKeys }) => serverKeys)
		.map((key) => childrenScope(joinId(sourceId, key)));
	const rows = await db.freshness.bulkGet(scopes);
	const due = scopes.filter((_, at) => freshnessOf(rows[at], GOOD_FOR_MS, now) !== "fresh");
	for (const scope of due.slice(0, MOST_AT_ONCE)) await touch(scope);
}
