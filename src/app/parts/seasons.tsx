import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { showEpisodes } from "../../db/item-queries.ts";
import { seasonsOf } from "../../db/title-queries.ts";
import { childrenScope } from "../../library/scopes.ts";
import type { ItemId } from "../../model/ids.ts";
import type { Item } from "../../model/item.ts";
import { addressOf } from "../address.ts";
import { useLive } from "../live.ts";
import { replaceAddress, route } from "../route.ts";
import { useSelection } from "../use-selection.ts";
import type { Refresh } from "../use-touch.ts";
import { type Shown, useWatchStates } from "../watch-states.ts";
import { world } from "../world.ts";
import { EpisodeList, EpisodeSkeletons } from "./episode-list.tsx";
import { Notice } from "./notice.tsx";
import { SelectButton, SelectionBar } from "./selection-bar.tsx";
import { MarkButton } from "./title-actions.tsx";

/** Seasons of a show as tabs, with the episodes of the one chosen. The choice is kept in the address. */
export function Seasons({ item, refresh }: { item: Item; refresh: Refresh }): VNode {
	const showId = item.kind === "season" ? (item.showId ?? item.itemId) : item.itemId;
	const seasons = useLive(() => seasonsOf(world.db, showId), [showId]);
	const everything = useLive(() => showEpisodes(world.db, showId), [showId]);
	const shownAll = useWatchStates(everything.kind === "ready" ? everything.value.map((episode) => episode.itemId) : []);
	const first = useRef<ItemId | null>(null);
	const list = seasons.kind === "ready" ? seasons.value : [];
	const listed = useRef<readonly Item[]>([]);
	const selection = useSelection(listed.current[0]?.parentId ?? showId, async (start, end) =>
		listed.current.slice(start, end).map(({ itemId }) => itemId),
	);
	if (seasons.kind === "loading" || everything.kind === "loading") return <EpisodeSkeletons />;
	const episodes = everything.kind === "ready" ? everything.value : [];
	if (episodes.length === 0) {
		return refresh.isRefreshing ? <EpisodeSkeletons /> : <NoEpisodes showId={showId} refresh={refresh} />;
	}
	// The season one opened with stays when its last episode is marked.
	if (shownAll.size > 0) first.current ??= seasonToWatch(episodes, shownAll) ?? null;
	const wanted = route.value.query.get("season");
	const chosen =
		(item.kind === "season" ? item : list.find((season) => season.itemId === wanted)) ??
		list.find((season) => season.itemId === (first.current ?? seasonToWatch(episodes, shownAll))) ??
		list[0];
	listed.current = chosen ? episodes.filter((episode) => episode.parentId === chosen.itemId) : episodes;
	return (
		<section class="seasons" aria-label="Episodes">
			<div class="seasons-head">
				{list.length > 1 && item.kind === "show" ? (
					<SeasonTabs showId={showId} seasons={list} chosen={chosen} />
				) : (
					<h2>{item.kind === "show" && chosen ? chosen.title : "Episodes"}</h2>
				)}
				<div class="seasons-acts">
					{listed.current.length > 1 && <SelectButton selection={selection} />}
					{chosen && item.kind === "show" && <SeasonMark season={chosen} episodes={listed.current} shown={shownAll} />}
				</div>
			</div>
			<EpisodeList episodes={listed.current} shown={shownAll} selection={selection} />
			<SelectionBar selection={selection} total={listed.current.length} thing="episode" />
		</section>
	);
}

/** A long row of seasons is swiped; the chosen one is brought into sight. */
function SeasonTabs(props: { showId: ItemId; seasons: readonly Item[]; chosen: Item | undefined }): VNode {
	const { showId, seasons, chosen } = props;
	const tabs = useRef<HTMLDivElement>(null);
	useEffect(() => {
		const strip = tabs.current;
		const tab = strip?.querySelector('[aria-selected="true"]');
		if (!strip || !tab) return;
		const [outer, inner] = [strip.getBoundingClientRect(), tab.getBoundingClientRect()];
		// Not scrollIntoView: that would move the page as well.
		strip.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
	}, [chosen?.itemId]);
	return (
		<div class="segments" role="tablist" aria-label="Seasons" ref={tabs}>
			{seasons.map((season) => (
				<button
					key={season.itemId}
					type="button"
					role="tab"
					aria-selected={season === chosen}
					onClick={() =>
						replaceAddress(`${addressOf("title", showId)}?${new URLSearchParams({ season: season.itemId })}`)
					}
				>
					{season.title}
				</button>
			))}
		</div>
	);
}

/** The season with the first unseen or running episode. */
function seasonToWatch(episodes: readonly Item[], shown: ReadonlyMap<ItemId, Shown>): ItemId | undefined {
	const running = episodes.find((episode) => (shown.get(episode.itemId)?.state.positionMs ?? 0) > 0);
	const unseen = episodes.find((episode) => episode.seasonIndex !== 0 && !shown.get(episode.itemId)?.state.watched);
	return (running ?? unseen)?.parentId;
}

function SeasonMark(props: {
	season: Item;
	episodes: readonly Item[];
	shown: ReadonlyMap<ItemId, Shown>;
}): VNode | null {
	if (props.episodes.length === 0) return null;
	return (
		<MarkButton
			item={props.season}
			isSmall
			isWatched={props.episodes.every((e) => props.shown.get(e.itemId)?.state.watched === true)}
		/>
	);
}

function NoEpisodes({ showId, refresh }: { showId: ItemId; refresh: Refresh }): VNode {
	const row = useLive(() => world.db.freshness.get(childrenScope(showId)), [showId]);
	const hasFailed = row.kind === "ready" && (row.value?.failures ?? 0) > 0;
	return (
		<Notice
			icon={hasFailed ? "cloud-off" : "tv"}
			title={hasFailed ? "The episodes are not here yet" : "No episodes"}
			isSmall
		>
			<p>
				{hasFailed
					? "The server does not answer. They appear as soon as it is back."
					: "The server lists none for this show."}
			</p>
			<button type="button" class="button" onClick={refresh.now}>
				Try again
			</button>
		</Notice>
	);
}
