import type { StowawayDatabase } from "../db/schema.ts";
import type { World } from "../db/world.ts";
import type { Change, JournalEntry, OutboxRow, ReasonCode } from "../model/change.ts";
import { desired } from "../model/desired.ts";
import type { ItemId } from "../model/ids.ts";
import type { Dialect } from "../model/source.ts";
import { isSameState, SAME_POSITION_MS, type WatchState } from "../model/watch-state.ts";
import { journalLine } from "./acknowledge.ts";
import { coalesce } from "./coalesce.ts";
import { joinChanges } from "./join-changes.ts";
import { freshRow, type NewChange, newGroup, recordChanges } from "./record-change.ts";
import { takeSnapshot } from "./snapshot.ts";

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

/** What marks among the changes had taken the place of. */
function replacedBy(changes: readonly Change[]): readonly Change[] {
	return changes.flatMap(({ replaced }) => replaced ?? []);
}

/** The state that undoing an entry starts from and the one it brings back; null where there is nothing to undo. */
function stateBefore(entry: JournalEntry): { readonly from: WatchState; readonly to: WatchState } | null {
	if (NOT_UNDOABLE.has(entry.code)) return null;
	const from = entry.after ?? entry.before;
	// Where the server's side was kept, the person's side is what was lost.
	const to = entry.wrote ? desired(entry.before, replacedBy(entry.changes)) : desired(entry.base, entry.changes);
	const isPlayLost = !entry.wrote && to.playCount > from.playCount;
	return isSameState(from, to) && !isPlayLost ? null : { from, to };
}

/**
 * The changes that bring `to` back: the mark if it differs, and the position. Pure. A position cannot be brought back before the mark
 * that wipes it, so the mark comes first.
 */
function opposite(itemId: ItemId, from: WatchState, to: WatchState): readonly NewChange[] {
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

/** The ids of entries about the same items that were taken back, be they of these entries or not. Within a transaction over `journal`. */
export async function undoneIds(db: StowawayDatabase, entries: readonly JournalEntry[]): Promise<ReadonlySet<number>> {
	const itemIds = [...new Set(entries.map(({ itemId }) => itemId))];
	const about = await db.journal.where("itemId").anyOf(itemIds).toArray();
	return new Set(about.flatMap(({ undoes }) => undoes ?? []));
}

/** What to queue to take an entry back: the opposite of what was written, or again what had been dropped. */
function changesBack(entry: JournalEntry, from: WatchState, to: WatchState): readonly NewChange[] {
	const { itemId } = entry;
	if (entry.wrote) return opposite(itemId, from, to);
	return entry.changes.map(({ type, positionMs, playUncounted }) =>
		playUncounted === false ? { itemId, type: "markWatched" } : { itemId, type, positionMs },
	);
}

type Undoer = Pick<World, "db" | "now" | "random">;

/** Puts a row that was thrown away back as it was, joined with what waits there by now. */
async function restore({ db }: Undoer, entry: JournalEntry): Promise<void> {
	const { itemId, titleId, sourceId, changes, base } = entry;
	const [there, source] = await Promise.all([db.outbox.get(itemId), db.sources.get(sourceId)]);
	if (source === undefined) return;
	const snapshot = there?.snapshot ?? entry.snapshot ?? (await takeSnapshot(db, itemId, titleId));
	const row = there ?? freshRow(itemId, base, snapshot, Math.min(entry.at, ...changes.map(({ at }) => at)), titleId);
	await db.outbox.put(joinChanges(row, changes));
}

/** The row without the changes of a group that was never sent; what its marks had replaced comes back. Null for nothing. */
function withoutGroup(row: OutboxRow, group: string): OutboxRow | null {
	const isOfGroup = (change: Change) => change.group === group;
	const back = replacedBy(row.changes.filter(isOfGroup));
	const changes = [...back, ...row.changes.filter((change) => !isOfGroup(change))].reduce<readonly Change[]>(
		coalesce,
		[],
	);
	return changes.length > 0 ? { ...row, changes, revision: row.revision + 1 } : null;
}

/**
 * Takes the changes of a group that still wait out of the outbox. One that is being sent at this moment may have arrived, so its
 * opposite is queued after it instead. Gives what is to be queued, and the lines about it.
 */
async function takeBackWaiting(
	{ db, now }: Undoer,
	group: string,
): Promise<{ readonly changes: readonly NewChange[]; readonly lines: readonly JournalEntry[] }> {
	const waiting = await db.outbox.filter((row) => row.changes.some((change) => change.group === group)).toArray();
	const changes: NewChange[] = [];
	const lines: JournalEntry[] = [];
	for (const row of waiting) {
		const { itemId, titleId, base } = row;
		const ours = row.changes.filter((change) => change.group === group);
		lines.push(journalLine({ ...row, changes: ours }, "undone", now(), { before: base, after: base, wrote: false }));
		if (row.push === undefined) {
			const left = withoutGroup(row, group);
			if (left === null) await db.outbox.delete(itemId);
			else await db.outbox.put(left);
			continue;
		}
		const to = desired(base, replacedBy(ours));
		const back = opposite(itemId, desired(base, row.changes), to);
		changes.push(...back.map((change) => ({ ...change, ...(titleId ? { titleId } : {}) })));
	}
	return { changes, lines };
}

/**
 * Takes back an entry, or all entries of its group and what of it still waits, as one: by queueing the opposite as changes made now,
 * which are merged and sent like all others. What was thrown away comes back as it was, its time too. Plays that were counted stay
 * counted. Undone once, however often and from wherever it is asked. Gives the number of titles it changed; 0 when there was nothing
 * to undo. Rejects, with everything as it was, when the database cannot be written.
 */
export function undoEntry(world: Undoer, id: number): Promise<number> {
	return inJournal(world, () => undo(world, id));
}

/** Takes back an act by its group, as `undoEntry` does, also while all of it still waits. */
export function undoGroup(world: Undoer, group: string): Promise<number> {
	return inJournal(world, async () => takeBack(world, await entriesOf(world.db, group), group));
}

function inJournal({ db }: Undoer, work: () => Promise<number>): Promise<number> {
	return db.transaction("rw", [db.journal, db.outbox, db.items, db.watch, db.sources], work);
}

function entriesOf(db: StowawayDatabase, group: string): Promise<JournalEntry[]> {
	return db.journal.where("group").equals(group).toArray();
}

async function undo(world: Undoer, id: number): Promise<number> {
	const entry = await world.db.journal.get(id);
	if (entry === undefined || NOT_UNDOABLE.has(entry.code)) return 0;
	const { group } = entry;
	return takeBack(world, group === undefined ? [entry] : await entriesOf(world.db, group), group);
}

async function takeBack(world: Undoer, entries: readonly JournalEntry[], group: string | undefined): Promise<number> {
	const { db, now } = world;
	const undone = await undoneIds(db, entries);
	const open = group === undefined ? { changes: [], lines: [] } : await takeBackWaiting(world, group);
	const changes: NewChange[] = [...open.changes];
	const lines: JournalEntry[] = [...open.lines];
	for (const one of entries) {
		const states = stateBefore(one);
		if (states === null || one.id === undefined || undone.has(one.id)) continue;
		if (hasNoWayBack(one, (await db.sources.get(one.sourceId))?.dialect)) continue;
		const { titleId, snapshot: known } = one;
		const about = { ...(titleId ? { titleId } : {}), ...(known ? { known } : {}) };
		if (one.code === "discarded") await restore(world, one);
		else {
			const back = changesBack(one, states.from, states.to);
			changes.push(...back.map((change) => ({ ...change, ...about })));
		}
		const { id: undoes, ...rest } = one;
		lines.push({ ...rest, at: now(), code: "undone", before: states.from, after: states.to, wrote: false, undoes });
	}
	const act = lines.length > 1 ? newGroup(world) : undefined;
	await recordChanges(
		world,
		changes.map((change) => ({ ...change, ...(act ? { group: act } : {}) })),
	);
	await db.journal.bulkAdd(lines.map(({ group: _, ...line }) => ({ ...line, ...(act ? { group: act } : {}) })));
	return lines.length;
}
