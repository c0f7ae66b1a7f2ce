import type { ItemId } from "../model/ids.ts";

/** When a read that failed is done again, while the server goes on telling. */
const RETRY_MS = 30_000;

/** Waits so many ms, or until the signal aborts. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** How titles that a server tells of are read. */
export interface Telling {
	/** What is told of within this time is read together, ms: a season that is marked is one message, or ten. */
	readonly collectMs: number;
	/** Reads titles; false when that failed and is to be done again. */
	readonly read: (itemIds: readonly ItemId[]) => Promise<boolean>;
	readonly sleep: Sleep;
	/** Ends it. What was not read then, the next home check finds. */
	readonly signal: AbortSignal;
}

/** Titles that a server told of, read together and one read after the other: however much is told meanwhile makes one more. */
export class ToldTitles {
	readonly #telling: Telling;
	#told = new Set<ItemId>();
	#isAtIt = false;

	constructor(telling: Telling) {
		this.#telling = telling;
	}

	/** Has these read soon. */
	add(itemIds: readonly ItemId[]): void {
		for (const itemId of itemIds) this.#told.add(itemId);
		if (this.#isAtIt) return;
		this.#isAtIt = true;
		this.#readAll().catch((error: unknown) => console.error("Reading what a server told of failed", error));
	}

	async #readAll(): Promise<void> {
		const { collectMs, read, sleep, signal } = this.#telling;
		let waitMs = collectMs;
		try {
			while (this.#told.size > 0) {
				await sleep(waitMs, signal);
				if (signal.aborted) return;
				const told = [...this.#told];
				this.#told = new Set();
				const isDone = await read(told);
				if (!isDone) for (const itemId of told) this.#told.add(itemId);
				waitMs = isDone ? collectMs : RETRY_MS;
			}
		} finally {
			// In the same turn as the last look: what is added from now on begins anew.
			this.#isAtIt = false;
		}
	}
}
