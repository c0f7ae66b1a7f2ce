import { disagreement, noteClock } from "../db/note-clock.ts";
import type { World } from "../db/world.ts";
import type { ClockOffset, Source } from "../model/source.ts";
import type { WatchState } from "../model/watch-state.ts";
import { type Outcome, ok } from "../servers/outcome.ts";
import type { WatchServer } from "../servers/server.ts";

/** How long a measured offset is trusted, ms. */
const TRUSTED_FOR_MS = 5 * 60_000;

/**
 * The source with its clock offset as good as it can be had now.
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
	await noteClock(db, sourceId, measured.value);
	return ok({ ...source, clock: measured.value });
}

/** When a server stamped a write of ours: device time before its request and after its read-back, epoch ms. */
export interface Stamped {
	readonly from: number;
	readonly to: number;
}

/**
 * The clock offset by a date that the server stamped itself, in whole seconds, on one play of ours (SYNC.md §2, Plex: nothing else that a
 * page may read tells its time). Pure. Null where:
 *
 * | | |
 * |---|---|
 * | the date did not change, or there is none | nothing was stamped |
 * | the title has a place, or more plays than ours | somebody else was there too, who may have said when |
 * | what is known is as exact, and agrees | nothing is learnt |
 */
export function offsetByStamp(
	{ from, to }: Stamped,
	before: WatchState,
	after: WatchState,
	known: ClockOffset,
): ClockOffset | null {
	const { lastPlayedAt } = after;
	const isOurs = after.positionMs === 0 && after.playCount === before.playCount + 1;
	if (lastPlayedAt === null || lastPlayedAt === before.lastPlayedAt || !isOurs || to < from) return null;
	const uncertaintyMs = Math.ceil((to - from) / 2) + 500;
	const offsetMs = Math.round(lastPlayedAt + 500 - (from + to) / 2);
	const measured = { offsetMs, uncertaintyMs, measuredAt: to };
	return uncertaintyMs < known.uncertaintyMs || disagreement(known, measured) > 0 ? measured : null;
}
