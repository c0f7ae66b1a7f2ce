import type { StowawayDatabase } from "../db/schema.ts";
import type { ChangeType, OutboxRow } from "../model/change.ts";
import type { ItemId } from "../model/ids.ts";
import { overlay } from "../model/overlay.ts";
import { supersedes } from "./coalesce.ts";

/** A file of a title: what is shown of it, and what waits. */
export interface TitleFile {
	readonly itemId: ItemId;
	/** Absent for the title's own file. */
	readonly titleId?: ItemId;
	readonly positionMs: number;
	readonly row?: OutboxRow;
}

/** The files of a title that anything is known of, the title itself first. Within a transaction over `watch` and `outbox`. */
export async function filesOf(db: StowawayDatabase, titleId: ItemId): Promise<readonly TitleFile[]> {
	const [watch, rows] = await Promise.all([
		db.watch.where("titleId").equals(titleId).primaryKeys(),
		db.outbox.where("titleId").equals(titleId).primaryKeys(),
	]);
	const ids = [titleId, ...new Set([...watch, ...rows])];
	const [seen, waiting] = await Promise.all([db.watch.bulkGet(ids), db.outbox.bulkGet(ids)]);
	return ids.map((itemId, at): TitleFile => {
		const row = waiting[at];
		const { positionMs } = overlay(seen[at], row);
		return { itemId, positionMs, ...(itemId === titleId ? {} : { titleId }), ...(row ? { row } : {}) };
	});
}

/**
 * What an act on one file of a title means for another file of it, so that the whole title is ended, unwatched or forgotten: the row
 * that is left to wait (undefined for none), and whether its place is to be cleared too. Pure.
 *
 * | act | what waits for the other file | its place |
 * |---|---|---|
 * | progress | stays | stays |
 * | finished, markWatched, clearPosition | what the act supersedes goes, finishes stay | cleared, if it still shows one |
 * | markUnwatched | goes | the server clears it with the title's (SYNC.md §3, Jellyfin: DELETE) |
 */
export function onOtherFile(
	act: ChangeType,
	{ row, positionMs }: Pick<TitleFile, "row" | "positionMs">,
): { readonly row?: OutboxRow; readonly clears: boolean } {
	if (act === "progress") return { ...(row ? { row } : {}), clears: false };
	const changes = row?.changes.filter((change) => !supersedes(act, change.type)) ?? [];
	const kept = row && changes.length > 0 ? { row: { ...row, changes, revision: row.revision + 1 } } : {};
	return { ...kept, clears: act !== "markUnwatched" && positionMs > 0 };
}
