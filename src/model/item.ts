import type { ItemId, LibraryId, SourceId } from "./ids.ts";
import type { ImageRef } from "./image.ts";
import type { ProviderIds } from "./provider-ids.ts";

export type ItemKind = "movie" | "show" | "season" | "episode" | "collection" | "playlist";

/** True for what holds titles of other libraries, in an order of its own: collections and playlists. Pure. */
export function holdsTitles(item: { readonly kind: ItemKind } | undefined): boolean {
	return item?.kind === "collection" || item?.kind === "playlist";
}

/** One audio, video or subtitle stream of a file, with codec names in lower case as ffmpeg spells them (`h264`, `hevc`, `aac`, `ac3`). */
export interface MediaStream {
	readonly kind: "video" | "audio" | "subtitle";
	readonly codec: string;
	readonly profile?: string;
	readonly level?: number;
	readonly bitDepth?: number;
	readonly width?: number;
	readonly height?: number;
	readonly channels?: number;
	readonly language?: string;
	readonly title?: string;
	readonly isDefault?: boolean;
	/** Of a subtitle that is a text: what the dialect needs to read it on its own (`StreamUrls.readCaption`). */
	readonly captionKey?: string;
	/** Of a subtitle: only what is said in another language than the film's. */
	readonly isForced?: boolean;
	readonly isForHearingImpaired?: boolean;
}

/** One file (version) of a title. `key` is what the dialect needs to stream it. `container` is bare: `mp4`, `mkv`, `webm`. */
export interface MediaVersion {
	readonly key: string;
	/** Where what was watched of this file is kept, when the server keeps it apart from the title's (Jellyfin 12). */
	readonly itemId?: ItemId;
	readonly container: string;
	readonly durationMs?: number;
	readonly sizeBytes?: number;
	readonly bitrate?: number;
	readonly name?: string;
	readonly streams: readonly MediaStream[];
}

/** A stretch of a title with a meaning, in ms from its start. */
export interface Marker {
	readonly kind: "intro" | "credits" | "recap" | "preview" | "commercial";
	readonly startMs: number;
	readonly endMs: number;
	/** Plex: the credits run to the end of the file. */
	readonly isFinal?: boolean;
}

/**
 * A title as lists and detail pages show it: a row of `items`. Watch state, cast and crew are elsewhere (`watch`, `credits`).
 * List rows carry the upper part; `detail` comes with the first full answer and survives later list rows.
 */
export interface Item {
	readonly itemId: ItemId;
	readonly sourceId: SourceId;
	readonly libraryId: LibraryId;
	readonly kind: ItemKind;
	/** Episode → its season, season → its show; absent otherwise. Indexed. */
	readonly parentId?: ItemId;
	/** Episode and season → their show. */
	readonly showId?: ItemId;
	readonly title: string;
	/** The server's own sort title, lower case. */
	readonly sortTitle: string;
	readonly originalTitle?: string;
	readonly year?: number;
	/** ISO date `1927-01-10`. */
	readonly premiered?: string;
	/** Epoch ms. */
	readonly addedAt?: number;
	readonly durationMs?: number;
	/** 0 to 10. */
	readonly rating?: number;
	readonly contentRating?: string;
	readonly genres: readonly string[];
	readonly overview?: string;
	readonly tagline?: string;
	readonly studios?: readonly string[];
	/** Season number of a season; episode number of an episode. Specials are season 0. */
	readonly index?: number;
	/** Last episode number of a double episode. */
	readonly indexEnd?: number;
	/** Episode: the number of its season. */
	readonly seasonIndex?: number;
	/** Episode and season: the title of their show. */
	readonly showTitle?: string;
	/** Show and season: how many episodes. */
	readonly leafCount?: number;
	readonly providerIds: ProviderIds;
	readonly poster?: ImageRef;
	readonly backdrop?: ImageRef;
	readonly still?: ImageRef;
	readonly logo?: ImageRef;
	/** Height in lines of the best version (480, 720, 1080, 2160), when a list row says so. */
	readonly resolution?: number;
	/** A favourite of the account, where the server has such a mark (Jellyfin). */
	readonly isFavourite?: boolean;
	/** The server's fingerprint of the row (Jellyfin Etag, Plex updatedAt). */
	readonly etag?: string;
	/** Present once a full answer was read. */
	readonly detail?: ItemDetail;
	/** What a person corrected or another copy filled; the fields above hold it (`model/corrected.ts`). */
	readonly corrected?: CorrectedItem;
	/** Device epoch ms since when its server is known not to list it any more; it is in no list here. Indexed. */
	readonly goneAt?: number;
}

/**
 * What is shown of an item over what its server says: what a person corrected, and what other copies know where it says nothing. Ids are
 * not laid over the server's, by which progress finds its way after a rebuild.
 */
export interface OwnItem {
	readonly title?: string;
	readonly sortTitle?: string;
	readonly year?: number;
	readonly poster?: ImageRef;
	readonly overview?: string;
	/** Of a season or an episode. */
	readonly showTitle?: string;
	/** In the place of all that the server says. */
	readonly ids?: ProviderIds;
}

/** What lies over an item, with what its server says there. */
export interface CorrectedItem {
	readonly own: OwnItem;
	readonly said: Omit<OwnItem, "ids">;
}

/** What only the full answer about a title carries. */
export interface ItemDetail {
	readonly versions: readonly MediaVersion[];
	readonly markers: readonly Marker[];
	/** The server's web page of the title, as a path or URL fragment relative to its address. */
	readonly webPath?: string;
}

/** A collection of titles on a server: a row of `libraries`. */
export interface Library {
	readonly libraryId: LibraryId;
	readonly sourceId: SourceId;
	readonly title: string;
	/** `other` libraries (music, photos) are kept out of the interface. */
	readonly kind: "movies" | "shows" | "mixed" | "collections" | "playlists" | "other";
	readonly order: number;
	/** How many movies and shows the server said there are at the last complete sync. */
	readonly total?: number;
	/** Goes up with every write of rows or shelves of this library; the only thing shelf workers watch. */
	readonly revision: number;
	/** Epoch ms of the last time a person had it on screen; libraries opened within a day refresh by themselves. */
	readonly openedAt?: number;
	/** Device epoch ms since when its server does not list it any more, or not to this account. */
	readonly unlistedAt?: number;
	/** How it was ordered and filtered last: the query of its page, opaque to all but that. */
	readonly view?: string;
}

/** True for a library of collections or playlists: its titles hold those of the others. Pure. */
export function isOfOthers({ kind }: Pick<Library, "kind">): boolean {
	return kind === "collections" || kind === "playlists";
}
