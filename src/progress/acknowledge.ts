import type { StowawayDatabase } from "../db/schema.ts";
import { isUntouched, watchRow } from "../db/watch.ts";
import type { Change, JournalEntry, OutboxRow, ReasonCode } from "../model/change.ts";
import type { ItemId } from "../model/ids.ts";
import { UNTOUCHED, type WatchState } from "../model/watch-state.ts";
import { coalesce } from "./coalesce.ts";

/** What a decision ended in, for the row, the snapshot of the server and the journal. */
export interface Ending {
	/** The row as it was decided upon. */
	readonly row: OutboxRow;
	/** Changes up to this revision are done with. */
	readonly revision: number;
	readonly code: ReasonCode;
	/** The server before and after. */
	readonly before: WatchState;
	readonly after: WatchState;
	/** True when a request that writes was sent. */
	readonly wrote: boolean;
	/** Changes that go to Conflicts instead of being acknowledged. */
	readonly parked: readonly Change[];
}

/** A line of the journal about a row. `at` is device time, epoch ms. */
export function journalLine(
	row: OutboxRow,
	code: ReasonCode,
	at: number,
	seen: Pick<JournalEntry, "before" | "after" | "wrote">,
): JournalEntry {
	const { itemId, titleId, sourceId, changes, base, snapshot } = row;
	const group = changes.find((change) => change.group !== undefined)?.group;
	const title = snapshot.showTitle ? `${snapshot.showTitle}: ${snapshot.title}` : snapshot.title;
	const ids = { itemId, ...(titleId ? { titleId } : {}), sourceId };
	return { at, ...ids, ...(group ? { group } : {}), title, snapshot, code, changes, base, ...seen };
}

/** What a line says that a person would notice: what came of which acts, and what the server held. */
function gist({ code, changes, before, after, wrote }: JournalEntry): string {
	return JSON.stringify([code, wrote, changes.map(({ type }) => type), before, after]);
}

/** True when the last line about an item says the same. Within a transaction over `journal`. */
async function isTold(db: StowawayDatabase, line: JournalEntry): Promise<boolean> {
	const last = await db.journal.where("itemId").equals(line.itemId).last();
	return last !== undefined && gist(last) === gist(line);
}

/**
 * Adds a line about a row that comes to rest, unless the last line about its item says the same: a film that plays on while its
 * conflict is open is decided anew with every drain. Within a transaction over `journal`.
 */
export async function addLineOnce(db: StowawayDatabase, line: JournalEntry): Promise<void> {
	if (!(await isTold(db, line))) await db.journal.add(line);
}

/** A server unwatches every file of a title with it: what waits for them goes on from there. */
async function clearFiles(db: StowawayDatabase, titleId: ItemId): Promise<void> {
	await db.watch.where("titleId").equals(titleId).delete();
	for (const row of await db.outbox.where("titleId").equals(titleId).toArray()) {
		await db.outbox.put({ ...row, base: UNTOUCHED });
	}
}

/** A row as a person left it, without what a try to send it added. */
export function rested(row: OutboxRow): OutboxRow {
	const { lease: _lease, push: _push, reason: _reason, detail: _detail, remote: _remote, ...rest } = row;
	return { ...rest, attempts: 0, nextTryAt: 0, status: "waiting" };
}

/** True when a row still holds the push that a decision ended, or none began: a row that was thrown away and made anew does not. */
function isOfPush(current: OutboxRow, { row }: Ending): boolean {
	return row.push === undefined || current.push?.revision === row.push.revision;
}

/** The changes that a decision was about. */
function changesOf({ row, revision }: Ending): readonly Change[] {
	return row.changes.filter((change) => change.revision <= revision);
}

/** True when all that was to be sent goes to Conflicts, so that the server's state is no base yet. */
function isUndecided(ending: Ending): boolean {
	return ending.parked.length > 0 && ending.parked.length === changesOf(ending).length;
}

/**
 * What a decision leaves of its row as it is now (SYNC.md §3 *Acknowledging*). Pure. Null for nothing.
 *
 * | the row now | is left |
 * |---|---|
 * | has nothing later, nothing goes to Conflicts | nothing |
 * | has later changes | they, and what goes to Conflicts, on the server's state |
 * | has none, some go to Conflicts | those, in conflict |
 * | was thrown away and made anew meanwhile | all of it, on the server's state |
 */
export function afterEnding(current: OutboxRow | undefined, ending: Ending): OutboxRow | null {
	const { row, revision, code, after, parked } = ending;
	if (current === undefined) return null;
	if (!isOfPush(current, ending)) return { ...current, base: after };
	const later = current.changes.filter((change) => change.revision > revision);
	const left = [...parked, ...later].reduce<readonly Change[]>(coalesce, []);
	if (left.length === 0) return null;
	const base = isUndecided(ending) ? row.base : after;
	const next: OutboxRow = { ...rested(current), changes: left, base };
	return later.length > 0 ? next : { ...next, status: "conflict", reason: code, remote: after };
}

/** The last word about each item. */
function lastOfEach(endings: readonly Ending[]): readonly Ending[] {
	return [...new Map(endings.map((ending) => [ending.row.itemId, ending])).values()];
}

/** The lines to add: those about a row that comes to rest only where the last line about its item does not say the same. */
async function newLines(db: StowawayDatabase, endings: readonly Ending[], now: number): Promise<JournalEntry[]> {
	const lines: JournalEntry[] = [];
	for (const ending of endings) {
		const { row, code, before, after, wrote } = ending;
		const line = journalLine({ ...row, changes: changesOf(ending) }, code, now, { before, after, wrote });
		if (!isUndecided(ending) || !(await isTold(db, line))) lines.push(line);
	}
	return lines;
}

/**
 * Writes what decisions say of the server: its state as the interface shows it, what was acknowledged lately, and a line in the journal
 * each. Within a transaction over `outbox`, `watch`, `written` and `journal`, once the rows are written. `now` is device time, epoch ms.
 */
export async function writeEndings(db: StowawayDatabase, endings: readonly Ending[], now: number): Promise<void> {
	if (endings.length === 0) return;
	// An item has two endings where an earlier push of it had arrived.
	const last = lastOfEach(endings);
	const isKept = ({ after }: Ending) => !isUntouched(after);
	await db.watch.bulkPut(last.filter(isKept).map(({ row, after }) => watchRow(row.itemId, after, now, row.titleId)));
	const untouched = last.filter((ending) => !isKept(ending)).map(({ row }) => row.itemId);
	if (untouched.length > 0) await db.watch.bulkDelete(untouched);
	for (const ending of last) {
		const isUnwatched = ending.wrote && changesOf(ending).some(({ type }) => type === "markUnwatched");
		if (isUnwatched && ending.row.titleId === undefined) await clearFiles(db, ending.row.itemId);
	}
	const wrote = lastOfEach(endings.filter((ending) => ending.wrote));
	await db.written.bulkPut(
		wrote.map(({ row: { itemId, sourceId, requeued = 0 }, after }) => ({
			itemId,
			sourceId,
			state: after,
			at: now,
			requeued,
		})),
	);
	const superseded = last.filter((ending) => !ending.wrote && !isUndecided(ending)).map(({ row }) => row.itemId);
	if (superseded.length > 0) await db.written.bulkDelete(superseded);
	await db.journal.bulkAdd(await newLines(db, endings, now));
}
