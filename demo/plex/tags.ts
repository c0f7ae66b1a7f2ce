import type { DemoCredit, DemoCreditKind } from "../library/types.ts";
import type { PlexNode } from "./catalogue.ts";
import { hash, hexOf } from "./hash.ts";

/** One object of an answer. */
export type Row = { [field: string]: unknown };

/** The most `Role` rows a full answer has (contract/plex-api.md §3.3). */
const MOST_ROLES = 200;

/** Plex's id of a tag: the same name has another one as actor than as director. */
export function tagIdOf(filter: string, tag: string): number {
	return 1 + (hash(`${filter}:${tag}`) % 2_000_000_000);
}

/** Plex's worldwide id of a person: the same on every server and in every trade. */
export function tagKeyOf(name: string): string {
	return hexOf(`person:${name}`, 24);
}

/** Where Plex keeps a portrait, outside of the server. A fifth of all people have none. */
export function portraitOf(name: string): string | undefined {
	const hex = hexOf(`portrait:${name}`, 32);
	return hash(name) % 5 === 0 ? undefined : `https://metadata-static.plex.tv/${hex.slice(0, 1)}/people/${hex}.jpg`;
}

/** Which credits Plex has, and under which name. It knows neither composers nor creators. */
const fieldOf: Readonly<Record<DemoCreditKind, "Role" | "Director" | "Writer" | "Producer" | null>> = {
	actor: "Role",
	guest: "Role",
	director: "Director",
	writer: "Writer",
	producer: "Producer",
	composer: null,
	creator: null,
};

const filterOf = { Role: "actor", Director: "director", Writer: "writer", Producer: "producer" } as const;

/** `id`, `filter`, `tag`, `tagKey`, `thumb` and for roles `role`. */
function fullPersonRow(field: keyof typeof filterOf, credit: DemoCredit): Row {
	const filter = filterOf[field];
	const id = tagIdOf(filter, credit.name);
	return {
		id,
		filter: `${filter}=${id}`,
		tag: credit.name,
		tagKey: tagKeyOf(credit.name),
		...(field === "Role" && { role: credit.role }),
		thumb: portraitOf(credit.name),
	};
}

function creditsOf(node: PlexNode, field: keyof typeof filterOf): readonly DemoCredit[] {
	return node.credits.filter((credit) => fieldOf[credit.kind] === field);
}

/** The trades of a person at a title: which of Plex's filters find it. */
export function filtersOf(credit: DemoCredit): "actor" | "director" | "writer" | "producer" | null {
	const field = fieldOf[credit.kind];
	return field === null ? null : filterOf[field];
}

/** People, genres and collections as lists have them: bare tags, three roles, two of the others, no producers. Empty kinds are left out, shows have no crew. */
export function sparseTags(node: PlexNode): Row {
	const crew =
		node.type === "show"
			? {}
			: {
					...some("Director", creditsOf(node, "Director").slice(0, 2).map(bareName)),
					...some("Writer", creditsOf(node, "Writer").slice(0, 2).map(bareName)),
				};
	const genres = "genres" in node.source ? node.source.genres : [];
	return {
		...some("Genre", genres.slice(0, 2).map(bare)),
		...some("Collection", "collections" in node ? node.collections.map(bare) : []),
		...crew,
		...some("Role", creditsOf(node, "Role").slice(0, 3).map(bareName)),
	};
}

/** People and genres as only `/library/metadata/{id}` has them. */
export function fullTags(node: PlexNode): Row {
	const genres = "genres" in node.source ? node.source.genres : [];
	const people = (field: keyof typeof filterOf) => creditsOf(node, field).map((credit) => fullPersonRow(field, credit));
	const crew =
		node.type === "show"
			? {}
			: {
					...some("Director", people("Director")),
					...some("Writer", people("Writer")),
					...some("Producer", people("Producer")),
				};
	return {
		...some("Genre", genres.map(tagRow("genre"))),
		...some("Collection", "collections" in node ? node.collections.map(tagRow("collection")) : []),
		...crew,
		...some("Role", people("Role").slice(0, MOST_ROLES)),
	};
}

const tagRow =
	(filter: string) =>
	(tag: string): Row => ({ id: tagIdOf(filter, tag), filter: `${filter}=${tagIdOf(filter, tag)}`, tag });
const bare = (tag: string): Row => ({ tag });
const bareName = (credit: DemoCredit): Row => ({ tag: credit.name });

/** `{ [field]: rows }`, or nothing when there are none: Plex leaves empty lists out. */
export function some(field: string, rows: readonly Row[]): Row {
	return rows.length === 0 ? {} : { [field]: rows };
}
