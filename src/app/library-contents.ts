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
	/** It is several libraries together: their lists count titles twice that are shown once. */
	readonly isJoined?: boolean;
}

/** Freshness of several lists as that of one: read to its end when all are. `shown`: how many titles they hold together, once that is known. Pure. */
export function joinedRow(
	rows: readonly (LibraryFacts["row"] | undefined)[],
	shown: number | undefined,
): Required<NonNullable<LibraryFacts["row"]>> {
	const sum = (amount: (row: NonNullable<LibraryFacts["row"]>) => number | undefined) =>
		rows.reduce((all, row) => all + ((row && amount(row)) ?? 0), 0);
	const skipped = sum((row) => row.skipped);
	return {
		fetchedAt: rows.length === 0 ? 0 : Math.min(...rows.map((row) => row?.fetchedAt ?? 0)),
		done: sum(({ fetchedAt, done = 0 }) => done || fetchedAt),
		total: shown === undefined ? sum((row) => row.total) : shown + skipped,
		skipped,
	};
}

/** The state of several servers as that of one: one that answers is enough. Pure. */
export function joinedState(states: readonly LibraryFacts["state"][]): LibraryFacts["state"] {
	return states.find((state) => state === "ok") ?? states[0];
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
 * | is several, and one of them is being read | 1,200 titles so far |
 */
export function countInWords(kind: Library["kind"], { shown, isFiltered, row, isJoined }: LibraryFacts): string {
	const one = thingOf(kind);
	const { fetchedAt = 0, done = 0, total = 0 } = row ?? {};
	if (isJoined) return shown === undefined ? "…" : `${count(shown, one)}${fetchedAt === 0 ? " so far" : ""}`;
	const isPart = fetchedAt === 0 && total > 0;
	if (isPart && !isFiltered) return `${done.toLocaleString()} of ${count(total, one)}`;
	if (shown === undefined) return "…";
	// The list was read, its order is a moment behind.
	if (shown === 0 && !isFiltered) return fetchedAt > 0 ? count(total, one) : "…";
	return isPart ? `${count(shown, one)} so far` : count(shown, one);
}
