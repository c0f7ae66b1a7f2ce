import { showEpisodes, watchAndOutbox } from "../db/item-queries.ts";
import type { StowawayDatabase } from "../db/schema.ts";
import type { ItemId, LibraryId } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import { nextEpisode } from "./next-episode.ts";
import { shownState } from "./shown-state.ts";

/** How many played rows are looked at in one go, to find the shows played lately. */
const PLAYED_AT_A_TIME = 100;
/** Shows looked at for Next Up: a row of finished ones must not make Home read the whole history. */
const MOST_SHOWS = 60;

/** Titles that were begun, last played first, as the outbox leaves them. Computed from the database alone. DESIGN.md §3. */
export async function continueWatching(db: StowawayDatabase, limit: number): Promise<Item[]> {
	const waiting = await db.outbox.toArray();
	// An unsent change can end any of these: as many more as there are changes keep the row full.
	const begun = await db.watch
		.orderBy("resumableAt")
		.reverse()
		.limit(limit + waiting.length)
		.primaryKeys();
	const ids = [...new Set<ItemId>([...waiting.map(({ itemId }) => itemId), ...begun])];
	const rows = await watchAndOutbox(db, ids);
	const shown = ids.flatMap((itemId) => {
		const { watch, outbox } = rows.get(itemId) ?? {};
		const { positionMs, lastPlayedAt } = shownState(watch, outbox);
		return positionMs > 0 ? [{ itemId, at: lastPlayedAt ?? 0 }] : [];
	});
	shown.sort((a, b) => b.at - a.at);
	const items = await db.items.bulkGet(shown.map(({ itemId }) => itemId));
	return items.flatMap((item) => (item !== undefined && isPlayable(item) ? [item] : [])).slice(0, limit);
}

function isPlayable({ kind }: Item): boolean {
	return kind === "movie" || kind === "episode";
}

/** The next episode of each show, the show played last first, as the outbox leaves them. `nextEpisode` has the rules. */
export async function nextUp(db: StowawayDatabase, limit: number): Promise<Item[]> {
	const next: Item[] = [];
	for await (const showId of showsByLastPlayed(db)) {
		const episodes = await showEpisodes(db, showId);
		const rows = await watchAndOutbox(
			db,
			episodes.map(({ itemId }) => itemId),
		);
		const episode = nextEpisode(
			episodes.map((item) => {
				const { watch, outbox } = rows.get(item.itemId) ?? {};
				return { episode: item, state: shownState(watch, outbox) };
			}),
		);
		if (episode !== null) next.push(episode);
		if (next.length === limit) break;
	}
	return next;
}

/** Shows of which an episode was played, the one played last first: what waits here, then what the servers said. */
async function* showsByLastPlayed(db: StowawayDatabase): AsyncGenerator<ItemId> {
	const waiting = await db.outbox.toArray();
	const lastChange = (changes: readonly { readonly at: number }[]) => Math.max(0, ...changes.map(({ at }) => at));
	waiting.sort((a, b) => lastChange(b.changes) - lastChange(a.changes));
	const seen = new Set<ItemId>();
	const showsOf = async (ids: ItemId[]) => {
		const shows = (await db.items.bulkGet(ids)).flatMap((item) => (item?.showId === undefined ? [] : [item.showId]));
		return [...new Set(shows)].filter((showId) => !seen.has(showId));
	};
	let ids = waiting.map(({ itemId }) => itemId);
	for (let offset = 0; seen.size < MOST_SHOWS; offset += PLAYED_AT_A_TIME) {
		for (const showId of await showsOf(ids)) {
			seen.add(showId);
			yield showId;
		}
		ids = await db.watch.orderBy("playedAt").reverse().offset(offset).limit(PLAYED_AT_A_TIME).primaryKeys();
		if (ids.length === 0) return;
	}
}

/** Titles added lately over all libraries, newest first: from the small records that syncs keep. */
export async function recentlyAdded(db: StowawayDatabase, limit: number): Promise<Item[]> {
	const libraryIds = await db.libraries.toCollection().primaryKeys();
	const windows = await db.windows.bulkGet(libraryIds.map((libraryId): [LibraryId, string] => [libraryId, "recent"]));
	return windows
		.flatMap((window) => window?.items ?? [])
		.filter(({ kind }) => kind !== "collection")
		.sort((a, b) => (b.addedAt ?? 0) - (a.addedAt ?? 0))
		.slice(0, limit);
}
