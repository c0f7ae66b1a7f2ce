import type { FreshnessRow, StowawayDatabase } from "../db/schema.ts";
import { readSetting } from "../db/settings.ts";
import type { World } from "../db/world.ts";
import { type ItemId, joinId } from "../model/ids.ts";
import type { Library } from "../model/item.ts";
import { emptyFreshness } from "./freshness-rows.ts";
import { type ListCursor, readCursor } from "./list-cursor.ts";
import { changesSince } from "./list-mark.ts";
import { listScope, type Scope, type SyncedList } from "./scopes.ts";
import { seenPages } from "./seen-pages.ts";
import { readBlocks, ShelfWriter } from "./shelf-blocks.ts";

/** What a pass over a list begins with, or goes on with. */
export interface PassStart {
	readonly before: FreshnessRow;
	readonly cursor: ListCursor;
	/** What it had seen before it was cut off. */
	readonly seen: Set<ItemId>;
	/** Of the list of titles. */
	readonly shelf: ShelfWriter | null;
	/** Titles of the source with a watch state. */
	readonly watched: ReadonlySet<ItemId>;
	readonly fullTtl: number;
}

/** A pass that began longer ago begins anew, unless there is nothing of the list yet: what it saw then says little of now. */
const OLD_MS = 24 * 3_600_000;

/** One that began longer ago does not go on where the list is wanted as it is now. */
const MOMENT_MS = 10 * 60_000;

/** Reads where a list was left, and its shelf. `isNow`: the list is wanted as it is now, not as it was when a pass was cut off. */
export async function readPassStart(
	{ db, now }: World,
	library: Library,
	list: SyncedList,
	isNow: boolean,
): Promise<PassStart> {
	const { libraryId, sourceId } = library;
	const scope = listScope(list, libraryId);
	const [stored, pages, blocks, fullTtl, watched] = await Promise.all([
		db.freshness.get(scope),
		seenPages(db, scope).toArray(),
		list === "titles" ? readBlocks(db, libraryId) : null,
		readSetting(db, "ttl.full"),
		db.watch.where("itemId").startsWith(`${sourceId}/`).primaryKeys(),
	]);
	const shelf = blocks === null ? null : new ShelfWriter(libraryId, blocks);
	const since = await changesSince(db, sourceId, now());
	const left = readCursor(stored?.cursor);
	const isOld = stored !== undefined && stored.fetchedAt > 0 && isTooOld(left, since, isNow);
	const begun = isOld ? readCursor(undefined) : left;
	const before = isOld ? { ...stored, cursor: begun } : stored;
	if (isOld) await beginAnew(db, scope, begun);
	const cursor = { ...begun, beganAt: begun.start === 0 ? since : begun.beganAt };
	// Nothing can be missing from a list that was never read to its end.
	const isKept = cursor.start > 0 ? cursor.known !== undefined : (before?.fetchedAt ?? 0) > 0;
	const keys = isKept ? pages.flatMap(({ start, serverKeys }) => (start < cursor.start ? serverKeys : [])) : [];
	return {
		before: before ?? emptyFreshness(scope),
		cursor: isKept ? { ...cursor, known: cursor.known ?? shelf?.count ?? 0 } : cursor,
		seen: new Set(keys.map((key) => joinId(sourceId, key))),
		shelf,
		watched: new Set(watched),
		fullTtl,
	};
}

/**
 * Whether a pass is not to go on. `since`: when one that begins now begins, server epoch ms. The clock of the server may have been
 * measured, or ours turned back, since it was left: then nobody knows.
 */
function isTooOld({ start, isRead, beganAt }: ListCursor, since: number, isNow: boolean): boolean {
	if (!isNow) return since - (beganAt ?? since) > OLD_MS;
	return (start > 0 || isRead === true) && (beganAt === undefined || Math.abs(since - beganAt) > MOMENT_MS);
}

/** Forgets what a pass has seen, and where it was, at once: one without the other would tell that titles are missing. */
async function beginAnew(db: StowawayDatabase, scope: Scope, cursor: ListCursor): Promise<void> {
	await db.transaction("rw", db.freshness, db.seen, async () => {
		await db.freshness.where("scope").equals(scope).modify({ cursor });
		await seenPages(db, scope).delete();
	});
}
