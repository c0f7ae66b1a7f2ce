import type { SourceId } from "../model/ids.ts";
import type { ClockOffset } from "../model/source.ts";
import type { StowawayDatabase } from "./schema.ts";

/** How far two measurements disagree beyond what either allowed, ms; 0 when they agree. */
export function disagreement(a: ClockOffset, b: ClockOffset): number {
	const apart = Math.abs(a.offsetMs - b.offsetMs);
	return apart > a.uncertaintyMs + b.uncertaintyMs ? apart : 0;
}

/**
 * Stores a source's clock offset as measured now. One that disagrees with the one before means that a clock jumped at some moment, or was
 * only assumed: all that waits for the source becomes uncertain by as much (SYNC.md §2).
 */
export function noteClock(db: StowawayDatabase, sourceId: SourceId, measured: ClockOffset): Promise<void> {
	return db.transaction("rw", [db.sources, db.outbox], async () => {
		const source = await db.sources.get(sourceId);
		if (source === undefined) return;
		await db.sources.update(sourceId, { clock: measured });
		const jump = disagreement(source.clock, measured);
		if (jump === 0) return;
		for (const row of await db.outbox.where("sourceId").equals(sourceId).toArray()) {
			const widened = row.changes.map((change) => ({ ...change, uncertaintyMs: change.uncertaintyMs + jump }));
			await db.outbox.put({ ...row, changes: widened });
		}
	});
}
