import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { episodesOf, seasonsOf, showEpisodes } from "../../db/item-queries.ts";
import { childrenScope } from "../../library/scopes.ts";
import type { ItemId } from "../../model/ids.ts";
import type { Item } from "../../model/item.ts";
import { addressOf } from "../address.ts";
import { duration, fractionSeen } from "../format.ts";
import { useLive } from "../live.ts";
import { replaceAddress, route } from "../route.ts";
import type { Refresh } from "../use-touch.ts";
import { type Shown, useWatchStates } from "../watch-states.ts";
import { world } from "../world.ts";
import { Icon } from "./icon.tsx";
import { Marks, ProgressBar } from "./marks.tsx";
import { Notice } from "./notice.tsx";
import { Picture } from "./picture.tsx";
import { MarkButton } from "./title-actions.tsx";
import "../styles/episodes.css";

/** Seasons of a show as tabs, with the episodes of the one chosen. The choice is kept in the address. */
export function Seasons({ item, refresh }: { item: Item; refresh: Refresh }): VNode {
	const showId = item.kind === "season" ? (item.showId ?? item.itemId) : item.itemId;
	const seasons = useLive(() => seasonsOf(world.db, showId), [showId]);
	const everything = useLive(() => showEpisodes(world.db, showId), [showId]);
	const shownAll = useWatchStates(everything.kind === "ready" ? everything.value.map((episode) => episode.itemId) : []);
	const first = useRef<ItemId | null>(null);
	const list = seasons.kind === "ready" ? seasons.value : [];
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
	return (
		<section class="seasons" aria-label="Episodes">
			<div class="seasons-head">
				{list.length > 1 && item.kind === "show" ? (
					<SeasonTabs showId={showId} seasons={list} chosen={chosen} />
				) : (
					<h2>{item.kind === "show" && chosen ? chosen.title : "Episodes"}</h2>
				)}
				{chosen && item.kind === "show" && <SeasonMark season={chosen} episodes={episodes} shown={shownAll} />}
			</div>
			{chosen ? <EpisodeList seasonId={chosen.itemId} /> : <Episodes episodes={episodes} />}
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
	const own = props.episodes.filter((episode) => episode.parentId === props.season.itemId);
	if (own.length === 0) return null;
	return (
		<MarkButton
			item={props.season}
			isSmall
			isWatched={own.every((e) => props.shown.get(e.itemId)?.state.watched === true)}
		/>
	);
}

function EpisodeList({ seasonId }: { seasonId: ItemId }): VNode {
	const live = useLive(() => episodesOf(world.db, seasonId), [seasonId]);
	return live.kind === "ready" ? <Episodes episodes={live.value} /> : <EpisodeSkeletons />;
}

function Episodes({ episodes }: { episodes: readonly Item[] }): VNode {
	const shown = useWatchStates(episodes.map((episode) => episode.itemId));
	return (
		<ol class="episodes">
			{episodes.map((episode) => (
				<Episode key={episode.itemId} episode={episode} shown={shown.get(episode.itemId)} />
			))}
		</ol>
	);
}

function Episode({ episode, shown }: { episode: Item; shown: Shown | undefined }): VNode {
	const fraction = fractionSeen(shown?.state, episode.durationMs);
	const number = episode.indexEnd ? `${episode.index}–${episode.indexEnd}` : episode.index;
	return (
		<li class="episode">
			<a class="episode-still" href={addressOf("play", episode.itemId)} aria-label={`Play ${episode.title}`}>
				<span class="frame">
					<Picture
						image={episode.still ?? episode.backdrop}
						sourceId={episode.sourceId}
						kind="still"
						width={240}
						fallback={{ icon: "tv" }}
					/>
					<span class="episode-play">
						<Icon name="play" />
					</span>
					<Marks shown={shown} />
					{fraction !== null && <ProgressBar fraction={fraction} />}
				</span>
			</a>
			<div class="episode-words">
				<a class="episode-title" href={addressOf("title", episode.itemId)}>
					{number === undefined ? "" : `${number}. `}
					{episode.title}
				</a>
				<p class="card-line">
					{[episode.durationMs ? duration(episode.durationMs) : "", dateOf(episode)].filter(Boolean).join(" · ")}
				</p>
				{episode.overview && <p class="episode-overview">{episode.overview}</p>}
			</div>
			<MarkButton item={episode} isSmall isWatched={shown?.state.watched === true} />
		</li>
	);
}

function dateOf({ premiered }: Item): string {
	if (!premiered) return "";
	return new Date(premiered).toLocaleDateString(undefined, { year: "numeric", month: "short", day: "numeric" });
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

function EpisodeSkeletons(): VNode {
	return (
		<ol class="episodes" aria-hidden="true">
			{[1, 2, 3, 4].map((key) => (
				<li key={key} class="episode skeleton">
					<span class="episode-still">
						<span class="picture still" />
					</span>
					<div class="episode-words">
						<span class="bone is-short" />
						<span class="bone" />
					</div>
				</li>
			))}
		</ol>
	);
}
