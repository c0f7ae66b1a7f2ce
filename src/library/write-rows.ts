import type { FreshnessRow, StowawayDatabase, WatchRow } from "../db/schema.ts";
import { noteTitleChanges, noteWholeSource } from "../db/title-changes.ts";
import { isUntouched, watchRow } from "../db/watch.ts";
import { asServerSays, corrected } from "../model/corrected.ts";
import type { ItemId } from "../model/ids.ts";
import { holdsTitles, type Item } from "../model/item.ts";
import type { ItemRow } from "../servers/server.ts";
import { withShowTitles } from "./corrected-shows.ts";
import { forgetOutdatedFiles, isPlayedUnseen } from "./file-states.ts";
import { showAgainBelow } from "./hide-gone.ts";
import { isSameValue } from "./same-value.ts";
import { childrenScope, fullScope, type Scope } from "./scopes.ts";

/** When rows were asked for and when they are written, device epoch ms. */
export interface ReadTimes {
	/** Watch rows read later are newer and stay. */
	readonly readAt: number;
	/** Watch rows from after this were written before the clock was turned back: nobody knows their age, so they do not stay. */
	readonly now: number;
}

/** How rows are to be written. */
export interface RowWriting extends ReadTimes {
	/** True on the first sync of a list: nothing is there to compare with, except titles somebody opened meanwhile. */
	readonly isFirst: boolean;
	/** Of a first sync: a person corrected some title, which may be here all the same, or the show of what comes. */
	readonly isCorrected?: boolean;
	/** Items of this source that had a watch row when the pass began; null when that was not asked. Spares reading the others. */
	readonly watched: ReadonlySet<ItemId> | null;
	/** Age given to the full answer of an item whose fingerprint changed, so that the next look at it refreshes it. Ms. */
	readonly fullTtl: number;
}

/**
 * A list row over what is stored. List rows are lean: what only the full answer knows is kept as long as there is one. A title that is
 * listed is not gone.
 *
 * | stored | gives |
 * |---|---|
 * | nothing | the row |
 * | a list row | the row, with the episode count if only the old one knew it, and with its genres (`knownGenres`) |
 * | a full answer | the full answer, with what the row says over it, but for its genres |
 * | what a person corrected | as above of what the server said, with the corrections laid over it |
 */
export function mergeListRow(stored: Item | undefined, row: Item): Item {
	if (stored === undefined) return row;
	if (stored.corrected) return corrected(mergeListRow(asServerSays(stored), row), stored.corrected.own);
	const genres = knownGenres(stored, row);
	if (stored.detail !== undefined && row.detail === undefined) {
		const { goneAt: _, ...rest } = stored;
		return { ...rest, ...row, genres };
	}
	const { leafCount } = stored;
	return { ...row, genres, ...(row.leafCount === undefined && leafCount !== undefined ? { leafCount } : {}) };
}

/**
 * The genres of a title that is listed: those that are known, where the row names some of them and the title did not change. A Plex lists
 * two of each (contract/plex-api.md §3.3). Pure.
 */
function knownGenres({ etag, genres }: Item, row: Item): readonly string[] {
	const isCut = row.etag !== undefined && row.etag === etag && row.genres.every((genre) => genres.includes(genre));
	return isCut ? genres : row.genres;
}

/** The titles of list rows as a shelf holds them: with all the genres that are known, and what a person corrected. */
export async function asShelved(db: StowawayDatabase, rows: readonly ItemRow[]): Promise<Item[]> {
	const stored = await db.items.bulkGet(rows.map(({ item }) => item.itemId));
	return rows.map(({ item }, at) => {
		const before = stored[at];
		if (before === undefined) return item;
		return corrected({ ...item, genres: knownGenres(before, item) }, before.corrected?.own);
	});
}

/**
 * Writes list rows with their watch states; unchanged ones are compared and skipped. Watch rows hold the server's side only:
 * what waits in the outbox lies over them and is not touched (SYNC.md §1). What was gone and is listed again brings back what went with
 * it. What is in a collection or playlist that was edited is read again when it is next looked at. Gives how many items and watch
 * states changed.
 *
 * To be called inside a transaction that may write `items`, `watch`, `titleChanges` and `freshness`.
 */
export async function writeRows(
	db: StowawayDatabase,
	rows: readonly ItemRow[],
	{ readAt, now, isFirst, isCorrected = !isFirst, watched, fullTtl }: RowWriting,
): Promise<number> {
	const first = rows[0];
	if (first === undefined) return 0;
	const ids = rows.map(({ item }) => item.itemId);
	const compared = isFirst && !isCorrected ? await openedAmong(db, ids) : ids;
	const [stored, changedWatch, files] = await Promise.all([
		compared.length === 0 ? [] : db.items.bulkGet(compared),
		writeWatch(db, rows, { readAt, now }, watched),
		forgetOutdatedFiles(db, rows, readAt),
	]);
	const storedById = new Map(stored.flatMap((item) => (item === undefined ? [] : [[item.itemId, item]])));
	const changed: Item[] = [];
	const replaced: Item[] = [];
	const outdated: ItemId[] = [];
	const edited: ItemId[] = [];
	const cameBack: Item[] = [];
	for (const { item, watch } of rows) {
		const before = storedById.get(item.itemId);
		if (isPlayedUnseen(before?.detail, watch, files.get(item.itemId))) outdated.push(item.itemId);
		const after = mergeListRow(before, item);
		if (before !== undefined && isSameValue(before, after)) continue;
		changed.push(after);
		if (before !== undefined && before.kind !== after.kind) replaced.push(before);
		if (before?.goneAt !== undefined && after.goneAt === undefined) cameBack.push(before);
		if (before === undefined || before.etag === item.etag) continue;
		if (before.detail !== undefined) outdated.push(item.itemId);
		if (holdsTitles(item)) edited.push(item.itemId);
	}
	// First, so that what the rows themselves say of a season or an episode is written over it.
	const broughtBack = await showAgainBelow(db, cameBack);
	if (changed.length > 0) {
		await db.items.bulkPut(isCorrected ? [...(await withShowTitles(db, changed))] : changed);
		await (isFirst ? noteWholeSource(db, first.item.sourceId) : noteTitleChanges(db, [...changed, ...replaced]));
	}
	if (outdated.length > 0) await ageAnswers(db, outdated.map(fullScope), readAt - fullTtl);
	if (edited.length > 0) await ageAnswers(db, edited.map(childrenScope), 1);
	return changed.length + broughtBack + changedWatch;
}

/** Those of the ids that somebody opened: only they can hold more than a list row while a list is read for the first time. */
async function openedAmong(db: StowawayDatabase, ids: readonly ItemId[]): Promise<ItemId[]> {
	const source = ids[0]?.split("/", 1)[0];
	const opened = new Set<string>(await db.freshness.where("scope").startsWith(`full:${source}/`).primaryKeys());
	return opened.size === 0 ? [] : ids.filter((itemId) => opened.has(fullScope(itemId)));
}

async function ageAnswers(db: StowawayDatabase, scopes: readonly Scope[], fetchedAt: number): Promise<void> {
	const rows = await db.freshness.bulkGet([...scopes]);
	const aged = rows.flatMap((row): FreshnessRow[] =>
		row === undefined || row.fetchedAt <= fetchedAt ? [] : [{ ...row, fetchedAt: Math.max(1, fetchedAt) }],
	);
	if (aged.length > 0) await db.freshness.bulkPut(aged);
}

/**
 * Writes the watch states that rows carried. Rows without one say nothing. Gives how many changed. `watched`: items that had a row a
 * while ago, or null; a row that came since then is newer than what is written here.
 *
 * To be called inside a transaction that may write `watch`.
 */
export async function writeWatch(
	db: StowawayDatabase,
	rows: readonly ItemRow[],
	{ readAt, now }: ReadTimes,
	watched: ReadonlySet<ItemId> | null,
): Promise<number> {
	const told = rows.flatMap(({ item, watch }) =>
		watch === undefined || (watched?.has(item.itemId) === false && isUntouched(watch))
			? []
			: [{ itemId: item.itemId, state: watch }],
	);
	if (told.length === 0) return 0;
	const stored = await db.watch.bulkGet(told.map(({ itemId }) => itemId));
	const put: WatchRow[] = [];
	const remove: ItemId[] = [];
	for (const [at, { itemId, state }] of told.entries()) {
		const before = stored[at];
		if (before !== undefined && before.readAt > readAt && before.readAt <= now) continue;
		if (isUntouched(state)) {
			if (before !== undefined) remove.push(itemId);
			continue;
		}
		const after = watchRow(itemId, state, readAt);
		if (before === undefined || !isSameValue({ ...before, readAt }, after)) put.push(after);
	}
	if (put.length > 0) await db.watch.bulkPut(put);
	if (remove.length > 0) await db.watch.bulkDelete(remove);
	return put.length + remove.length;
}
