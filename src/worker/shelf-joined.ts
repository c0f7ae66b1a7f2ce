import type { ShelfBlock, StowawayDatabase } from "../db/schema.ts";
import { type JoinedKind, joinedLibraries } from "../library/joined-libraries.ts";
import { joinedShelf } from "../library/joined-shelf.ts";
import type { Shelf } from "../library/shelf-columns.ts";
import type { ShelfCache } from "./shelf-cache.ts";
import { KnownCopies } from "./shelf-copies.ts";

/** A shelf with all that it was made of. */
interface Made {
	readonly kind: JoinedKind;
	/** Ids of the libraries, their blocks, and the copies that are known. */
	readonly of: readonly unknown[];
	readonly shelf: Shelf;
}

/** The shelf of all films, or all shows, of every server; made anew only when a library or the catalogue of titles is another. */
export class JoinedShelves {
	readonly #db: StowawayDatabase;
	readonly #shelves: ShelfCache;
	readonly #copies: KnownCopies;
	#made: Made | null = null;

	constructor(db: StowawayDatabase, shelves: ShelfCache) {
		this.#db = db;
		this.#shelves = shelves;
		this.#copies = new KnownCopies(db);
	}

	/** The shelf as the database has it. */
	async at(kind: JoinedKind): Promise<Shelf> {
		const libraryIds = (await joinedLibraries(this.#db, kind)).map(({ libraryId }) => libraryId);
		const [blocks, copies] = await Promise.all([this.#shelves.blocksOf(libraryIds), this.#copies.read()]);
		const of = [...libraryIds, ...blocks, copies];
		const made = this.#made;
		if (made?.kind === kind && made.of.length === of.length && of.every((each, at) => each === made.of[at])) {
			return made.shelf;
		}
		const none: readonly ShelfBlock[] = [];
		const libraries = libraryIds.map((libraryId, at) => ({ libraryId, blocks: blocks[at] ?? none }));
		const shelf = joinedShelf(kind, libraries, copies.values());
		this.#made = { kind, of, shelf };
		return shelf;
	}
}
