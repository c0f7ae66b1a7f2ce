import type { StowawayDatabase } from "../db/schema.ts";
import type { World } from "../db/world.ts";
import type { ItemId } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import type { MediaServer } from "../servers/server.ts";
import { refreshChildren } from "./children.ts";
import { refreshFull } from "./full-item.ts";
import { judgeFailure } from "./judge-failure.ts";
import { refreshStates } from "./refresh-states.ts";
import { childrenScope, fullScope, type Scope } from "./scopes.ts";

/** More shows or titles at once than this are a scan of a library, which its list brings. */
const MOST_AT_ONCE = 20;

/**
 * Reads what was watched of titles that a server named. A further file of a title stands for it; folders, and what is not here, are
 * left out. False when the server did not answer.
 */
export async function readWatched(
	world: World,
	server: MediaServer,
	itemIds: readonly ItemId[],
	signal: AbortSignal,
): Promise<boolean> {
	const files = await world.db.watch.bulkGet([...itemIds]);
	const titles = new Set(itemIds.map((itemId, at) => files[at]?.titleId ?? itemId));
	const items = await world.db.items.bulkGet([...titles]);
	const playable = items.flatMap((item) => (item?.kind === "movie" || item?.kind === "episode" ? [item.itemId] : []));
	const failure = await refreshStates(world, server, playable, signal);
	if (failure !== null) await judgeFailure(world, server, failure, signal);
	return failure === null;
}

/** What reading changed titles came to. `isListDue`: some can only be brought, or missed, by a list of their library. */
export interface ReadChanges {
	readonly isListDue: boolean;
}

/**
 * Reads titles that a server named as new, changed or gone.
 *
 * | a title | is read by |
 * |---|---|
 * | here: a show, or a season or episode of one | the show's episodes; of the latter two also a look, which finds what went |
 * | here, and opened once | its full answer |
 * | here otherwise, not here, or gone; or more than twenty of the others | a look at the lists of its library |
 */
export async function readChanged(
	world: World,
	server: MediaServer,
	itemIds: readonly ItemId[],
	signal: AbortSignal,
): Promise<ReadChanges> {
	const { db } = world;
	const askedAt = world.now();
	const items = await db.items.bulkGet([...itemIds]);
	const here = items.filter((item) => item !== undefined);
	const shows = [...new Set(here.flatMap(({ kind, itemId, showId }) => (kind === "show" ? itemId : (showId ?? []))))];
	const own = here.map(({ itemId }) => itemId);
	const opened = await fetchedAmong(db, own, fullScope, 1);
	if (shows.length + opened.length > MOST_AT_ONCE) return { isListDue: true };
	for (const showId of shows) {
		if (!signal.aborted) await refreshChildren(world, server, showId, signal);
	}
	for (const itemId of opened) {
		if (!signal.aborted) await refreshFull(world, server, itemId, signal);
	}
	const isRead = new Set<ItemId>([
		...(await fetchedAmong(db, shows, childrenScope, askedAt)),
		...(await fetchedAmong(db, opened, fullScope, askedAt)),
	]);
	const now = await db.items.bulkGet([...itemIds]);
	// Of a show's children what they lack is not told apart from what went: only a look at their list is.
	const isChild = (item: Item) => item.kind === "season" || item.kind === "episode";
	return { isListDue: now.some((item) => item === undefined || isChild(item) || !isRead.has(item.itemId)) };
}

/** Those of which what `scopeOf` names was read at `since` (device epoch ms) or later. */
async function fetchedAmong(
	db: StowawayDatabase,
	itemIds: readonly ItemId[],
	scopeOf: (itemId: ItemId) => Scope,
	since: number,
): Promise<readonly ItemId[]> {
	const rows = await db.freshness.bulkGet(itemIds.map(scopeOf));
	return itemIds.filter((_, at) => (rows[at]?.fetchedAt ?? 0) >= since);
}
