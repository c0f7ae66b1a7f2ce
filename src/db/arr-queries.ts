import type { ArrTitle, ArrTitleId } from "../model/arr.ts";
import type { ProviderIds } from "../model/provider-ids.ts";
import type { StowawayDatabase } from "./schema.ts";

/**
 * Which ids tell a title, the surest first, as the index of the rows and as the catalogue calls them: DESIGN.md §5. A number of TMDB
 * means a film or a show, hence the kind.
 */
export const ARR_IDS = {
	movie: [
		["tmdbId", "tmdb"],
		["imdbId", "imdb"],
	],
	show: [
		["tvdbId", "tvdb"],
		["tmdbId", "tmdb"],
		["imdbId", "imdb"],
	],
} as const;

/**
 * What the connected Radarr (for a movie) and Sonarr (for a show) servers know of a title, found by its ids at public catalogues
 * and never by its name: one row a server at most, by the first id that any row there has.
 */
export async function arrTitlesOf(
	db: StowawayDatabase,
	kind: ArrTitle["kind"],
	providerIds: ProviderIds,
): Promise<ArrTitle[]> {
	const found = new Map<string, ArrTitle>();
	for (const [index, name] of ARR_IDS[kind]) {
		const id = providerIds[name];
		if (!id) continue;
		for (const row of await db.arrTitles.where(index).equals(id).toArray()) {
			if (row.kind === kind && !found.has(row.arrId)) found.set(row.arrId, row);
		}
	}
	return [...found.values()].sort((a, b) => (a.arrId < b.arrId ? -1 : 1));
}

/**
 * The rows that say one of some ids (`movie tmdb 19`, as the catalogue of titles has them), of any server, and those with these numbers
 * there.
 */
export async function arrTitlesWith(
	{ arrTitles }: StowawayDatabase,
	keys: readonly string[],
	arrTitleIds: readonly ArrTitleId[],
): Promise<ArrTitle[]> {
	const said = keys.map((key) => key.split(" "));
	const found = await Promise.all([
		arrTitles.bulkGet([...arrTitleIds]),
		...ARR_IDS.show.map(([index, name]) =>
			arrTitles
				.where(index)
				.anyOf(said.flatMap(([, catalogue, id]) => (catalogue === name && id ? [id] : [])))
				.toArray(),
		),
	]);
	return [...new Map(found.flat().flatMap((row) => (row ? [[row.arrTitleId, row]] : []))).values()];
}
