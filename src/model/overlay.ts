import type { OutboxRow } from "./change.ts";
import { desired } from "./desired.ts";
import type { ItemId } from "./ids.ts";
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

/** A file of a title that has several, with its state and the unsent changes over it. */
export interface FileState {
	readonly itemId: ItemId;
	readonly state: WatchState;
}

/**
 * The file of a title that was played last: one of `files`, which are its further ones, or undefined for the title's own. At the same
 * date it is the further file, for servers show the title with the date of the file played last (SYNC.md §3, Jellyfin). Pure.
 */
export function playedLast(own: WatchState, files: readonly FileState[]): FileState | undefined {
	return files.reduce<FileState | undefined>((best, file) => {
		const { lastPlayedAt } = file.state;
		const than = (best?.state ?? own).lastPlayedAt ?? 0;
		return lastPlayedAt !== null && lastPlayedAt >= than ? file : best;
	}, undefined);
}

/** What is shown of a title of which another file was played last: that file's place and date, and the mark of either. Pure. */
export function titleState(own: WatchState, played: WatchState): WatchState {
	return { ...played, watched: played.watched || own.watched, playCount: Math.max(played.playCount, own.playCount) };
}
