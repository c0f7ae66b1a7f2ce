import type { StowawayDatabase } from "../db/schema.ts";

const BATCH = 40;
const LONGEST_WAIT_MS = 30_000;

interface Uses {
	readonly usedAt: Map<string, number>;
	since: number;
}

/** Uses not yet written, per database. Gone with the process: losing some makes a picture look a little older than it is. */
const pending = new WeakMap<StowawayDatabase, Uses>();

/**
 * Notes that a picture was used. Written in batches: a grid of posters must not become a grid of writes. `now`: device epoch ms.
 */
export async function noteImageUse(db: StowawayDatabase, key: string, now: number): Promise<void> {
	const uses = pending.get(db) ?? { usedAt: new Map<string, number>(), since: now };
	pending.set(db, uses);
	uses.usedAt.set(key, now);
	if (uses.usedAt.size >= BATCH || now - uses.since >= LONGEST_WAIT_MS) await flushImageUses(db);
}

/** Writes the uses noted so far. A picture whose row is gone stays gone. */
export async function flushImageUses(db: StowawayDatabase): Promise<void> {
	const uses = pending.get(db);
	pending.delete(db);
	if (uses === undefined) return;
	await db.transaction("rw", db.images, async () => {
		const rows = await db.images.bulkGet([...uses.usedAt.keys()]);
		await db.images.bulkPut(
			rows.flatMap((row) => (row === undefined ? [] : [{ ...row, usedAt: uses.usedAt.get(row.key) ?? row.usedAt }])),
		);
	});
}
