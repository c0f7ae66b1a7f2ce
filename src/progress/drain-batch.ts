import { noteClock } from "../db/note-clock.ts";
import type { ItemId } from "../model/ids.ts";
import type { WatchState } from "../model/watch-state.ts";
import type { Failure, Outcome } from "../servers/outcome.ts";
import { offsetByStamp } from "./clock-check.ts";
import type { Title } from "./decide-row.ts";
import { noteSetback } from "./failures.ts";
import {
	type Begun,
	beginRow,
	confirm,
	noteAnswers,
	type PushResult,
	type Sent,
	type SourceDrain,
	sendRow,
} from "./push-row.ts";
import { isAnswer, ruleOn, type Stop } from "./rule-on-failure.ts";

/** Requests for single items in flight to one server, each for another item. */
export const IN_FLIGHT = 3;
/** Rows leased in one go, ahead of being sent. Few, because a crash leaves them in doubt. */
const LEASED = 2 * IN_FLIGHT;
/** So many items in a row that a server fails at are the server's trouble, not theirs. */
const ERRORS_UNTIL_STOP = 3;

/** What one drain of one source has found out so far. */
export interface Run {
	readonly drain: SourceDrain;
	readonly gone: ItemId[];
	/** Why no more rows are tried. */
	stop: Stop | undefined;
	/** Errors of the server in a row, each for another item. */
	errors: number;
	readonly onRow: () => void;
	/** The titles that rows are further files of. */
	readonly titleIds: ReadonlyMap<ItemId, ItemId>;
	/** True when anything is known of further files of titles. */
	readonly hasFiles: boolean;
	/** What a row brought out that nobody expected. */
	readonly bugs: unknown[];
}

/** True when no more is to be sent. */
export function isOver({ stop, drain }: Run): boolean {
	return stop !== undefined || drain.signal.aborted;
}

/** Works on all entries at once. A bug that one of them brings out is kept for the end: it must not keep the others from the server. */
async function eachOf<T>({ bugs }: Run, entries: readonly T[], work: (entry: T) => Promise<void>): Promise<void> {
	await Promise.all(entries.map((entry) => work(entry).catch((error: unknown) => bugs.push(error))));
}

async function fail(run: Run, itemIds: readonly ItemId[], failure: Failure): Promise<void> {
	const { drain } = run;
	const ruling = await ruleOn(drain.server, failure, drain.signal);
	run.errors = failure.kind === "unreachable" ? run.errors + 1 : 0;
	const isUnwell = run.errors >= ERRORS_UNTIL_STOP ? "unreachable" : undefined;
	run.stop ??= ruling.stop ?? isUnwell;
	if (ruling.row === undefined || drain.signal.aborted) return;
	if (ruling.row.reason === "gone") run.gone.push(...itemIds);
	await noteSetback(drain.world, itemIds, ruling.row);
}

/** A 404 to a write says little: the item is looked at on its own to tell gone from forbidden. */
async function failWrite(run: Run, itemId: ItemId, failure: Failure): Promise<void> {
	const { server, signal } = run.drain;
	if (failure.kind !== "gone") return fail(run, [itemId], failure);
	const one = await server.readOne(itemId, signal);
	if (one.kind !== "ok") return fail(run, [itemId], one);
	return fail(run, [itemId], { kind: "refused", status: 404, detail: "it does not know the title, but shows it" });
}

type Read = (itemId: ItemId) => Promise<Outcome<WatchState>>;

/**
 * States of a batch, or null when nobody answers (which the rows have been told). Where the batch as such fails, or leaves an
 * item out, the item is read on its own: one bad row must not keep the others, and absence alone proves nothing.
 */
async function read(run: Run, itemIds: readonly ItemId[]): Promise<Read | null> {
	const { server, signal, throughGate } = run.drain;
	const batch = await server.readWatch(itemIds, signal);
	if (batch.kind !== "ok" && (batch.kind === "unauthorized" || !isAnswer(batch))) {
		await fail(run, itemIds, batch);
		return null;
	}
	return async (itemId) => {
		const state = batch.kind === "ok" ? batch.value.get(itemId) : undefined;
		return state === undefined ? throughGate(() => server.readOne(itemId, signal)) : { kind: "ok", value: state };
	};
}

/** The titles that the rows of a batch are about, by the rows' ids, and what was last seen of their further files. */
async function titlesOf({ drain: { world }, titleIds, hasFiles }: Run, itemIds: readonly ItemId[]) {
	const { items, watch } = world.db;
	const [found, files] = await Promise.all([
		items.bulkGet(itemIds.map((itemId) => titleIds.get(itemId) ?? itemId)),
		hasFiles
			? watch
					.where("titleId")
					.anyOf([...itemIds])
					.toArray()
			: [],
	]);
	return new Map(
		itemIds.map((itemId, at): [ItemId, Title] => [
			itemId,
			{ item: found[at], files: files.filter(({ titleId }) => titleId === itemId) },
		]),
	);
}

/** Leases some rows of a batch in one go. Gives those that are to be sent. */
async function beginRows(
	run: Run,
	itemIds: readonly ItemId[],
	stateOf: Read,
	titles: ReadonlyMap<ItemId, Title>,
): Promise<readonly Begun[]> {
	const begun: Begun[] = [];
	await eachOf(run, itemIds, async (itemId) => {
		const remote = await stateOf(itemId);
		if (remote.kind !== "ok") return fail(run, [itemId], remote);
		run.errors = 0;
		const result = await beginRow(run.drain, itemId, remote.value, titles.get(itemId));
		if (result === "ended") run.onRow();
		else if (result !== "left") begun.push(result);
	});
	return begun;
}

/** What is known of the rows of a batch before any of it is sent: the server's states, and the titles they are about. */
export interface Known {
	readonly stateOf: Read;
	readonly titles: ReadonlyMap<ItemId, Title>;
}

/** Reads what has to be known of a batch; null when nobody answers, which the rows have been told. */
export async function know(run: Run, itemIds: readonly ItemId[]): Promise<Known | null> {
	const [stateOf, titles] = await Promise.all([read(run, itemIds), titlesOf(run, itemIds)]);
	return stateOf && { stateOf, titles };
}

/**
 * Sends the rows of a batch: while some are sent, the next are leased. Gives those that wait for their read-back. `onLast` is called when the
 * last of them are about to be sent.
 */
export async function sendBatch(
	run: Run,
	itemIds: readonly ItemId[],
	{ stateOf, titles }: Known,
	onLast: () => void,
): Promise<readonly Sent[]> {
	const sent: Sent[] = [];
	const send = async (begun: Begun) => {
		const result: PushResult = await sendRow(run.drain, begun, () => isOver(run));
		if (result.kind === "sent") sent.push(result.sent);
		else if (result.kind === "failed") await failWrite(run, result.row.itemId, result.failure);
	};
	let before = Promise.resolve();
	for (let at = 0; at < itemIds.length && !isOver(run); at += LEASED) {
		const begun = await beginRows(run, itemIds.slice(at, at + LEASED), stateOf, titles);
		const sending = eachOf(run, begun, send);
		if (at + LEASED >= itemIds.length) onLast();
		await before;
		before = sending;
	}
	await before;
	return sent;
}

/** Reads back what was sent, and ends it by that. */
export async function confirmBatch(run: Run, sent: readonly Sent[]): Promise<void> {
	const { drain } = run;
	if (sent.length === 0 || drain.signal.aborted) return;
	const sentIds = sent.map(({ row }) => row.itemId);
	const readBackOf = await read(run, sentIds);
	const to = drain.world.now();
	const stamped: { readonly entry: Sent; readonly readBack: WatchState }[] = [];
	await eachOf(run, sent, async (entry) => {
		if (drain.signal.aborted) return;
		const { itemId } = entry.row;
		const readBack = await readBackOf?.(itemId);
		if (readBack?.kind !== "ok") {
			await noteAnswers(drain, entry);
			if (readBack) await fail(run, [itemId], readBack);
			return;
		}
		const confirmed = await confirm(drain, entry, readBack.value);
		if (confirmed.kind === "unverified") await noteSetback(drain.world, [itemId], { reason: "unverified" });
		else run.onRow();
		if (confirmed.kind === "ok" && entry.stampedFrom !== undefined) stamped.push({ entry, readBack: readBack.value });
	});
	// The last to be sent waited the least for its read-back, so its date says the most.
	const last = stamped.sort((a, b) => (b.entry.stampedFrom ?? 0) - (a.entry.stampedFrom ?? 0))[0];
	if (last) await learnClock(drain, last.entry, last.readBack, to);
}

/** Learns the server's clock from the date that it put on what it was just sent. */
async function learnClock({ world, source }: SourceDrain, sent: Sent, readBack: WatchState, to: number): Promise<void> {
	if (sent.stampedFrom === undefined) return;
	const known = await world.db.sources.get(source.sourceId);
	const measured = known && offsetByStamp({ from: sent.stampedFrom, to }, sent.push.read, readBack, known.clock);
	if (measured) await noteClock(world.db, source.sourceId, measured);
}
