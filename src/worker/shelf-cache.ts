import type { ShelfBlock, StowawayDatabase } from "../db/schema.ts";
import { readBlocks } from "../library/shelf-blocks.ts";
import { type Shelf, shelfOf } from "../library/shelf-columns.ts";
import type { LibraryId } from "../model/ids.ts";
import { followKeys, isBlockKey, isOneKey } from "./shelf-changes.ts";

/** What is kept in memory: the libraries of the page on screen, and of the one before it. */
const KEPT_PAGES = 2;

/** What is known of a library. */
interface Kept {
	/** In the order of their numbers; another list once one of them changed. */
	readonly blocks: readonly ShelfBlock[];
	/** Made when it is asked for. */
	shelf: Shelf | null;
}

/** Shelves of libraries, read once, and after that the blocks that changed. */
export class ShelfCache {
	readonly #db: StowawayDatabase;
	readonly #libraries = new Map<LibraryId, Kept>();
	/** The libraries of the pages that asked last, the last one at the end. */
	readonly #pages = new Map<string, readonly LibraryId[]>();
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
	async at(libraryId: LibraryId): Promise<Shelf> {
		const [kept] = await this.#readAll([libraryId]);
		if (!kept) throw new Error("nothing was read");
		kept.shelf ??= shelfOf(libraryId, kept.blocks);
		return kept.shelf;
	}

	/** The blocks of some libraries as the database has them; the same list again of a library that did not change. */
	async blocksOf(libraryIds: readonly LibraryId[]): Promise<readonly (readonly ShelfBlock[])[]> {
		return (await this.#readAll(libraryIds)).map(({ blocks }) => blocks);
	}

	#readAll(libraryIds: readonly LibraryId[]): Promise<Kept[]> {
		const next = this.#reading.then(async () => {
			const read: Kept[] = [];
			for (const libraryId of libraryIds) read.push(await this.#read(libraryId));
			this.#forgetOthers(libraryIds);
			return read;
		});
		// One after the other, or two would take over the same changed blocks.
		this.#reading = next.catch(() => undefined);
		return next;
	}

	async #read(libraryId: LibraryId): Promise<Kept> {
		const changed = this.#changed.get(libraryId);
		this.#changed.delete(libraryId);
		const known = this.#libraries.get(libraryId);
		if (known && !changed) return known;
		try {
			const blocks =
				known && changed && changed !== "any"
					? await this.#withChanged(libraryId, known.blocks, [...changed])
					: await readBlocks(this.#db, libraryId);
			const kept = { blocks, shelf: null };
			this.#libraries.set(libraryId, kept);
			return kept;
		} catch (error) {
			this.#changed.set(libraryId, "any");
			throw error;
		}
	}

	#forgetOthers(libraryIds: readonly LibraryId[]): void {
		const page = libraryIds.join("\n");
		this.#pages.delete(page);
		this.#pages.set(page, libraryIds);
		for (const old of [...this.#pages.keys()].slice(0, -KEPT_PAGES)) this.#pages.delete(old);
		const kept = new Set([...this.#pages.values()].flat());
		for (const known of this.#libraries.keys()) if (!kept.has(known)) this.#libraries.delete(known);
	}

	async #withChanged(
		libraryId: LibraryId,
		blocks: readonly ShelfBlock[],
		numbers: readonly number[],
	): Promise<ShelfBlock[]> {
		const rows = await this.#db.shelves.bulkGet(numbers.map((number): [LibraryId, number] => [libraryId, number]));
		const others = blocks.filter(({ block }) => !numbers.includes(block));
		return [...others, ...rows.flatMap((row) => row ?? [])].sort((a, b) => a.block - b.block);
	}
}
