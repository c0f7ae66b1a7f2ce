import type { FreshnessRow } from "../db/schema.ts";
import { readSetting } from "../db/settings.ts";
import type { World } from "../db/world.ts";
import type { SourceId } from "../model/ids.ts";
import type { Library } from "../model/item.ts";
import { freshnessOf, isBackingOff, isBegun, librariesScope, listScope, listsOf, type SyncedList } from "./scopes.ts";

/** The lists of a source's libraries that it still lists, as a sync reads them: all titles first, then all seasons, then all episodes; libraries in the server's order. */
export async function listsToSync(
	{ db }: World,
	sourceId: SourceId,
): Promise<{ readonly library: Library; readonly list: SyncedList }[]> {
	const all = await db.libraries.where("sourceId").equals(sourceId).sortBy("order");
	const libraries = all.filter(({ unlistedAt }) => unlistedAt === undefined);
	const lists: readonly SyncedList[] = ["titles", "seasons", "episodes"];
	return lists.flatMap((list) =>
		libraries.filter(({ kind }) => listsOf(kind).includes(list)).map((library) => ({ library, list })),
	);
}

/**
 * Whether a sync that nobody asked for has anything to ask.
 *
 * | the source | due |
 * |---|---|
 * | its libraries could not be listed a moment ago | no |
 * | it is away, and any of its lists failed a moment ago | no: the others would fail too |
 * | its list of libraries, empty or not, is stale | yes |
 * | otherwise | when one of its lists is |
 */
export async function isSyncDue(world: World, sourceId: SourceId): Promise<boolean> {
	const { db, now } = world;
	const [source, libraries, lists] = await Promise.all([
		db.sources.get(sourceId),
		db.freshness.get(librariesScope(sourceId)),
		listsToSync(world, sourceId),
	]);
	if (isBackingOff(libraries, now())) return false;
	const rows = await db.freshness.bulkGet(lists.map(({ library, list }) => listScope(list, library.libraryId)));
	if (source?.state === "away" && rows.some((row) => isBackingOff(row, now()))) return false;
	if (freshnessOf(libraries, await readSetting(db, "ttl.libraries"), now()) !== "fresh") return true;
	for (const [at, { list }] of lists.entries()) if (await isListDue(world, list, rows[at])) return true;
	return false;
}

/** Whether a list wants to be read by a sync that nobody asked for: begun, stale or never read, and not failed a moment ago. */
export async function isListDue({ db, now }: World, list: SyncedList, row: FreshnessRow | undefined): Promise<boolean> {
	if (isBackingOff(row, now())) return false;
	const ttl = await readSetting(db, list === "titles" ? "ttl.titles" : "ttl.children");
	return isBegun(row) || freshnessOf(row, ttl, now()) !== "fresh";
}
