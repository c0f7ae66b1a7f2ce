import type { VNode } from "preact";
import { showEpisodes } from "../../db/item-queries.ts";
import type { Item } from "../../model/item.ts";
import { episodeCode } from "../format.ts";
import { useLive } from "../live.ts";
import { markItem } from "../mark-item.ts";
import { sourcesById } from "../sources.ts";
import { type Shown, useWatchStates } from "../watch-states.ts";
import { appName, webAddress } from "../web-address.ts";
import { world } from "../world.ts";
import { Icon } from "./icon.tsx";
import { PlayButton } from "./play-button.tsx";
import { VersionChoice } from "./version-choice.tsx";

/** What can be done with a title: play or resume, mark, open where it comes from. Says so when a change still waits. */
export function TitleActions({ item, shown }: { item: Item; shown: Shown | undefined }): VNode {
	const source = sourcesById.value.get(item.sourceId);
	const web = source && webAddress(item, source);
	return (
		<>
			<div class="actions">
				{(item.kind === "movie" || item.kind === "episode") && (
					<>
						<PlayButton item={item} shown={shown} />
						<MarkButton item={item} isWatched={shown?.state.watched === true} />
					</>
				)}
				{(item.kind === "show" || item.kind === "season") && <ShowActions item={item} />}
				{web && (
					<a class="button web-button" href={web} target="_blank" rel="noreferrer">
						<Icon name="external-link" />
						<span>Open in {appName(source)}</span>
					</a>
				)}
			</div>
			{(item.detail?.versions.length ?? 0) > 1 && <VersionChoice item={item} shown={shown} />}
			{shown?.unsent && (
				<p class="unsent">
					<Icon name={shown.unsent.status === "waiting" ? "cloud-upload" : "circle-alert"} />
					<a href="#/activity">
						{shown.unsent.status === "waiting"
							? `A change waits for ${source?.serverName ?? "its server"}`
							: "A change needs your decision"}
					</a>
				</p>
			)}
		</>
	);
}

/** A show has no state of its own: what is next and whether all is seen follow from its episodes. */
function ShowActions({ item }: { item: Item }): VNode {
	const live = useLive(() => showEpisodes(world.db, item.showId ?? item.itemId), [item.itemId]);
	const all = live.kind === "ready" ? live.value : [];
	const episodes = item.kind === "season" ? all.filter((episode) => episode.parentId === item.itemId) : all;
	const shown = useWatchStates(episodes.map((episode) => episode.itemId));
	const isSeen = (episode: Item) => shown.get(episode.itemId)?.state.watched === true;
	const running = episodes.find((episode) => (shown.get(episode.itemId)?.state.positionMs ?? 0) > 0);
	const next = running ?? episodes.find((episode) => episode.seasonIndex !== 0 && !isSeen(episode)) ?? episodes[0];
	const isAllSeen = episodes.length > 0 && episodes.every(isSeen);
	return (
		<>
			{next && <PlayButton key={next.itemId} item={next} shown={shown.get(next.itemId)} code={episodeCode(next)} />}
			<MarkButton item={item} isWatched={isAllSeen} />
		</>
	);
}

/** Turns watched on and off; a season or show is marked episode by episode. */
export function MarkButton({
	item,
	isWatched,
	isSmall = false,
}: {
	item: Item;
	isWatched: boolean;
	isSmall?: boolean;
}): VNode {
	const what = item.kind === "show" || item.kind === "season" ? `all of ${item.title}` : item.title;
	const words = isWatched ? "Watched" : item.kind === "season" ? "Mark season watched" : "Mark watched";
	return (
		<button
			type="button"
			class={isSmall ? "button small" : "button"}
			aria-label={isWatched ? `${words}: ${what}. Mark not watched` : `${words}: ${what}`}
			onClick={() => markItem(item.itemId, isWatched ? "markUnwatched" : "markWatched", item.title)}
		>
			<Icon name={isWatched ? "circle-check" : "check"} />
			{words}
		</button>
	);
}
