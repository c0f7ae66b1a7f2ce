import type { World } from "../db/world.ts";
import type { ClockOffset, Source } from "../model/source.ts";
import { type Outcome, ok } from "../servers/outcome.ts";
import type { WatchServer } from "../servers/server.ts";

/** How long a measured offset is trusted, ms. */
const TRUSTED_FOR_MS = 5 * 60_000;

/** How far two measurements disagree beyond what either allowed, ms; 0 when they agree. */
export function disagreement(a: ClockOffset, b: ClockOffset): number {
	const apart = Math.abs(a.offsetMs - b.offsetMs);
	return apart > a.uncertaintyMs + b.uncertaintyMs ? apart : 0;
}

/**
 * The source with its clock offset as good as it can be had now. An offset that disagrees with the one before means that a
 * clock jumped at some moment, or was only assumed: all that waits for the source becomes uncertain by as much (SYNC.md §2).
 *
 * | the server | gives |
 * |---|---|
 * | was asked lately, or says its time | the source |
 * | does not say it, as one that refuses to | the source with the last offset |
 * | does not answer | that: to decide by a clock that may have jumped could cost progress, and it answers nothing else either |
 * | is not connected any more | undefined |
 */
export async function checkClock(
	{ db, now }: Pick<World, "db" | "now">,
	server: WatchServer,
	signal: AbortSignal,
): Promise<Outcome<Source> | undefined> {
	const { sourceId } = server.source;
	const source = await db.sources.get(sourceId);
	if (source === undefined || signal.aborted) return source && ok(source);
	const age = now() - source.clock.measuredAt;
	if (age >= 0 && age < TRUSTED_FOR_MS) return ok(source);
	const measured = await server.clock(signal);
	if (measured.kind === "unreachable") return measured;
	if (measured.kind !== "ok" || signal.aborted) return ok(source);
	const jump = disagreement(source.clock, measured.value);
	await db.transaction("rw", [db.sources, db.outbox], async () => {
		await db.sources.update(sourceId, { clock: measured.value });
		if (jump === 0) return;
		for (const row of await db.outbox.where("sourceId").equals(sourceId).toArray()) {
			const widened = row.changes.map((change) => ({ ...change, uncertaintyMs: change.uncertaintyMs + jump }));
			await db.outbox.put({ ...row, changes: widened });
		}
	});
	return ok({ ...source, clock: measured.value });
}
