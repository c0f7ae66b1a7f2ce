import type { StowawayDatabase, WatchRow, WrittenRow } from "../db/schema.ts";
import type { World } from "../db/world.ts";
import type { Change, ChangeType, OutboxRow, TitleSnapshot } from "../model/change.ts";
import type { ItemId, SourceId } from "../model/ids.ts";
import { journalLine } from "./acknowledge.ts";
import { freshRow } from "./record-change.ts";
import { takeSnapshot } from "./snapshot.ts";

/** How long what was written is compared with what later refreshes read, ms. */
const WATCHED_FOR_MS = 14 * 24 * 3_600_000;
const REQUEUED_AT_MOST = 3;

/**
 * SYNC.md row 16: did the server lose what it had acknowledged? Pure.
 *
 * | a later read shows | verdict |
 * |---|---|
 * | no date, a fallen `watched`, a later date, or a play that was not there | `superseded`: a person's act, or newer |
 * | a date that is there and earlier, or a count above 0 and below | `lost` |
 * | else | `there` |
 */
export function verdictOn(written: WrittenRow, read: WatchRow): "there" | "lost" | "superseded" {
	if (read.readAt <= written.at) return "there";
	const { state } = written;
	const wasDated = state.lastPlayedAt !== null;
	if (read.lastPlayedAt === null) return wasDated ? "superseded" : "there";
	if ((state.watched && !read.watched) || read.lastPlayedAt > (state.lastPlayedAt ?? 0)) return "superseded";
	// Servers let a person date a viewing back: a play more is no lost write, and must not be unwatched as one.
	if (!state.watched && read.watched && read.playCount > state.playCount) return "superseded";
	const isOlder = state.lastPlayedAt !== null && read.lastPlayedAt < state.lastPlayedAt;
	return isOlder || (read.playCount > 0 && read.playCount < state.playCount) ? "lost" : "there";
}

/** The changes that bring a lost state back. */
function changesFor({ state }: WrittenRow, read: WatchRow, uncertaintyMs: number): readonly Change[] {
	const changes: Change[] = [];
	const add = (type: ChangeType, more: Partial<Change> = {}) =>
		changes.push({ type, at: state.lastPlayedAt ?? 0, uncertaintyMs, revision: changes.length + 1, ...more });
	const plays = state.watched ? Math.max(0, state.playCount - read.playCount) : 0;
	for (let play = 0; play < plays; play += 1) add("finished", { playUncounted: true });
	if (state.watched && plays === 0) add("markWatched");
	if (!state.watched && read.watched) add("markUnwatched");
	if (state.positionMs > 0) add("progress", { positionMs: state.positionMs });
	else if (!state.watched && !read.watched) add("clearPosition");
	return changes;
}

/** What a title is known by: as the library has it, else as it was last journaled, or it could not be found again. */
async function knownBy(db: StowawayDatabase, itemId: ItemId, titleId: ItemId = itemId): Promise<TitleSnapshot> {
	const isThere = (await db.items.where("itemId").equals(titleId).count()) > 0;
	const last = isThere ? undefined : await db.journal.where("itemId").equals(itemId).last();
	return last?.snapshot ?? takeSnapshot(db, itemId, titleId);
}

async function requeue(db: StowawayDatabase, written: WrittenRow, read: WatchRow, uncertaintyMs: number, now: number) {
	const { itemId, requeued } = written;
	const { titleId } = read;
	const changes = changesFor(written, read, uncertaintyMs);
	const { positionMs, watched, playCount, lastPlayedAt } = read;
	const base = { positionMs, watched, playCount, lastPlayedAt };
	const isGivenUp = requeued >= REQUEUED_AT_MOST;
	const row: OutboxRow = {
		...freshRow(itemId, base, await knownBy(db, itemId, titleId), now, titleId),
		revision: changes.length,
		changes,
		status: isGivenUp ? "conflict" : "waiting",
		reason: "lost-by-server",
		requeued: requeued + 1,
		...(isGivenUp ? { remote: base } : {}),
	};
	await db.outbox.put(row);
	if (isGivenUp) await db.written.delete(itemId);
	else await db.written.put({ ...written, requeued: requeued + 1, at: now });
	await db.journal.add(journalLine(row, "lost-by-server", now, { before: written.state, after: base, wrote: false }));
}

/**
 * Compares what was acknowledged lately with what was read since, and queues again what the server lost: three times at most,
 * then it goes to Conflicts. Looks at the database only. Items with something new in the outbox are left to their next push.
 */
export async function takeSecondLook({ db, now }: Pick<World, "db" | "now">, sourceId: SourceId): Promise<void> {
	const time = now();
	const all = await db.written.where("itemId").startsWith(`${sourceId}/`).toArray();
	const reads = await db.watch.bulkGet(all.map((written) => written.itemId));
	for (const [at, written] of all.entries()) {
		const read = reads[at];
		const verdict = read === undefined ? "there" : verdictOn(written, read);
		const isOver = verdict === "superseded" || time - written.at > WATCHED_FOR_MS;
		if (!isOver && (verdict === "there" || read === undefined)) continue;
		await db.transaction("rw", [db.outbox, db.written, db.journal, db.items, db.sources], async () => {
			if ((await db.outbox.get(written.itemId)) !== undefined) return;
			const source = await db.sources.get(sourceId);
			if (source === undefined || source.state === "left") return;
			if (isOver || read === undefined) await db.written.delete(written.itemId);
			else await requeue(db, written, read, source.clock.uncertaintyMs, time);
		});
	}
}
