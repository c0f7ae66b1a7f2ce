import { Dexie, type EntityTable, type Table } from "dexie";
import type { ArrServer, ArrTitle } from "../model/arr.ts";
import type { JournalEntry, OutboxRow } from "../model/change.ts";
import type { ItemId, LibraryId, SourceId } from "../model/ids.ts";
import type { Item, Library } from "../model/item.ts";
import type { Credit, Person } from "../model/person.ts";
import type { Source } from "../model/source.ts";
import type { Finding, Ruling, Title, TitleRun, TitleRunLog } from "../model/title.ts";
import type { WatchState } from "../model/watch-state.ts";

/** A token, or the key of a Radarr or Sonarr (under its own id), sealed by a non-extractable key. Read only by `servers/`. */
export interface SecretRow {
	readonly sourceId: SourceId;
	readonly key: CryptoKey;
	readonly iv: Uint8Array<ArrayBuffer>;
	readonly sealed: ArrayBuffer;
}

/** The server's last known watch state of an item. Items nobody touched have no row. */
export interface WatchRow extends WatchState {
	readonly itemId: ItemId;
	/** The title that the item is a further file of (`MediaVersion.itemId`); absent for the title itself. Indexed. */
	readonly titleId?: ItemId;
	readonly sourceId: SourceId;
	/** Device epoch ms of the read. */
	readonly readAt: number;
	/** `lastPlayedAt` (or 1) while there is a position to resume, absent otherwise: a sparse index for Continue Watching. */
	readonly resumableAt?: number;
	/** `lastPlayedAt`, absent for null: a sparse index for Next Up. */
	readonly playedAt?: number;
}

/** One row per thing that can be stale; scopes are named in `library/scopes.ts`. */
export interface FreshnessRow {
	readonly scope: string;
	/** Device epoch ms of the last complete answer; 0 for never. */
	readonly fetchedAt: number;
	readonly attemptedAt: number;
	/** Consecutive failures. */
	readonly failures: number;
	readonly error?: string;
	/** Where an interrupted, resumable refresh goes on; opaque outside its refresher. */
	readonly cursor?: unknown;
	/** Progress of a refresh that runs or was stopped. */
	readonly done?: number;
	readonly total?: number;
	/** Rows of the last answer that could not be read and were left out. */
	readonly skipped?: number;
	/** Of a list that was read to its end: what the next look for changes begins with. */
	readonly mark?: ListMark;
	/** Of a cast: the title's fingerprint when it was read. */
	readonly etag?: string;
}

/** How a list stood when it was last known to be complete. */
export interface ListMark {
	/** The server's count. */
	readonly total: number;
	/** Server epoch ms; what changed since then may not be here. */
	readonly since: number;
}

/** What was acknowledged lately, for the second look (SYNC.md row 16). */
export interface WrittenRow {
	readonly itemId: ItemId;
	readonly sourceId: SourceId;
	readonly state: WatchState;
	readonly at: number;
	readonly requeued: number;
}

/** A title's place in a collection or playlist; a playlist may have it in several. */
export interface MemberRow {
	/** Of the collection or playlist. */
	readonly collectionId: ItemId;
	/** 0, 1, 2, … as the server orders them. */
	readonly order: number;
	readonly itemId: ItemId;
}

/** What a pass over a list saw with one of its pages, until it has ended: so that one that was cut off knows it when it goes on. */
export interface SeenRow {
	readonly scope: string;
	/** Where the page began. */
	readonly start: number;
	readonly serverKeys: readonly string[];
}

/** Titles of a list that its server no longer lists and that are shown all the same. */
export interface AbsenceRow {
	readonly scope: string;
	readonly libraryId: LibraryId;
	/** Server keys of so many at once that the person is asked. */
	readonly asked: readonly string[];
	/** Server keys of those that the person said to keep. */
	readonly kept: readonly string[];
	/** How many there were before `asked` went missing. */
	readonly of: number;
	/** The person said of `asked` that they were removed; they go with the next step over the list. */
	readonly areRemoved?: boolean;
}

/** One picture in the image cache; the bytes are in Cache Storage under the same key. */
export interface ImageRow {
	readonly key: string;
	readonly sourceId: SourceId;
	readonly bytes: number;
	readonly usedAt: number;
}

/** Columns for up to 2,000 titles of a library: what sorts, filters, jumps and search need. All columns have one length. */
export interface ShelfBlock {
	readonly libraryId: LibraryId;
	/** 0, 1, 2, … */
	readonly block: number;
	readonly serverKeys: readonly string[];
	readonly titles: readonly string[];
	readonly sortTitles: readonly string[];
	readonly originalTitles: readonly (string | null)[];
	/** 0 where unknown, in these four. */
	readonly years: readonly number[];
	readonly addedAt: readonly number[];
	readonly ratings: readonly number[];
	readonly durationsMs: readonly number[];
	/** ISO date or "". */
	readonly premiered: readonly string[];
	/** `m` movie, `s` show, `c` collection, `p` playlist, one letter a title. */
	readonly kinds: string;
	readonly genres: readonly (readonly string[])[];
	readonly resolutions: readonly number[];
	/** 1 for a favourite of the account; absent in blocks written before there were any. */
	readonly favourites?: readonly number[];
	/** Shows: number of episodes; 0 otherwise. */
	readonly leafCounts: readonly number[];
}

/** A small list of whole items for a first paint without a shelf. `name`: `window` (last shown), `recent` (lately added). */
export interface WindowRow {
	readonly libraryId: LibraryId;
	readonly name: "window" | "recent";
	readonly items: readonly Item[];
	readonly total: number;
	/** How `window` was ordered: opaque to all but the library page. */
	readonly view?: string;
}

/** A film or show that was written, here or in a Radarr or Sonarr, or all of one where the key ends in `/`: the catalogue of titles has not seen it yet. */
export interface TitleChangeRow {
	readonly key: ItemId;
	/** How often that was asked for since it was last looked at. */
	readonly times?: number;
}

export interface SettingRow {
	readonly name: string;
	readonly value: unknown;
}

/** The database. Additive versions only: old code in another tab must be able to live with a newer schema. */
export class StowawayDatabase extends Dexie {
	declare readonly sources: EntityTable<Source, "sourceId">;
	declare readonly secrets: EntityTable<SecretRow, "sourceId">;
	declare readonly libraries: EntityTable<Library, "libraryId">;
	declare readonly items: EntityTable<Item, "itemId">;
	declare readonly people: EntityTable<Person, "personId">;
	declare readonly credits: Table<Credit, [ItemId, number]>;
	declare readonly members: Table<MemberRow, [ItemId, number]>;
	declare readonly watch: EntityTable<WatchRow, "itemId">;
	declare readonly freshness: EntityTable<FreshnessRow, "scope">;
	declare readonly seen: Table<SeenRow, [string, number]>;
	declare readonly absences: EntityTable<AbsenceRow, "scope">;
	declare readonly outbox: EntityTable<OutboxRow, "itemId">;
	declare readonly written: EntityTable<WrittenRow, "itemId">;
	declare readonly journal: Table<JournalEntry, number, JournalEntry>;
	declare readonly images: EntityTable<ImageRow, "key">;
	declare readonly shelves: Table<ShelfBlock, [LibraryId, number]>;
	declare readonly windows: Table<WindowRow, [LibraryId, string]>;
	declare readonly settings: EntityTable<SettingRow, "name">;
	declare readonly arrServers: EntityTable<ArrServer, "arrId">;
	declare readonly arrTitles: EntityTable<ArrTitle, "arrTitleId">;
	declare readonly titles: EntityTable<Title, "titleId">;
	declare readonly titleFindings: EntityTable<Finding, "findingId">;
	declare readonly titleChanges: EntityTable<TitleChangeRow, "key">;
	declare readonly rulings: EntityTable<Ruling, "rulingId">;
	declare readonly runs: EntityTable<TitleRun, "runId">;
	declare readonly runChanges: EntityTable<TitleRunLog, "runId">;

	constructor(name: string) {
		// Dexie's cache of live queries keeps an answer that comes after its last reader has left, and that reader, for good.
		super(name, { cache: "disabled" });
		this.version(1).stores({
			sources: "sourceId",
			secrets: "sourceId",
			libraries: "libraryId, sourceId",
			items: "itemId, parentId",
			people: "personId",
			credits: "[itemId+order], personId",
			watch: "itemId, resumableAt, playedAt",
			freshness: "scope",
			outbox: "itemId, sourceId",
			written: "itemId",
			journal: "++id, itemId, group, sourceId",
			images: "key, usedAt, sourceId",
			shelves: "[libraryId+block]",
			windows: "[libraryId+name]",
			settings: "name",
		});
		// Found again by catalogue ids when a server gave them new keys; pruned by age.
		this.version(2).stores({
			items: "itemId, parentId, providerIds.imdb, providerIds.tmdb, providerIds.tvdb",
			journal: "++id, itemId, group, sourceId, at",
		});
		this.version(3).stores({
			watch: "itemId, resumableAt, playedAt, titleId",
			outbox: "itemId, sourceId, titleId",
		});
		this.version(4).stores({ members: "[collectionId+order], itemId" });
		// What is no longer listed is found again to be forgotten: a sparse index.
		this.version(5).stores({
			items: "itemId, parentId, goneAt, providerIds.imdb, providerIds.tmdb, providerIds.tvdb",
			seen: "[scope+start]",
			absences: "scope, libraryId",
		});
		// Found on other servers by the same name or catalogue ids.
		this.version(6).stores({ people: "personId, name, providerIds.imdb, providerIds.tmdb, providerIds.tvdb" });
		this.version(7).stores({
			arrServers: "arrId",
			arrTitles: "arrTitleId, tmdbId, tvdbId, imdbId, queuedBy",
		});
		this.version(8).stores({
			titles: "titleId, *copies, *former, *ids",
			titleFindings: "findingId, *items",
			titleChanges: "key",
			rulings: "++rulingId",
			runs: "++runId",
		});
		// What is on no server is found without all titles being read, and what runs did lies apart: a list of runs does not read it.
		this.version(9)
			.stores({ titles: "titleId, *copies, *former, *ids, goneAt", runChanges: "runId" })
			.upgrade((change) => change.table("runs").clear());
		// What a person corrected, what has several copies, and where a title is in a Radarr or Sonarr; what was read of those before, the
		// catalogue has not seen.
		this.version(10)
			.stores({ titles: "titleId, *copies, *former, *ids, goneAt, ownAt, *arr, copies.length" })
			.upgrade(async (change) => {
				const arrIds = await change.table<ArrServer, string>("arrServers").toCollection().primaryKeys();
				await change.table("titleChanges").bulkPut(arrIds.map((arrId) => ({ key: `${arrId}/`, times: 1 })));
			});
	}
}

/** The database's name for an app served under `scope` (a path that ends in `/`): an origin may hold several copies. */
export function databaseName(scope: string): string {
	return `stowaway:${scope}`;
}
