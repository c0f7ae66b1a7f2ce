import type { StowawayDatabase } from "../db/schema.ts";
import type { ItemId } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import type { Ruling, Title } from "../model/title.ts";
import { evidenceOf, idKeys, isTitle } from "./evidence.ts";

/** Rows read at once. */
const AT_A_TIME = 200;

/** Where titles are found; in the database, or all of them in memory. */
export interface TitleIndex {
	/** Those of which one of the items is or was a copy. */
	readonly byItems: (itemIds: readonly ItemId[]) => Promise<readonly Title[]>;
	/** Those that say one of the ids (`idKeys`). */
	readonly byKeys: (keys: readonly string[]) => Promise<readonly Title[]>;
}

/** Titles with the items that they name. */
export interface Closure {
	readonly titles: readonly Title[];
	readonly items: readonly Item[];
	/** All that were looked for, those among them that do not exist. */
	readonly itemIds: readonly ItemId[];
}

/**
 * All of the catalogue that hangs together with some items, by ids, copies or a person's word: as much as has to be looked at when they
 * change, and no more. Items that do not exist any more are named by their titles only. Throws the signal's reason once it aborts.
 */
export async function closureOf(
	db: StowawayDatabase,
	index: TitleIndex,
	itemIds: readonly ItemId[],
	rulings: readonly Ruling[],
	signal?: AbortSignal,
): Promise<Closure> {
	const titles = new Map<string, Title>();
	const items = new Map<ItemId, Item | undefined>();
	const keys = new Set<string>();
	let newItems: readonly ItemId[] = [...new Set(itemIds)];
	let newKeys: string[] = [];
	while (newItems.length > 0 || newKeys.length > 0) {
		const read = await readGently(db, newItems, signal);
		for (const [at, item] of read.entries()) items.set(newItems[at] ?? "/", item);
		const said = read.flatMap((item) =>
			item && isTitle(item) && item.goneAt === undefined ? idKeys(evidenceOf(item)) : [],
		);
		const found = await Promise.all([index.byItems(newItems), index.byKeys([...newKeys, ...added(keys, said)])]);
		const newTitles = found.flat().filter(({ titleId }) => !titles.has(titleId));
		for (const title of newTitles) titles.set(title.titleId, title);
		const ruled = rulings.filter((ruling) => isAbout(ruling, items, keys));
		const named = [
			...newTitles.flatMap(({ copies, former }) => [...copies, ...former]),
			...ruled.flatMap(({ groups }) => groups.flat()),
		];
		newItems = [...new Set(named)].filter((itemId) => !items.has(itemId));
		newKeys = added(keys, [
			...newTitles.flatMap(({ ids }) => ids),
			...ruled.flatMap(({ said = {} }) => Object.values(said).flat()),
		]);
	}
	return {
		titles: [...titles.values()],
		items: [...items.values()].flatMap((item) => item ?? []),
		itemIds: [...items.keys()],
	};
}

/** A few at a time: a page that wants a row meanwhile waits for those before it only. */
async function readGently(
	db: StowawayDatabase,
	itemIds: readonly ItemId[],
	signal: AbortSignal | undefined,
): Promise<(Item | undefined)[]> {
	const read: (Item | undefined)[] = [];
	while (read.length < itemIds.length) {
		signal?.throwIfAborted();
		read.push(...(await db.items.bulkGet(itemIds.slice(read.length, read.length + AT_A_TIME))));
	}
	return read;
}

/** Whether a person's word names one of the items, or may be about one: what it names said one of the ids. */
function isAbout(
	{ groups, said = {} }: Ruling,
	items: ReadonlyMap<ItemId, unknown>,
	keys: ReadonlySet<string>,
): boolean {
	if (groups.some((group) => group.some((itemId) => items.has(itemId)))) return true;
	return Object.values(said).some((each) => each.some((key) => keys.has(key)));
}

/** Adds to the set and gives what was not in it. */
function added(to: Set<string>, values: readonly string[]): string[] {
	const fresh = [...new Set(values)].filter((value) => !to.has(value));
	for (const value of fresh) to.add(value);
	return fresh;
}

/** The titles as the database's indexes find them. */
export function titlesInDatabase(db: StowawayDatabase): TitleIndex {
	return {
		byItems: async (itemIds) => {
			const [copies, former] = await Promise.all([
				db.titles.where("copies").anyOf(itemIds).toArray(),
				db.titles.where("former").anyOf(itemIds).toArray(),
			]);
			return [...copies, ...former];
		},
		byKeys: (keys) => db.titles.where("ids").anyOf(keys).toArray(),
	};
}

/** All titles at once: quicker where most of them are looked at. Pure. */
export function titlesInMemory(titles: readonly Title[]): TitleIndex {
	const byItem = indexOf(titles, ({ copies, former }) => [...copies, ...former]);
	const byKey = indexOf(titles, ({ ids }) => ids);
	return {
		byItems: async (itemIds) => itemIds.flatMap((itemId) => byItem.get(itemId) ?? []),
		byKeys: async (keys) => keys.flatMap((key) => byKey.get(key) ?? []),
	};
}

function indexOf(titles: readonly Title[], wordsOf: (title: Title) => readonly string[]): ReadonlyMap<string, Title[]> {
	const index = new Map<string, Title[]>();
	for (const title of titles) {
		for (const word of wordsOf(title)) {
			const found = index.get(word);
			if (found) found.push(title);
			else index.set(word, [title]);
		}
	}
	return index;
}
