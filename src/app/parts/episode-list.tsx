import type { VNode } from "preact";
import type { ItemId } from "../../model/ids.ts";
import type { Item } from "../../model/item.ts";
import { addressOf } from "../address.ts";
import { duration, fractionSeen } from "../format.ts";
import type { Selection } from "../use-selection.ts";
import type { Shown } from "../watch-states.ts";
import { Icon } from "./icon.tsx";
import { Marks, ProgressBar } from "./marks.tsx";
import { Picture } from "./picture.tsx";
import { Pick } from "./selection-bar.tsx";
import { MarkButton } from "./title-actions.tsx";
import "../styles/episodes.css";

interface EpisodeListProps {
	readonly episodes: readonly Item[];
	readonly shown: ReadonlyMap<ItemId, Shown>;
	/** What is picked of them, if any are. */
	readonly selection: Selection;
}

/** Episodes in a list, each to be played, opened, marked, or picked. */
export function EpisodeList({ episodes, shown, selection }: EpisodeListProps): VNode {
	return (
		<ol class="episodes">
			{episodes.map((episode, place) => (
				<Episode
					key={episode.itemId}
					episode={episode}
					shown={shown.get(episode.itemId)}
					isPicked={selection.ids?.has(episode.itemId) ?? null}
					onPick={(isRange) => selection.pick(episode.itemId, place, isRange)}
				/>
			))}
		</ol>
	);
}

interface EpisodeProps {
	readonly episode: Item;
	readonly shown: Shown | undefined;
	/** Null while none are picked. */
	readonly isPicked: boolean | null;
	readonly onPick: (isRange: boolean) => void;
}

function Episode({ episode, shown, isPicked, onPick }: EpisodeProps): VNode {
	const isInert = isPicked !== null;
	const fraction = fractionSeen(shown?.state, episode.durationMs);
	const number = episode.indexEnd ? `${episode.index}–${episode.indexEnd}` : episode.index;
	return (
		<li class="episode">
			<a
				class="episode-still"
				inert={isInert}
				href={addressOf("play", episode.itemId)}
				aria-label={`Play ${episode.title}`}
			>
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
			<div class="episode-words" inert={isInert}>
				<a class="episode-title" href={addressOf("title", episode.itemId)}>
					{number === undefined ? "" : `${number}. `}
					{episode.title}
				</a>
				<p class="card-line">
					{[episode.durationMs ? duration(episode.durationMs) : "", dateOf(episode)].filter(Boolean).join(" · ")}
				</p>
				{episode.overview && <p class="episode-overview">{episode.overview}</p>}
			</div>
			{isPicked === null ? (
				<MarkButton item={episode} isSmall isWatched={shown?.state.watched === true} />
			) : (
				<Pick name={episode.title} isPicked={isPicked} onPick={onPick} />
			)}
		</li>
	);
}

function dateOf({ premiered }: Item): string {
	if (!premiered) return "";
	return new Date(premiered).toLocaleDateString(undefined, { year: "numeric", month: "short", day: "numeric" });
}

/** Where episodes will be. */
export function EpisodeSkeletons(): VNode {
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
