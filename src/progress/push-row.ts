import type { World } from "../db/world.ts";
import type { OutboxRow, PushRecord } from "../model/change.ts";
import type { ItemId } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import type { Source } from "../model/source.ts";
import type { WatchState } from "../model/watch-state.ts";
import { type Failure, ok } from "../servers/outcome.ts";
import type { WatchServer, WatchWrite, WriteStep } from "../servers/server.ts";
import { acknowledge } from "./acknowledge.ts";
import { type Decision, merge, type Policy } from "./merge.ts";
import { resume } from "./resume.ts";
import { unmasked } from "./unmask.ts";

/** How long a row counts as being sent, ms. Only for show: the drain's lock is what keeps two senders apart. */
const LEASE_MS = 2 * 60_000;

/** One source's part of one drain. */
export interface SourceDrain {
	readonly world: World;
	readonly server: WatchServer;
	/** With its clock as measured lately. */
	readonly source: Source;
	readonly policy: Policy;
	/** Names this drain in leases. */
	readonly holder: string;
	readonly signal: AbortSignal;
}

/** A row whose requests were answered and which waits for its read-back. */
export interface Sent {
	readonly row: OutboxRow;
	readonly write: WatchWrite;
	readonly push: PushRecord;
}

export type PushResult =
	| { readonly kind: "sent"; readonly sent: Sent }
	| { readonly kind: "ended" }
	/** Nothing to do: the row went or rests, the account was left, or the drain was stopped. */
	| { readonly kind: "left" }
	| { readonly kind: "failed"; readonly failure: Failure; readonly row: OutboxRow };

/**
 * Runs `change` on the row in one transaction if it may still be sent: the row is there and not in the person's hands, the
 * account is the one this drain was opened with (SYNC.md invariant 11), and nobody stopped the drain. Undefined otherwise.
 */
function withRow(
	{ world: { db }, server, signal }: SourceDrain,
	itemId: ItemId,
	change: (row: OutboxRow) => OutboxRow | undefined,
): Promise<OutboxRow | undefined> {
	return db.transaction("rw", [db.outbox, db.sources], async () => {
		const [row, source] = await Promise.all([db.outbox.get(itemId), db.sources.get(server.source.sourceId)]);
		const isAccount = source?.userId === server.source.userId && source.state !== "left";
		if (signal.aborted || !isAccount || row === undefined) return undefined;
		if (row.status !== "waiting" && row.status !== "parked") return undefined;
		const changed = change(row);
		if (changed !== undefined) await db.outbox.put(changed);
		return changed;
	});
}

function lease({ world, holder }: SourceDrain): OutboxRow["lease"] {
	return { by: holder, until: world.now() + LEASE_MS };
}

function serverNow({ world, source }: SourceDrain): number {
	return world.now() + source.clock.offsetMs;
}

/**
 * How long the file is, as far as is known. Of the title itself: its longest version, or a place in that would be taken for one past
 * the end.
 */
function longestMs({ itemId, titleId, snapshot }: OutboxRow, item: Item | undefined): number | undefined {
	if (titleId)
		return item?.detail?.versions.find((version) => version.itemId === itemId)?.durationMs ?? snapshot.durationMs;
	const versions = item?.detail?.versions.map((version) => version.durationMs ?? 0) ?? [];
	return Math.max(item?.durationMs ?? snapshot.durationMs ?? 0, ...versions) || undefined;
}

function decide(drain: SourceDrain, row: OutboxRow, remote: WatchState, durationMs: number | undefined): Decision {
	const { server, source, policy } = drain;
	return merge({
		base: row.base,
		remote,
		changes: row.changes,
		policy,
		durationMs,
		now: serverNow(drain),
		nowUncertaintyMs: source.clock.uncertaintyMs,
		datesAreEvents: server.datesAreEvents,
	});
}

/** Row 0: what an earlier push of this row came to. Gives the row to go on with, or undefined when that push was all. */
async function takeUp(drain: SourceDrain, row: OutboxRow, remote: WatchState): Promise<OutboxRow | undefined> {
	const { push } = row;
	if (push === undefined) return row;
	const { world, server } = drain;
	const found = resume(push, row.base, row.changes, remote, server.datesAreEvents);
	if (!found.arrived) return { ...row, base: found.base, changes: found.changes };
	const ending = {
		row,
		revision: push.revision,
		code: "resumed",
		before: push.read,
		after: remote,
		wrote: true,
	} as const;
	await acknowledge(world.db, { ...ending, parked: push.parked ?? [] }, world.now());
	const rest = await world.db.outbox.get(row.itemId);
	return rest?.status === "waiting"
		? withRow(drain, row.itemId, (current) => ({ ...current, lease: lease(drain) }))
		: undefined;
}

/** An unwatch of a title reaches its further files, also where its own was not watched. */
function isUnwatchOfAll({ titleId, changes }: OutboxRow, { target }: Decision): boolean {
	return titleId === undefined && target?.watched === false && changes.some(({ type }) => type === "markUnwatched");
}

/** What the server says of a row's own file: a title with several shows what was played last (`unmask.ts`). */
async function ownState({ world: { db } }: SourceDrain, row: OutboxRow, remote: WatchState): Promise<WatchState> {
	if (row.titleId !== undefined) return remote;
	return unmasked(remote, row.base, await db.watch.where("titleId").equals(row.itemId).toArray());
}

/** Sends the steps in order, noting each answer in the push record before the next. */
async function send(drain: SourceDrain, sent: Sent, steps: readonly WriteStep[]): Promise<PushResult> {
	const { itemId } = sent.row;
	let { push } = sent;
	for (const step of steps) {
		if (drain.signal.aborted) return { kind: "left" };
		const outcome = await step.send(drain.signal);
		if (outcome.kind !== "ok") return { kind: "failed", failure: outcome, row: sent.row };
		push = { ...push, done: [...push.done, step.name] };
		const noted = await withRow(drain, itemId, (row) =>
			row.push?.revision === push.revision && row.lease?.by === drain.holder ? { ...row, push } : undefined,
		);
		if (noted === undefined) return { kind: "left" };
	}
	return { kind: "sent", sent: { ...sent, push } };
}

/**
 * Takes one row as far as its read-back: lease, resume, decide, and send with what was read, what will be written and each
 * request done in the row, so that a crash anywhere leaves a row that the next drain finishes (SYNC.md §3). A decision
 * without a request ends at once.
 */
export async function pushRow(
	drain: SourceDrain,
	itemId: ItemId,
	read: WatchState,
	item: Item | undefined,
): Promise<PushResult> {
	const { world, server } = drain;
	const leased = await withRow(drain, itemId, (row) => ({ ...row, lease: lease(drain) }));
	if (leased === undefined) return { kind: "left" };
	const remote = await ownState(drain, leased, read);
	const row = await takeUp(drain, leased, remote);
	if (row === undefined) return { kind: "ended" };
	const durationMs = longestMs(row, item);
	const decision = decide(drain, row, remote, durationMs);
	const [code] = decision.codes;
	const parked = decision.conflict;
	const write: WatchWrite = {
		itemId,
		read: remote,
		target: decision.target ?? remote,
		durationMs,
		hasVersions: row.titleId === undefined && (item?.detail?.versions.length ?? 1) > 1,
		finishes: decision.finishes,
		isUnwatch: decision.isUnwatch || isUnwatchOfAll(row, decision),
		at: Math.min(serverNow(drain), Math.max(...row.changes.map((change) => change.at))),
	};
	const steps = decision.target === null ? [] : server.planWrite(write);
	if (steps.length === 0) {
		// Where a target needs no request, the server has all of it that it can hold (Plex: no place is taken from a watched title).
		const ended = decision.target === null ? code : "already-there";
		const ending = { row, revision: row.revision, code: ended, before: remote, after: remote, wrote: false, parked };
		await acknowledge(world.db, ending, world.now());
		return { kind: "ended" };
	}
	const push: PushRecord = {
		revision: row.revision,
		read: remote,
		target: server.expected(write),
		code,
		done: [],
		...(parked.length > 0 ? { parked } : {}),
	};
	const counted = new Map(row.changes.map((change) => [change.revision, change]));
	const begun = await withRow(drain, itemId, (current) => ({
		...current,
		base: row.base,
		changes: current.changes.map((change) => counted.get(change.revision) ?? change),
		push,
	}));
	if (begun === undefined) return { kind: "left" };
	return send(drain, { row: { ...row, push }, write, push }, steps);
}

/**
 * Ends a push by its read-back: acknowledged when the server shows what was written; otherwise the row keeps what has not
 * arrived and `refused` is given with the reason `unverified`.
 */
export async function confirm(drain: SourceDrain, { row, write, push }: Sent, readBack: WatchState) {
	const { world, server } = drain;
	if (server.isWritten(write, readBack)) {
		const ending = { row, revision: push.revision, code: push.code, before: push.read, after: readBack, wrote: true };
		await acknowledge(world.db, { ...ending, parked: push.parked ?? [] }, world.now());
		return ok(null);
	}
	await withRow(drain, row.itemId, (current) => {
		// What is not there right after its answer was not stored, so the answers prove nothing here.
		const seen = { ...push, done: [] };
		const { base, changes } = resume(seen, current.base, current.changes, readBack, server.datesAreEvents);
		const { push: _push, ...rest } = current;
		return { ...rest, base, changes };
	});
	return { kind: "unverified" } as const;
}
