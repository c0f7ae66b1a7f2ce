import { liveQuery } from "dexie";
import { hiddenSources } from "../db/hidden-sources.ts";
import type { StowawayDatabase } from "../db/schema.ts";
import { SearchIndex } from "../library/search-index.ts";
import type { SearchLimits } from "../library/search-result.ts";
import { entriesOfBlock } from "../library/search-rows.ts";
import { BLOCK_SIZE } from "../library/shelf-blocks.ts";
import { letGo } from "./let-go.ts";
import type { SearchAnswer } from "./shelf-api.ts";
import { type BlockKey, followKeys, isBlockKey, isOneKey, type KeyRange } from "./shelf-changes.ts";
import { PeopleInSearch } from "./shelf-search-people.ts";

/** How often a page hears that there is more to find: each time it searches anew. */
const TELL_AT_MOST_EVERY_MS = 400;

/** Searching over all that is on the device. */
export interface LibrarySearch {
	/** Finds what is in the index so far. The first call begins to fill it. */
	search(text: string, limits: SearchLimits): SearchAnswer;
	/** Calls `onChange` when a search may find something else than before. Ends the watch before it; null ends it only. */
	watch(onChange: (() => void) | null): void;
}

/**
 * Keeps a search index of the database: blocks of shelves first, then people, read one after the other, so that searches are answered in
 * between, from what is there already. After that only what changed is read: blocks by their key, people by theirs.
 */
export function librarySearch(db: StowawayDatabase): LibrarySearch {
	const index = new SearchIndex();
	const people = new PeopleInSearch(db, index);
	/** Blocks in the index, and blocks to be read, by the name of their part. */
	const known = new Map<string, BlockKey>();
	const blocks = new Map<string, BlockKey>();
	let onChange: (() => void) | null = null;
	let isTelling = false;
	let isStarted = false;
	let isWorking = false;
	let isReadingAll = true;
	let total = 0;

	const tell = () => {
		if (isTelling) return;
		isTelling = true;
		setTimeout(() => {
			isTelling = false;
			onChange?.();
		}, TELL_AT_MOST_EVERY_MS);
	};

	const due = (keys: Iterable<BlockKey>) => {
		for (const key of keys) blocks.set(partName(key), key);
		work();
	};

	const blocksChanged = async (ranges: readonly KeyRange[]) => {
		const keys = ranges.every(isOneKey) ? ranges.map(({ from }) => from) : await everyBlock();
		due(keys.filter(isBlockKey));
	};

	/** All in the database, and all in the index, which may be gone from there. */
	const everyBlock = async () => {
		const stored = await db.shelves.toCollection().primaryKeys();
		return [...stored, ...known.values()];
	};

	const readBlock = async (name: string, key: BlockKey) => {
		const [libraryId, block] = key;
		const [row, library] = await Promise.all([db.shelves.get([libraryId, block]), db.libraries.get(libraryId)]);
		if (row && library && library.kind !== "other") {
			known.set(name, key);
			index.put(name, entriesOfBlock(row));
		} else if (known.delete(name)) index.drop(name);
	};

	const work = async () => {
		if (isWorking) return;
		isWorking = true;
		try {
			for (;;) {
				const [next] = blocks;
				if (next) {
					blocks.delete(next[0]);
					await readBlock(...next);
				} else if (!(await people.readMore())) break;
				tell();
			}
			isReadingAll = false;
			tell();
		} catch (error) {
			console.error("The search index could not be read", error);
		} finally {
			isWorking = false;
		}
	};

	const start = async () => {
		followKeys(db, "shelves", (ranges) => {
			blocksChanged(ranges).catch((error: unknown) => console.error("Search missed a change", error));
		});
		followKeys(db, "people", (ranges) => {
			people.changed(ranges);
			work();
		});
		liveQuery(() => hiddenSources(db)).subscribe((hidden) => {
			index.leaveOut(hidden);
			tell();
		});
		const [keys, persons] = await Promise.all([db.shelves.toCollection().primaryKeys(), db.people.count()]);
		total = keys.length * BLOCK_SIZE + persons;
		due(keys);
	};

	return {
		search(text, limits) {
			if (!isStarted) {
				isStarted = true;
				start().catch((error: unknown) => console.error("The search index could not be read", error));
			}
			const reading = isReadingAll ? { done: Math.min(index.count, total), total } : null;
			return { ...index.search(text, limits), searched: index.count, reading };
		},
		watch(listener) {
			letGo(onChange);
			onChange = listener;
		},
	};
}

function partName([libraryId, block]: BlockKey): string {
	return `${libraryId}\n${block}`;
}
