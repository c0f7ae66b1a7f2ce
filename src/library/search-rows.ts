import type { ShelfBlock } from "../db/schema.ts";
import { joinId, sourceOf } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { SearchEntry } from "./search-entries.ts";

/** What a shelf calls by these letters is no title itself. */
const KINDS: Readonly<Record<string, SearchEntry["kind"]>> = { c: "collection", p: "playlist" };

/** Titles that nobody rated are neither better nor worse than others. */
const UNRATED = 50;

/** The titles, collections and playlists of a block of a shelf, for searching: of those that fit alike, the better rated comes first. Pure. */
export function entriesOfBlock({ libraryId, ...columns }: ShelfBlock): SearchEntry[] {
	const sourceId = sourceOf(libraryId);
	return columns.serverKeys.map((key, at): SearchEntry => {
		const rating = columns.ratings[at] ?? 0;
		return {
			id: joinId(sourceId, key),
			kind: KINDS[columns.kinds[at] ?? ""] ?? "title",
			name: columns.titles[at] ?? "",
			original: columns.originalTitles[at] ?? undefined,
			year: columns.years[at] ?? 0,
			weight: rating > 0 ? Math.round(rating * 10) : UNRATED,
		};
	});
}

/** A person for searching: those with a portrait are the better known. Pure. */
export function entryOfPerson({ personId, name, portrait }: Person): SearchEntry {
	return { id: personId, kind: "person", name, weight: portrait ? 1 : 0 };
}
