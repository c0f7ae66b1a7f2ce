import fc from "fast-check";
import { type Evidence, evidenceOf, idKeys, isTitle } from "../../../src/catalog/evidence.ts";
import type { ArrTitle } from "../../../src/model/arr.ts";
import { type ItemId, joinId } from "../../../src/model/ids.ts";
import type { Item } from "../../../src/model/item.ts";
import type { Ruling } from "../../../src/model/title.ts";
import { testMovie } from "../../unit/library/fake-server.ts";

const SOURCES = ["a1", "b2", "c3"];
/** Few, so that many are shared; and what servers give for none. */
const number = fc.constantFrom(undefined, "1", "2", "3", "0", "", "junk");
const imdb = fc.constantFrom(undefined, "tt0000001", "TT0000002", "https://www.imdb.com/title/tt0000003/", "tt0000000");

/** Films and shows of three servers, each id of an item once. */
export const items: fc.Arbitrary<Item[]> = fc
	.array(
		fc.record({
			source: fc.constantFrom(...SOURCES),
			key: fc.integer({ min: 1, max: 6 }),
			kind: fc.constantFrom("movie" as const, "show" as const),
			ids: fc.record({ imdb, tmdb: number, tvdb: number }),
			words: fc.constantFrom({}, { overview: "About it." }, { poster: { ref: "of it" } }),
		}),
		{ maxLength: 10 },
	)
	.map((all) => {
		const made = all.map(({ source, key, kind, ids, words }): Item => {
			const given = Object.fromEntries(Object.entries(ids).filter(([, id]) => id !== undefined));
			return {
				...testMovie(key),
				itemId: joinId(source, String(key)),
				sourceId: source,
				libraryId: joinId(source, "lib"),
				kind,
				providerIds: given,
				...words,
			};
		});
		return [...new Map(made.map((item) => [item.itemId, item])).values()];
	});

/** Films of a Radarr and shows of a Sonarr, each number of a server once. */
export const arrRows: fc.Arbitrary<ArrTitle[]> = fc
	.array(
		fc.record({
			key: fc.integer({ min: 1, max: 4 }),
			kind: fc.constantFrom("movie" as const, "show" as const),
			tmdbId: fc.constantFrom("1", "2", "3"),
			imdbId: fc.constantFrom("tt0000001", "tt0000002"),
			has: fc.constantFrom("tmdbId", "imdbId", "tmdbId imdbId"),
		}),
		{ maxLength: 5 },
	)
	.map((all) => {
		const made = all.map(({ key, kind, has, ...ids }): ArrTitle => {
			const arrId = kind === "movie" ? "r1" : "r2";
			const said = Object.fromEntries(Object.entries(ids).filter(([name]) => has.includes(name)));
			return { arrTitleId: `${arrId}/${key}`, arrId, kind, title: "There", monitored: true, ...said };
		});
		return [...new Map(made.map((row) => [row.arrTitleId, row])).values()];
	});

const itemId: fc.Arbitrary<ItemId> = fc
	.tuple(fc.constantFrom(...SOURCES), fc.integer({ min: 1, max: 6 }))
	.map(([source, key]) => joinId(source, String(key)));

/** What a person said of some of them: each named once in a ruling. */
export const rulings: fc.Arbitrary<Ruling[]> = fc
	.array(fc.tuple(fc.uniqueArray(itemId, { minLength: 2, maxLength: 4 }), fc.integer({ min: 0, max: 2 })), {
		maxLength: 3,
	})
	.map((all) =>
		all.map(([named, cut], at) => ({
			rulingId: at + 1,
			groups: [named.slice(0, cut), named.slice(cut)].filter((group) => group.length > 0),
			at,
		})),
	);

/** The same, with what the items said then. */
export function saidOf(all: readonly Ruling[], items: readonly Item[]): Ruling[] {
	const said = new Map(evidence(items).map((each) => [each.itemId, idKeys(each)]));
	return all.map((ruling) => ({
		...ruling,
		said: Object.fromEntries(ruling.groups.flat().flatMap((id) => (said.has(id) ? [[id, said.get(id) ?? []]] : []))),
	}));
}

/** What the items say of themselves. */
export function evidence(all: readonly Item[]): Evidence[] {
	return all.filter(isTitle).map(evidenceOf);
}

/** The same in another order. */
export function shuffled<T>(all: readonly T[], seed: number): T[] {
	const keyed = all.map((one, at) => ({ one, key: Math.sin(seed + at * 7919) }));
	return keyed.sort((a, b) => a.key - b.key).map(({ one }) => one);
}
