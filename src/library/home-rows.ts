import { hiddenSources } from "../db/hidden-sources.ts";
import { showEpisodes } from "../db/item-queries.ts";
import type { StowawayDatabase } from "../db/schema.ts";
import { shownStates } from "../db/shown-states.ts";
import { type ItemId, type LibraryId, type SourceId, sourceOf } from "../model/ids.ts";
import { holdsTitles, type Item } from "../model/item.ts";
import { UNTOUCHED } from "../model/watch-state.ts";
import { type GoesOnFrom, nextEpisode } from "./next-episode.ts";

/** How many played rows are looked at in one go, to find the shows played lately. */
const PLAYED_AT_A_TIME = 300;
/** Shows looked at for Next Up: a row of finished ones must not make Home read the whole history. */
const MOST_SHOWS = 60;

/** Titles that were begun, last played first, as the outbox leaves them. Computed from the database alone. DESIGN.md §3. */
export async function continueWatching(db: StowawayDatabase, limit: number): Promise<Item[]> {
	const [waiting, hidden] = await Promise.all([db.outbox.toArray(), hiddenSources(db)]);
	// An unsent change can end any of these, and some may be gone from their server: more keep the row full.
	const newest = db.watch.orderBy("resumableAt").reverse();
	const begun = await (hidden.size > 0 ? newest.filter(({ sourceId }) => !hidden.has(sourceId)) : newest)
		.limit(limit * 2 + waiting.length)
		.toArray();
	const ids = new Set<ItemId>([...waiting, ...begun].map(({ itemId, titleId }) => titleId ?? itemId));
	const states = await shownStates(db, [...ids]);
	const shown = [...states].flatMap(([itemId, { state }]) =>
		state.positionMs > 0 ? [{ itemId, at: state.lastPlayedAt ?? 0 }] : [],
	);
	shown.sort((a, b) => b.at - a.at);
	const items = await db.items.bulkGet(shown.map(({ itemId }) => itemId));
	return items
		.flatMap((item) => (item !== undefined && isPlayable(item) && !hidden.has(item.sourceId) ? [item] : []))
		.slice(0, limit);
}

function isPlayable({ kind, goneAt }: Item): boolean {
	return !goneAt && (kind === "movie" || kind === "episode");
}

/** The next episode of each show, the show played last first, as the outbox leaves them. `nextEpisode` has the rules. */
export async function nextUp(db: StowawayDatabase, limit: number): Promise<Item[]> {
	const next: Item[] = [];
	const seen = new Set<ItemId>();
	const [outbox, hidden] = await Promise.all([db.outbox.toArray(), hiddenSources(db)]);
	const waiting = outbox.map(({ itemId, titleId, changes }) => ({
		itemId: titleId ?? itemId,
		at: Math.max(0, ...changes.map((change) => change.at)),
	}));
	for (let offset = 0; seen.size < MOST_SHOWS; offset += PLAYED_AT_A_TIME) {
		const rows = await db.watch.orderBy("playedAt").reverse().offset(offset).limit(PLAYED_AT_A_TIME).toArray();
		const played = rows.map(({ itemId, titleId, playedAt }) => ({ itemId: titleId ?? itemId, at: playedAt ?? 0 }));
		if (offset === 0) played.push(...waiting);
		if (played.length === 0) break;
		played.sort((a, b) => b.at - a.at);
		for (const item of await db.items.bulkGet(played.map(({ itemId }) => itemId))) {
			if (item?.showId === undefined || seen.has(item.showId) || hidden.has(item.sourceId)) continue;
			seen.add(item.showId);
			const episode = await nextOfShow(db, item.showId);
			if (episode !== null) next.push(episode);
			if (next.length === limit) return next;
		}
	}
	return next;
}

/** Where the server of each source goes on from. It is asked for once: Home, which follows what it reads, is not to follow signs of life. */
const rules = new WeakMap<StowawayDatabase, Map<SourceId, GoesOnFrom>>();

async function ruleOf(db: StowawayDatabase, sourceId: SourceId): Promise<GoesOnFrom> {
	const known = rules.get(db) ?? new Map<SourceId, GoesOnFrom>();
	rules.set(db, known);
	const rule =
		known.get(sourceId) ?? ((await db.sources.get(sourceId))?.dialect === "jellyfin" ? "furthest" : "latest");
	known.set(sourceId, rule);
	return rule;
}

async function nextOfShow(db: StowawayDatabase, showId: ItemId): Promise<Item | null> {
	const rule = await ruleOf(db, sourceOf(showId));
	const episodes = await showEpisodes(db, showId);
	const states = await shownStates(
		db,
		episodes.map(({ itemId }) => itemId),
	);
	const seen = episodes.map((episode) => ({ episode, state: states.get(episode.itemId)?.state ?? UNTOUCHED }));
	return nextEpisode(seen, rule);
}

/** Titles added lately over all libraries, newest first: from the small records that syncs keep. */
export async function recentlyAdded(db: StowawayDatabase, limit: number): Promise<Item[]> {
	const [all, hidden] = await Promise.all([db.libraries.toCollection().primaryKeys(), hiddenSources(db)]);
	const libraryIds = all.filter((libraryId) => !hidden.has(sourceOf(libraryId)));
	const windows = await db.windows.bulkGet(libraryIds.map((libraryId): [LibraryId, string] => [libraryId, "recent"]));
	return windows
		.flatMap((window) => window?.items ?? [])
		.filter((item) => !holdsTitles(item))
		.sort((a, b) => (b.addedAt ?? 0) - (a.addedAt ?? 0))
		.slice(0, limit);
}
