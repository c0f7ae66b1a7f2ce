import type { StowawayDatabase } from "../db/schema.ts";
import type { World } from "../db/world.ts";
import type { JournalEntry, ReasonCode } from "../model/change.ts";
import { desired } from "../model/desired.ts";
import type { ItemId } from "../model/ids.ts";
import type { Dialect } from "../model/source.ts";
import { isSameState, SAME_POSITION_MS, type WatchState } from "../model/watch-state.ts";
import { type NewChange, newGroup, recordChanges } from "./record-change.ts";

/** Entries that only say that something waits, or that something was taken back. */
const NOT_UNDOABLE: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
	"unwatched-elsewhere",
	"gone",
	"re-bound",
	"no-access",
	"refused",
	"unverified",
	"lost-by-server",
	"undone",
]);

/** The newest entries of the journal, newest first; of one item where one is given. */
export function journalEntries(
	db: StowawayDatabase,
	{ limit, itemId }: { readonly limit: number; readonly itemId?: ItemId },
): Promise<JournalEntry[]> {
	if (itemId === undefined) return db.journal.orderBy(":id").reverse().limit(limit).toArray();
	return db.journal
		.where("itemId")
		.equals(itemId)
		.reverse()
		.sortBy("id")
		.then((entries) => entries.slice(0, limit));
}

/** The state that undoing an entry starts from and the one it brings back; null where there is nothing to undo. */
function stateBefore(entry: JournalEntry): { readonly from: WatchState; readonly to: WatchState } | null {
	if (NOT_UNDOABLE.has(entry.code)) return null;
	const from = entry.after ?? entry.before;
	// Where the server's side was kept, the person's side is what was lost.
	const to = entry.wrote ? entry.before : desired(entry.base, entry.changes);
	const isPlayLost = !entry.wrote && to.playCount > from.playCount;
	return isSameState(from, to) && !isPlayLost ? null : { from, to };
}

/**
 * The changes that bring `to` back: the mark if it differs, and the position. Pure. A position cannot be brought back before the mark
 * that wipes it, so the mark comes first.
 */
export function opposite(itemId: ItemId, from: WatchState, to: WatchState): readonly NewChange[] {
	const changes: NewChange[] = [];
	if (from.watched !== to.watched) changes.push({ itemId, type: to.watched ? "markWatched" : "markUnwatched" });
	const left = changes.length > 0 ? 0 : from.positionMs;
	if (Math.abs(to.positionMs - left) <= SAME_POSITION_MS) return changes;
	if (to.positionMs > 0) return [...changes, { itemId, type: "progress", positionMs: to.positionMs }];
	return [...changes, { itemId, type: "clearPosition" }];
}

/** True when the entry has an effect that can be taken back. Whether that was done already, `undoEntry` knows. */
export function isUndoable(entry: JournalEntry): boolean {
	return stateBefore(entry) !== null;
}

/**
 * True when nothing but a clear of a title that stays watched would take the entry back, and its server has no request for that
 * (SYNC.md §3, Plex). Pure.
 */
export function hasNoWayBack(entry: JournalEntry, dialect: Dialect | undefined): boolean {
	const states = dialect === "plex" ? stateBefore(entry) : null;
	if (states === null) return false;
	const { from, to } = states;
	return from.watched && to.watched && from.positionMs > SAME_POSITION_MS && to.positionMs <= SAME_POSITION_MS;
}

/** What to queue to take an entry back: the opposite of what was written, or again what had been dropped. */
function changesBack(entry: JournalEntry, from: WatchState, to: WatchState): readonly NewChange[] {
	const { itemId } = entry;
	if (entry.wrote) return opposite(itemId, from, to);
	return entry.changes.map(({ type, positionMs, playUncounted }) =>
		playUncounted === false ? { itemId, type: "markWatched" } : { itemId, type, positionMs },
	);
}

async function isUndone(db: StowawayDatabase, entry: JournalEntry): Promise<boolean> {
	const later = await db.journal.where("itemId").equals(entry.itemId).toArray();
	return later.some(({ undoes }) => undoes === entry.id);
}

/**
 * Takes back an entry, or all entries of its group, by queueing the opposite as changes made now: they are merged and sent as
 * any other. Plays that were counted stay counted. Undone once, however often and from wherever it is asked. Gives the number of titles it changed; 0 when there was nothing to undo.
 */
export function undoEntry(world: Pick<World, "db" | "now" | "random">, id: number): Promise<number> {
	const { db } = world;
	return db.transaction("rw", [db.journal, db.outbox, db.items, db.watch, db.sources], () => undo(world, id));
}

async function undo(world: Pick<World, "db" | "now" | "random">, id: number): Promise<number> {
	const { db, now } = world;
	const entry = await db.journal.get(id);
	if (entry === undefined) return 0;
	const group = entry.group === undefined ? [entry] : await db.journal.where("group").equals(entry.group).toArray();
	const act = group.length > 1 ? newGroup(world) : undefined;
	const undone: JournalEntry[] = [];
	const changes: NewChange[] = [];
	for (const one of group) {
		const states = stateBefore(one);
		const source = await db.sources.get(one.sourceId);
		if (states === null || hasNoWayBack(one, source?.dialect) || (await isUndone(db, one))) continue;
		const back = changesBack(one, states.from, states.to);
		const { titleId } = one;
		changes.push(
			...back.map((change) => ({ ...change, ...(titleId ? { titleId } : {}), ...(act ? { group: act } : {}) })),
		);
		const { id: undoes, group: _group, ...rest } = one;
		undone.push({ ...rest, at: now(), code: "undone", before: states.from, after: states.to, wrote: false, undoes });
	}
	await recordChanges(world, changes);
	await db.journal.bulkAdd(undone);
	return undone.length;
}
