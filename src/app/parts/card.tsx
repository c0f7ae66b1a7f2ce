import type { VNode } from "preact";
import type { Item } from "../../model/item.ts";
import { addressOf } from "../address.ts";
import { duration, episodeCode, fractionSeen, headline, subtitle } from "../format.ts";
import type { Shown } from "../watch-states.ts";
import { Icon } from "./icon.tsx";
import { Marks, ProgressBar } from "./marks.tsx";
import { Picture } from "./picture.tsx";

interface CardProps {
	readonly item: Item;
	readonly shown: Shown | undefined;
	readonly isEager?: boolean;
	/** Name of the server, where titles of several stand side by side. */
	readonly from?: string | undefined;
	/** Shows: how many episodes are left to see. */
	readonly left?: number;
	/** Offered where a place can be forgotten. */
	readonly onForget?: () => void;
}

/** A title as an upright poster with its name below. */
export function PosterCard({ item, shown, isEager, from, left }: CardProps): VNode {
	const fraction = fractionSeen(shown?.state, item.durationMs);
	return (
		<a class="card is-poster" href={addressOf("title", item.itemId)}>
			<span class="frame">
				<Picture
					image={item.poster}
					sourceId={item.sourceId}
					kind="poster"
					width={190}
					isEager={isEager}
					fallback={{ icon: item.kind === "show" ? "tv" : "film", text: item.title }}
				/>
				<Marks shown={shown} left={left} />
				{fraction !== null && <ProgressBar fraction={fraction} />}
			</span>
			<span class="card-title">{headline(item)}</span>
			<span class="card-line">{[subtitle(item), from].filter(Boolean).join(" · ")}&nbsp;</span>
		</a>
	);
}

/** A title as a wide still, for what is being watched: opens the title, or plays at once through its own button. */
export function StillCard({ item, shown, isEager, from, onForget }: CardProps): VNode {
	const fraction = fractionSeen(shown?.state, item.durationMs);
	const image = item.still ?? item.backdrop ?? item.poster;
	const left = fraction === null ? null : `${duration((1 - fraction) * (item.durationMs ?? 0))} left`;
	return (
		<div class="card is-still">
			<a class="card-link" href={addressOf("title", item.itemId)}>
				<span class="frame">
					<Picture
						image={image}
						sourceId={item.sourceId}
						kind="still"
						width={320}
						isEager={isEager}
						fallback={{ icon: item.kind === "movie" ? "film" : "tv" }}
					/>
					<Marks shown={shown} />
					{fraction !== null && <ProgressBar fraction={fraction} />}
				</span>
				<span class="card-title">{headline(item)}</span>
				<span class="card-line">
					{[
						item.kind === "episode"
							? [episodeCode(item), left ?? item.title].filter(Boolean).join(" · ")
							: (left ?? subtitle(item)),
						from,
					]
						.filter(Boolean)
						.join(" · ")}
					&nbsp;
				</span>
			</a>
			{/* For the mouse: keys and remotes play from the title's page, where the card leads. */}
			<a class="card-play" href={addressOf("play", item.itemId)} aria-label={`Play ${headline(item)}`} tabIndex={-1}>
				<Icon name="play" />
			</a>
			{onForget && (
				<button
					type="button"
					class="card-forget"
					aria-label={`Forget my place in ${headline(item)}`}
					title="Forget my place"
					tabIndex={-1}
					onClick={onForget}
				>
					<Icon name="x" />
				</button>
			)}
		</div>
	);
}
