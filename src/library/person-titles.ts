import { hiddenSources } from "../db/hidden-sources.ts";
import type { StowawayDatabase } from "../db/schema.ts";
import type { ItemId, PersonId } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import type { Credit, Person } from "../model/person.ts";

/** A title with what a person did in it, in the order of its credits. */
export interface PersonTitle {
	readonly item: Item;
	/** What they are called in the credits, in plain words and each once: a role's name, else `Director`, `Guest`, … */
	readonly roles: readonly string[];
}

/**
 * Every title on this device with a person, over all servers, newest first. Somebody of the same name on another server is the same
 * human only when both have a title in common by its ids at public catalogues: names alone prove nothing.
 */
export async function personTitles(db: StowawayDatabase, personId: PersonId): Promise<PersonTitle[]> {
	const person = await db.people.get(personId);
	const hidden = await hiddenSources(db);
	const own = await titlesOf(db, [personId]);
	const inLists = (titles: readonly PersonTitle[]) =>
		sorted(titles.filter(({ item }) => !item.goneAt && !hidden.has(item.sourceId)));
	if (person === undefined || (await db.sources.count()) < 2) return inLists(own);
	const ids = new Set(own.flatMap(({ item }) => catalogueIds(item)));
	const namesakes = await namesakesOf(db, person);
	const others = await Promise.all(namesakes.map((namesake) => titlesOf(db, [namesake.personId])));
	const same = others.filter((titles) => titles.some(({ item }) => catalogueIds(item).some((id) => ids.has(id))));
	return inLists([...own, ...same.flat()]);
}

/** People of other sources with the same name. There are only as many people here as titles were opened: a scan is quick. */
function namesakesOf(db: StowawayDatabase, { name, sourceId }: Person): Promise<Person[]> {
	return db.people.filter((other) => other.name === name && other.sourceId !== sourceId).toArray();
}

async function titlesOf(db: StowawayDatabase, personIds: readonly PersonId[]): Promise<PersonTitle[]> {
	const credits = await db.credits
		.where("personId")
		.anyOf([...personIds])
		.toArray();
	const byItem = new Map<ItemId, Credit[]>();
	for (const credit of credits) byItem.set(credit.itemId, [...(byItem.get(credit.itemId) ?? []), credit]);
	const items = await db.items.bulkGet([...byItem.keys()]);
	return items.flatMap((item) => (item === undefined ? [] : [{ item, roles: rolesOf(byItem.get(item.itemId) ?? []) }]));
}

function rolesOf(credits: readonly Credit[]): string[] {
	const ordered = [...credits].sort((a, b) => a.order - b.order);
	return [...new Set(ordered.map(({ role, kind }) => role || `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`))];
}

/** Ids of a title at public catalogues, with its kind: films and shows are numbered apart there. */
function catalogueIds({ kind, providerIds }: Item): string[] {
	return Object.entries(providerIds).map(([catalogue, id]) => `${kind} ${catalogue} ${id}`);
}

function sorted(titles: readonly PersonTitle[]): PersonTitle[] {
	const date = ({ item }: PersonTitle) => item.premiered ?? String(item.year ?? "");
	return [...titles].sort((a, b) => date(b).localeCompare(date(a)) || a.item.sortTitle.localeCompare(b.item.sortTitle));
}
