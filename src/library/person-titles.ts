import { hiddenSources } from "../db/hidden-sources.ts";
import type { StowawayDatabase } from "../db/schema.ts";
import { type ItemId, joinId, type PersonId, type SourceId, serverKeyOf } from "../model/ids.ts";
import type { ImageRef } from "../model/image.ts";
import type { Item } from "../model/item.ts";
import type { Credit, Person } from "../model/person.ts";
import type { Source } from "../model/source.ts";
import { type PersonFacts, sameHuman } from "./same-human.ts";

/** A title with what a person did in it, in the order of its credits. */
export interface PersonTitle {
	readonly item: Item;
	/** What they are called in the credits, in plain words and each once: a role's name, else `Director`, `Guest`, … */
	readonly roles: readonly string[];
}

/** A human over all servers. */
export interface Human {
	/** As the server that was asked for spells it. */
	readonly name: string;
	/** Of the first server that has one, in both. */
	readonly portrait?: { readonly image: ImageRef; readonly sourceId: SourceId };
	readonly overview?: string;
	/** The servers that they are known from, the one asked for first. */
	readonly sourceIds: readonly SourceId[];
	/** Every title on this device with them that its server still has, newest first. */
	readonly titles: readonly PersonTitle[];
}

/** A person as stored, with their titles. */
interface Known extends PersonFacts {
	readonly person: Person;
	readonly credited: readonly PersonTitle[];
}

/**
 * A human by the id of one of their persons, over all servers (`sameHuman`); undefined when nobody is known by it. Reads by keys and
 * indexes only. Sources whose titles are hidden take no part in what is given.
 */
export async function readHuman(db: StowawayDatabase, personId: PersonId): Promise<Human | undefined> {
	const person = await db.people.get(personId);
	if (person === undefined) return undefined;
	const [known, hidden] = await Promise.all([knownAs(db, person), hiddenSources(db)]);
	const shown = known.filter(({ sourceId }) => !hidden.has(sourceId));
	const [portrait] = known.flatMap((each) =>
		each.person.portrait ? [{ image: each.person.portrait, sourceId: each.sourceId }] : [],
	);
	const overview = known.find((each) => each.person.overview)?.person.overview;
	return {
		name: person.name,
		...(portrait ? { portrait } : {}),
		...(overview ? { overview } : {}),
		sourceIds: shown.map(({ sourceId }) => sourceId),
		titles: sorted(shown.flatMap(({ credited }) => credited).filter(({ item }) => !item.goneAt)),
	};
}

/** Each human among people once, in the order of the first of their persons, with the others that stand for them. */
export async function oncePerHuman(
	db: StowawayDatabase,
	people: readonly Person[],
): Promise<{ readonly person: Person; readonly others: readonly PersonId[] }[]> {
	const once: { person: Person; others: readonly PersonId[] }[] = [];
	const left = new Map(people.map((person) => [person.personId, person]));
	for (const person of people) {
		if (!left.delete(person.personId)) continue;
		const isAlone = ![...left.values()].some((other) => mayBeSame(person, other));
		const others = isAlone ? [] : (await knownAs(db, person)).slice(1).map(({ personId }) => personId);
		for (const personId of others) left.delete(personId);
		once.push({ person, others });
	}
	return once;
}

/** Whether it is worth to look at their titles. */
function mayBeSame(a: Person, b: Person): boolean {
	const ids = Object.values(a.providerIds ?? {});
	const hasId = Object.values(b.providerIds ?? {}).some((id) => ids.includes(id));
	return (
		a.sourceId !== b.sourceId && (a.name === b.name || hasId || serverKeyOf(a.personId) === serverKeyOf(b.personId))
	);
}

/** The persons of one human, the one asked for first. */
async function knownAs(db: StowawayDatabase, person: Person): Promise<Known[]> {
	const sources = await db.sources.toArray();
	const candidates = sources.length < 2 ? [person] : [person, ...(await namesakes(db, person, sources))];
	const titles = await titlesOf(db, candidates);
	const known = candidates.map((candidate): Known => {
		const credited = titles.get(candidate.personId) ?? [];
		return {
			person: candidate,
			personId: candidate.personId,
			sourceId: candidate.sourceId,
			name: candidate.name,
			ids: idsOf(candidate, sources),
			titles: new Set(credited.flatMap(({ item }) => catalogueIds(item))),
			credited,
		};
	});
	const [asked, ...others] = known;
	if (asked === undefined) return [];
	const same = new Set(sameHuman(asked, others).map(({ personId }) => personId));
	return [asked, ...others.filter(({ personId }) => same.has(personId))];
}

/** People who may be the same: by their name, by an id at a catalogue, by Plex's key, which is the same on all servers. */
async function namesakes(db: StowawayDatabase, person: Person, sources: readonly Source[]): Promise<Person[]> {
	const plexKey = idsOf(person, sources).get("plex");
	const plexIds = sources.flatMap(({ dialect, sourceId }) =>
		plexKey !== undefined && dialect === "plex" ? [joinId(sourceId, plexKey)] : [],
	);
	const found = await Promise.all([
		db.people.where("name").equals(person.name).toArray(),
		db.people.bulkGet(plexIds),
		...Object.entries(person.providerIds ?? {}).map(([catalogue, id]) =>
			db.people.where(`providerIds.${catalogue}`).equals(id).toArray(),
		),
	]);
	const byId = new Map(found.flat().flatMap((other) => (other ? [[other.personId, other]] : [])));
	byId.delete(person.personId);
	return [...byId.values()];
}

/** A Plex that knows a person by name alone has no key for them. */
function idsOf({ personId, sourceId, providerIds = {} }: Person, sources: readonly Source[]): Map<string, string> {
	const ids = new Map<string, string>(Object.entries(providerIds));
	const isPlex = sources.find((source) => source.sourceId === sourceId)?.dialect === "plex";
	const key = serverKeyOf(personId);
	if (isPlex && !key.startsWith("name:")) ids.set("plex", key);
	return ids;
}

async function titlesOf(
	db: StowawayDatabase,
	people: readonly Person[],
): Promise<ReadonlyMap<PersonId, readonly PersonTitle[]>> {
	const credits = await db.credits
		.where("personId")
		.anyOf(people.map(({ personId }) => personId))
		.toArray();
	const items = new Map<ItemId, Item>();
	for (const item of await db.items.bulkGet([...new Set(credits.map(({ itemId }) => itemId))]))
		if (item) items.set(item.itemId, item);
	const lines = new Map<PersonId, Map<ItemId, Credit[]>>();
	for (const credit of credits) {
		const own = lines.get(credit.personId) ?? new Map<ItemId, Credit[]>();
		lines.set(credit.personId, own.set(credit.itemId, [...(own.get(credit.itemId) ?? []), credit]));
	}
	return new Map(
		[...lines].map(([personId, own]) => [
			personId,
			[...own].flatMap(([itemId, itsLines]) => {
				const item = items.get(itemId);
				return item ? [{ item, roles: rolesOf(itsLines) }] : [];
			}),
		]),
	);
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
