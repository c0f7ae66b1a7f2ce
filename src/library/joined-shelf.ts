import type { ShelfBlock } from "../db/schema.ts";
import { type ItemId, joinId, type LibraryId, type SourceId, serverKeyOf, sourceOf } from "../model/ids.ts";
import type { JoinedKind } from "./joined-libraries.ts";
import { type Shelf, shelfOfSources } from "./shelf-columns.ts";

/** A library with its blocks, in their order. */
export interface LibraryBlocks {
	readonly libraryId: LibraryId;
	readonly blocks: readonly ShelfBlock[];
}

const LETTERS: Readonly<Record<JoinedKind, string>> = { movies: "m", shows: "s" };

type Block = Required<Omit<ShelfBlock, "libraryId" | "block" | "kinds">>;
type Columns = { readonly [Column in keyof Block]: Block[Column][number][] };

/**
 * One shelf of the films, or shows, of several libraries, each title once. `titles`: the copies of each title that has several, as the
 * catalogue says; what it does not speak of is a title of its own. Pure. DESIGN.md §5.
 *
 * Of several copies the first is shown, in the order of the libraries. What of the others counts:
 *
 * | column | is that of |
 * |---|---|
 * | name, letter, year, day of release, rating, runtime, episodes, watched, last watched | the copy shown, as its card says it |
 * | genres | all copies |
 * | resolution | the finest copy |
 * | favourite | any copy that is one |
 * | added | the copy that came first |
 * | collections | any copy that is in one |
 */
export function joinedShelf(
	kind: JoinedKind,
	libraries: readonly LibraryBlocks[],
	titles: Iterable<readonly ItemId[]>,
): Shelf {
	const sourceIds = [...new Set(libraries.map(({ libraryId }) => sourceOf(libraryId)))];
	const titlesOf = titlesBySource(titles, sourceIds);
	const columns = emptyColumns();
	const sources: number[] = [];
	const copies = new Map<ItemId, number>();
	const places = new Map<number, number>();
	const itemsOf = sourceIds.map(() => new Set<string>());
	for (const { libraryId, blocks } of libraries) {
		const sourceId = sourceOf(libraryId);
		const source = sourceIds.indexOf(sourceId);
		const numbers = titlesOf.get(sourceId);
		// A server may list one item in two of its libraries.
		const isAlone = libraries.filter((other) => sourceOf(other.libraryId) === sourceId).length === 1;
		const items = isAlone ? undefined : itemsOf[source];
		for (const block of blocks) {
			for (const [at, key] of block.serverKeys.entries()) {
				if (block.kinds[at] !== LETTERS[kind] || items?.has(key)) continue;
				items?.add(key);
				const title = numbers?.get(key);
				const shown = title === undefined ? undefined : places.get(title);
				if (shown === undefined) {
					if (title !== undefined) places.set(title, sources.length);
					sources.push(source);
					append(columns, block, at);
				} else {
					copies.set(joinId(sourceId, key), shown);
					takeFromCopy(columns, shown, block, at);
				}
			}
		}
	}
	const block = { ...columns, kinds: LETTERS[kind].repeat(sources.length) };
	return shelfOfSources([block], { sourceIds, sources: Uint16Array.from(sources), copies });
}

/** The number of the title that an item is a copy of, by the server keys of each source. */
function titlesBySource(
	titles: Iterable<readonly ItemId[]>,
	sourceIds: readonly SourceId[],
): ReadonlyMap<SourceId, ReadonlyMap<string, number>> {
	const numbers = new Map(sourceIds.map((sourceId) => [sourceId, new Map<string, number>()]));
	let number = 0;
	for (const copies of titles) {
		for (const itemId of copies) numbers.get(sourceOf(itemId))?.set(serverKeyOf(itemId), number);
		number++;
	}
	return numbers;
}

function emptyColumns(): Columns {
	return {
		serverKeys: [],
		titles: [],
		sortTitles: [],
		originalTitles: [],
		years: [],
		addedAt: [],
		ratings: [],
		durationsMs: [],
		premiered: [],
		genres: [],
		resolutions: [],
		favourites: [],
		leafCounts: [],
	};
}

function append(columns: Columns, block: ShelfBlock, at: number): void {
	columns.serverKeys.push(block.serverKeys[at] ?? "");
	columns.titles.push(block.titles[at] ?? "");
	columns.sortTitles.push(block.sortTitles[at] ?? "");
	columns.originalTitles.push(block.originalTitles[at] ?? null);
	columns.years.push(block.years[at] ?? 0);
	columns.addedAt.push(block.addedAt[at] ?? 0);
	columns.ratings.push(block.ratings[at] ?? 0);
	columns.durationsMs.push(block.durationsMs[at] ?? 0);
	columns.premiered.push(block.premiered[at] ?? "");
	columns.genres.push(block.genres[at] ?? []);
	columns.resolutions.push(block.resolutions[at] ?? 0);
	columns.favourites.push(block.favourites?.[at] ?? 0);
	columns.leafCounts.push(block.leafCounts[at] ?? 0);
}

function takeFromCopy(columns: Columns, shown: number, block: ShelfBlock, at: number): void {
	const genres = columns.genres[shown] ?? [];
	const more = (block.genres[at] ?? []).filter((genre) => !genres.includes(genre));
	if (more.length > 0) columns.genres[shown] = [...genres, ...more];
	columns.resolutions[shown] = Math.max(columns.resolutions[shown] ?? 0, block.resolutions[at] ?? 0);
	columns.favourites[shown] = Math.max(columns.favourites[shown] ?? 0, block.favourites?.[at] ?? 0);
	const [added, other] = [columns.addedAt[shown] ?? 0, block.addedAt[at] ?? 0];
	// 0 is unknown.
	columns.addedAt[shown] = Math.min(added || other, other || added);
}
