import type { VNode } from "preact";
import type { Item } from "../../model/item.ts";
import { addressOf } from "../address.ts";
import { duration, episodeCode, fractionSeen, headline } from "../format.ts";
import type { Shown } from "../watch-states.ts";
import { averageColour } from "./blur.ts";
import { Icon } from "./icon.tsx";
import { ProgressBar } from "./marks.tsx";
import { Picture } from "./picture.tsx";

/** The large picture at the top of Home: the title to go on with, or the newest one. */
export function Hero({ item, shown }: { item: Item; shown: Shown | undefined }): VNode {
	const art = item.backdrop ?? item.still;
	const fraction = fractionSeen(shown?.state, item.durationMs);
	const left = shown && item.durationMs ? item.durationMs - shown.state.positionMs : 0;
	const tint = averageColour((art ?? item.poster)?.blurhash);
	const facts = [
		item.kind === "episode" ? episodeCode(item) : undefined,
		item.kind === "episode" ? item.title : item.year,
		fraction === null ? (item.durationMs ? duration(item.durationMs) : undefined) : `${duration(left)} left`,
		item.genres.slice(0, 2).join(", "),
	].filter(Boolean);
	const canPlay = item.kind === "movie" || item.kind === "episode";
	return (
		<section class="hero" aria-label="Featured" style={tint ? { "--art": `rgb(${tint})` } : undefined}>
			<div class={art ? "hero-art" : "hero-art is-poster"}>
				<Picture image={art ?? item.poster} sourceId={item.sourceId} kind="backdrop" width={1280} isEager />
			</div>
			<div class="hero-words">
				<p class="eyebrow">{fraction === null ? "New in your library" : "Continue watching"}</p>
				<h2 class="hero-title">{headline(item)}</h2>
				<p class="facts">
					{facts.map((fact) => (
						<span key={fact}>{fact}</span>
					))}
				</p>
				{item.overview && <p class="hero-overview">{item.overview}</p>}
				<div class="actions">
					{canPlay && (
						<a class="button primary large" href={addressOf("play", item.itemId)}>
							<Icon name="play" />
							{fraction === null ? "Play" : "Resume"}
						</a>
					)}
					<a class={canPlay ? "button large" : "button primary large"} href={addressOf("title", item.itemId)}>
						Details
					</a>
				</div>
				{fraction !== null && <ProgressBar fraction={fraction} />}
			</div>
		</section>
	);
}
