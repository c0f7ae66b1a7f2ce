import { isConnected } from "../db/connected-source.ts";
import type { StowawayDatabase, WatchRow } from "../db/schema.ts";
import { noteTitleChanges } from "../db/title-changes.ts";
import { isUntouched, watchRow } from "../db/watch.ts";
import type { World } from "../db/world.ts";
import { corrected } from "../model/corrected.ts";
import type { ItemId } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import type { Credit, Person } from "../model/person.ts";
import type { Cast, FullItem, MediaServer } from "../servers/server.ts";
import { FEW_PEOPLE, forgetUncredited } from "./forget-people.ts";
import { fetchedRow, noteFailure } from "./freshness-rows.ts";
import { showAgainBelow } from "./hide-gone.ts";
import { judgeFailure } from "./judge-failure.ts";
import { failed, type Refreshed } from "./refresh-result.ts";
import { isSameValue } from "./same-value.ts";
import { creditsScope, fullScope } from "./scopes.ts";
import { type ReadTimes, writeWatch } from "./write-rows.ts";

/**
 * Reads everything about one title into the database: its detail, its complete cast and crew and their people, its watch state,
 * in one transaction. A full answer is complete, so it alone replaces and removes credits (DESIGN.md §2).
 */
export async function refreshFull(
	world: World,
	server: MediaServer,
	itemId: ItemId,
	signal: AbortSignal,
): Promise<Refreshed> {
	const { db } = world;
	const item = await db.items.get(itemId);
	if (item === undefined) return failed("gone", "This title is not on this device.");
	const readAt = world.now();
	const answer = await server.full(item, signal);
	if (answer.kind !== "ok") {
		const result = await judgeFailure(world, server, answer, signal);
		if (result.kind === "failed") await noteFailure(db, fullScope(itemId), result.error, world.now());
		return result;
	}
	const tables = [db.items, db.titleChanges, db.people, db.credits, db.watch, db.freshness, db.sources];
	return db.transaction("rw", tables, async (): Promise<Refreshed> => {
		if (!(await isConnected(db, server.source.sourceId))) return { kind: "stopped" };
		const now = world.now();
		await writeFull(db, itemId, answer.value, { readAt, now });
		await db.freshness.put(fetchedRow(fullScope(itemId), now));
		return { kind: "done", rows: 1, skipped: 0 };
	});
}

async function writeFull(
	db: StowawayDatabase,
	itemId: ItemId,
	{ row, files, credits, people }: FullItem,
	times: ReadTimes,
): Promise<void> {
	const before = await db.items.get(itemId);
	const leafCount = row.item.leafCount ?? before?.leafCount;
	const answer = leafCount === undefined ? row.item : { ...row.item, leafCount };
	const after = corrected(answer, before?.corrected?.own);
	if (!isSameValue(before, after)) {
		await db.items.put(after);
		await noteTitleChanges(db, before === undefined ? [after] : [after, before]);
	}
	if (before !== undefined) await showAgainBelow(db, [before]);
	await writeWatch(db, [row], times, null);
	await writeFiles(db, itemId, { row, files }, times);
	await writeCast(db, { itemId, etag: row.item.etag }, { credits, people }, times.now);
}

/**
 * Writes the complete cast of a title in the place of what is there of it, as of `now` (device epoch ms).
 *
 * To be called inside a transaction that may write `people`, `credits` and `freshness`.
 */
export async function writeCast(
	db: StowawayDatabase,
	{ itemId, etag }: Pick<Item, "itemId" | "etag">,
	{ credits, people }: Cast,
	now: number,
): Promise<void> {
	await writePeople(db, people);
	await replaceCredits(db, itemId, credits);
	await db.freshness.put({ ...fetchedRow(creditsScope(itemId), now), ...(etag === undefined ? {} : { etag }) });
}

async function replaceCredits(db: StowawayDatabase, itemId: ItemId, credits: readonly Credit[]): Promise<void> {
	const stored = db.credits.where("[itemId+order]").between([itemId, -Infinity], [itemId, Infinity]);
	const ordered = [...credits].sort((a, b) => a.order - b.order);
	const before = await stored.toArray();
	if (isSameValue(before, ordered)) return;
	await stored.delete();
	await db.credits.bulkPut(ordered);
	const still = new Set(ordered.map(({ personId }) => personId));
	const left = new Set(before.flatMap(({ personId }) => (still.has(personId) ? [] : [personId])));
	await forgetUncredited(db, [...left]);
}

/** A cast list knows a person's name and portrait; what is known of them besides stays. */
async function writePeople(db: StowawayDatabase, people: readonly Person[]): Promise<void> {
	const stored = await db.people.bulkGet(people.map(({ personId }) => personId));
	const changed = people.flatMap((person, at): Person[] => {
		const before = stored[at];
		const after = { ...before, ...person };
		return isSameValue(before, after) ? [] : [after];
	});
	for (let at = 0; at < changed.length; at += FEW_PEOPLE) await db.people.bulkPut(changed.slice(at, at + FEW_PEOPLE));
}

/** Writes what a full answer says of a title's further files, and forgets files that are gone. What was read later stays. */
async function writeFiles(
	db: StowawayDatabase,
	titleId: ItemId,
	{ row, files = new Map() }: Pick<FullItem, "row" | "files">,
	{ readAt, now }: ReadTimes,
): Promise<void> {
	const known = await db.watch.where("titleId").equals(titleId).toArray();
	const listed = new Set(row.item.detail?.versions.map(({ itemId }) => itemId));
	const isNewer = (file: WatchRow) => file.readAt > readAt && file.readAt <= now;
	const newer = new Set(known.filter(isNewer).map(({ itemId }) => itemId));
	const gone = known.filter((file) => {
		const state = files.get(file.itemId);
		return !listed.has(file.itemId) || (!newer.has(file.itemId) && state !== undefined && isUntouched(state));
	});
	const read = [...files].filter(([itemId, state]) => !newer.has(itemId) && !isUntouched(state));
	await db.watch.bulkDelete(gone.map(({ itemId }) => itemId));
	await db.watch.bulkPut(read.map(([itemId, state]) => watchRow(itemId, state, readAt, titleId)));
}
