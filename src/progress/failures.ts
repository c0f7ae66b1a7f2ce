import type { StowawayDatabase } from "../db/schema.ts";
import type { World } from "../db/world.ts";
import type { OutboxRow, OutboxStatus, ReasonCode } from "../model/change.ts";
import type { ItemId, SourceId } from "../model/ids.ts";
import { addLineOnce, journalLine } from "./acknowledge.ts";
import { nextTryAt, PARKED_REST_MS, REFUSALS_UNTIL_DEAD } from "./retry-timing.ts";

/** How a try failed, and what was said. */
export interface Setback {
	readonly reason: "unreachable" | "signed-out" | "gone" | "no-access" | "refused" | "unverified";
	readonly detail?: string;
}

const RESTS: ReadonlySet<ReasonCode> = new Set(["gone", "no-access"]);
const ANSWERS: ReadonlySet<ReasonCode> = new Set(["gone", "no-access", "refused", "unverified"]);
const COUNTS_TO_DEATH: ReadonlySet<ReasonCode> = new Set(["refused", "unverified"]);

/**
 * A row after a try that failed. Pure; `now` is device time, epoch ms, `random` in [0, 1). SYNC.md rows 12 to 15.
 *
 * | reason | status | next try |
 * |---|---|---|
 * | unreachable, signed-out | waiting: however often, it never counts as an answer | exponential back-off |
 * | the same, of one that is parked | parked, for the reason it was: nobody said otherwise | not before it was to be |
 * | gone, no-access | parked | in six hours, or by hand |
 * | refused, unverified | waiting; dead after several in a row | exponential back-off; by hand |
 */
export function afterSetback(row: OutboxRow, { reason, detail }: Setback, now: number, random: number): OutboxRow {
	const { lease: _lease, ...released } = row;
	if (row.status === "parked" && !ANSWERS.has(reason)) {
		const attempts = row.attempts + 1;
		return { ...released, attempts, nextTryAt: Math.max(row.nextTryAt, nextTryAt(now, attempts, random)) };
	}
	const attempts = row.reason === reason ? row.attempts + 1 : 1;
	const isDead = COUNTS_TO_DEATH.has(reason) && attempts >= REFUSALS_UNTIL_DEAD;
	const status: OutboxStatus = RESTS.has(reason) ? "parked" : isDead ? "dead" : "waiting";
	const { detail: _detail, ...rest } = released;
	return {
		...rest,
		attempts,
		status,
		reason,
		...(detail === undefined ? {} : { detail }),
		nextTryAt: RESTS.has(reason) ? now + PARKED_REST_MS : nextTryAt(now, attempts, random),
	};
}

/** Notes a failed try in the rows; a row that comes to rest gets a line in the journal. Rows in the person's hands stay. */
export function noteSetback(
	{ db, now, random }: Pick<World, "db" | "now" | "random">,
	itemIds: readonly ItemId[],
	setback: Setback,
): Promise<void> {
	return db.transaction("rw", [db.outbox, db.journal], async () => {
		const rows = await db.outbox.bulkGet([...itemIds]);
		for (const row of rows) {
			if (row === undefined || (row.status !== "waiting" && row.status !== "parked")) continue;
			const next = afterSetback(row, setback, now(), random());
			await db.outbox.put(next);
			if (next.status === "waiting" || (next.status === row.status && next.reason === row.reason)) continue;
			const seen = { before: row.push?.read ?? row.base, wrote: false };
			await addLineOnce(db, journalLine(row, setback.reason, now(), seen));
		}
	});
}

/** Lets go of rows of a source that a stopped drain held. */
export function releaseLeases(db: StowawayDatabase, sourceId: SourceId, holder: string): Promise<void> {
	return db.transaction("rw", db.outbox, async () => {
		for (const row of await db.outbox.where("sourceId").equals(sourceId).toArray()) {
			if (row.lease?.by !== holder) continue;
			const { lease: _lease, ...rest } = row;
			await db.outbox.put(rest);
		}
	});
}
