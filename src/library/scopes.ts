import type { FreshnessRow } from "../db/schema.ts";
import type { ItemId, LibraryId, SourceId } from "../model/ids.ts";
import type { Library } from "../model/item.ts";
import type { ListKind } from "../servers/server.ts";

/** The kinds of thing that can be stale. DESIGN.md §3. */
export const SCOPE_KINDS = [
	"libraries",
	"home",
	"titles",
	"seasons",
	"episodes",
	"children",
	"full",
	"credits",
] as const;
export type ScopeKind = (typeof SCOPE_KINDS)[number];

/**
 * Names of things that can be stale: keys of `freshness`.
 *
 * | scope | is |
 * |---|---|
 * | `libraries:<sourceId>` | the list of libraries |
 * | `home:<sourceId>` | what was watched lately on other devices |
 * | `titles:<libraryId>` | movies, shows, collections and playlists of a library |
 * | `seasons:<libraryId>`, `episodes:<libraryId>` | all of a library at once, as a sync reads them |
 * | `children:<itemId>` | seasons and episodes of one show; titles of one collection or playlist |
 * | `full:<itemId>` | everything about one title |
 * | `credits:<itemId>` | its cast and crew, complete |
 * | `titles-sweep:<libraryId>` and so on | the list read whole, as what no look for changes can see wants it; no touch refreshes it |
 * | `casts:<sourceId>` | how far the casts of a source's films and shows are read in the background; no touch refreshes it |
 * | `guests:<sourceId>` | the same of the episodes of shows that were begun |
 * | `orphans:<sourceId>` | the last look for people without credits; no touch refreshes it |
 * | `person:<personId>` | what is known of a person beside their credits; no touch refreshes it |
 * | `arr:<arrId>` | the titles of a Radarr or Sonarr; refreshed by `library/arr-titles.ts` |
 * | `arr-queue:<arrId>` | what it downloads; refreshed by `library/arr-queue.ts` |
 */
export type Scope =
	`${ScopeKind | "casts" | "guests" | "person" | "orphans" | "arr" | "arr-queue" | `${ListKind}-sweep`}:${string}`;

/** The scope of a source's list of libraries. */
export const librariesScope = (sourceId: SourceId): Scope => `libraries:${sourceId}`;
/** The scope of what was watched lately on other devices. */
export const homeScope = (sourceId: SourceId): Scope => `home:${sourceId}`;
/** The scope of the seasons and episodes of one show, or of the titles of one collection or playlist. */
export const childrenScope = (itemId: ItemId): Scope => `children:${itemId}`;
/** The scope of everything about one title. */
export const fullScope = (itemId: ItemId): Scope => `full:${itemId}`;
/** The scope of a title's cast and crew. */
export const creditsScope = (itemId: ItemId): Scope => `credits:${itemId}`;

/** The lists that a sync reads one after the other; `titles` of a library of collections or playlists are these. */
export type SyncedList = ListKind;

/** All of them, in the order they are synced. */
export const LISTS: readonly SyncedList[] = ["titles", "seasons", "episodes"];

/** The scope of one list of a library. */
export const listScope = (list: SyncedList, libraryId: LibraryId): Scope => `${list}:${libraryId}`;

/** The scope of reading a list whole. */
export const sweepScope = (list: SyncedList, libraryId: LibraryId): Scope => `${list}-sweep:${libraryId}`;

/** Which lists a library has, in the order they are synced. */
export function listsOf(kind: Library["kind"]): readonly SyncedList[] {
	if (kind === "other") return [];
	return kind === "shows" || kind === "mixed" ? LISTS : ["titles"];
}

/** Takes a scope's name apart; null when it is none. An id may hold colons. */
export function parseScope(scope: string): { readonly kind: ScopeKind; readonly id: string } | null {
	const colon = scope.indexOf(":");
	const kind = SCOPE_KINDS.find((name) => name === scope.slice(0, colon));
	const id = scope.slice(colon + 1);
	return kind === undefined || id === "" ? null : { kind, id };
}

/** The source that a scope is about. */
export function sourceOfScope(scope: Scope): SourceId {
	const about = scope.slice(scope.indexOf(":") + 1);
	return about.split("/", 1)[0] ?? about;
}

export type Freshness = "missing" | "fresh" | "stale" | "very-stale";

/**
 * How old what a scope's row stands for is. `ttl` in ms, `now` device epoch ms. DESIGN.md §3.
 *
 * | age | is |
 * |---|---|
 * | never fetched | missing |
 * | below the TTL | fresh |
 * | from the TTL to twice of it, or in the future (the clock was moved) | stale |
 * | past twice the TTL | very-stale |
 */
export function freshnessOf(row: Pick<FreshnessRow, "fetchedAt"> | undefined, ttl: number, now: number): Freshness {
	if (row === undefined || row.fetchedAt === 0) return "missing";
	const age = now - row.fetchedAt;
	if (age < 0) return "stale";
	if (age < ttl) return "fresh";
	return age <= 2 * ttl ? "stale" : "very-stale";
}

const FIRST_BACK_OFF_MS = 30_000;
const LONGEST_BACK_OFF_MS = 30 * 60_000;

/** How long after its last attempt a failing scope is left alone, ms: 30 s, doubled with each failure, half an hour at most. */
export function backOffMs(failures: number): number {
	return failures <= 0 ? 0 : Math.min(FIRST_BACK_OFF_MS * 2 ** (failures - 1), LONGEST_BACK_OFF_MS);
}

/** True for what was begun and never ended: a list that was complete before can wait for its age, or for its next whole reading. */
export function isBegun(row: Pick<FreshnessRow, "cursor" | "mark"> | undefined): boolean {
	return row?.cursor !== undefined && row.mark === undefined;
}

/** True while a scope that failed is to be left alone by everything but a person's own refresh. */
export function isBackingOff(row: Pick<FreshnessRow, "attemptedAt" | "failures"> | undefined, now: number): boolean {
	if (row === undefined || row.failures === 0 || now < row.attemptedAt) return false;
	return now < row.attemptedAt + backOffMs(row.failures);
}
