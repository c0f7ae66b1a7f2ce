import type { StowawayDatabase, WatchRow } from "../db/schema.ts";
import type { ItemId } from "../model/ids.ts";
import type { ItemDetail } from "../model/item.ts";
import type { WatchState } from "../model/watch-state.ts";
import type { ItemRow } from "../servers/server.ts";

/**
 * Forgets what was known of further files of titles where the titles' own rows, read at `readAt` (device epoch ms), show that it no
 * longer holds: a title has the date of the file played last, so a file with a later one was unwatched meanwhile. Gives what is left,
 * by title.
 *
 * To be called inside a transaction that may write `watch`.
 */
export async function forgetOutdatedFiles(
	db: StowawayDatabase,
	rows: readonly ItemRow[],
	readAt: number,
): Promise<ReadonlyMap<ItemId, readonly WatchRow[]>> {
	const left = new Map<ItemId, WatchRow[]>();
	const [first] = rows;
	if (first === undefined) return left;
	const files = await db.watch.where("titleId").startsWith(`${first.item.sourceId}/`).toArray();
	if (files.length === 0) return left;
	const titles = new Map(rows.map(({ item, watch }) => [item.itemId, watch]));
	const outdated: ItemId[] = [];
	for (const file of files) {
		const title = file.titleId && titles.get(file.titleId);
		const isOutdated = title && file.readAt <= readAt && (title.lastPlayedAt ?? 0) < (file.lastPlayedAt ?? 0);
		if (isOutdated) outdated.push(file.itemId);
		else if (file.titleId) left.set(file.titleId, [...(left.get(file.titleId) ?? []), file]);
	}
	if (outdated.length > 0) await db.watch.bulkDelete(outdated);
	return left;
}

/**
 * True when a title with several files has a date that no file known here explains: one of them may have been played elsewhere, and
 * only the full answer tells how far. Pure.
 */
export function isPlayedUnseen(
	detail: ItemDetail | undefined,
	watch: WatchState | undefined,
	files: readonly WatchRow[] = [],
): boolean {
	if (!watch?.lastPlayedAt || !detail?.versions.some(({ itemId }) => itemId !== undefined)) return false;
	return files.every(({ lastPlayedAt }) => lastPlayedAt !== watch.lastPlayedAt);
}
