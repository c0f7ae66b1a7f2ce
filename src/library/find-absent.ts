import type { StowawayDatabase } from "../db/schema.ts";
import { type ItemId, joinId, serverKeyOf } from "../model/ids.ts";
import type { Item, Library } from "../model/item.ts";
import { inBatches } from "./in-batches.ts";
import { listScope, type SyncedList } from "./scopes.ts";
import { readBlocks } from "./shelf-blocks.ts";

/** Items of one transaction: short, whatever the size of the library. */
const AT_A_TIME = 500;

/** A show among the kinds of a shelf. */
const SHOW = "s";

/** What a complete reading of a list did not have. Server keys. */
export interface Absent {
	readonly serverKeys: readonly string[];
	/** On the shelf of the library, but of another one or not here: not missing, only out of place. */
	readonly strays: readonly string[];
	/** How many of the list were here before it was read. */
	readonly known: number;
}

/** Of the titles on a library's shelf, those that a reading of its list did not have. */
export async function findAbsentTitles(
	db: StowawayDatabase,
	{ libraryId, sourceId }: Library,
	onShelf: readonly string[],
	seen: ReadonlySet<ItemId>,
	known: number,
): Promise<Absent> {
	const missing = onShelf.filter((key) => !seen.has(joinId(sourceId, key)));
	const items = await readItems(
		db,
		missing.map((key) => joinId(sourceId, key)),
	);
	const own = new Set(items.flatMap((item) => (item.libraryId === libraryId ? [serverKeyOf(item.itemId)] : [])));
	return {
		serverKeys: missing.filter((key) => own.has(key)),
		strays: missing.filter((key) => !own.has(key)),
		known,
	};
}

/**
 * The seasons, or the episodes, of a library's shows that a reading of their list did not have. What belongs to a show or season that is
 * itself missing and shown all the same is left with it.
 */
export async function findAbsentChildren(
	db: StowawayDatabase,
	{ libraryId, sourceId }: Library,
	list: Exclude<SyncedList, "titles">,
	seen: ReadonlySet<ItemId>,
): Promise<Absent> {
	const held = new Set<ItemId>();
	for (const row of await db.absences.bulkGet([listScope("titles", libraryId), listScope("seasons", libraryId)])) {
		for (const key of [...(row?.asked ?? []), ...(row?.kept ?? [])]) held.add(joinId(sourceId, key));
	}
	const blocks = await readBlocks(db, libraryId);
	const shows = blocks.flatMap(({ serverKeys, kinds }) =>
		serverKeys.flatMap((key, at) => (kinds[at] === SHOW ? [joinId(sourceId, key)] : [])),
	);
	const first = await keysBelow(db, without(shows, held));
	const below = list === "seasons" ? first : [...first, ...(await keysBelow(db, without(first, held)))];
	const kind = list === "seasons" ? "season" : "episode";
	const items = await readItems(db, without(below, seen));
	const absent = items.filter((item) => item.kind === kind && item.libraryId === libraryId && !item.goneAt);
	return {
		serverKeys: absent.map(({ itemId }) => serverKeyOf(itemId)),
		strays: [],
		known: below.filter((itemId) => seen.has(itemId)).length + absent.length,
	};
}

function without(itemIds: readonly ItemId[], left: ReadonlySet<ItemId>): ItemId[] {
	return itemIds.filter((itemId) => !left.has(itemId));
}

/** The keys of what has one of these as its parent. */
async function keysBelow(db: StowawayDatabase, parentIds: readonly ItemId[]): Promise<ItemId[]> {
	const keys: ItemId[] = [];
	for (const batch of inBatches(parentIds, AT_A_TIME)) {
		const found = await db.transaction("r", db.items, () =>
			Promise.all(batch.map((parentId) => db.items.where("parentId").equals(parentId).primaryKeys())),
		);
		keys.push(...found.flat());
	}
	return keys;
}

async function readItems(db: StowawayDatabase, itemIds: readonly ItemId[]): Promise<Item[]> {
	const items: Item[] = [];
	for (const batch of inBatches(itemIds, AT_A_TIME)) {
		for (const item of await db.items.bulkGet(batch)) if (item !== undefined) items.push(item);
	}
	return items;
}
