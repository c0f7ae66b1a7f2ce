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
