import { readSetting } from "../db/settings.ts";
import type { OutboxRow } from "../model/change.ts";
import type { ItemId } from "../model/ids.ts";
import { nextBatchSize } from "./batch-size.ts";
import { confirmBatch, isOver, type Known, know, type Run, sendBatch } from "./drain-batch.ts";
import { releaseLeases } from "./failures.ts";
import type { SourceDrain } from "./push-row.ts";
import { bindAgain, findAgain } from "./re-bind.ts";
import type { Stop } from "./rule-on-failure.ts";
import { turnsOf, whoseTurn } from "./turns.ts";

/** Rows of the first batch: they share a read and a read-back. */
const FIRST_BATCH = 20;

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
