import { readSetting } from "../db/settings.ts";
import type { World } from "../db/world.ts";
import type { OutboxRow } from "../model/change.ts";
import type { ItemId, SourceId } from "../model/ids.ts";
import type { SourceState } from "../model/source.ts";
import { forgetCheckedAddresses, openWatchServer, recordSourceOutcome } from "../servers/open-server.ts";
import { type Outcome, ok } from "../servers/outcome.ts";
import type { WatchServer } from "../servers/server.ts";
import { checkClock } from "./clock-check.ts";
import { continuedIn, moveToSuccessor } from "./continuation.ts";
import { IN_FLIGHT } from "./drain-batch.ts";
import { drainSource } from "./drain-source.ts";
import { gate } from "./gate.ts";
import { pruneJournal } from "./prune-journal.ts";
import { isDue } from "./retry-timing.ts";
import { RowLedger } from "./row-ledger.ts";
import { postpone, type Stop } from "./rule-on-failure.ts";
import { takeSecondLook } from "./second-look.ts";

export interface DrainProgress {
	readonly sourceId: SourceId;
	/** Rows whose decision ended, and rows that were due, of all sources. */
	readonly done: number;
	readonly total: number;
}

export interface DrainOptions {
	/** Stops the drain at the next step; what was sent and not confirmed is taken up by the next one. */
	readonly signal: AbortSignal;
	/** Only these sources. */
	readonly sourceIds?: readonly SourceId[];
	/** Only these rows. */
	readonly itemIds?: readonly ItemId[];
	/** Rows that back off because nobody answered, or that are parked, too. */
	readonly force?: boolean;
	/** Also while the person has sending wait (the setting `sending.paused`). */
	readonly evenPaused?: boolean;
	readonly onProgress?: (progress: DrainProgress) => void;
	/** How a source is reached; `openWatchServer` unless a test says otherwise. */
	readonly open?: (world: World, sourceId: SourceId, signal: AbortSignal) => Promise<Outcome<WatchServer>>;
}

/**
 * | | counts rows |
 * |---|---|
 * | sent | whose decision ended in this drain |
 * | kept | that are left |
 * | retryable | of those, that a later drain from this place can send without the person |
 * | parked | of those, in conflict, parked or dead |
 */
export interface DrainResult {
	readonly sent: number;
	readonly kept: number;
	readonly retryable: number;
	readonly parked: number;
	/** Nothing was done: another tab or worker drains, or a newer build owns the database. */
	readonly heldElsewhere: boolean;
	/** The person has sending wait, so nothing can be sent until they go on. */
	readonly isPaused: boolean;
}

function lockName(scope: string): string {
	return `stowaway:${scope}:drain`;
}

/** True when a newer build upgraded the database: old code must not write rows into it (DESIGN.md §2). */
async function isOutdated({ db }: World): Promise<boolean> {
	await db.sources.count();
	return Math.floor((db.backendDB()?.version ?? 0) / 10) > db.verno;
}

/** A refusal is an answer: asking again at once, however eagerly, would only use up the tries until the row is laid aside. */
function isSendable({ status, reason, nextTryAt }: OutboxRow, now: number, force: boolean): boolean {
	if (status !== "waiting" && status !== "parked") return false;
	const isForced = force && reason !== "refused" && reason !== "unverified";
	return isForced || isDue(nextTryAt, now);
}

/** What a part of a drain says about its source. */
function outcomeOf(stop: Stop | undefined): Outcome<null> | undefined {
	if (stop === undefined) return ok(null);
	if (stop === "signed-out") return { kind: "unauthorized" };
	return stop === "unreachable" ? { kind: "unreachable", reason: "network" } : undefined;
}

/** One source: reach it, look whether it lost something, send what is due. */
async function drainOne(
	world: World,
	sourceId: SourceId,
	options: DrainOptions,
	due: readonly OutboxRow[],
	onRow: () => void,
): Promise<Stop | undefined> {
	const { signal, open = openWatchServer, evenPaused = false } = options;
	const itemIds = due.map((row) => row.itemId);
	// Asked anew who it is, before anything is written: a server that was set up anew may know the same keys, and a worker hears
	// nothing of a network that changed. SYNC.md §5, invariants 11 and 13.
	if (itemIds.length > 0) forgetCheckedAddresses(world, sourceId);
	const opened = await open(world, sourceId, signal);
	if (signal.aborted) return "aborted";
	if (opened.kind !== "ok") {
		await recordSourceOutcome(world, sourceId, opened);
		return postpone(world, itemIds, opened);
	}
	const server = opened.value;
	const checked = await checkClock(world, server, signal);
	if (signal.aborted) return "aborted";
	if (checked !== undefined && checked.kind !== "ok") {
		await recordSourceOutcome(world, sourceId, checked);
		return postpone(world, itemIds, checked);
	}
	const source = checked?.value;
	if (source === undefined || source.state === "left") return "left";
	const policy = await readSetting(world.db, "policy");
	const holder = `${world.now().toString(36)}-${Math.floor(world.random() * 2 ** 32).toString(36)}`;
	const ledger = new RowLedger(world, server.source, signal);
	const part = { world, server, source, policy, holder, signal, evenPaused, ledger, throughGate: gate(IN_FLIGHT) };
	const stop = await drainSource(part, due, onRow);
	const outcome = outcomeOf(stop);
	if (outcome !== undefined) await recordSourceOutcome(world, sourceId, outcome);
	return stop;
}

async function countLeft(world: World, options: DrainOptions, stops: ReadonlyMap<SourceId, Stop | undefined>) {
	const [rows, sources, isPaused] = await Promise.all([
		rowsOf(world, options),
		world.db.sources.toArray(),
		readSetting(world.db, "sending.paused"),
	]);
	const states = new Map<SourceId, SourceState>(sources.map(({ sourceId, state }) => [sourceId, state]));
	const isOurs = ({ sourceId, status }: OutboxRow) => {
		const state = states.get(sourceId);
		const isReachable = state === "ok" || state === "away";
		return status === "waiting" && isReachable && stops.get(sourceId) !== "blocked";
	};
	return {
		kept: rows.length,
		retryable: isPaused ? 0 : rows.filter(isOurs).length,
		parked: rows.filter(({ status }) => status !== "waiting").length,
		isPaused,
	};
}

async function rowsOf({ db }: World, { sourceIds, itemIds }: DrainOptions): Promise<OutboxRow[]> {
	if (itemIds) return (await db.outbox.bulkGet([...itemIds])).flatMap((row) => row ?? []);
	if (sourceIds === undefined) return db.outbox.toArray();
	return db.outbox
		.where("sourceId")
		.anyOf([...sourceIds])
		.toArray();
}

async function drainAll(world: World, options: DrainOptions): Promise<DrainResult> {
	const { force = false, evenPaused = false, onProgress, signal } = options;
	const stops = new Map<SourceId, Stop | undefined>();
	if (!evenPaused && (await readSetting(world.db, "sending.paused"))) {
		return { sent: 0, ...(await countLeft(world, options, stops)), heldElsewhere: false };
	}
	const all = await world.db.sources.toArray();
	const continued = new Set(continuedIn(all));
	for (const source of all) {
		if (signal.aborted) break;
		if (continued.has(source)) await moveToSuccessor(world, source);
		else await takeSecondLook(world, source.sourceId);
	}
	const sources = all.filter((source) => !continued.has(source));
	const now = world.now();
	const due = (await rowsOf(world, options)).filter((row) => isSendable(row, now, force));
	// Those that back off and go only by force come last, or a few that always fail would keep the rest from their turn.
	const isEarly = ({ nextTryAt }: OutboxRow) => (isDue(nextTryAt, now) ? 0 : 1);
	due.sort((a, b) => isEarly(a) - isEarly(b) || a.createdAt - b.createdAt);
	let done = 0;
	const work = sources
		.map(({ sourceId, state }) => ({ sourceId, state, rows: due.filter((row) => row.sourceId === sourceId) }))
		.filter(({ state, rows }) => state !== "left" && rows.length > 0)
		.map(async ({ sourceId, rows }) => {
			const onRow = () => {
				done += 1;
				onProgress?.({ sourceId, done, total: due.length });
			};
			stops.set(sourceId, await drainOne(world, sourceId, options, rows, onRow));
		});
	const settled = await Promise.allSettled(work);
	if (done > 0) await pruneJournal(world);
	const broken = settled.find((one) => one.status === "rejected");
	if (broken) throw broken.reason;
	return { sent: done, ...(await countLeft(world, options, stops)), heldElsewhere: false };
}

/**
 * Sends what waits (SYNC.md §3, §4): one drain at a time over all tabs and workers, by a Web Lock; sources side by side, the rows
 * of each oldest first and each on its own. Never throws for what a server or network does, but rejects, after the other
 * rows had their turn, for a bug or a database that cannot be written.
 */
export function drain(world: World, options: DrainOptions): Promise<DrainResult> {
	return world.locks.request(lockName(world.scope), { ifAvailable: true }, async (lock) => {
		if (lock === null || (await isOutdated(world))) {
			return { sent: 0, ...(await countLeft(world, options, new Map())), heldElsewhere: true };
		}
		return drainAll(world, options);
	});
}
