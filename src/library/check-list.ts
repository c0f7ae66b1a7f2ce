import type { FreshnessRow, ListMark, StowawayDatabase } from "../db/schema.ts";
import { readSetting } from "../db/settings.ts";
import type { World } from "../db/world.ts";
import type { Library } from "../model/item.ts";
import type { ItemRow, ListChanges, MediaServer } from "../servers/server.ts";
import { changeFreshness } from "./freshness-rows.ts";
import { judgeFailure } from "./judge-failure.ts";
import { changesSince } from "./list-mark.ts";
import { endsSync, type Refreshed } from "./refresh-result.ts";
import { listScope, type SyncedList } from "./scopes.ts";
import { readBlocks, ShelfWriter } from "./shelf-blocks.ts";
import { refreshWindows } from "./windows.ts";
import { asShelved, writeRows } from "./write-rows.ts";

/** More changed titles than this are not asked for one by one: the list is read whole. */
const MOST_CHANGES = 500;

/**
 * Looks for changes in a list that is known to have been complete: two requests, whatever its size, and what changed is written. What was
 * added last counts among the changes where it is not here, though the server may have no date of its change.
 *
 * | the server says | then |
 * |---|---|
 * | as long as before, with what is new among the changes added | what changed is written, and the list is fresh |
 * | another length, or more than 500 changes | "differs": it is to be read whole |
 * | that it does not answer such a question, or nonsense | the same: a server or proxy may know no such look |
 *
 * To be called under the list's refresh lock.
 */
export async function checkList(
	world: World,
	server: MediaServer,
	library: Library,
	list: SyncedList,
	mark: ListMark,
	signal: AbortSignal,
): Promise<Refreshed | "differs"> {
	const { db, now } = world;
	const askedAt = now();
	const answer = await server.changes(library, list, { since: mark.since, limit: MOST_CHANGES }, signal);
	if (answer.kind !== "ok") {
		const judged = await judgeFailure(world, server, answer, signal);
		return judged.kind === "failed" && !endsSync(judged) ? "differs" : judged;
	}
	const { skipped, changed, total } = answer.value;
	if (changed > answer.value.rows.length + skipped) return "differs";
	const rows = await withNewest(db, answer.value);
	const stored = await db.items.bulkGet(rows.map(({ item }) => item.itemId));
	const isHere = (row: (typeof stored)[number]) => row?.libraryId === library.libraryId && row.goneAt === undefined;
	const added = stored.filter((row) => !isHere(row)).length;
	if (total !== mark.total + added) return "differs";
	const next: ListMark = { total, since: await changesSince(db, library.sourceId, askedAt) };
	const scope = listScope(list, library.libraryId);
	if (rows.length === 0) {
		await changeFreshness(db, scope, (row) => checkedRow(row, next, now()));
		return { kind: "done", rows: 0, skipped };
	}
	const isThere = await writeChanges(world, library, list, rows, { askedAt, mark: next });
	return isThere ? { kind: "done", rows: rows.length, skipped } : { kind: "stopped" };
}

/** What changed, with what was added last unless that is here, in whatever library: a title may lie in two. */
async function withNewest(
	db: StowawayDatabase,
	{ rows, newest }: Pick<ListChanges, "rows" | "newest">,
): Promise<readonly ItemRow[]> {
	if (newest === undefined || rows.some(({ item }) => item.itemId === newest.item.itemId)) return rows;
	const stored = await db.items.get(newest.item.itemId);
	return stored === undefined || stored.goneAt !== undefined ? [...rows, newest] : rows;
}

/** A list's row after a look for changes. Where a reading of all of it was left stays. */
function checkedRow(before: FreshnessRow, mark: ListMark, now: number): FreshnessRow {
	const { error: _, ...rest } = before;
	const count = before.cursor === undefined ? { total: mark.total, done: mark.total } : {};
	return { ...rest, ...count, fetchedAt: now, attemptedAt: now, failures: 0, mark };
}

/** Writes changed rows in one transaction, as a page of the list would be. False when the library was removed meanwhile. */
async function writeChanges(
	{ db, now }: World,
	{ libraryId }: Library,
	list: SyncedList,
	rows: readonly ItemRow[],
	{ askedAt, mark }: { readonly askedAt: number; readonly mark: ListMark },
): Promise<boolean> {
	const shelf = list === "titles" ? new ShelfWriter(libraryId, await readBlocks(db, libraryId)) : null;
	shelf?.put(await asShelved(db, rows));
	const blocks = shelf?.changedBlocks() ?? [];
	const fullTtl = await readSetting(db, "ttl.full");
	const scope = listScope(list, libraryId);
	const tables = [db.items, db.titleChanges, db.watch, db.shelves, db.windows, db.libraries, db.freshness];
	return db.transaction("rw", tables, async () => {
		const library = await db.libraries.get(libraryId);
		const row = await db.freshness.get(scope);
		if (library === undefined || row === undefined) return false;
		const written = await writeRows(db, rows, { readAt: askedAt, now: now(), isFirst: false, watched: null, fullTtl });
		await db.freshness.put(checkedRow(row, mark, now()));
		if (written + blocks.length === 0) return true;
		await db.shelves.bulkPut(blocks);
		if (shelf !== null) await refreshWindows(db, libraryId, shelf);
		const total = list === "titles" ? mark.total : library.total;
		await db.libraries.put({ ...library, revision: library.revision + 1, ...(total === undefined ? {} : { total }) });
		return true;
	});
}
