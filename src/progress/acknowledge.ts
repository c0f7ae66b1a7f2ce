import { isConnected } from "../db/connected-source.ts";
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

/**
 * Ends a decision in one transaction (SYNC.md §3 *Acknowledging*): the changes up to `revision` leave the row, the server's
 * state becomes the base of what came later and the snapshot the interface shows, and the journal gets its line. The row is
 * deleted only when nothing came later and nothing goes to Conflicts. Does nothing for a source that was removed or left
 * meanwhile: the row of one that was left resumes after the next sign-in.
 */
export function acknowledge(db: StowawayDatabase, ending: Ending, now: number): Promise<void> {
	const { row, revision, code, before, after, wrote, parked } = ending;
	return db.transaction("rw", [db.outbox, db.watch, db.written, db.journal, db.sources], async () => {
		if (!(await isConnected(db, row.sourceId))) return;
		const current = await db.outbox.get(row.itemId);
		const later = current?.changes.filter((change) => change.revision > revision) ?? [];
		const left = [...parked, ...later].reduce<readonly Change[]>(coalesce, []);
		const changes = row.changes.filter((change) => change.revision <= revision);
		const isUndecided = parked.length > 0 && parked.length === changes.length;
		if (current !== undefined && left.length > 0) {
			const base = isUndecided ? row.base : after;
			const next: OutboxRow = { ...rested(current), changes: left, base };
			await db.outbox.put(later.length > 0 ? next : { ...next, status: "conflict", reason: code, remote: after });
		} else {
			await db.outbox.delete(row.itemId);
		}
		await putWatch(db, row.itemId, after, now, row.titleId);
		const isUnwatched = wrote && changes.some(({ type }) => type === "markUnwatched");
		if (isUnwatched && row.titleId === undefined) await clearFiles(db, row.itemId);
		if (wrote) {
			const old = await db.written.get(row.itemId);
			const requeued = old && isSameState(old.state, after) ? old.requeued : 0;
			await db.written.put({ itemId: row.itemId, sourceId: row.sourceId, state: after, at: now, requeued });
		} else if (!isUndecided) {
			await db.written.delete(row.itemId);
		}
		const line = journalLine({ ...row, changes }, code, now, { before, after, wrote });
		if (isUndecided) await addLineOnce(db, line);
		else await db.journal.add(line);
	});
}
