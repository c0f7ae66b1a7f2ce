import { noteClock } from "../db/note-clock.ts";
import { readSetting } from "../db/settings.ts";
import type { OutboxRow } from "../model/change.ts";
import type { ItemId } from "../model/ids.ts";
import type { WatchState } from "../model/watch-state.ts";
import type { Failure, Outcome } from "../servers/outcome.ts";
import { nextBatchSize } from "./batch-size.ts";
import { offsetByStamp } from "./clock-check.ts";
import type { Title } from "./decide-row.ts";
import { noteSetback, releaseLeases } from "./failures.ts";
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
import { bindAgain, findAgain } from "./re-bind.ts";
import { isAnswer, ruleOn, type Stop } from "./rule-on-failure.ts";
import { turnsOf, whoseTurn } from "./turns.ts";

/** Rows of the first batch: they share a read and a read-back. */
const FIRST_BATCH = 20;
/** Requests for single items in flight to one server, each for another item. */
export const IN_FLIGHT = 3;
/** Rows leased in one go, ahead of being sent. Few, because a crash leaves them in doubt. */
const LEASED = 2 * IN_FLIGHT;
/** So many items in a row that a server fails at are the server's trouble, not theirs. */
const ERRORS_UNTIL_STOP = 3;

/** What one drain of one source has found out so far. */
interface Run {
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
function isOver({ stop, drain }: Run): boolean {
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
interface Known {
	readonly stateOf: Read;
	readonly titles: ReadonlyMap<ItemId, Title>;
}

async function know(run: Run, itemIds: readonly ItemId[]): Promise<Known | null> {
	const [stateOf, titles] = await Promise.all([read(run, itemIds), titlesOf(run, itemIds)]);
	return stateOf && { stateOf, titles };
}

/**
 * Sends the rows of a batch: while some are sent, the next are leased. Gives those that wait for their read-back. `onLast` is called when the
 * last of them are about to be sent.
 */
async function sendBatch(
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
async function confirmBatch(run: Run, sent: readonly Sent[]): Promise<void> {
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

/** Moves vanished titles to where they are now, if that is one place and the server has it. Gives the new keys. */
async function follow({ drain, gone }: Run): Promise<readonly ItemId[]> {
	const { world, server, signal } = drain;
	if (gone.length === 0 || signal.aborted) return [];
	const rows = (await world.db.outbox.bulkGet([...gone])).filter((row): row is OutboxRow => row !== undefined);
	const moved: ItemId[] = [];
	for (const [itemId, item] of await findAgain(world.db, server.source.sourceId, rows)) {
		const there = await server.readOne(item.itemId, signal);
		if (signal.aborted) break;
		if (there.kind !== "ok") continue;
		if (await bindAgain(world, itemId, item)) moved.push(item.itemId);
	}
	return moved;
}

/** True when the person has sending wait. Looked at before each batch, so that it reaches the drain of any tab or worker. */
async function isPaused({ world, evenPaused }: SourceDrain): Promise<boolean> {
	return !evenPaused && readSetting(world.db, "sending.paused");
}

/** Rows that share a read, and what it told; null for nobody answered, or a bug. */
interface Batch {
	readonly itemIds: readonly ItemId[];
	readonly known: Promise<Known | null>;
}

/**
 * Sends batch after batch. The next one is read while the last rows of this one are sent, and this one is read back while the next one is
 * sent, so that the server is never waited for with nothing under way. A bug that one of them brings out is kept for the end: it must not
 * keep the others from the server.
 */
async function drainBatches(run: Run, itemIds: readonly ItemId[]): Promise<void> {
	const { server, world } = run.drain;
	const note = (error: unknown) => {
		run.bugs.push(error);
		return null;
	};
	let size = Math.min(FIRST_BATCH, server.watchBatchSize);
	let at = 0;
	let isHeld = false;
	const take = (): Batch => {
		const taken = itemIds.slice(at, at + size);
		at += taken.length;
		return { itemIds: taken, known: know(run, taken).catch(note) };
	};
	let batch: Batch | null = take();
	let confirming: Promise<unknown> = Promise.resolve();
	while (batch !== null && !isOver(run)) {
		const known: Known | null = await batch.known;
		const startedAt = world.now();
		let coming: Promise<Batch | null> | undefined;
		const prepare = async () => {
			size = nextBatchSize(size, world.now() - startedAt, server.watchBatchSize);
			if (at >= itemIds.length || isOver(run)) return null;
			isHeld = await isPaused(run.drain);
			return isHeld ? null : take();
		};
		const onLast = () => {
			coming ??= prepare().catch(note);
		};
		const sent = known === null || isOver(run) ? [] : await sendBatch(run, batch.itemIds, known, onLast).catch(note);
		onLast();
		await confirming;
		confirming = confirmBatch(run, sent ?? []).catch(note);
		batch = (await coming) ?? null;
	}
	await Promise.all([confirming, batch?.known]);
	if (isHeld && !isOver(run)) run.stop = "paused";
}

/** Sends the rows in turns: files of one title that must wait for another of it come after the rest. */
async function drainTurns(run: Run, itemIds: readonly ItemId[]): Promise<void> {
	const { world } = run.drain;
	let left = itemIds;
	while (left.length > 0 && !isOver(run)) {
		const turn = new Set(whoseTurn(left, await turnsOf(world.db)));
		if (turn.size === 0) return;
		await drainBatches(run, [...turn]);
		left = left.filter((itemId) => !turn.has(itemId));
	}
}

/**
 * Sends the given rows of one source, oldest first, each on its own: a row that fails is put off, parked or laid aside and the
 * next goes on. Gives why it stopped early, if it did. `onRow` is told of each row whose decision ended. Rejects, after all
 * rows had their turn, for a bug or a database that cannot be written.
 */
export async function drainSource(
	drain: SourceDrain,
	rows: readonly Pick<OutboxRow, "itemId" | "titleId">[],
	onRow: () => void,
): Promise<Stop | undefined> {
	const { db } = drain.world;
	const itemIds = rows.map(({ itemId }) => itemId);
	const titleIds = new Map(rows.flatMap(({ itemId, titleId }) => (titleId ? [[itemId, titleId]] : [])));
	const hasFiles = (await db.watch.orderBy("titleId").limit(1).count()) > 0 || titleIds.size > 0;
	const run: Run = { drain, gone: [], stop: undefined, errors: 0, onRow, titleIds, hasFiles, bugs: [] };
	let moved: readonly ItemId[] = [];
	try {
		await drainTurns(run, itemIds);
		if (run.stop === undefined) moved = await follow(run);
		await drainTurns(run, moved);
	} finally {
		await releaseLeases(db, drain.server.source.sourceId, drain.holder);
	}
	if (run.bugs.length > 0) throw run.bugs[0];
	return drain.signal.aborted ? "aborted" : run.stop;
}
