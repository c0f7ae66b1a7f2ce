import type { ItemId, SourceId } from "./ids.ts";
import type { ImageRef } from "./image.ts";
import type { ItemKind } from "./item.ts";
import type { ProviderIds } from "./provider-ids.ts";
import type { WatchState } from "./watch-state.ts";

/** What the person did on this device. SYNC.md §1. */
export type ChangeType = "progress" | "finished" | "markWatched" | "markUnwatched" | "clearPosition";

/**
 * One change. `at` is server time (device time corrected by the source's offset), epoch ms; `uncertaintyMs` how far off it may be.
 * `revision` is the outbox row's revision when it was added.
 */
export interface Change {
	readonly type: ChangeType;
	/** For `progress` only. */
	readonly positionMs?: number;
	readonly at: number;
	readonly uncertaintyMs: number;
	readonly revision: number;
	/** For `finished`: false once its play has been counted on the server. */
	readonly playUncounted?: boolean;
	/** Entries of one act (mark a season) share a group in the journal. */
	readonly group?: string;
	/** For marks: the unsent changes that it took the place of, which come back when it is undone. */
	readonly replaced?: readonly Change[];
}

/** Every reason a decision can have, as SYNC.md §3 names them. */
export type ReasonCode =
	| "resumed"
	| "already-there"
	| "fast-forward"
	| "unwatched-elsewhere"
	| "remote-newer"
	| "local-unwatched"
	| "local-finished"
	| "watched-elsewhere"
	| "rewatch"
	| "local-newer"
	| "tie-further"
	| "gone"
	| "re-bound"
	| "no-access"
	| "signed-out"
	| "unreachable"
	| "refused"
	| "unverified"
	| "lost-by-server"
	// What the person decided in Activity.
	| "discarded"
	| "kept-theirs"
	| "undone";

/** What is needed to recognise the title again when its item vanished. */
export interface TitleSnapshot {
	readonly title: string;
	readonly kind: ItemKind;
	readonly year?: number;
	readonly showTitle?: string;
	readonly seasonIndex?: number;
	readonly index?: number;
	readonly durationMs?: number;
	/** Name of the file, where a title has several and this is about one of them. */
	readonly version?: string;
	readonly providerIds: ProviderIds;
	/** Of the show, for an episode. */
	readonly showProviderIds?: ProviderIds;
	readonly poster?: ImageRef;
	readonly still?: ImageRef;
}

/**
 * | status | means |
 * |---|---|
 * | waiting | goes with the next drain, not before `nextTryAt` |
 * | conflict | both sides are shown in Activity; nothing is sent until the person chose |
 * | parked | the item is gone or access was lost; goes on when that heals |
 * | dead | the server refused it or never showed it; visible, retryable, exportable |
 */
export type OutboxStatus = "waiting" | "conflict" | "parked" | "dead";

/** What a push noted before its first request and after each, so that a cut-off push can be resumed. SYNC.md §3 *Resuming*. */
export interface PushRecord {
	/** Revision that was being sent. */
	readonly revision: number;
	readonly read: WatchState;
	readonly target: WatchState;
	readonly code: ReasonCode;
	/** Names of the requests that were answered, in order. */
	readonly done: readonly string[];
	/** Changes that this push does not carry: the person is to decide about them. */
	readonly parked?: readonly Change[];
	/** Server time at which it was begun, epoch ms; absent in rows of older builds. */
	readonly at?: number;
}

/** A row of `outbox`: everything unsent about one item, or about one file of it that has an id of its own. */
export interface OutboxRow {
	readonly itemId: ItemId;
	/** The title that the item is a further file of; absent for the title itself. Indexed. */
	readonly titleId?: ItemId;
	readonly sourceId: SourceId;
	/** Goes up with every change to the row. */
	readonly revision: number;
	readonly changes: readonly Change[];
	/** The server's state as last seen when the first unsent change was made. */
	readonly base: WatchState;
	/** Device epoch ms. */
	readonly createdAt: number;
	readonly attempts: number;
	/** Device epoch ms; 0 for at once. */
	readonly nextTryAt: number;
	readonly status: OutboxStatus;
	/** Why it is not simply waiting, or why the last try did not end it. */
	readonly reason?: ReasonCode;
	/** Plain words to go with the reason. */
	readonly detail?: string;
	/** How often the server lost what this row brings back; absent when a person acted since. */
	readonly requeued?: number;
	/** The other side of a conflict. */
	readonly remote?: WatchState;
	/** Who is sending it now; a lease past `until` (device epoch ms) is void. */
	readonly lease?: { readonly by: string; readonly until: number };
	readonly push?: PushRecord;
	readonly snapshot: TitleSnapshot;
}

/** A row of `journal`: one decision. Append only. */
export interface JournalEntry {
	/** Auto-incremented. */
	readonly id?: number;
	/** Device epoch ms. */
	readonly at: number;
	readonly itemId: ItemId;
	/** As in the row. */
	readonly titleId?: ItemId;
	readonly sourceId: SourceId;
	readonly group?: string;
	readonly title: string;
	/** Absent in entries of the first builds. */
	readonly snapshot?: TitleSnapshot;
	readonly code: ReasonCode;
	/** What the person had done. */
	readonly changes: readonly Change[];
	readonly base: WatchState;
	/** The server before and after. `after` is absent when nothing was written and nothing read. */
	readonly before: WatchState;
	readonly after?: WatchState;
	/** True when a request that writes was sent. */
	readonly wrote: boolean;
	/** Id of the entry that this one took back. */
	readonly undoes?: number;
}
