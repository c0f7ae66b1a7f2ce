import type { DemoFile, DemoTitle } from "../library/types.ts";
import type { JellyfinExtras } from "./options.ts";
import type { Stamp } from "./stamp.ts";

export type EntryType =
	| "Movie"
	| "Series"
	| "Season"
	| "Episode"
	| "BoxSet"
	| "Playlist"
	| "Person"
	| "CollectionFolder"
	| "Folder";

/** What a title of any kind knows about itself; the common part of the library's movies, shows and episodes. */
export type Facts = Omit<DemoTitle, "addedAt">;

/** One item of the server. Folders know their children; nothing here depends on an account. */
export interface Entry {
	readonly id: string;
	/** `slug`, `show-slug/s1`, `show-slug/s1e2`, `view:movies`, `person:Name`; the same after a rebuild. */
	readonly key: string;
	readonly type: EntryType;
	readonly name: string;
	readonly sortName: string;
	/** The view it belongs to; its own id for a view; null for persons. */
	readonly libraryId: string | null;
	/** `ParentId` of answers. */
	readonly parentId: string | null;
	readonly facts: Facts | null;
	readonly extras: JellyfinExtras;
	readonly series: Entry | null;
	readonly season: Entry | null;
	readonly indexNumber: number | null;
	readonly indexNumberEnd: number | null;
	readonly parentIndexNumber: number | null;
	readonly runtimeTicks: number | null;
	readonly file: DemoFile | null;
	readonly dateCreated: Stamp;
	readonly dateSaved: Stamp;
	readonly etag: string;
	/** Bumped when the artwork is replaced. */
	readonly artRevision: number;
	/** `UserData.Key`. */
	readonly userDataKey: string;
	readonly children: Entry[];
	/** Further files of the same film; each is an item of its own that lists never show. */
	readonly versions: Entry[];
	/** The film whose version this is. */
	readonly primary: Entry | null;
	readonly versionName: string;
	/** Of a playlist: it is one of music. */
	readonly isAudio: boolean;
}

export const folderTypes: ReadonlySet<EntryType> = new Set([
	"Series",
	"Season",
	"BoxSet",
	"Playlist",
	"CollectionFolder",
	"Folder",
]);

/** `MediaType` of answers: of a playlist what it was made for. */
export function mediaTypeOf({ type, isAudio }: Entry): string {
	if (type === "Playlist") return isAudio ? "Audio" : "Video";
	return type === "Movie" || type === "Episode" ? "Video" : "Unknown";
}

/** The films and episodes under a folder, itself for a film or an episode. */
export function playable(entry: Entry): Entry[] {
	if (entry.type === "Movie" || entry.type === "Episode") {
		return [entry];
	}
	const found: Entry[] = [];
	for (const child of entry.children) {
		if (child.type === "Movie" || child.type === "Episode") {
			found.push(child);
		} else {
			found.push(...playable(child));
		}
	}
	return found;
}
