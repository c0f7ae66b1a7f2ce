import type { ShelfBlock, StowawayDatabase } from "../db/schema.ts";
import { readBlocks } from "../library/shelf-blocks.ts";
import { type Shelf, shelfOf } from "../library/shelf-columns.ts";
import type { LibraryId } from "../model/ids.ts";
import { followKeys, isBlockKey, isOneKey } from "./shelf-changes.ts";

/** Libraries kept in memory: the one on screen and the one before it. */
const KEPT_LIBRARIES = 2;

/** What is known of a library. */
interface Kept {
	/** In the order of their numbers. */
	readonly blocks: ShelfBlock[];
	/** Null once a block changed. */
	shelf: Shelf | null;
}

/** Shelves of libraries, read once, and after that the blocks that changed. */
export class ShelfCache {
	readonly #db: StowawayDatabase;
	/** The one used last at the end. */
	readonly #libraries = new Map<LibraryId, Kept>();
	/** Numbers of blocks that changed, or that any may have. */
	readonly #changed = new Map<LibraryId, Set<number> | "any">();
	#reading: Promise<unknown> = Promise.resolve();

	constructor(db: StowawayDatabase) {
		this.#db = db;
		followKeys(db, "shelves", (ranges) => {
			for (const range of ranges) {
				if (isOneKey(range) && isBlockKey(range.from)) this.#note(...range.from);
				else for (const known of this.#libraries.keys()) this.#changed.set(known, "any");
			}
		});
	}

	#note(libraryId: LibraryId, number: number): void {
		const before = this.#changed.get(libraryId) ?? new Set();
		if (before !== "any" && this.#libraries.has(libraryId)) this.#changed.set(libraryId, before.add(number));
	}

	/** The shelf of a library as the database has it; empty for one that is not there. */
	at(libraryId: LibraryId): Promise<Shelf> {
		const next = this.#reading.then(() => this.#read(libraryId));
		// One after the other, or two would take over the same changed blocks.
		this.#reading = next.catch(() => undefined);
		return next;
	}

	async #read(libraryId: LibraryId): Promise<Shelf> {
		const changed = this.#changed.get(libraryId);
		this.#changed.delete(libraryId);
		const known = this.#libraries.get(libraryId);
		const kept = known && changed !== "any" ? known : { blocks: [], shelf: null };
		try {
			if (kept !== known) kept.blocks.push(...(await readBlocks(this.#db, libraryId)));
			else if (changed && changed !== "any") await this.#readChanged(libraryId, kept, [...changed]);
		} catch (error) {
			this.#changed.set(libraryId, "any");
			throw error;
		}
		this.#libraries.delete(libraryId);
		this.#libraries.set(libraryId, kept);
		for (const old of [...this.#libraries.keys()].slice(0, -KEPT_LIBRARIES)) this.#libraries.delete(old);
		kept.shelf ??= shelfOf(libraryId, kept.blocks);
		return kept.shelf;
	}

	async #readChanged(libraryId: LibraryId, kept: Kept, numbers: readonly number[]): Promise<void> {
		const rows = await this.#db.shelves.bulkGet(numbers.map((number): [LibraryId, number] => [libraryId, number]));
		const others = kept.blocks.filter(({ block }) => !numbers.includes(block));
		const all = [...others, ...rows.flatMap((row) => row ?? [])].sort((a, b) => a.block - b.block);
		kept.blocks.splice(0, kept.blocks.length, ...all);
		kept.shelf = null;
	}
}
