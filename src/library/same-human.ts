import type { PersonId, SourceId } from "../model/ids.ts";

/** What tells a person of one server from those of others. */
export interface PersonFacts {
	readonly personId: PersonId;
	readonly sourceId: SourceId;
	readonly name: string;
	/** Their id at each catalogue that is the same for all servers: `imdb`, `tmdb`, `tvdb`; `plex` for Plex's own. */
	readonly ids: ReadonlyMap<string, string>;
	/** What they have credits in, by the titles' own ids at public catalogues, each with its kind and catalogue. */
	readonly titles: ReadonlySet<string>;
}

/**
 * What says that two people of different servers are one human; null when nothing does. A name alone never does: there are two Kevin
 * Bacons. Pure.
 *
 * | of both there is | link |
 * |---|---|
 * | the same id at some catalogue | `id` |
 * | an id at the same catalogue, and none is the same | none, whatever their names |
 * | none at the same catalogue; exactly the same name, and a title in common | `title` |
 * | otherwise | none |
 */
export function linkBetween(a: PersonFacts, b: PersonFacts): "id" | "title" | null {
	if (a.sourceId === b.sourceId) return null;
	const shared = [...a.ids].filter(([catalogue]) => b.ids.has(catalogue));
	if (shared.some(([catalogue, id]) => b.ids.get(catalogue) === id)) return "id";
	if (shared.length > 0 || a.name !== b.name) return null;
	return [...a.titles].some((title) => b.titles.has(title)) ? "title" : null;
}

/**
 * Those of `others` who are the same human as `asked`, over one or more links. Two people of one server always stay two. So somebody
 * whom titles link to two people of one server (a server that takes two humans of a name for one) belongs to neither. Pure.
 */
export function sameHuman(asked: PersonFacts, others: readonly PersonFacts[]): PersonFacts[] {
	const all = [asked, ...others.filter(({ personId }) => personId !== asked.personId)];
	const isTorn = (one: PersonFacts, between: PersonFacts) =>
		all.some((rival) => rival !== between && rival.sourceId === between.sourceId && linkBetween(one, rival) !== null);
	const group = [asked];
	for (const member of group) {
		for (const other of all) {
			if (group.some(({ sourceId }) => sourceId === other.sourceId)) continue;
			const link = linkBetween(member, other);
			if (link === null || (link === "title" && (isTorn(member, other) || isTorn(other, member)))) continue;
			group.push(other);
		}
	}
	return group.slice(1);
}
