import type { StowawayDatabase } from "../db/schema.ts";
import { noteTitles } from "../db/title-changes.ts";
import type { World } from "../db/world.ts";
import type { ItemId } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import type { Finding, Ruling } from "../model/title.ts";
import { evidenceOf, idKeys, isTitle } from "./evidence.ts";
import { rulingsNow } from "./stand-ins.ts";

/** What a run over the titles holds is not among them: this would wait for its end, and what a sync writes for this. */
const tablesOf = (db: StowawayDatabase) => [db.rulings, db.titleChanges];

/**
 * Notes a person's word on items whose ids contradict each other: those of a group are one title, those of different groups are not.
 * It holds over every later sync, and for the same items under new ids (`rulingsNow`), until they say otherwise. Gives its number, by which it is taken back.
 */
export async function ruleOn(
	{ db, now }: Pick<World, "db" | "now">,
	{ findingId }: Pick<Finding, "findingId">,
	groups: readonly (readonly ItemId[])[],
): Promise<number> {
	const said = await saidBy(db, groups.flat());
	const rulingId = await db.transaction("rw", tablesOf(db), async () => {
		await noteTitles(db, groups.flat());
		return db.rulings.add({ groups, said, at: now() });
	});
	// It would go with the next look at the items; so it goes from the screen at once.
	await db.titleFindings.delete(findingId);
	return rulingId;
}

/** The same of many findings, of each that all of its items are one title. Gives the numbers. */
export async function joinEach(
	{ db, now }: Pick<World, "db" | "now">,
	findings: readonly Finding[],
): Promise<readonly number[]> {
	const all = findings.flatMap(({ items }) => items);
	const said = await saidBy(db, all);
	const rulings = findings.map(({ items }) => ({
		groups: [items],
		said: Object.fromEntries(items.flatMap((itemId) => (said[itemId] ? [[itemId, said[itemId]]] : []))),
		at: now(),
	}));
	const rulingIds = await db.transaction("rw", tablesOf(db), async () => {
		await noteTitles(db, [...new Set(all)]);
		return db.rulings.bulkAdd(rulings, { allKeys: true });
	});
	await db.titleFindings.bulkDelete(findings.map(({ findingId }) => findingId));
	return rulingIds;
}

async function saidBy(db: StowawayDatabase, itemIds: readonly ItemId[]): Promise<Record<ItemId, string[]>> {
	const items = await db.items.bulkGet([...itemIds]);
	return Object.fromEntries(
		items.flatMap((item) => (item && isTitle(item) ? [[item.itemId, idKeys(evidenceOf(item))]] : [])),
	);
}

/** Takes a word back: the ids decide again. */
export async function takeBackRuling({ db }: Pick<World, "db">, rulingId: number): Promise<void> {
	const { groups = [], said = {} } = (await db.rulings.get(rulingId)) ?? {};
	// What it was about may be other items by now, which say the same.
	const titles = await db.titles.where("ids").anyOf(Object.values(said).flat()).distinct().toArray();
	const named = new Set([...groups.flat(), ...titles.flatMap(({ copies }) => copies)]);
	await db.transaction("rw", tablesOf(db), async () => {
		await db.rulings.delete(rulingId);
		await noteTitles(db, [...named]);
	});
}

/** Says no more of a finding while it is about the same items; or says it again. */
export async function ignoreFinding({ db }: Pick<World, "db">, findingId: string, isIgnored: boolean): Promise<void> {
	await db.titleFindings.update(findingId, { isIgnored });
}

/** What a person once said to be another title than an item, and which is here; whatever they said since. */
export async function saidApartFrom(db: StowawayDatabase, itemId: ItemId): Promise<Item[]> {
	const rulings = (await rulingsAsOfNow(db)).filter(({ groups }) => groups.flat().includes(itemId));
	const others = rulings.flatMap(({ groups }) => groups.filter((group) => !group.includes(itemId)).flat());
	const items = await db.items.bulkGet([...new Set(others)]);
	return items.flatMap((item) => (item && item.goneAt === undefined ? item : []));
}

/** All that a person said, as it is about what is listed now. */
async function rulingsAsOfNow(db: StowawayDatabase): Promise<readonly Ruling[]> {
	const [rulings, sources] = await Promise.all([db.rulings.toArray(), db.sources.toArray()]);
	const said = rulings.flatMap(({ said = {} }) => Object.values(said).flat());
	const titles = await db.titles.where("ids").anyOf(said).distinct().toArray();
	const named = [...rulings.flatMap(({ groups }) => groups.flat()), ...titles.flatMap(({ copies }) => copies)];
	const items = await db.items.bulkGet([...new Set(named)]);
	const left = new Set(sources.flatMap(({ sourceId, successor }) => (successor === undefined ? [] : [sourceId])));
	const listed = items.flatMap((item) =>
		item && isTitle(item) && item.goneAt === undefined && !left.has(item.sourceId) ? [evidenceOf(item)] : [],
	);
	return rulingsNow(rulings, listed, sources);
}
