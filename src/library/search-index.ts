import MiniSearch from "minisearch";
import { type ItemId, joinId, type PersonId, sourceOf } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import { fold } from "./collation.ts";
import type { Shelf } from "./shelf-columns.ts";

/** One thing found. `titles` covers movies, shows and collections. Better ones have a higher score. */
export type SearchHit =
	| { readonly kind: "title"; readonly itemId: ItemId; readonly score: number }
	| { readonly kind: "person"; readonly personId: PersonId; readonly score: number };

export interface SearchIndex {
	/** What is found for what was typed so far, best first. Nothing for an empty query. */
	search(query: string, limit: number): SearchHit[];
}

interface Entry {
	/** `t` or `p`, then the id: a title and a person of one source may share a key. */
	readonly id: string;
	readonly name: string;
	readonly original: string;
}

/** Scripts written without spaces are searched letter by letter. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
/** A text as words to be compared: lower case, no accents, no signs. Pure. */
export function searchTerms(text: string): string[] {
	// Don't and dont are one word.
	const folded = fold(text).replace(/['’]/g, "");
	const words = folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
	return words.flatMap((word) => (UNSPACED.test(word) ? [...word] : [word]));
}

/**
 * An index over titles, original titles and people. Words may be unfinished (`metr`), without accents, and one letter in five wrong.
 * All words must be found, else those with the most. Building takes some tenths of a second for 50,000 titles: do it in a worker.
 */
export function searchIndexOf(shelves: readonly Shelf[], people: readonly Person[]): SearchIndex {
	const index = new MiniSearch<Entry>({
		fields: ["name", "original"],
		tokenize: searchTerms,
		processTerm: (term) => term,
		searchOptions: {
			prefix: true,
			fuzzy: (term) => (term.length > 3 ? 0.2 : false),
			boost: { name: 1.5 },
			weights: { fuzzy: 0.3, prefix: 0.7 },
		},
	});
	// A title may stand in two libraries of one server.
	for (const shelf of shelves) index.addAll(titlesOf(shelf).filter(({ id }) => !index.has(id)));
	index.addAll(people.map(({ personId, name }) => ({ id: `p${personId}`, name, original: "" })));
	return {
		search(query, limit) {
			const all = index.search(query, { combineWith: "AND" });
			const found = all.length > 0 ? all : index.search(query, { combineWith: "OR" });
			return found.slice(0, limit).map(({ id, score }) => hitOf(String(id), score));
		},
	};
}

function titlesOf(shelf: Shelf): Entry[] {
	const sourceId = sourceOf(shelf.libraryId);
	return shelf.serverKeys.map((key, at) => ({
		id: `t${joinId(sourceId, key)}`,
		name: shelf.titles[at] ?? "",
		original: shelf.originalTitles[at] ?? "",
	}));
}

function hitOf(id: string, score: number): SearchHit {
	const slash = id.indexOf("/");
	const key: ItemId = joinId(id.slice(1, slash), id.slice(slash + 1));
	return id.startsWith("t") ? { kind: "title", itemId: key, score } : { kind: "person", personId: key, score };
}
