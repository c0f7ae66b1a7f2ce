import type { OutboxRow } from "./change.ts";
import { desired } from "./desired.ts";
import type { WatchState } from "./watch-state.ts";
import { UNTOUCHED } from "./watch-state.ts";

/**
 * What the interface shows of an item: the server's state as last seen with the unsent changes over it (SYNC.md §1). Without a
 * `remote` row nobody touched it on the server. While a conflict is open the server's side stands (SYNC.md row 11).
 */
export function overlay(remote: WatchState | undefined, row: OutboxRow | undefined): WatchState {
	const seen = remote ?? UNTOUCHED;
	if (row === undefined || row.status === "conflict") return seen;
	return desired(seen, row.changes);
}

/**
 * What is shown of a title with several files whose states a server keeps apart (SYNC.md §3, Jellyfin). `own`: the title's, `files`:
 * those of its further files, each with its unsent changes. Pure.
 *
 * | played last | place and date | watched |
 * |---|---|---|
 * | a further file; at the same date too, for the server shows the title with the date of the file played last | that file's | that file's, or the title's |
 * | the title's own file, or nobody knows | the title's | the title's |
 */
export function titleState(own: WatchState, files: readonly WatchState[]): WatchState {
	const newest = files.reduce<WatchState>((best, file) => {
		const isNewer = file.lastPlayedAt !== null && file.lastPlayedAt >= (best.lastPlayedAt ?? 0);
		return isNewer ? file : best;
	}, own);
	return { ...newest, watched: newest.watched || own.watched, playCount: Math.max(newest.playCount, own.playCount) };
}
