import { compareEpisodes } from "../db/item-queries.ts";
import type { Item } from "../model/item.ts";
import type { WatchState } from "../model/watch-state.ts";

/** An episode with what the interface shows of it. */
export interface SeenEpisode {
	readonly episode: Item;
	readonly state: WatchState;
}

/** True for what a show is watched in order by: numbered episodes of numbered seasons, specials left out. */
function isRegular({ episode }: SeenEpisode): boolean {
	return episode.index !== undefined && episode.seasonIndex !== undefined && episode.seasonIndex > 0;
}

/** Which watched episode a server goes on from: the one watched last (Plex), or the furthest, whenever that was (Jellyfin's NextUp). */
export type GoesOnFrom = "latest" | "furthest";

/**
 * The episode to watch next of a show, null when there is none: the same as its server says. Pure.
 *
 * | the show | next is |
 * |---|---|
 * | a regular episode was begun, after the last one watched | none: that episode is in Continue Watching |
 * | nothing regular was watched | none |
 * | otherwise | the first unwatched regular episode after the one watched last (at the same moment: the further one), or after the furthest |
 * | that one is begun already | none: it is in Continue Watching |
 *
 * Specials and files without a number are never next. A double episode stands for all its numbers: a copy of its second part alone
 * is not next. contract/jellyfin/recorded/README.md, *NextUp*.
 */
export function nextEpisode(episodes: readonly SeenEpisode[], from: GoesOnFrom): Item | null {
	const regular = episodes.filter(isRegular).sort((a, b) => compareEpisodes(a.episode, b.episode));
	const playedAt = ({ state }: SeenEpisode) => state.lastPlayedAt ?? 0;
	const latest = (of: readonly SeenEpisode[]) =>
		of.reduce<SeenEpisode | null>((best, seen) => (best && playedAt(best) > playedAt(seen) ? best : seen), null);
	const last = latest(regular.filter(({ state }) => state.watched));
	const begun = latest(regular.filter(({ state }) => state.positionMs > 0));
	if (last === null || (begun !== null && playedAt(begun) >= playedAt(last))) return null;
	const before = from === "latest" ? last : (regular.findLast(({ state }) => state.watched) ?? last);
	const next = regular
		.slice(regular.indexOf(before) + 1)
		.find((seen) => !seen.state.watched && !isPartOf(before, seen));
	return next === undefined || next.state.positionMs > 0 ? null : next.episode;
}

function isPartOf({ episode: whole }: SeenEpisode, { episode: part }: SeenEpisode): boolean {
	const end = whole.indexEnd ?? whole.index ?? 0;
	return whole.seasonIndex === part.seasonIndex && (part.index ?? 0) <= end;
}
