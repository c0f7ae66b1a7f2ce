import type { ShelfBlock } from "../db/schema.ts";
import { type ItemId, type LibraryId, type SourceId, serverKeyOf, sourceOf } from "../model/ids.ts";
import type { JoinedKind } from "./joined-libraries.ts";
import { type Shelf, type ShelfCopies, shelfOfSources } from "./shelf-columns.ts";

/** A library with its blocks, in their order. */
export interface LibraryBlocks {
	readonly libraryId: LibraryId;
	readonly blocks: readonly ShelfBlock[];
}

const LETTERS: Readonly<Record<JoinedKind, string>> = { movies: "m", shows: "s" };

type Block = Required<Omit<ShelfBlock, "libraryId" | "block" | "kinds">>;
/** Titles that are not on the shelf themselves: their sources, keys, and the places of what stands for them. */
type CopyColumns = { readonly [Column in keyof ShelfCopies]: ShelfCopies[Column][number][] };
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
	const copies: CopyColumns = { sources: [], serverKeys: [], places: [] };
	/** Of each title the catalogue knows, where it is on the shelf; -1 while it is not. */
	const places = new Int32Array(titlesOf.count).fill(-1);
	const itemsOf = sourceIds.map(() => new Set<string>());
	for (const { libraryId, blocks } of libraries) {
		const sourceId = sourceOf(libraryId);
		const source = sourceIds.indexOf(sourceId);
		const numbers = titlesOf.numbers.get(sourceId);
		// A server may list one item in two of its libraries.
		const isAlone = libraries.filter((other) => sourceOf(other.libraryId) === sourceId).length === 1;
		const items = isAlone ? undefined : itemsOf[source];
		for (const block of blocks) {
			for (let at = 0; at < block.serverKeys.length; at++) {
				const key = block.serverKeys[at] ?? "";
				if (block.kinds[at] !== LETTERS[kind] || items?.has(key)) continue;
				items?.add(key);
				const title = numbers?.get(key);
				const shown = title === undefined ? -1 : (places[title] ?? -1);
				if (shown < 0) {
					if (title !== undefined) places[title] = sources.length;
					sources.push(source);
					append(columns, block, at);
				} else {
					copies.sources.push(source);
					copies.serverKeys.push(key);
					copies.places.push(shown);
					takeFromCopy(columns, shown, block, at);
				}
			}
		}
	}
	const block = { ...columns, kinds: LETTERS[kind].repeat(sources.length) };
	return shelfOfSources([block], { sourceIds, sources: Uint16Array.from(sources), copies });
}

/** Titles by their numbers: which one an item is a copy of, by the server keys of each source. */
interface TitleNumbers {
	readonly count: number;
	readonly numbers: ReadonlyMap<SourceId, ReadonlyMap<string, number>>;
}

function titlesBySource(titles: Iterable<readonly ItemId[]>, sourceIds: readonly SourceId[]): TitleNumbers {
	const numbers = new Map(sourceIds.map((sourceId) => [sourceId, new Map<string, number>()]));
	let count = 0;
	for (const copies of titles) {
		for (const itemId of copies) numbers.get(sourceOf(itemId))?.set(serverKeyOf(itemId), count);
		count++;
	}
	return { count, numbers };
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
	for (const genre of block.genres[at] ?? []) {
		if (!genres.includes(genre)) columns.genres[shown] = [...(columns.genres[shown] ?? []), genre];
	}
	columns.resolutions[shown] = Math.max(columns.resolutions[shown] ?? 0, block.resolutions[at] ?? 0);
	columns.favourites[shown] = Math.max(columns.favourites[shown] ?? 0, block.favourites?.[at] ?? 0);
	const [added, other] = [columns.addedAt[shown] ?? 0, block.addedAt[at] ?? 0];
	// 0 is unknown.
	columns.addedAt[shown] = Math.min(added || other, other || added);
}
