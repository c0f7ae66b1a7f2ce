import type { World } from "../db/world.ts";
import type { OutboxRow } from "../model/change.ts";
import type { ItemId } from "../model/ids.ts";
import { journalLine, rested } from "./acknowledge.ts";

type Settler = Pick<World, "db" | "now">;

/**
 * The person chose a side of a conflict. `mine`: the changes are theirs as of now, against the other side as it was shown, so
 * the next drain writes them unless somebody acted meanwhile. `theirs`: the row goes, and the journal says so (it can be undone).
 * Does nothing where no conflict is open.
 */
export function settleConflict({ db, now }: Settler, itemId: ItemId, choice: "mine" | "theirs"): Promise<void> {
	return db.transaction("rw", [db.outbox, db.journal, db.sources], async () => {
		const row = await db.outbox.get(itemId);
		if (row?.status !== "conflict") return;
		const remote = row.remote ?? row.base;
		if (choice === "theirs") {
			await db.outbox.delete(itemId);
			await db.journal.add(journalLine(row, "kept-theirs", now(), { before: remote, after: remote, wrote: false }));
			return;
		}
		const source = await db.sources.get(row.sourceId);
		const at = now() + (source?.clock.offsetMs ?? 0);
		const changes = row.changes.map((change) => ({ ...change, at: Math.max(at, change.at) }));
		await db.outbox.put({ ...rested(row), base: remote, changes, createdAt: now() });
	});
}

/** Puts a row that is dead, parked or backing off back in line for the next drain. A conflict has to be settled instead. */
export function retryRow({ db }: Pick<World, "db">, itemId: ItemId): Promise<void> {
	return db.transaction("rw", db.outbox, async () => {
		const row = await db.outbox.get(itemId);
		if (row === undefined || row.status === "conflict") return;
		const { reason: _reason, detail: _detail, ...rest } = row;
		const waiting: OutboxRow = { ...rest, status: "waiting", attempts: 0, nextTryAt: 0 };
		await db.outbox.put(waiting);
	});
}

/** Throws away what waits for an item, by the person's wish. The journal keeps it, so it can be undone. */
export function discardRow({ db, now }: Settler, itemId: ItemId): Promise<void> {
	return db.transaction("rw", [db.outbox, db.journal, db.watch], async () => {
		const row = await db.outbox.get(itemId);
		if (row === undefined) return;
		const before = row.remote ?? row.base;
		await db.outbox.delete(itemId);
		await db.journal.add(journalLine(row, "discarded", now(), { before, after: before, wrote: false }));
	});
}
