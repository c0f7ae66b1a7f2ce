import { withReopen } from "../db/database-errors.ts";
import type { FreshnessRow } from "../db/schema.ts";
import { readSetting } from "../db/settings.ts";
import type { World } from "../db/world.ts";
import type { ItemId } from "../model/ids.ts";
import type { Library } from "../model/item.ts";
import type { ItemPage, ItemRow } from "../servers/server.ts";
import { emptyFreshness, fetchedRow } from "./freshness-rows.ts";
import { type ListCursor, nextTry, readCursor } from "./list-cursor.ts";
import { listScope, listsOf, type SyncedList } from "./scopes.ts";
import { readBlocks, ShelfWriter } from "./shelf-blocks.ts";
import { refreshWindows } from "./windows.ts";
import { writeRows } from "./write-rows.ts";

/**
 * The records of a first paint are brought up to date with the first and the last page, and in between whenever this many times as many
 * pages came: each time a screenful of new pictures is fetched for rows that a longer list changes again soon.
 */
const WINDOWS_EVERY_TIMES = 10;

/** What was said of a list that ended before its own total. */
export const SHORT_LIST = "The server listed fewer titles than it says there are.";

/** Takes back what was written for a library that was removed meanwhile. */
class LibraryRemoved extends Error {}

/** A page with what was asked for, and when (device epoch ms). */
export interface AskedPage {
	readonly start: number;
	readonly askedAt: number;
	readonly page: ItemPage;
}

/** One pass over one list of a library: what it remembers between pages, and how a page is written. */
export class ListPass {
	readonly #world: World;
	readonly #library: Library;
	readonly #list: SyncedList;
	readonly #before: FreshnessRow;
	readonly #isFirst: boolean;
	readonly #isRepeat: boolean;
	readonly #fullTtl: number;
	readonly #shelf: ShelfWriter | null;
	readonly #watched: ReadonlySet<ItemId>;
	readonly #seen = new Set<ItemId>();
	#cursor: ListCursor;
	#short: ListCursor | null = null;
	#duplicates = 0;
	#pages = 0;
	#windowsAtPage = 0;

	private constructor(
		world: World,
		library: Library,
		list: SyncedList,
		{
			before,
			fullTtl,
			shelf,
			watched,
		}: { before: FreshnessRow; fullTtl: number; shelf: ShelfWriter | null; watched: ReadonlySet<ItemId> },
	) {
		this.#world = world;
		this.#library = library;
		this.#list = list;
		this.#before = before;
		this.#cursor = readCursor(before.cursor);
		this.#isRepeat = this.#cursor.isRepeat === true;
		this.#isFirst = before.fetchedAt === 0 && !this.#isRepeat;
		this.#fullTtl = fullTtl;
		this.#shelf = shelf;
		this.#watched = watched;
	}

	/** Reads where the list was left, and its shelf. */
	static async begin(world: World, library: Library, list: SyncedList): Promise<ListPass> {
		const scope = listScope(list, library.libraryId);
		const [before, blocks, fullTtl, watched] = await Promise.all([
			world.db.freshness.get(scope),
			list === "titles" ? readBlocks(world.db, library.libraryId) : null,
			readSetting(world.db, "ttl.full"),
			world.db.watch.where("itemId").startsWith(`${library.sourceId}/`).primaryKeys(),
		]);
		return new ListPass(world, library, list, {
			before: before ?? emptyFreshness(scope),
			fullTtl,
			watched: new Set(watched),
			shelf: blocks === null ? null : new ShelfWriter(library.libraryId, blocks),
		});
	}

	/** Where the list goes on. */
	get cursor(): ListCursor {
		return this.#cursor;
	}

	/**
	 * Writes a page in one transaction: rows, watch states, shelf, revision, cursor. Gives whether the list goes on, was read
	 * completely, ended before its total, or is gone because its source was removed. Throws when the database cannot take it; then
	 * nothing of the page is there.
	 */
	async write({ start, askedAt, page }: AskedPage): Promise<"goes-on" | "complete" | "short" | "removed"> {
		const { rows, received } = this.#unseen(page.rows);
		const isLast = page.next === null;
		const due = page.next ?? page.total;
		if (start + page.rows.length + page.skipped < due) this.#short ??= this.#cursor;
		const cursor: ListCursor = {
			start: page.next ?? page.total,
			received: this.#cursor.received + received,
			skipped: this.#cursor.skipped + page.skipped,
			...(this.#isRepeat ? { isRepeat: true } : {}),
		};
		const again = isLast
			? nextTry({
					...cursor,
					duplicates: this.#duplicates,
					total: page.total,
					short: this.#short,
					isRepeat: this.#isRepeat,
				})
			: cursor;
		const isComplete = isLast && again === null;
		this.#shelf?.put(rows.map(({ item }) => item));
		const isThere = await withReopen(() =>
			this.#commit(rows, {
				askedAt,
				isComplete,
				isLast,
				row: isComplete
					? { ...this.#fetched(cursor), total: page.total, done: page.total }
					: {
							...this.#before,
							attemptedAt: this.#world.now(),
							failures: isLast ? this.#before.failures + 1 : 0,
							error: isLast ? SHORT_LIST : undefined,
							cursor: again,
							done: cursor.received + cursor.skipped,
							total: page.total,
							skipped: cursor.skipped,
						},
			}),
		);
		if (!isThere) return "removed";
		this.#shelf?.committed();
		this.#cursor = cursor;
		if (this.#pages >= this.#windowsAtPage) this.#windowsAtPage = Math.max(1, this.#pages) * WINDOWS_EVERY_TIMES;
		this.#pages += 1;
		return isLast ? (isComplete ? "complete" : "short") : "goes-on";
	}

	#fetched({ skipped }: ListCursor): FreshnessRow {
		return fetchedRow(listScope(this.#list, this.#library.libraryId), this.#world.now(), skipped);
	}

	/** The rows that did not come before in this pass: servers repeat rows of a list that changes while it is read. */
	#unseen(rows: readonly ItemRow[]): { readonly rows: ItemRow[]; readonly received: number } {
		const unseen = rows.filter(({ item: { itemId } }) => {
			if (this.#seen.has(itemId)) return false;
			this.#seen.add(itemId);
			return true;
		});
		this.#duplicates += rows.length - unseen.length;
		return { rows: unseen, received: unseen.length };
	}

	async #commit(
		rows: readonly ItemRow[],
		{ askedAt, isComplete, isLast, row }: { askedAt: number; isComplete: boolean; isLast: boolean; row: FreshnessRow },
	): Promise<boolean> {
		const { db, now } = this.#world;
		const { libraryId, kind } = this.#library;
		const tables = [db.items, db.watch, db.shelves, db.windows, db.libraries, db.freshness];
		const blocks = this.#shelf?.changedBlocks() ?? [];
		const work = async () => {
			// All at once, and taken back together where the library is not there any more: each question that is waited for costs a page as
			// much time as a hundred rows on a busy device.
			const writing = Promise.all([
				writeRows(db, rows, {
					readAt: askedAt,
					now: now(),
					isFirst: this.#isFirst,
					watched: this.#watched,
					fullTtl: this.#fullTtl,
				}),
				blocks.length > 0 ? db.shelves.bulkPut(blocks) : null,
				db.freshness.put(row),
			]);
			writing.catch(() => undefined);
			// A source's libraries are the first to go when it is removed. Asking `sources` would hold up all who read it.
			const library = await db.libraries.get(libraryId);
			if (library === undefined) throw new LibraryRemoved();
			const isEnd = isComplete && listsOf(kind).at(-1) === this.#list;
			const titles = isEnd ? await this.#countedTitles(row) : undefined;
			const isChanged = blocks.length > 0 || (this.#isFirst && rows.length > 0) || (await writing)[0] > 0;
			if (isChanged || isEnd) {
				await db.libraries.put({
					...library,
					revision: library.revision + (isChanged ? 1 : 0),
					...(titles === undefined ? {} : { total: titles }),
				});
			}
			await writing;
			if (this.#shelf && (isLast || this.#pages >= this.#windowsAtPage)) {
				await refreshWindows(db, libraryId, this.#shelf);
			}
		};
		try {
			await db.transaction("rw", tables, work);
			return true;
		} catch (error) {
			if (error instanceof LibraryRemoved) return false;
			throw error;
		}
	}

	async #countedTitles(row: FreshnessRow): Promise<number | undefined> {
		if (this.#list === "titles") return row.total;
		return (await this.#world.db.freshness.get(listScope("titles", this.#library.libraryId)))?.total;
	}
}
