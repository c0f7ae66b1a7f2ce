import { withReopen } from "../db/database-errors.ts";
import type { FreshnessRow } from "../db/schema.ts";
import type { World } from "../db/world.ts";
import { type ItemId, serverKeyOf } from "../model/ids.ts";
import type { Library } from "../model/item.ts";
import type { ItemPage, ItemRow } from "../servers/server.ts";
import { correctedOn, hasCorrections } from "./corrected-shows.ts";
import { countedTitles } from "./counted-titles.ts";
import { fetchedRow, wholeRow } from "./freshness-rows.ts";
import { type ListCursor, nextTry } from "./list-cursor.ts";
import { type PassStart, readPassStart } from "./read-pass-start.ts";
import { listScope, listsOf, type SyncedList, sweepScope } from "./scopes.ts";
import { keepSeen, type SeenPage } from "./seen-pages.ts";
import type { ReadList } from "./settle-list.ts";
import type { ShelfWriter } from "./shelf-blocks.ts";
import { refreshWindows } from "./windows.ts";
import { asShelved, writeRows } from "./write-rows.ts";

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
	readonly #seen: Set<ItemId>;
	#cursor: ListCursor;
	#short: ListCursor | null = null;
	#duplicates = 0;
	#isDoubtful: boolean;
	/** The server's count of the list. */
	#total: number;
	#pages = 0;
	#windowsAtPage = 0;

	private constructor(world: World, library: Library, list: SyncedList, start: PassStart) {
		this.#world = world;
		this.#library = library;
		this.#list = list;
		this.#before = start.before;
		this.#cursor = start.cursor;
		this.#seen = start.seen;
		// What moved in the list between two runs may have moved to where this pass had been.
		this.#isDoubtful = start.cursor.start > 0;
		this.#total = start.before.total ?? 0;
		this.#isRepeat = start.cursor.isRepeat === true;
		this.#isFirst = start.before.fetchedAt === 0 && !this.#isRepeat;
		this.#fullTtl = start.fullTtl;
		this.#shelf = start.shelf;
		this.#watched = start.watched;
	}

	/** Reads where the list was left, and its shelf. `isNow`: the list is wanted as it is now (`readPassStart`). */
	static async begin(world: World, library: Library, list: SyncedList, isNow: boolean): Promise<ListPass> {
		return new ListPass(world, library, list, await readPassStart(world, library, list, isNow));
	}

	/** What the whole list was, once every page of it was read and what is missing from it is to be settled; else null. */
	get read(): ReadList | null {
		if (!this.#cursor.isRead) return null;
		const { received, skipped, known = 0, unnamed = 0, beganAt } = this.#cursor;
		return {
			seen: this.#seen,
			unnamed,
			shelf: this.#shelf,
			known,
			received,
			skipped,
			beganAt,
			total: this.#total,
			// Where one title goes and one comes between two pages, one moves from the page to come to the page that was read.
			isDoubtful: this.#isDoubtful || this.#pages > 1 || skipped > 0 || this.#duplicates > 0,
		};
	}

	/** Where the list goes on. */
	get cursor(): ListCursor {
		return this.#cursor;
	}

	/**
	 * Writes a page in one transaction: rows, watch states, shelf, revision, cursor, what was seen. Gives whether the list goes on, was
	 * read completely (for the first time, or so that `read` is to be settled), ended before its total, or is gone because its source was
	 * removed. Throws when the database cannot take it; then nothing of the page is there.
	 */
	async write({ start, askedAt, page }: AskedPage): Promise<"goes-on" | "complete" | "read" | "short" | "removed"> {
		const unread = page.unread ?? [];
		const named = unread.filter((itemId) => itemId !== null);
		const serverKeys = [...named, ...page.rows.map(({ item }) => item.itemId)].map(serverKeyOf);
		// What can be read stands last, where settling looks for one that the server must know.
		for (const itemId of named) this.#seen.add(itemId);
		const { rows, received } = this.#unseen(page.rows);
		if (this.#pages > 0 && page.total !== this.#total) this.#isDoubtful = true;
		this.#total = page.total;
		const isLast = page.next === null;
		const due = page.next ?? page.total;
		if (start + page.rows.length + page.skipped < due) this.#short ??= this.#cursor;
		const cursor: ListCursor = {
			start: page.next ?? page.total,
			received: this.#cursor.received + received,
			skipped: this.#cursor.skipped + page.skipped,
			...(this.#isRepeat ? { isRepeat: true } : {}),
			beganAt: this.#cursor.beganAt,
			known: this.#cursor.known,
			unnamed: (this.#cursor.unnamed ?? 0) + unread.length - named.length,
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
		const isRead = isLast && again === null && cursor.known !== undefined;
		const isComplete = isLast && again === null && !isRead;
		const next = isRead ? { ...cursor, isRead } : again;
		const { db } = this.#world;
		const isCorrected = await hasCorrections(db);
		if (this.#shelf) {
			const isMore = isCorrected || (!this.#isFirst && page.cutsGenres === true);
			this.#shelf.put(isMore ? await asShelved(db, rows) : rows.map(({ item }) => item));
			// What was corrected since this began lies in blocks that are written as they were then.
			if (isCorrected) this.#shelf.putAgain(await correctedOn(db, this.#library.sourceId));
		}
		const isThere = await withReopen(() =>
			this.#commit(rows, {
				askedAt,
				isCorrected,
				isComplete,
				isLast,
				seen: cursor.known === undefined ? null : { start, serverKeys, goesOnAt: isLast && again ? again.start : null },
				row: isComplete
					? this.#fetched(cursor, page.total)
					: {
							...this.#before,
							attemptedAt: this.#world.now(),
							failures: isLast && !isRead ? this.#before.failures + 1 : 0,
							error: isLast && !isRead ? SHORT_LIST : undefined,
							cursor: next,
							done: cursor.received + cursor.skipped,
							total: page.total,
							skipped: cursor.skipped,
						},
			}),
		);
		if (!isThere) return "removed";
		this.#shelf?.committed();
		this.#cursor = isRead ? { ...cursor, isRead } : cursor;
		if (this.#pages >= this.#windowsAtPage) this.#windowsAtPage = Math.max(1, this.#pages) * WINDOWS_EVERY_TIMES;
		this.#pages += 1;
		return isRead ? "read" : isLast ? (isComplete ? "complete" : "short") : "goes-on";
	}

	#fetched(cursor: ListCursor, total: number): FreshnessRow {
		return wholeRow(listScope(this.#list, this.#library.libraryId), this.#world.now(), { ...cursor, total });
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

	async #commit(rows: readonly ItemRow[], page: PageWriting): Promise<boolean> {
		const { askedAt, isCorrected, isComplete, isLast, row, seen } = page;
		const { db, now } = this.#world;
		const { libraryId, kind } = this.#library;
		const tables = [db.items, db.titleChanges, db.watch, db.shelves, db.windows, db.libraries, db.freshness, db.seen];
		const blocks = this.#shelf?.changedBlocks() ?? [];
		const work = async () => {
			// All at once, and taken back together where the library is not there any more: each question that is waited for costs a page as
			// much time as a hundred rows on a busy device.
			const writing = Promise.all([
				writeRows(db, rows, {
					readAt: askedAt,
					now: now(),
					isFirst: this.#isFirst,
					isCorrected,
					watched: this.#watched,
					fullTtl: this.#fullTtl,
				}),
				blocks.length > 0 ? db.shelves.bulkPut(blocks) : null,
				db.freshness.put(row),
				isComplete ? db.freshness.put(fetchedRow(sweepScope(this.#list, libraryId), now())) : null,
				seen === null ? null : keepSeen(db, listScope(this.#list, libraryId), seen),
			]);
			writing.catch(() => undefined);
			// A source's libraries are the first to go when it is removed. Asking `sources` would hold up all who read it.
			const library = await db.libraries.get(libraryId);
			if (library === undefined) throw new LibraryRemoved();
			const isEnd = isComplete && listsOf(kind).at(-1) === this.#list;
			const titles = isEnd ? await countedTitles(db, this.#list, row, libraryId) : undefined;
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
}

/** How a page is written. */
interface PageWriting {
	readonly askedAt: number;
	/** A person corrected some title. */
	readonly isCorrected: boolean;
	readonly isComplete: boolean;
	readonly isLast: boolean;
	readonly row: FreshnessRow;
	/** What it had, where that is kept. */
	readonly seen: SeenPage | null;
}
