import type { World } from "../db/world.ts";
import type { OutboxRow, PushRecord } from "../model/change.ts";
import type { ItemId } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import type { Source } from "../model/source.ts";
import type { WatchState } from "../model/watch-state.ts";
import { type Failure, ok } from "../servers/outcome.ts";
import type { WatchServer, WatchWrite, WriteStep } from "../servers/server.ts";
import { afterEnding, type Ending } from "./acknowledge.ts";
import type { gate } from "./gate.ts";
import { type Decision, merge, type Policy } from "./merge.ts";
import { resume } from "./resume.ts";
import type { RowLedger, RowWrite } from "./row-ledger.ts";
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
	/** Sends although the person has sending wait: for rows that were asked for one by one. */
	readonly evenPaused: boolean;
	/** Writes the rows. */
	readonly ledger: RowLedger;
	/** Lets few requests for single items go at a time. */
	readonly throughGate: ReturnType<typeof gate>;
}

/** A row whose requests were answered and which waits for its read-back. */
export interface Sent {
	readonly row: OutboxRow;
	readonly write: WatchWrite;
	readonly push: PushRecord;
}

export type PushResult =
	| { readonly kind: "sent"; readonly sent: Sent }
	/** The row went or rests, the account was left, or the drain was stopped. */
	| { readonly kind: "left" }
	| { readonly kind: "failed"; readonly failure: Failure; readonly row: OutboxRow };

/** True for a row that may be sent: it is there, and not in the person's hands. */
function isSendable(row: OutboxRow | undefined): row is OutboxRow {
	return row?.status === "waiting" || row?.status === "parked";
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

/** A row with what was found out about it: decided already, or to be sent. */
interface Taken {
	readonly row: OutboxRow | null;
	readonly endings: readonly Ending[];
}

/** Row 0: what an earlier push of this row came to, and the row to go on with; null when that push was all. */
function takeUp({ server }: SourceDrain, row: OutboxRow, remote: WatchState): Taken {
	const { push } = row;
	if (push === undefined) return { row, endings: [] };
	const found = resume(push, row.base, row.changes, remote, server.datesAreEvents);
	if (!found.arrived) return { row: { ...row, base: found.base, changes: found.changes }, endings: [] };
	const ending: Ending = {
		row,
		revision: push.revision,
		code: "resumed",
		before: push.read,
		after: remote,
		wrote: true,
		parked: push.parked ?? [],
	};
	return { row: afterEnding(row, ending), endings: [ending] };
}

/** An unwatch of a title reaches its further files, also where its own was not watched. */
function isUnwatchOfAll({ titleId, changes }: OutboxRow, { target }: Decision): boolean {
	return titleId === undefined && target?.watched === false && changes.some(({ type }) => type === "markUnwatched");
}

/** What a row is about. */
export interface Title {
	/** The title, of a further file too; undefined when it is not in the database. */
	readonly item: Item | undefined;
	/** What was last seen of the title's further files. */
	readonly files: readonly WatchState[];
}

/** What one look at a row comes to: what is written of it, and what is to be sent. */
interface Beginning {
	readonly write: RowWrite;
	readonly sent?: Sent;
	readonly steps?: readonly WriteStep[];
}

/** Resume, decide, and lease the row with what was read and what will be written, or end it. Pure but for the clock. */
function begin(drain: SourceDrain, found: OutboxRow, read: WatchState, title: Title | undefined): Beginning {
	const { server } = drain;
	const { item, files = [] } = title ?? {};
	// A title with several files shows what was played last.
	const remote = found.titleId === undefined ? unmasked(read, found.base, files) : read;
	const { row, endings } = takeUp(drain, found, remote);
	if (row?.status !== "waiting" && row?.status !== "parked") return { write: { row, endings } };
	const durationMs = longestMs(row, item);
	const decision = decide(drain, row, remote, durationMs);
	const [code] = decision.codes;
	const parked = decision.conflict;
	const write: WatchWrite = {
		itemId: row.itemId,
		read: remote,
		target: decision.target ?? remote,
		durationMs,
		hasVersions: row.titleId === undefined && (item?.detail?.versions.length ?? 1) > 1,
		finishes: decision.finishes,
		isUnwatch: decision.isUnwatch || isUnwatchOfAll(row, decision),
		at: Math.min(serverNow(drain), Math.max(...row.changes.map((change) => change.at))),
	};
	const steps = decision.target === null ? [] : server.planWrite(write);
	const { push: _push, ...bare } = row;
	if (steps.length === 0) {
		// Where a target needs no request, the server has all of it that it can hold (Plex: no place is taken from a watched title).
		const ended = decision.target === null ? code : "already-there";
		const ending: Ending = {
			row: bare,
			revision: row.revision,
			code: ended,
			before: remote,
			after: remote,
			wrote: false,
			parked,
		};
		return { write: { row: afterEnding(bare, ending), endings: [...endings, ending] } };
	}
	const push: PushRecord = {
		revision: row.revision,
		read: remote,
		target: server.expected(write),
		code,
		done: [],
		...(parked.length > 0 ? { parked } : {}),
	};
	const begun: OutboxRow = { ...bare, lease: lease(drain), push };
	return { write: { row: begun, endings }, sent: { row: begun, write, push }, steps };
}

/** A row that is leased and to be sent. */
export interface Begun {
	readonly sent: Sent;
	readonly steps: readonly WriteStep[];
}

/**
 * Takes one row as far as its first request: resume, decide, and lease it with what was read and what will be written in it, so that a
 * crash anywhere leaves a row that the next drain finishes (SYNC.md §3).
 *
 * | gives | where |
 * |---|---|
 * | what is to be sent | a request has to be |
 * | `ended` | the decision needs none |
 * | `left` | the row went or rests, the account was left, or the drain was stopped |
 */
export async function beginRow(
	drain: SourceDrain,
	itemId: ItemId,
	read: WatchState,
	title: Title | undefined,
): Promise<Begun | "ended" | "left"> {
	let beginning: Beginning | undefined;
	const isWritten = await drain.ledger.change(itemId, (row) => {
		if (!isSendable(row)) return undefined;
		beginning = begin(drain, row, read, title);
		return beginning.write;
	});
	if (!isWritten || beginning === undefined) return "left";
	const { sent, steps } = beginning;
	return sent && steps ? { sent, steps } : "ended";
}

/** Runs `change` on the row's push, if it is still this one; a setback may have let go of its lease. */
function onPush(
	{ ledger, holder }: SourceDrain,
	{ itemId }: OutboxRow,
	{ revision }: PushRecord,
	change: (row: OutboxRow) => OutboxRow,
): Promise<boolean> {
	return ledger.change(itemId, (row) => {
		const isOurs = row?.push?.revision === revision && (row.lease?.by ?? holder) === holder;
		return isOurs ? { row: change(row) } : undefined;
	});
}

/** Notes in the row which requests of its push were answered. */
export function noteAnswers(drain: SourceDrain, { row, push }: Sent): Promise<boolean> {
	return onPush(drain, row, push, (current) => ({ ...current, push }));
}

/**
 * Sends the requests of a row in order. An answer is noted before the next request, and at once where nothing else could tell of it: a
 * scrobble that somebody takes back leaves no trace. The last answer of the others is noted when its read-back does not follow
 * (`noteAnswers`), for the server shows it. `isOver`: nothing more is to be sent; the row then waits as if it had not been begun.
 */
export async function sendRow(drain: SourceDrain, { sent, steps }: Begun, isOver: () => boolean): Promise<PushResult> {
	const { signal, throughGate } = drain;
	let { push } = sent;
	for (const [at, step] of steps.entries()) {
		const outcome = await throughGate(async () => (isOver() ? null : step.send(signal)));
		if (outcome === null) {
			const isUntold = push.done.length === 0 && !signal.aborted;
			if (isUntold) await onPush(drain, sent.row, push, ({ push: _, lease: _lease, ...row }) => row);
			return { kind: "left" };
		}
		if (outcome.kind !== "ok") return { kind: "failed", failure: outcome, row: sent.row };
		push = { ...push, done: [...push.done, step.name] };
		const isTold = at === steps.length - 1 && !step.name.startsWith("scrobble");
		if (!isTold && !(await noteAnswers(drain, { ...sent, push }))) return { kind: "left" };
	}
	return { kind: "sent", sent: { ...sent, push } };
}

/**
 * Ends a push by its read-back: acknowledged when the server shows what was written; otherwise the row keeps what has not
 * arrived and `refused` is given with the reason `unverified`.
 */
export async function confirm(drain: SourceDrain, { row, write, push }: Sent, readBack: WatchState) {
	const { ledger, server } = drain;
	const { itemId } = row;
	if (server.isWritten(write, readBack)) {
		const ending: Ending = {
			row,
			revision: push.revision,
			code: push.code,
			before: push.read,
			after: readBack,
			wrote: true,
			parked: push.parked ?? [],
		};
		await ledger.change(itemId, (current) => ({ row: afterEnding(current, ending), endings: [ending] }));
		return ok(null);
	}
	await ledger.change(itemId, (current) => {
		if (!isSendable(current) || current.push?.revision !== push.revision) return undefined;
		// What is not there right after its answer was not stored, so the answers prove nothing here.
		const seen = { ...push, done: [] };
		const { base, changes } = resume(seen, current.base, current.changes, readBack, server.datesAreEvents);
		const { push: _push, ...rest } = current;
		return { row: { ...rest, base, changes } };
	});
	return { kind: "unverified" } as const;
}
