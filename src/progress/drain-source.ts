import type { World } from "../db/world.ts";
import type { OutboxRow } from "../model/change.ts";
import type { ItemId } from "../model/ids.ts";
import type { WatchState } from "../model/watch-state.ts";
import type { Failure, Outcome } from "../servers/outcome.ts";
import { noteSetback, releaseLeases, type Setback } from "./failures.ts";
import { confirm, type PushResult, pushRow, type Sent, type SourceDrain, type Title } from "./push-row.ts";
import { bindAgain, findAgain } from "./re-bind.ts";
import { turnsOf, whoseTurn } from "./turns.ts";

/** Rows that share a read and a read-back: few, so that what was read is young when it is written. */
const BATCH = 20;
/** Requests for single items in flight to one server, each for another item. */
export const IN_FLIGHT = 3;
/** Rows at work at a time: while some are sent, the next are leased and the last are noted. Few, because a crash leaves all of them in doubt. */
const AT_WORK = 2 * IN_FLIGHT;
/** So many items in a row that a server fails at are the server's trouble, not theirs. */
const ERRORS_UNTIL_STOP = 3;

/** Why a source's part of a drain ended before its rows did. */
export type Stop = "signed-out" | "unreachable" | "blocked" | "aborted" | "left";

/** What happens to a row, and to the source, after a failure that was looked into. */
type Ruling = { readonly row?: Setback; readonly stop?: Stop };

/** What one drain of one source has found out so far. */
interface Run {
	readonly drain: SourceDrain;
	readonly gone: ItemId[];
	/** Why no more rows are tried. */
	stop: Stop | undefined;
	/** Errors of the server in a row, each for another item. */
	errors: number;
	readonly onRow: () => void;
	/** What a row brought out that nobody expected. */
	readonly bugs: unknown[];
}

async function eachOf<T>(list: readonly T[], atWork: number, work: (entry: T) => Promise<void>): Promise<void> {
	const queue = list.values();
	const errors: unknown[] = [];
	const worker = async () => {
		for (const entry of queue) {
			// A bug that one row brings out must not keep the others from the server.
			await work(entry).catch((error: unknown) => errors.push(error));
		}
	};
	await Promise.all(Array.from({ length: Math.min(atWork, list.length) }, worker));
	if (errors.length > 0) throw errors[0];
}

/** SYNC.md row 13: a 401 counts only when a second look at who we are is 401 too. */
async function secondLook({ server, signal }: SourceDrain): Promise<Ruling> {
	const who = await server.whoAmI(signal);
	switch (who.kind) {
		case "unauthorized":
			return { row: { reason: "signed-out" }, stop: "signed-out" };
		case "ok":
			// Servers under strain refuse good tokens for a while (contract/plex-api.md §8).
			return {
				row: { reason: "unreachable", detail: "Its sign-in was refused, though it is good." },
				stop: "unreachable",
			};
		default:
			return ruleOn(who);
	}
}

/**
 * | failure | row | source |
 * |---|---|---|
 * | no connection, timeout | back-off | no more for now |
 * | 5xx, unreadable | back-off: it may be this item's | goes on |
 * | blocked by the browser | nothing: another place may reach it | no more from here |
 * | stopped | nothing | no more |
 * | 404, 403, other 4xx | rows 12, 12b, 15 | goes on |
 */
function ruleOn(failure: Exclude<Failure, { kind: "unauthorized" }>): Ruling {
	switch (failure.kind) {
		case "unreachable": {
			if (failure.reason === "aborted") return { stop: "aborted" };
			const isSilent = failure.reason === "timeout" || failure.reason === "network";
			const what = failure.reason === "unreadable" ? "The answer cannot be read" : "The server is in trouble";
			const detail = isSilent ? "The server does not answer." : `${what} (${failure.detail ?? "no reason given"}).`;
			const row: Setback = { reason: "unreachable", detail };
			return isSilent ? { row, stop: "unreachable" } : { row };
		}
		case "blocked":
			return { stop: "blocked" };
		case "gone":
			return { row: { reason: "gone" } };
		case "no-access":
			return { row: { reason: "no-access" } };
		case "refused":
			return { row: { reason: "refused", detail: `It said: ${failure.detail || `error ${failure.status}`}.` } };
	}
}

async function fail(run: Run, itemIds: readonly ItemId[], failure: Failure): Promise<void> {
	const { drain } = run;
	const ruling = failure.kind === "unauthorized" ? await secondLook(drain) : ruleOn(failure);
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

/** True when a server said something, if only that it is unwell. */
function isAnswer(failure: Failure): boolean {
	if (failure.kind === "blocked") return false;
	return failure.kind !== "unreachable" || failure.reason === "server-error" || failure.reason === "unreadable";
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
async function titlesOf({ db }: World, itemIds: readonly ItemId[]) {
	const [rows, files] = await Promise.all([
		db.outbox.bulkGet([...itemIds]),
		db.watch
			.where("titleId")
			.anyOf([...itemIds])
			.toArray(),
	]);
	const items = await db.items.bulkGet(itemIds.map((itemId, at) => rows[at]?.titleId ?? itemId));
	return new Map(
		itemIds.map((itemId, at): [ItemId, Title] => [
			itemId,
			{ item: items[at], files: files.filter(({ titleId }) => titleId === itemId) },
		]),
	);
}

/** Sends the rows of a batch whose states were read. Gives those that wait for their read-back. */
async function sendBatch(run: Run, itemIds: readonly ItemId[], stateOf: Read): Promise<readonly Sent[]> {
	const { drain } = run;
	const titles = await titlesOf(drain.world, itemIds);
	const sent: Sent[] = [];
	const push = async (itemId: ItemId) => {
		if (run.stop !== undefined || drain.signal.aborted) return;
		const remote = await stateOf(itemId);
		if (remote.kind !== "ok") return fail(run, [itemId], remote);
		run.errors = 0;
		const result: PushResult = await pushRow(drain, itemId, remote.value, titles.get(itemId));
		if (result.kind === "sent") sent.push(result.sent);
		else if (result.kind === "failed") await failWrite(run, itemId, result.failure);
		else if (result.kind === "ended") run.onRow();
	};
	await eachOf(itemIds, AT_WORK, push).catch((error: unknown) => run.bugs.push(error));
	return sent;
}

/** Reads back what was sent, and ends it by that. */
async function confirmBatch(run: Run, sent: readonly Sent[]): Promise<void> {
	const { drain } = run;
	if (sent.length === 0 || drain.signal.aborted) return;
	const readBackOf = await read(
		run,
		sent.map(({ row }) => row.itemId),
	);
	if (readBackOf === null) return;
	await eachOf(sent, sent.length, async (entry) => {
		if (drain.signal.aborted) return;
		const { itemId } = entry.row;
		const readBack = await readBackOf(itemId);
		if (readBack.kind !== "ok") return fail(run, [itemId], readBack);
		const confirmed = await confirm(drain, entry, readBack.value);
		if (confirmed.kind === "unverified") await noteSetback(drain.world, [itemId], { reason: "unverified" });
		else run.onRow();
	});
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
		await bindAgain(world, itemId, item);
		moved.push(item.itemId);
	}
	return moved;
}

/**
/**
 * Sends batch after batch; the next one is read while this one is read back. A bug that one of them brings out is kept for the end: it must
 * not keep the others from the server.
 */
async function drainBatches(run: Run, itemIds: readonly ItemId[]): Promise<void> {
	const { server, signal } = run.drain;
	const size = Math.max(1, Math.min(BATCH, server.watchBatchSize));
	const isOver = () => run.stop !== undefined || signal.aborted;
	const batchAt = (at: number) => itemIds.slice(at, at + size);
	const readAt = async (at: number) => (at < itemIds.length && !isOver() ? read(run, batchAt(at)) : null);
	const note = (error: unknown) => {
		run.bugs.push(error);
		return null;
	};
	let reading = readAt(0).catch(note);
	for (let at = 0; at < itemIds.length && !isOver(); at += size) {
		const stateOf = await reading;
		const sent = stateOf === null || isOver() ? [] : await sendBatch(run, batchAt(at), stateOf);
		reading = readAt(at + size).catch(note);
		await confirmBatch(run, sent).catch(note);
	}
	await reading;
}

/** Sends the rows in turns: files of one title that must wait for another of it come after the rest. */
async function drainTurns(run: Run, itemIds: readonly ItemId[]): Promise<void> {
	const { signal, world } = run.drain;
	let left = itemIds;
	while (left.length > 0 && run.stop === undefined && !signal.aborted) {
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
	itemIds: readonly ItemId[],
	onRow: () => void,
): Promise<Stop | undefined> {
	const run: Run = { drain, gone: [], stop: undefined, errors: 0, onRow, bugs: [] };
	let moved: readonly ItemId[] = [];
	try {
		await drainTurns(run, itemIds);
		if (run.stop === undefined) moved = await follow(run);
		await drainTurns(run, moved);
	} finally {
		await releaseLeases(drain.world.db, [...itemIds, ...moved], drain.holder);
	}
	if (run.bugs.length > 0) throw run.bugs[0];
	return drain.signal.aborted ? "aborted" : run.stop;
}

/** Backs off rows whose source could not be opened or asked at all. */
export async function postpone(
	world: Pick<World, "db" | "now" | "random">,
	itemIds: readonly ItemId[],
	failure: Failure,
): Promise<Stop> {
	if (failure.kind === "unauthorized") {
		await noteSetback(world, itemIds, { reason: "signed-out" });
		return "signed-out";
	}
	const ruling = ruleOn(failure);
	const isOther = failure.kind === "refused" && failure.status === 421;
	const detail = isOther ? "Another server answers at its address." : ruling.row?.detail;
	if (ruling.row !== undefined) await noteSetback(world, itemIds, { reason: "unreachable", detail });
	return ruling.stop ?? "unreachable";
}
