import type { SearchEntry, SearchKind } from "../../../src/library/search-entries.ts";
import type { SearchIndex } from "../../../src/library/search-index.ts";
import type { SearchLimits } from "../../../src/library/search-result.ts";

/** So many that nothing is left out. */
export const ALL: SearchLimits = { title: 1000, collection: 1000, playlist: 1000, person: 1000 };

/** A title whose id is its name. */
export function titleEntry(name: string, more: Partial<SearchEntry> = {}): SearchEntry {
	return { id: `a1/${name}`, kind: "title", name, weight: 50, ...more };
}

/** A person whose id is their name. */
export function personEntry(name: string): SearchEntry {
	return { id: `a1/${name}`, kind: "person", name, weight: 0 };
}

/** What an index finds, by name, for entries made here. */
export function namesFound(index: SearchIndex, query: string): Readonly<Record<SearchKind, string[]>> {
	const result = index.search(query, ALL);
	const names = (kind: SearchKind) => result[kind].hits.map(({ id }) => id.slice("a1/".length).replace(" (set)", ""));
	return {
		title: names("title"),
		collection: names("collection"),
		playlist: names("playlist"),
		person: names("person"),
	};
}
