import type { ItemId } from "../../model/ids.ts";

/** While a film runs, what is written is sent at most this often. SYNC.md §2. */
const SEND_EVERY_MS = 30_000;

interface PlayedChange {
	readonly itemId: ItemId;
	readonly titleId?: ItemId;
	readonly type: "progress" | "finished";
	readonly positionMs: number;
}

interface ProgressWriterOptions {
	/** Writes into the outbox (`progress/record-change.ts`). Rejects when the database cannot be written. */
	readonly record: (change: PlayedChange) => Promise<void>;
	/** Sends what was written. */
	readonly announce: () => void;
	/** Epoch ms. */
	readonly now: () => number;
	/** Told once when a change could not be written. */
	readonly onLoss: (error: unknown) => void;
}

export interface ProgressWriter {
	/** Writes a change at once, after those before it. `fileId`: where what was watched of the file that plays is kept, if not with the title. */
	write(type: "progress" | "finished", positionMs: number, fileId?: ItemId): void;
	/** The film rests (pause, hide, stop): what was written and not sent is sent now. */
	rest(): void;
}

/**
 * Writes the changes of one title in the order they were made, and has them sent: at once for a finish and when the film rests, every
 * 30 s while it runs. SYNC.md §2. What could not be written is tried again before what comes after it, and when the film rests; of places
 * the last one only.
 */
export function createProgressWriter(itemId: ItemId, options: ProgressWriterOptions): ProgressWriter {
	const { record, announce, now, onLoss } = options;
	let sentAt = now();
	let isUnsent = false;
	let isLost = false;
	let last: Promise<void> = Promise.resolve();
	let unwritten: readonly PlayedChange[] = [];

	const send = () => {
		if (!isUnsent) return;
		isUnsent = false;
		sentAt = now();
		announce();
	};
	/** Gives true when nothing is left to be written. */
	const writeAll = async () => {
		for (const change of unwritten) {
			try {
				await record(change);
			} catch (error) {
				if (!isLost) onLoss(error);
				isLost = true;
				return false;
			}
			isUnsent = true;
			unwritten = unwritten.filter((other) => other !== change);
		}
		return true;
	};
	return {
		write(type, positionMs, fileId) {
			const of = fileId === undefined ? { itemId } : { itemId: fileId, titleId: itemId };
			last = last.then(async () => {
				const kept = unwritten.filter((change) => change.type === "finished" || change.itemId !== of.itemId);
				unwritten = [...kept, { ...of, type, positionMs }];
				if ((await writeAll()) && (type === "finished" || now() - sentAt >= SEND_EVERY_MS)) send();
			});
		},
		rest() {
			last = last.then(async () => {
				await writeAll();
				send();
			});
		},
	};
}
