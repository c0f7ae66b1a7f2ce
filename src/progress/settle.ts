import type { World } from "../db/world.ts";
import type { OutboxRow } from "../model/change.ts";
import type { ItemId } from "../model/ids.ts";
import { journalLine, rested } from "./acknowledge.ts";
import { newGroup } from "./record-change.ts";

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

/** Puts rows that are dead, parked or backing off back in line for the next drain. A conflict has to be settled instead. */
export function retryRows({ db }: Pick<World, "db">, itemIds: readonly ItemId[]): Promise<void> {
	return db.transaction("rw", db.outbox, async () => {
		const rows = (await db.outbox.bulkGet([...itemIds])).flatMap((row) => row ?? []);
		const resting = rows.filter(({ status }) => status !== "conflict");
		await db.outbox.bulkPut(
			resting.map(({ reason: _reason, detail: _detail, ...rest }): OutboxRow => {
				return { ...rest, status: "waiting", attempts: 0, nextTryAt: 0 };
			}),
		);
	});
}

/**
 * Throws away what waits for some items, by the person's wish, as one act. The journal keeps it, so it can be undone. Gives the id of
 * an entry to undo it by; undefined when nothing waited there.
 */
export function discardRows({ db, now, random }: Pick<World, "db" | "now" | "random">, itemIds: readonly ItemId[]) {
	return db.transaction("rw", [db.outbox, db.journal], async (): Promise<number | undefined> => {
		const rows = (await db.outbox.bulkGet([...itemIds])).flatMap((row) => row ?? []);
		await db.outbox.bulkDelete(rows.map(({ itemId }) => itemId));
		const group = rows.length > 1 ? { group: newGroup({ now, random }) } : {};
		const lines = rows.map((row) => {
			const before = row.remote ?? row.base;
			const { group: _, ...line } = journalLine(row, "discarded", now(), { before, after: before, wrote: false });
			return { ...line, ...group };
		});
		return lines.length === 0 ? undefined : db.journal.bulkAdd(lines);
	});
}
