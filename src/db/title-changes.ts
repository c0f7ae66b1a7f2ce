import { type ArrId, type ArrTitle, isArrId } from "../model/arr.ts";
import { type ItemId, joinId, type SourceId, sourceOf } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import type { StowawayDatabase } from "./schema.ts";

/** The key under which all of a source waits to be seen by the catalogue. */
export const wholeSource = (sourceId: SourceId): ItemId => joinId(sourceId, "");

/** True for such a key, and for that of all of a Radarr or Sonarr. */
export const isWholeSource = (key: ItemId): boolean => key.endsWith("/");

/** True for the key of a Radarr or Sonarr, or of a title there. */
export const isOfArr = (key: ItemId): boolean => isArrId(sourceOf(key));

/** Titles of a Radarr or Sonarr that are noted one by one; where there are more, all of it is. */
const MOST_SINGLE = 200;

/**
 * Has the catalogue of titles look at films and shows that were written, and at what was one before; other items are passed over.
 *
 * To be called inside the transaction that writes them, which may write `titleChanges`.
 */
export async function noteTitleChanges(
	db: StowawayDatabase,
	items: readonly Pick<Item, "itemId" | "kind">[],
): Promise<void> {
	const titles = items.filter(({ kind }) => kind === "movie" || kind === "show");
	if (titles.length > 0) await noteTitles(db, [...new Set(titles.map(({ itemId }) => itemId))]);
}

/** The same by their ids, of films and shows. */
export async function noteTitles(db: StowawayDatabase, itemIds: readonly ItemId[]): Promise<void> {
	const before = await db.titleChanges.bulkGet([...itemIds]);
	// Counted, so that what is written while the catalogue looks at it is looked at again.
	await db.titleChanges.bulkPut(itemIds.map((key, at) => ({ key, times: (before[at]?.times ?? 0) + 1 })));
}

/** The same for all of a source: where there are too many to name each. */
export async function noteWholeSource(db: StowawayDatabase, sourceId: SourceId): Promise<void> {
	await noteTitles(db, [wholeSource(sourceId)]);
}

/**
 * Has the catalogue look where titles are in a Radarr or Sonarr: at the rows that came, went or say other ids now. The rest of a row is
 * nothing to it.
 *
 * To be called inside the transaction that writes them, which may write `titleChanges`.
 */
export async function noteArrChanges(
	db: StowawayDatabase,
	arrId: ArrId,
	changes: readonly (readonly [before: ArrTitle | undefined, after: ArrTitle | undefined])[],
): Promise<void> {
	const moved = changes.flatMap(([before, after]) => {
		const row = after ?? before;
		return row && idsOf(before) !== idsOf(after) ? [row.arrTitleId] : [];
	});
	if (moved.length > MOST_SINGLE) await noteWholeSource(db, arrId);
	else if (moved.length > 0) await noteTitles(db, moved);
}

const idsOf = (row: ArrTitle | undefined): string =>
	row === undefined ? "" : [row.kind, row.tmdbId, row.tvdbId, row.imdbId].join(" ");

/** The name of the lock under which the catalogue of titles is written, in any tab or worker. */
export const titlesLock = (scope: string): string => `stowaway:${scope}:titles`;
