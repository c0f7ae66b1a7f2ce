import type { World } from "../db/world.ts";
import type { OutboxRow, PushRecord } from "../model/change.ts";
import type { ItemId } from "../model/ids.ts";
import type { Source } from "../model/source.ts";
import type { WatchState } from "../model/watch-state.ts";
import { type Failure, ok } from "../servers/outcome.ts";
import type { WatchServer, WatchWrite, WriteStep } from "../servers/server.ts";
import { afterEnding, type Ending } from "./acknowledge.ts";
import { decideRow, type Title } from "./decide-row.ts";
import type { gate } from "./gate.ts";
import type { Policy } from "./merge.ts";
import { resume } from "./resume.ts";
import type { RowLedger, RowWrite } from "./row-ledger.ts";

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
	/** Device time before a last request on which the server puts its own date, epoch ms. */
	readonly stampedFrom?: number;
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

/** What one look at a row comes to: what is written of it, and what is to be sent. */
interface Beginning {
	readonly write: RowWrite;
	readonly sent?: Sent;
	readonly steps?: readonly WriteStep[];
}

/** Resume, decide, and lease the row with what was read and what will be written, or end it. Pure but for the clock. */
function begin(drain: SourceDrain, found: OutboxRow, read: WatchState, title: Title | undefined): Beginning {
	const { server, source, policy, world } = drain;
	const { row, endings, decided } = decideRow(found, {
		read,
		title,
		policy,
		now: world.now() + source.clock.offsetMs,
		nowUncertaintyMs: source.clock.uncertaintyMs,
		datesAreEvents: server.datesAreEvents,
	});
	if (!decided || row === null || !isSendable(row)) return { write: { row, endings } };
	const { decision, write } = decided;
	const [code] = decision.codes;
	const parked = decision.conflict;
	const steps = decision.target === null ? [] : server.planWrite(write);
	const { push: _push, ...bare } = row;
	if (steps.length === 0) {
		// Where a target needs no request, the server has all of it that it can hold (Plex: no place is taken from a watched title).
		const ending: Ending = {
			row: bare,
			revision: row.revision,
			code: decision.target === null ? code : "already-there",
			before: write.read,
			after: write.read,
			wrote: false,
			parked,
		};
		return { write: { row: afterEnding(bare, ending), endings: [...endings, ending] } };
	}
	const push: PushRecord = {
		revision: row.revision,
		read: write.read,
		target: server.expected(write),
		code,
		done: [],
		at: world.now() + source.clock.offsetMs,
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
	let stampedFrom: number | undefined;
	for (const [at, step] of steps.entries()) {
		const isScrobble = step.name.startsWith("scrobble");
		const outcome = await throughGate(async () => {
			stampedFrom = isScrobble ? drain.world.now() : undefined;
			return isOver() ? null : step.send(signal);
		});
		if (outcome === null) {
			const isUntold = push.done.length === 0 && !signal.aborted;
			if (isUntold) await onPush(drain, sent.row, push, ({ push: _, lease: _lease, ...row }) => row);
			return { kind: "left" };
		}
		if (outcome.kind !== "ok") return { kind: "failed", failure: outcome, row: sent.row };
		push = { ...push, done: [...push.done, step.name] };
		const isTold = at === steps.length - 1 && !isScrobble;
		if (!isTold && !(await noteAnswers(drain, { ...sent, push }))) return { kind: "left" };
	}
	return { kind: "sent", sent: { ...sent, push, ...(stampedFrom === undefined ? {} : { stampedFrom }) } };
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
