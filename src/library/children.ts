import { isConnected } from "../db/connected-source.ts";
import type { MemberRow, StowawayDatabase } from "../db/schema.ts";
import { readSetting } from "../db/settings.ts";
import type { World } from "../db/world.ts";
import type { ItemId } from "../model/ids.ts";
import { holdsTitles } from "../model/item.ts";
import type { ItemRow, MediaServer } from "../servers/server.ts";
import { fetchedRow, noteFailure } from "./freshness-rows.ts";
import { judgeFailure } from "./judge-failure.ts";
import { failed, type Refreshed } from "./refresh-result.ts";
import { isSameValue } from "./same-value.ts";
import { childrenScope } from "./scopes.ts";
import { writeRows } from "./write-rows.ts";

/**
 * Reads the seasons and episodes of a show, or the titles of a collection or playlist, into the database with their watch states, in one
 * transaction.
 */
export async function refreshChildren(
	world: World,
	server: MediaServer,
	parentId: ItemId,
	signal: AbortSignal,
): Promise<Refreshed> {
	const { db } = world;
	const scope = childrenScope(parentId);
	const parent = await db.items.get(parentId);
	if (parent === undefined) return failed("gone", "This title is not on this device.");
	const readAt = world.now();
	const answer = await server.children(parent, signal);
	if (answer.kind !== "ok") {
		const result = await judgeFailure(world, server, answer, signal);
		if (result.kind === "failed") await noteFailure(db, scope, result.error, world.now());
		return result;
	}
	const { rows, skipped } = answer.value;
	const fullTtl = await readSetting(db, "ttl.full");
	const tables = [db.items, db.titleChanges, db.watch, db.members, db.freshness, db.sources];
	return db.transaction("rw", tables, async (): Promise<Refreshed> => {
		if (!(await isConnected(db, server.source.sourceId))) return { kind: "stopped" };
		const now = world.now();
		const isOfOthers = holdsTitles(parent);
		const own = isOfOthers ? await inTheirLibraries(db, rows) : rows;
		await writeRows(db, own, { readAt, now, isFirst: false, watched: null, fullTtl });
		if (isOfOthers) await writeMembers(db, parentId, rows, skipped);
		await db.freshness.put(fetchedRow(scope, now, skipped));
		return { kind: "done", rows: rows.length, skipped };
	});
}

/** Titles that are here stay in their libraries: an answer about a collection does not name those. A title comes once, however often it is in a playlist. */
async function inTheirLibraries(db: StowawayDatabase, rows: readonly ItemRow[]): Promise<readonly ItemRow[]> {
	const stored = await db.items.bulkGet(rows.map(({ item }) => item.itemId));
	const own = rows.map((row, at): [ItemId, ItemRow] => {
		const { libraryId = row.item.libraryId } = stored[at] ?? {};
		return [row.item.itemId, { ...row, item: { ...row.item, libraryId } }];
	});
	return [...new Map(own).values()];
}

/** A list of which not all could be read does not take the place of a longer one. */
async function writeMembers(
	db: StowawayDatabase,
	collectionId: ItemId,
	rows: readonly ItemRow[],
	skipped: number,
): Promise<void> {
	const stored = db.members.where("[collectionId+order]").between([collectionId, -Infinity], [collectionId, Infinity]);
	const members = rows.map(({ item }, order): MemberRow => ({ collectionId, order, itemId: item.itemId }));
	const known = await stored.toArray();
	if ((skipped > 0 && known.length > members.length) || isSameValue(known, members)) return;
	await stored.delete();
	await db.members.bulkPut(members);
}
