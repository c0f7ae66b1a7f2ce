import type { ItemId } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import type { Credit, Person } from "../model/person.ts";
import type { StowawayDatabase } from "./schema.ts";

/** Items by key, in the order asked for; undefined where there is none. Meant for the window on screen. */
export function itemsById(db: StowawayDatabase, itemIds: readonly ItemId[]): Promise<(Item | undefined)[]> {
	return db.items.bulkGet([...itemIds]);
}

/** By season number, then episode number; what has no number comes last, by title. */
export function compareEpisodes(a: Item, b: Item): number {
	return (
		(a.seasonIndex ?? Number.MAX_SAFE_INTEGER) - (b.seasonIndex ?? Number.MAX_SAFE_INTEGER) ||
		(a.index ?? Number.MAX_SAFE_INTEGER) - (b.index ?? Number.MAX_SAFE_INTEGER) ||
		a.sortTitle.localeCompare(b.sortTitle)
	);
}

/** The seasons of a show by number, specials (season 0) last. */
export async function seasonsOf(db: StowawayDatabase, showId: ItemId): Promise<Item[]> {
	const children = await db.items.where("parentId").equals(showId).toArray();
	const place = (season: Item) => season.index || Number.MAX_SAFE_INTEGER;
	return children.filter((item) => item.kind === "season" && !item.goneAt).sort((a, b) => place(a) - place(b));
}

/** The episodes of a season by number. */
export async function episodesOf(db: StowawayDatabase, seasonId: ItemId): Promise<Item[]> {
	const children = await db.items.where("parentId").equals(seasonId).toArray();
	return children.filter((item) => item.kind === "episode" && !item.goneAt).sort(compareEpisodes);
}

/** All episodes of a show by season and number; those without a season of their own included. */
export async function showEpisodes(db: StowawayDatabase, showId: ItemId): Promise<Item[]> {
	const children = await db.items.where("parentId").equals(showId).toArray();
	const seasonIds = children.filter((item) => item.kind === "season").map((season) => season.itemId);
	const inSeasons = seasonIds.length === 0 ? [] : await db.items.where("parentId").anyOf(seasonIds).toArray();
	return [...children, ...inSeasons].filter((item) => item.kind === "episode" && !item.goneAt).sort(compareEpisodes);
}

/** One line of a cast list. `person` is absent only when its row was lost. */
export interface CreditWithPerson extends Credit {
	readonly person?: Person;
}

/** Cast and crew of an item in their printed order, each with its person. */
export async function creditsOf(db: StowawayDatabase, itemId: ItemId): Promise<CreditWithPerson[]> {
	const credits = await db.credits.where("[itemId+order]").between([itemId, -Infinity], [itemId, Infinity]).toArray();
	const people = await db.people.bulkGet(credits.map((credit) => credit.personId));
	return credits.map((credit, at) => ({ ...credit, person: people[at] }));
}

/** The titles of a collection, in its order; those that are not on this device, or gone from their server, are left out. */
export async function membersOf(db: StowawayDatabase, collectionId: ItemId): Promise<Item[]> {
	const rows = await db.members
		.where("[collectionId+order]")
		.between([collectionId, -Infinity], [collectionId, Infinity])
		.toArray();
	return present(await db.items.bulkGet(rows.map(({ itemId }) => itemId)));
}

/** The collections that a title is in, of those whose titles were read, by name. */
export async function collectionsWith(db: StowawayDatabase, itemId: ItemId): Promise<Item[]> {
	const rows = await db.members.where("itemId").equals(itemId).toArray();
	const found = present(await db.items.bulkGet(rows.map(({ collectionId }) => collectionId)));
	return found.sort((a, b) => a.sortTitle.localeCompare(b.sortTitle));
}

function present(items: readonly (Item | undefined)[]): Item[] {
	return items.filter((item): item is Item => item !== undefined && !item.goneAt);
}
