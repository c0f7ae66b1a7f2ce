import type { ItemId } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import type { Credit, Person } from "../model/person.ts";
import type { StowawayDatabase } from "./schema.ts";

/** The seasons of a show by number, specials (season 0) last. */
export async function seasonsOf(db: StowawayDatabase, showId: ItemId): Promise<Item[]> {
	const children = await db.items.where("parentId").equals(showId).toArray();
	const place = (season: Item) => season.index || Number.MAX_SAFE_INTEGER;
	return children.filter((item) => item.kind === "season" && !item.goneAt).sort((a, b) => place(a) - place(b));
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

/** The titles of a collection or playlist, in its order and as often as they are in it; those that are not on this device, or gone from their server, are left out. */
export async function membersOf(db: StowawayDatabase, collectionId: ItemId): Promise<Item[]> {
	const rows = await db.members
		.where("[collectionId+order]")
		.between([collectionId, -Infinity], [collectionId, Infinity])
		.toArray();
	return present(await db.items.bulkGet(rows.map(({ itemId }) => itemId)));
}

/** The collections and playlists that a title is in, of those whose titles were read, each once, by name. */
export async function collectionsWith(db: StowawayDatabase, itemId: ItemId): Promise<Item[]> {
	const rows = await db.members.where("itemId").equals(itemId).toArray();
	const found = present(await db.items.bulkGet([...new Set(rows.map(({ collectionId }) => collectionId))]));
	return found.sort((a, b) => a.sortTitle.localeCompare(b.sortTitle));
}

function present(items: readonly (Item | undefined)[]): Item[] {
	return items.filter((item): item is Item => item !== undefined && !item.goneAt);
}
