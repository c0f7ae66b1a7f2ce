import type { ShelfBlock, StowawayDatabase } from "../db/schema.ts";
import { type ItemId, joinId, type LibraryId, serverKeyOf, sourceOf } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import { titleCollator } from "./collation.ts";
import { isSameValue } from "./same-value.ts";

/** A block is rewritten whole with each change to it. DESIGN.md §2. */
export const BLOCK_SIZE = 2_000;

const KIND_LETTERS: Readonly<Partial<Record<Item["kind"], string>>> = {
	movie: "m",
	show: "s",
	collection: "c",
	playlist: "p",
};

type Columns = Required<Omit<ShelfBlock, "libraryId" | "block" | "kinds">>;
/** One title as the columns hold it. */
type Entry = { readonly [Column in keyof Columns]: Columns[Column][number] } & { readonly kind: string };
type MutableBlock = { [Column in keyof Columns]: Columns[Column][number][] } & { kinds: string[] };

function entryOf(item: Item): Entry {
	return {
		serverKeys: serverKeyOf(item.itemId),
		titles: item.title,
		sortTitles: item.sortTitle,
		originalTitles: item.originalTitle ?? null,
		years: item.year ?? 0,
		addedAt: item.addedAt ?? 0,
		ratings: item.rating ?? 0,
		durationsMs: item.durationMs ?? 0,
		premiered: item.premiered ?? "",
		genres: item.genres,
		resolutions: item.resolution ?? 0,
		favourites: item.isFavourite ? 1 : 0,
		leafCounts: item.leafCount ?? 0,
		kind: KIND_LETTERS[item.kind] ?? "m",
	};
}

function mutable({ libraryId: _library, block: _block, kinds, ...columns }: ShelfBlock): MutableBlock {
	return {
		serverKeys: [...columns.serverKeys],
		titles: [...columns.titles],
		sortTitles: [...columns.sortTitles],
		originalTitles: [...columns.originalTitles],
		years: [...columns.years],
		addedAt: [...columns.addedAt],
		ratings: [...columns.ratings],
		durationsMs: [...columns.durationsMs],
		premiered: [...columns.premiered],
		genres: [...columns.genres],
		resolutions: [...columns.resolutions],
		favourites: columns.favourites ? [...columns.favourites] : columns.serverKeys.map(() => 0),
		leafCounts: [...columns.leafCounts],
		kinds: [...kinds],
	};
}

/** A block with nothing in it. */
export function emptyBlock(libraryId: LibraryId, block: number): ShelfBlock {
	return {
		libraryId,
		block,
		serverKeys: [],
		titles: [],
		sortTitles: [],
		originalTitles: [],
		years: [],
		addedAt: [],
		ratings: [],
		durationsMs: [],
		premiered: [],
		kinds: "",
		genres: [],
		resolutions: [],
		favourites: [],
		leafCounts: [],
	};
}

function isSameEntry(block: MutableBlock, at: number, entry: Entry): boolean {
	return (
		block.titles[at] === entry.titles &&
		block.sortTitles[at] === entry.sortTitles &&
		block.originalTitles[at] === entry.originalTitles &&
		block.years[at] === entry.years &&
		block.addedAt[at] === entry.addedAt &&
		block.ratings[at] === entry.ratings &&
		block.durationsMs[at] === entry.durationsMs &&
		block.premiered[at] === entry.premiered &&
		block.kinds[at] === entry.kind &&
		block.resolutions[at] === entry.resolutions &&
		block.favourites[at] === entry.favourites &&
		block.leafCounts[at] === entry.leafCounts &&
		isSameValue(block.genres[at], entry.genres)
	);
}

function writeEntry(block: MutableBlock, at: number, entry: Entry): void {
	block.serverKeys[at] = entry.serverKeys;
	block.titles[at] = entry.titles;
	block.sortTitles[at] = entry.sortTitles;
	block.originalTitles[at] = entry.originalTitles;
	block.years[at] = entry.years;
	block.addedAt[at] = entry.addedAt;
	block.ratings[at] = entry.ratings;
	block.durationsMs[at] = entry.durationsMs;
	block.premiered[at] = entry.premiered;
	block.genres[at] = entry.genres;
	block.resolutions[at] = entry.resolutions;
	block.favourites[at] = entry.favourites;
	block.leafCounts[at] = entry.leafCounts;
	block.kinds[at] = entry.kind;
}

/** Some entries of a block, by their places in it. */
function pickEntries(block: MutableBlock, places: readonly number[]): MutableBlock {
	const pick = <T>(column: readonly T[]): T[] => column.filter((_, at) => kept.has(at));
	const kept = new Set(places);
	return {
		serverKeys: pick(block.serverKeys),
		titles: pick(block.titles),
		sortTitles: pick(block.sortTitles),
		originalTitles: pick(block.originalTitles),
		years: pick(block.years),
		addedAt: pick(block.addedAt),
		ratings: pick(block.ratings),
		durationsMs: pick(block.durationsMs),
		premiered: pick(block.premiered),
		genres: pick(block.genres),
		resolutions: pick(block.resolutions),
		favourites: pick(block.favourites),
		leafCounts: pick(block.leafCounts),
		kinds: pick(block.kinds),
	};
}

/** The blocks of a library in order, each as the database holds it. */
export function readBlocks(db: StowawayDatabase, libraryId: LibraryId): Promise<ShelfBlock[]> {
	return db.shelves.where("[libraryId+block]").between([libraryId, 0], [libraryId, Infinity]).toArray();
}

/**
 * A library's shelf while a refresh writes it. New titles go to the end of the last block, known ones are changed where they
 * stand, so that a page touches few blocks. Held in memory for one run, under the refresh lock of the library's titles.
 */
export class ShelfWriter {
	readonly #libraryId: LibraryId;
	readonly #blocks: MutableBlock[];
	/** Server key → place over all blocks. */
	readonly #places = new Map<string, number>();
	readonly #dirty = new Set<number>();

	constructor(libraryId: LibraryId, blocks: readonly ShelfBlock[]) {
		this.#libraryId = libraryId;
		this.#blocks = blocks.map(mutable);
		for (const [block, { serverKeys }] of this.#blocks.entries()) {
			for (const [at, key] of serverKeys.entries()) this.#places.set(key, block * BLOCK_SIZE + at);
		}
	}

	get count(): number {
		return this.#places.size;
	}

	/** The server keys of all titles. */
	get serverKeys(): readonly string[] {
		return [...this.#places.keys()];
	}

	/** Takes titles out of the columns. */
	remove(serverKeys: ReadonlySet<string>): void {
		for (const [number, block] of this.#blocks.entries()) {
			const kept = block.serverKeys.flatMap((key, at) => (serverKeys.has(key) ? [] : [at]));
			if (kept.length === block.serverKeys.length) continue;
			for (const key of block.serverKeys) this.#places.delete(key);
			const left = pickEntries(block, kept);
			for (const [at, key] of left.serverKeys.entries()) this.#places.set(key, number * BLOCK_SIZE + at);
			this.#blocks[number] = left;
			this.#dirty.add(number);
		}
	}

	/** Takes titles over into the columns. */
	put(items: readonly Item[]): void {
		for (const item of items) {
			const entry = entryOf(item);
			const place = this.#places.get(entry.serverKeys) ?? this.#append(entry.serverKeys);
			const number = Math.floor(place / BLOCK_SIZE);
			const block = this.#blocks[number];
			const at = place % BLOCK_SIZE;
			if (block === undefined || isSameEntry(block, at, entry)) continue;
			writeEntry(block, at, entry);
			this.#dirty.add(number);
		}
	}

	/** The same of those that are on the shelf; others are passed over. */
	putAgain(items: readonly Item[]): void {
		this.put(items.filter(({ itemId }) => this.#places.has(serverKeyOf(itemId))));
	}

	#append(key: string): number {
		let last = this.#blocks.length - 1;
		if ((this.#blocks[last]?.serverKeys.length ?? BLOCK_SIZE) >= BLOCK_SIZE) {
			last = this.#blocks.push(mutable(emptyBlock(this.#libraryId, last + 1))) - 1;
		}
		const place = last * BLOCK_SIZE + (this.#blocks[last]?.serverKeys.length ?? 0);
		this.#places.set(key, place);
		return place;
	}

	/** The blocks that differ from the database. They stay so until `committed`, because a transaction may fail. */
	changedBlocks(): ShelfBlock[] {
		return [...this.#dirty].flatMap((number) => {
			const block = this.#blocks[number];
			return block === undefined
				? []
				: [{ ...block, libraryId: this.#libraryId, block: number, kinds: block.kinds.join("") }];
		});
	}

	/** To be called when `changedBlocks` are in the database. */
	committed(): void {
		this.#dirty.clear();
	}

	/** The latest titles by the date they were added, newest first. */
	newest(count: number): ItemId[] {
		return this.#top(count, (a, b) => b.addedAt - a.addedAt);
	}

	/** The first titles in the default order. */
	firstByTitle(count: number): ItemId[] {
		return this.#top(count, (a, b) => titleCollator.compare(a.sortTitle, b.sortTitle));
	}

	#top(count: number, compare: (a: Candidate, b: Candidate) => number): ItemId[] {
		const best: Candidate[] = [];
		for (const { serverKeys, sortTitles, addedAt } of this.#blocks) {
			for (const [at, key] of serverKeys.entries()) {
				const candidate = { key, sortTitle: sortTitles[at] ?? "", addedAt: addedAt[at] ?? 0 };
				const last = best[best.length - 1];
				if (best.length === count && last !== undefined && compare(candidate, last) >= 0) continue;
				const place = best.findIndex((other) => compare(candidate, other) < 0);
				best.splice(place < 0 ? best.length : place, 0, candidate);
				if (best.length > count) best.pop();
			}
		}
		return best.map(({ key }) => joinId(sourceOf(this.#libraryId), key));
	}
}

interface Candidate {
	readonly key: string;
	readonly sortTitle: string;
	readonly addedAt: number;
}
