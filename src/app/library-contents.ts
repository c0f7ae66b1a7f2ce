import type { FreshnessRow } from "../db/schema.ts";
import type { Library } from "../model/item.ts";
import type { Source } from "../model/source.ts";
import { count } from "./format.ts";

/** What decides what a library's page shows below its filters. */
export interface LibraryFacts {
	/** Titles that the view has; undefined until anything is known of it. */
	readonly shown: number | undefined;
	readonly isFiltered: boolean;
	/** The freshness of the library's titles. */
	readonly row: Pick<FreshnessRow, "fetchedAt" | "done" | "total" | "skipped"> | undefined;
	readonly state: Source["state"] | undefined;
	/** Somebody reads it now. */
	readonly isBusy: boolean;
}

export type LibraryContents =
	| "titles"
	| "skeleton"
	| "no-match"
	| "no-match-yet"
	| "empty"
	| "unreadable"
	| "out-of-reach"
	| "not-read";

/**
 * What a library's page shows. Never a sentence that the next moment proves wrong: nothing is called empty before its list was read to
 * its end. Pure.
 *
 * | titles of the view | list of the library | shows |
 * |---|---|---|
 * | some | | titles |
 * | not known yet | | skeleton |
 * | none, filtered | read to its end | no-match |
 * | none, filtered | some of it is here | no-match-yet |
 * | none | read to its end, has none | empty |
 * | none | read to its end, no title was readable | unreadable |
 * | none | read to its end, has some: the order is on its way | skeleton |
 * | none | being read, or about to be | skeleton |
 * | none | not read, its server is away or signed out | out-of-reach |
 * | none | not read: it was stopped, or went wrong | not-read |
 */
export function libraryContents({ shown, isFiltered, row, state, isBusy }: LibraryFacts): LibraryContents {
	if (shown === undefined) return "skeleton";
	if (shown > 0) return "titles";
	const { fetchedAt = 0, done = 0, total = 0, skipped = 0 } = row ?? {};
	if (isFiltered && fetchedAt > 0) return "no-match";
	if (isFiltered && done > 0) return "no-match-yet";
	if (fetchedAt > 0) {
		if (total - skipped > 0) return "skeleton";
		return skipped > 0 ? "unreadable" : "empty";
	}
	if (isBusy) return "skeleton";
	return state === "ok" ? "not-read" : "out-of-reach";
}

/** What a library is counted in. Pure. */
export function thingOf(kind: Library["kind"]): string {
	const things: Partial<Record<Library["kind"], string>> = { shows: "show", playlists: "playlist" };
	return things[kind] ?? "title";
}

/**
 * How many titles there are, for the line under the library's name. Empty while nothing is known. Pure.
 *
 * | the library | line |
 * |---|---|
 * | is being read for the first time | 1,200 of 20,000 titles |
 * | the same, filtered | 12 titles so far |
 * | was read | 20,000 titles |
 */
export function countInWords(kind: Library["kind"], { shown, isFiltered, row }: LibraryFacts): string {
	const one = thingOf(kind);
	const { fetchedAt = 0, done = 0, total = 0 } = row ?? {};
	const isPart = fetchedAt === 0 && total > 0;
	if (isPart && !isFiltered) return `${done.toLocaleString()} of ${count(total, one)}`;
	if (shown === undefined) return "…";
	// The list was read, its order is a moment behind.
	if (shown === 0 && !isFiltered) return fetchedAt > 0 ? count(total, one) : "…";
	return isPart ? `${count(shown, one)} so far` : count(shown, one);
}
