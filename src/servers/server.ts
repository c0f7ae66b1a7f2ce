import type { ItemId, PersonId } from "../model/ids.ts";
import type { ImageRef, ImageWidth } from "../model/image.ts";
import type { Item, Library, MediaVersion } from "../model/item.ts";
import type { Credit, Person } from "../model/person.ts";
import type { ClockOffset, Source } from "../model/source.ts";
import type { Thresholds, WatchState } from "../model/watch-state.ts";
import type { Notifications } from "./notifications.ts";
import type { Outcome } from "./outcome.ts";
import type { WatchedLately } from "./watched-lately.ts";

/** A title with the watch state its row carried, if the row carried one. */
export interface ItemRow {
	readonly item: Item;
	readonly watch?: WatchState;
}

/** One page of a list. `skipped` rows could not be read and were left out. `total` is the server's count of the whole list. */
export interface ItemPage {
	readonly rows: readonly ItemRow[];
	readonly skipped: number;
	/** Which of them are rows of titles: listed all the same. Null for one that does not say which. */
	readonly unread?: readonly (ItemId | null)[];
	readonly total: number;
	/** Its rows may name some of their genres alone. */
	readonly cutsGenres?: true;
	/** Start of the next page, or null after the last. */
	readonly next: number | null;
}

/** Cast and crew of a title: `credits` are complete and ordered, `people` are all who appear in them. */
export interface Cast {
	readonly credits: readonly Credit[];
	readonly people: readonly Person[];
}

/** The cast of one of several titles. `genres`: all of the title's, where its list may have named some of them alone. */
export interface ListedCast extends Cast {
	readonly genres?: readonly string[];
}

/** The full answer about one title. `files`: states of its further files, where the server keeps them apart and gave them. */
export interface FullItem extends Cast {
	readonly row: ItemRow;
	readonly files?: ReadonlyMap<ItemId, WatchState>;
}

/** What a server says of a person itself, beside the casts that they are in. */
export type PersonDetail = Pick<Person, "overview" | "providerIds">;

/** How many titles one `casts` may name: 20 take a Jellyfin 0.2 s, more hold it up. contract/jellyfin-api.md §3.5. */
export const CASTS_AT_ONCE = 20;

/** What a server needs to know of a title that it is asked about: collections and playlists are asked for in other ways. */
export type AskedItem = Pick<Item, "itemId" | "libraryId"> & Partial<Pick<Item, "kind">>;

/** Seasons and episodes of a show, or the titles of a collection or playlist in its order. */
export interface ShowChildren {
	readonly rows: readonly ItemRow[];
	readonly skipped: number;
}

/** Which changes of a list are asked for. */
export interface AskedChanges {
	/** Server epoch ms. */
	readonly since: number;
	/** Most rows. */
	readonly limit: number;
}

/** What changed in a list since a time. */
export interface ListChanges {
	/** As they are now; at most as many as were asked for. */
	readonly rows: readonly ItemRow[];
	/** Changed rows that could not be read. */
	readonly skipped: number;
	/** How many changed, those that are not given included. */
	readonly changed: number;
	/** What was added last, whatever its date of change. */
	readonly newest?: ItemRow;
	/** The server's count of the whole list. */
	readonly total: number;
}

/** A library that is listed. `isUnsure`: the server did not say whether there is anything in it, which changes nothing. */
export type ListedLibrary = Library & { readonly isUnsure?: true };

/** Which rows of a library a list is of. */
export type ListKind = "titles" | "seasons" | "episodes";

/** Where and how to play a version. URLs may hold a token and are given to a media element only, never stored or logged. */
export interface StreamUrls {
	readonly direct: string;
	/** HLS playlist made by the server for what the browser cannot play directly. */
	readonly hls?: string;
	/** To be awaited before `hls` is given to a player: Plex starts a transcode only after it was asked to decide on it. */
	readonly begin?: (signal: AbortSignal) => Promise<Outcome<null>>;
	/** Ends the transcode, if one was started. */
	readonly end?: () => Promise<void>;
	/** The text of a subtitle (`MediaStream.captionKey`), in whatever format the server has it. */
	readonly readCaption: (key: string, signal: AbortSignal) => Promise<Outcome<string>>;
}

/**
 * One request of a write plan. The name is stored in the push record before and after it is sent, so that a cut-off push
 * can tell what was done. SYNC.md §3 *Resuming*.
 */
export interface WriteStep {
	readonly name: string;
	send(signal: AbortSignal): Promise<Outcome<null>>;
}

/** What a push wants the server to hold. `finishes`: how many plays are to be counted by it. `isUnwatch`: by the person's own mark. */
export interface WatchWrite {
	readonly itemId: ItemId;
	readonly read: WatchState;
	readonly target: WatchState;
	readonly durationMs?: number;
	/** More than one file: Jellyfin then shows the state of whichever was played last. */
	readonly hasVersions?: boolean;
	readonly finishes: number;
	readonly isUnwatch: boolean;
	/** Server time of the newest change in it, epoch ms: Plex `updated`. */
	readonly at: number;
}

/**
 * A connected server: one source, its token and the best address that this place can reach.
 *
 * All methods give outcomes and never throw for what a server or network does; all take ids of the database and return them.
 */
export interface ConnectedServer {
	readonly source: Source;
	/** How many items one `readWatch` may name. */
	readonly watchBatchSize: number;

	/** Confirms that the token is good: the second look after a 401. */
	whoAmI(signal: AbortSignal): Promise<Outcome<{ readonly userId: string; readonly userName: string }>>;
	/** Watch states by batch. Items the answer leaves out are not in the map; that alone proves nothing (SYNC.md row 12). */
	readWatch(itemIds: readonly ItemId[], signal: AbortSignal): Promise<Outcome<ReadonlyMap<ItemId, WatchState>>>;
	clock(signal: AbortSignal): Promise<Outcome<ClockOffset>>;
	/** URL of a picture, without a token where the dialect allows it. */
	imageUrl(image: Pick<ImageRef, "ref">, width: ImageWidth): string;
	/** Revokes the token on the server. */
	signOut(signal: AbortSignal): Promise<Outcome<null>>;
}

/** A connected server as far as progress and pictures need it: all that the service worker loads. Made by `openWatchServer`. */
export interface WatchServer extends ConnectedServer {
	/** One item on its own: `gone` and `no-access` are told apart as SYNC.md rows 12 and 12b ask. */
	readOne(itemId: ItemId, signal: AbortSignal): Promise<Outcome<WatchState>>;
	/** The requests that bring the server from `read` to `target`, in order. Pure. Empty when nothing needs to be sent. */
	planWrite(write: WatchWrite): readonly WriteStep[];
	/** What the server is expected to show after `planWrite` (Plex cannot hold a date and stamps its own). */
	expected(write: WatchWrite): WatchState;
	/** True when the read-back shows what was written, as far as this dialect can show it. */
	isWritten(write: WatchWrite, readBack: WatchState): boolean;
	/** False where a date says when the server was told, not when it happened (Plex). SYNC.md §3 *Comparing*. */
	readonly datesAreEvents: boolean;
}

/** A connected server with its library and its streams: what pages use. Made by `openServer`. */
export interface MediaServer extends ConnectedServer {
	libraries(signal: AbortSignal): Promise<Outcome<readonly ListedLibrary[]>>;
	/** One page of lean rows of a library: no credits, with watch state. */
	list(library: Library, kind: ListKind, start: number, limit: number, signal: AbortSignal): Promise<Outcome<ItemPage>>;
	/**
	 * What changed in a list since a time, and how long the list is: a few requests, whatever its size. What a server does not note as a
	 * change is not in it (the README's table), removals only in the length.
	 */
	changes(library: Library, kind: ListKind, asked: AskedChanges, signal: AbortSignal): Promise<Outcome<ListChanges>>;
	/** One title with full cast and crew, media versions and markers. */
	full(item: AskedItem, signal: AbortSignal): Promise<Outcome<FullItem>>;
	/** Casts of several titles by one request. Those that the answer left out or cut short are not in the map: `full` tells of them. */
	casts(items: readonly AskedItem[], signal: AbortSignal): Promise<Outcome<ReadonlyMap<ItemId, ListedCast>>>;
	/** What is known of a person besides; absent where a server knows no more of them than casts say (Plex). */
	readonly person?: (personId: PersonId, signal: AbortSignal) => Promise<Outcome<PersonDetail>>;
	/** All seasons and episodes of a show, or all titles of a collection or playlist: lean, with watch state. */
	children(parent: AskedItem, signal: AbortSignal): Promise<Outcome<ShowChildren>>;

	/** What was watched lately: a few requests, whatever the size of the library. */
	watchedLately(signal: AbortSignal): Promise<Outcome<WatchedLately>>;
	/** Where the server tells of changes as they happen. */
	notifications(): Promise<Notifications>;

	thresholds(signal: AbortSignal): Promise<Outcome<Thresholds>>;
	streams(itemId: ItemId, version: MediaVersion, playSessionId: string): Promise<StreamUrls>;
	/** The title's page in the server's own web client. */
	webUrl(itemId: ItemId): string;
}
