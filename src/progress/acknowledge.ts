import type { StowawayDatabase } from "../db/schema.ts";
import { isUntouched, watchRow } from "../db/watch.ts";
import type { Change, JournalEntry, OutboxRow, ReasonCode } from "../model/change.ts";
import type { ItemId } from "../model/ids.ts";
import { isSameState, UNTOUCHED, type WatchState } from "../model/watch-state.ts";
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
	return { at, ...ids, ...(group ? { group } : {}), title, code, changes, base, ...seen };
}

/** What a line says that a person would notice: what came of which acts, and what the server held. */
function gist({ code, changes, before, after, wrote }: JournalEntry): string {
	return JSON.stringify([code, wrote, changes.map(({ type }) => type), before, after]);
}

/**
 * Adds a line about a row that comes to rest, unless the last line about its item says the same: a film that plays on while its
 * conflict is open is decided anew with every drain. Within a transaction over `journal`.
 */
export async function addLineOnce(db: StowawayDatabase, line: JournalEntry): Promise<void> {
	const last = await db.journal.where("itemId").equals(line.itemId).last();
	if (last === undefined || gist(last) !== gist(line)) await db.journal.add(line);
}

/**
 * Stores what the server was seen to hold, within a transaction over `watch`. `now` is device time, epoch ms; `titleId`: of what the
 * item is a further file.
 */
export async function putWatch(
	db: StowawayDatabase,
	itemId: ItemId,
	state: WatchState,
	now: number,
	titleId?: ItemId,
): Promise<void> {
	if (isUntouched(state)) await db.watch.delete(itemId);
	else await db.watch.put(watchRow(itemId, state, now, titleId));
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

/** True when all that was to be sent goes to Conflicts, so that the server's state is no base yet. */
function isUndecided({ row, revision, parked }: Ending): boolean {
	return parked.length > 0 && parked.length === row.changes.filter((change) => change.revision <= revision).length;
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

/**
 * Writes what decisions say of the server: its state as the interface shows it, what was acknowledged lately, and a line in the journal
 * each. Within a transaction over `outbox`, `watch`, `written` and `journal`, once the rows are written. `now` is device time, epoch ms.
 */
export async function writeEndings(db: StowawayDatabase, endings: readonly Ending[], now: number): Promise<void> {
	for (const ending of endings) {
		const { row, revision, code, before, after, wrote } = ending;
		const changes = row.changes.filter((change) => change.revision <= revision);
		const isOpen = isUndecided(ending);
		await putWatch(db, row.itemId, after, now, row.titleId);
		const isUnwatched = wrote && changes.some(({ type }) => type === "markUnwatched");
		if (isUnwatched && row.titleId === undefined) await clearFiles(db, row.itemId);
		if (wrote) {
			const old = await db.written.get(row.itemId);
			const requeued = old && isSameState(old.state, after) ? old.requeued : 0;
			await db.written.put({ itemId: row.itemId, sourceId: row.sourceId, state: after, at: now, requeued });
		} else if (!isOpen) {
			await db.written.delete(row.itemId);
		}
		const line = journalLine({ ...row, changes }, code, now, { before, after, wrote });
		if (isOpen) await addLineOnce(db, line);
		else await db.journal.add(line);
	}
}
