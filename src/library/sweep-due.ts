import { readSetting } from "../db/settings.ts";
import type { World } from "../db/world.ts";
import type { SourceId } from "../model/ids.ts";
import type { Library } from "../model/item.ts";
import { isActive } from "./active-library.ts";
import { freshnessOf, isBackingOff, listScope, type SyncedList, sweepScope } from "./scopes.ts";
import { listsToSync } from "./sync-due.ts";

/**
 * Whether a list of a source is to be read whole though nothing says that it changed: what no look for changes can see is found so.
 * Only lists of active libraries that were read to their end before, and that did not fail a moment ago. DESIGN.md §3.
 */
export async function isSweepDue(world: World, sourceId: SourceId): Promise<boolean> {
	return (await listsToSweep(world, sourceId)).length > 0;
}

/** Those lists, in the order they are synced. */
export async function listsToSweep(
	world: World,
	sourceId: SourceId,
): Promise<{ library: Library; list: SyncedList }[]> {
	const { db, now } = world;
	const lists = (await listsToSync(world, sourceId)).filter(({ library }) => isActive(library, now()));
	const [rows, sweeps, ttl] = await Promise.all([
		db.freshness.bulkGet(lists.map(({ library, list }) => listScope(list, library.libraryId))),
		db.freshness.bulkGet(lists.map(({ library, list }) => sweepScope(list, library.libraryId))),
		readSetting(db, "ttl.sweep"),
	]);
	return lists.filter((_, at) => {
		const row = rows[at];
		if (row === undefined || row.fetchedAt === 0 || isBackingOff(row, now())) return false;
		return row.cursor !== undefined || freshnessOf(sweeps[at], ttl, now()) !== "fresh";
	});
}
