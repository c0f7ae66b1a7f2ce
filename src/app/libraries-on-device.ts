import { hiddenSources } from "../db/hidden-sources.ts";
import type { StowawayDatabase } from "../db/schema.ts";
import { listScope } from "../library/scopes.ts";
import type { LibraryId } from "../model/ids.ts";
import { type Item, isOfOthers, type Library } from "../model/item.ts";
import type { Source } from "../model/source.ts";
import { count } from "./format.ts";
import { thingOf } from "./library-contents.ts";

/** How much of a library is on this device. */
export interface LibrarySize {
	/** Titles on this device; undefined while nothing is known. */
	readonly total?: number | undefined;
	/** While it has never been read to its end: how far that is. */
	readonly reading?: { readonly done: number; readonly total: number } | undefined;
}

/** A library as its tile shows it. */
export interface LibraryShown extends LibrarySize {
	readonly library: Library;
	/** Up to four titles whose posters stand for it. */
	readonly faces: readonly Item[];
}

/** A source with its libraries, in the order to show them. */
export interface SourceLibraries {
	readonly source: Source;
	readonly libraries: readonly LibraryShown[];
}

/** The libraries on this device, source by source in the person's order; sources without any are left out. */
export async function librariesOnDevice(db: StowawayDatabase): Promise<readonly SourceLibraries[]> {
	const groups = await librariesBySource(db);
	const ids = groups.flatMap(({ libraries }) => libraries.map(({ libraryId }) => libraryId));
	const [recent, windows, lists] = await Promise.all([
		db.windows.bulkGet(ids.map((libraryId): [LibraryId, string] => [libraryId, "recent"])),
		db.windows.bulkGet(ids.map((libraryId): [LibraryId, string] => [libraryId, "window"])),
		db.freshness.bulkGet(ids.map((libraryId) => listScope("titles", libraryId))),
	]);
	const shown = (library: Library): LibraryShown => {
		const at = ids.indexOf(library.libraryId);
		const newest = recent[at];
		const { fetchedAt = 0, done = 0, total = 0 } = lists[at] ?? {};
		return {
			library,
			faces: ((newest?.items.length ? newest : windows[at])?.items ?? []).slice(0, 4),
			total: library.total ?? newest?.total,
			reading: fetchedAt === 0 && total > 0 ? { done, total } : undefined,
		};
	};
	return groups.map(({ source, libraries }) => ({ source, libraries: libraries.map(shown) }));
}

/** The libraries that have a page, source by source; collections and playlists come last, for they hold what the others hold. */
export async function librariesBySource(
	db: StowawayDatabase,
): Promise<readonly { readonly source: Source; readonly libraries: readonly Library[] }[]> {
	const [sources, all, hidden] = await Promise.all([db.sources.toArray(), db.libraries.toArray(), hiddenSources(db)]);
	const libraries = all
		.filter(({ kind }) => kind !== "other")
		.sort((a, b) => Number(isOfOthers(a)) - Number(isOfOthers(b)) || a.order - b.order);
	return sources
		.filter(({ sourceId }) => !hidden.has(sourceId))
		.sort((a, b) => a.order - b.order)
		.map((source) => ({ source, libraries: libraries.filter(({ sourceId }) => sourceId === source.sourceId) }))
		.filter((group) => group.libraries.length > 0);
}

/**
 * How much of a library is here, for the line under its name. Pure.
 *
 * | it | line |
 * |---|---|
 * | was never begun | Not read yet |
 * | is being read for the first time | 1,200 of 20,000 titles |
 * | was read | 20,000 titles |
 */
export function sizeInWords(kind: Library["kind"], { total, reading }: LibrarySize): string {
	const one = thingOf(kind);
	if (reading) return `${reading.done.toLocaleString()} of ${count(reading.total, one)}`;
	return total === undefined ? "Not read yet" : count(total, one);
}
