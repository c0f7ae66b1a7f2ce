import type { World } from "../db/world.ts";
import type { OutboxRow } from "../model/change.ts";
import type { ItemId } from "../model/ids.ts";
import type { Source } from "../model/source.ts";
import { type Ending, writeEndings } from "./acknowledge.ts";

/** What is to become of a row. `row`: null takes it away. */
export interface RowWrite {
	readonly row: OutboxRow | null;
	readonly endings?: readonly Ending[];
}

/** Decides upon a row as it is when the transaction reads it; undefined leaves everything as it is. */
type Decide = (row: OutboxRow | undefined) => RowWrite | undefined;

interface Entry {
	readonly itemId: ItemId;
	readonly decide: Decide;
	readonly settle: (isWritten: boolean) => void;
	readonly reject: (error: unknown) => void;
}

/**
 * Writes the rows of one source for one drain. What is asked for while a transaction runs goes into the next one together: a drain of a
 * thousand rows would spend more time on committing than on sending.
 *
 * - Each write reads the row, decides and writes in one transaction, so nothing recorded in between is lost.
 * - Nothing is written once the drain was stopped, nor for another account than the drain was opened with, nor for one that was left
 *   or removed (SYNC.md invariant 11).
 * - A decision that throws fails alone.
 */
export class RowLedger {
	readonly #world: Pick<World, "db" | "now">;
	readonly #account: Pick<Source, "sourceId" | "userId">;
	readonly #signal: AbortSignal;
	#entries: Entry[] = [];
	#isWriting = false;

	constructor(
		world: Pick<World, "db" | "now">,
		{ sourceId, userId }: Pick<Source, "sourceId" | "userId">,
		signal: AbortSignal,
	) {
		this.#world = world;
		this.#account = { sourceId, userId };
		this.#signal = signal;
	}

	/** Resolves with true once it is committed, with false where nothing was to be written. Rejects for a bug or a full disk. */
	change(itemId: ItemId, decide: Decide): Promise<boolean> {
		return new Promise((settle, reject) => {
			this.#entries.push({ itemId, decide, settle, reject });
			if (!this.#isWriting) this.#write();
		});
	}

	async #write(): Promise<void> {
		this.#isWriting = true;
		// Those who ask in the same turn go together.
		await Promise.resolve();
		while (this.#entries.length > 0) {
			const entries = this.#entries;
			this.#entries = [];
			await this.#commit(entries).catch((error: unknown) => {
				for (const { reject } of entries) reject(error);
			});
		}
		this.#isWriting = false;
	}

	async #commit(entries: readonly Entry[]): Promise<void> {
		const { db } = this.#world;
		const tables = [db.outbox, db.watch, db.written, db.journal, db.sources];
		const tellAll = await db.transaction("rw", tables, async () => {
			const itemIds = [...new Set(entries.map(({ itemId }) => itemId))];
			const [source, found] = await Promise.all([db.sources.get(this.#account.sourceId), db.outbox.bulkGet(itemIds)]);
			const isAccount = source?.userId === this.#account.userId && source.state !== "left";
			if (this.#signal.aborted || !isAccount)
				return entries.map(
					({ settle }) =>
						() =>
							settle(false),
				);
			const rows = new Map(found.flatMap((row) => (row === undefined ? [] : [[row.itemId, row]])));
			const changed = new Set<ItemId>();
			const endings: Ending[] = [];
			const tell = entries.map(({ itemId, decide, settle, reject }) => {
				try {
					const write = decide(rows.get(itemId));
					if (write === undefined) return () => settle(false);
					changed.add(itemId);
					if (write.row === null) rows.delete(itemId);
					else rows.set(itemId, write.row);
					endings.push(...(write.endings ?? []));
					return () => settle(true);
				} catch (error) {
					// A device that dies commits nothing.
					if (this.#signal.aborted) throw error;
					return () => reject(error);
				}
			});
			const gone = [...changed].filter((itemId) => !rows.has(itemId));
			await Promise.all([
				db.outbox.bulkPut([...changed].flatMap((itemId) => rows.get(itemId) ?? [])),
				gone.length > 0 && db.outbox.bulkDelete(gone),
			]);
			await writeEndings(db, endings, endings.length > 0 ? this.#world.now() : 0);
			return tell;
		});
		for (const tell of tellAll) tell();
	}
}
