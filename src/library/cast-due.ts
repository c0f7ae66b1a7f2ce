import { showEpisodes } from "../db/item-queries.ts";
import type { FreshnessRow } from "../db/schema.ts";
import { readSetting } from "../db/settings.ts";
import type { World } from "../db/world.ts";
import { type ItemId, joinId, type LibraryId, type SourceId, sourceOf } from "../model/ids.ts";
import { isOfOthers } from "../model/item.ts";
import { isActive } from "./active-library.ts";
import { inBatches } from "./in-batches.ts";
import { creditsScope, freshnessOf, isBackingOff, listScope, type Scope } from "./scopes.ts";

/** A cast that nothing says has changed is read anew after so many lives of a full answer: portraits come without a word. */
const LIVES_UNCHANGED = 30;
/** After so many failures a title is left alone for the life of a full answer. */
const FEW_FAILURES = 3;
/** How long nobody looks through libraries that changed since the last look, and through those that did not, ms. */
const LOOK_AGAIN_MS = 30 * 60_000;
const LOOK_ANYWAY_MS = 24 * 3_600_000;

/** Items read at a time. */
const AT_A_TIME = 1_000;

/** The scope of how far the casts of a source's films and shows are read in the background. */
export const castsScope = (sourceId: SourceId): Scope => `casts:${sourceId}`;
/** The scope of how far those of the episodes of begun shows are. */
export const guestsScope = (sourceId: SourceId): Scope => `guests:${sourceId}`;

/**
 * Whether the background reads the cast of a title. `row`: that of its credits; `ttl`: the life of a full answer, ms; `now` device epoch
 * ms. Pure.
 *
 * | the cast | due |
 * |---|---|
 * | failed once or twice, a moment ago | no |
 * | failed more often, within the TTL | no |
 * | was never read | yes |
 * | is younger than the TTL | no |
 * | is older than thirty TTLs | yes |
 * | is older than one | if the title's fingerprint is not the one it was read with |
 */
export function castDue(
	row: Pick<FreshnessRow, "fetchedAt" | "attemptedAt" | "failures"> | undefined,
	ttl: number,
	now: number,
): "yes" | "no" | "if-changed" {
	if (row === undefined) return "yes";
	const isResting = row.failures >= FEW_FAILURES && now >= row.attemptedAt && now < row.attemptedAt + ttl;
	if (isResting || isBackingOff(row, now)) return "no";
	const freshness = freshnessOf(row, ttl, now);
	if (freshness === "missing") return "yes";
	if (freshness === "fresh") return "no";
	return freshnessOf(row, LIVES_UNCHANGED * ttl, now) === "fresh" ? "if-changed" : "yes";
}

/** The libraries of a look, each with its revision at that time. */
export type LookedAt = ReadonlyMap<LibraryId, number>;

/** The same as a text: what the row of a look keeps of it. */
export function lookText(libraries: LookedAt): string {
	return [...libraries].map(([libraryId, revision]) => `${revision} ${libraryId}`).join("\n");
}

/**
 * Whether the background looks through a source for casts to read. `row`: that of its casts; `libraries`: `activeLibraries` of it. Pure.
 *
 * | the last look | due |
 * |---|---|
 * | failed a moment ago | no |
 * | there was none, or it was cut off or failed | yes |
 * | was of other libraries | yes |
 * | was half an hour ago, and something in them changed since | yes |
 * | was a day ago | yes |
 * | otherwise | no |
 */
export function isLookDue(row: FreshnessRow | undefined, libraries: LookedAt, now: number): boolean {
	if (libraries.size === 0 || isBackingOff(row, now)) return false;
	if (row === undefined || row.fetchedAt === 0 || row.failures > 0 || row.cursor !== undefined) return true;
	const before = (row.etag ?? "").split("\n");
	const isNew = (libraryId: LibraryId) => !before.some((line) => line.endsWith(` ${libraryId}`));
	if ([...libraries.keys()].some(isNew)) return true;
	const isChanged = [...libraries].some((library) => !before.includes(lookText(new Map([library]))));
	return freshnessOf(row, isChanged ? LOOK_AGAIN_MS : LOOK_ANYWAY_MS, now) !== "fresh";
}

/** Whether `completeCasts` has anything to look at. */
export async function isCastsDue(world: World, sourceId: SourceId): Promise<boolean> {
	const [[casts, guests], libraries] = await Promise.all([
		world.db.freshness.bulkGet([castsScope(sourceId), guestsScope(sourceId)]),
		activeLibraries(world, sourceId),
	]);
	const isCutOff = guests?.cursor !== undefined && isLookDue(guests, libraries, world.now());
	return isLookDue(casts, libraries, world.now()) || (isCutOff && !isBackingOff(casts, world.now()));
}

/** The libraries of a source whose casts are read, with their revisions: those with films or shows that somebody opened within the last day. */
export async function activeLibraries({ db, now }: World, sourceId: SourceId): Promise<LookedAt> {
	const libraries = await db.libraries.where("sourceId").equals(sourceId).sortBy("order");
	return new Map(
		libraries.flatMap((library): [LibraryId, number][] => {
			const hasCasts = library.kind !== "other" && !isOfOthers(library) && library.unlistedAt === undefined;
			return hasCasts && isActive(library, now()) ? [[library.libraryId, library.revision]] : [];
		}),
	);
}

/** A title whose cast is to be read. */
export interface DueCast {
	readonly itemId: ItemId;
	/** It was never read. */
	readonly isFirst: boolean;
}

/** What there is to read of the casts of a source: how many titles there are, how many casts are here, and which are due. */
export interface CastPlan {
	readonly done: number;
	readonly total: number;
	readonly due: readonly DueCast[];
}

/** The films and shows of libraries. */
export function planCasts(world: World, libraries: LookedAt): Promise<CastPlan> {
	return planFor(world, filmsAndShows(world, libraries));
}

/** The episodes of those shows of libraries of which somebody has begun an episode. */
export function planGuests(world: World, sourceId: SourceId, libraries: LookedAt): Promise<CastPlan> {
	return planFor(world, begunEpisodes(world, sourceId, libraries));
}

/** Looks through titles, some at a time. Reads them only where their fingerprint matters. */
async function planFor(world: World, titles: AsyncIterable<readonly ItemId[]>): Promise<CastPlan> {
	const due: DueCast[] = [];
	let done = 0;
	let total = 0;
	const ttl = await readSetting(world.db, "ttl.full");
	for await (const itemIds of titles) {
		const rows = await world.db.freshness.bulkGet(itemIds.map(creditsScope));
		total += itemIds.length;
		done += rows.filter((row) => row !== undefined && row.fetchedAt > 0).length;
		due.push(...(await dueAmong(world, itemIds, rows, ttl)));
	}
	return { done, total, due };
}

/** A block of a shelf at a time. */
async function* filmsAndShows({ db }: World, libraries: LookedAt): AsyncIterable<readonly ItemId[]> {
	for (const libraryId of libraries.keys()) {
		// Shown, but not on the server.
		const absence = await db.absences.get(listScope("titles", libraryId));
		const absent = new Set([...(absence?.asked ?? []), ...(absence?.kept ?? [])]);
		for (let block = 0; ; block += 1) {
			const row = await db.shelves.get([libraryId, block]);
			if (row === undefined) break;
			const sourceId = sourceOf(libraryId);
			yield row.serverKeys.flatMap((key, at) =>
				row.kinds[at] === "c" || absent.has(key) ? [] : [joinId(sourceId, key)],
			);
		}
	}
}

/** A show at a time. */
async function* begunEpisodes(
	{ db }: World,
	sourceId: SourceId,
	libraries: LookedAt,
): AsyncIterable<readonly ItemId[]> {
	const shows = new Set<ItemId>();
	const touched = await db.watch.where("itemId").startsWith(`${sourceId}/`).primaryKeys();
	for (const itemIds of inBatches(touched, AT_A_TIME)) {
		for (const item of await db.items.bulkGet(itemIds))
			if (item?.kind === "episode" && item.showId && libraries.has(item.libraryId)) shows.add(item.showId);
	}
	for (const showId of shows) yield (await showEpisodes(db, showId)).map(({ itemId }) => itemId);
}

async function dueAmong(
	{ db, now }: World,
	itemIds: readonly ItemId[],
	rows: readonly (FreshnessRow | undefined)[],
	ttl: number,
): Promise<DueCast[]> {
	const due = rows.map((row) => castDue(row, ttl, now()));
	const asked = itemIds.filter((_, at) => due[at] === "if-changed");
	const items = await db.items.bulkGet(asked);
	const etags = new Map(items.map((item) => [item?.itemId, item?.etag]));
	return itemIds.flatMap((itemId, at) => {
		const isChanged = due[at] === "if-changed" && etags.get(itemId) !== rows[at]?.etag;
		return due[at] === "yes" || isChanged ? [{ itemId, isFirst: (rows[at]?.fetchedAt ?? 0) === 0 }] : [];
	});
}
