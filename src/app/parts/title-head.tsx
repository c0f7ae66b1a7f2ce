import type { VNode } from "preact";
import type { Item, ItemKind } from "../../model/item.ts";
import { canForgetPlace, type WatchState } from "../../model/watch-state.ts";
import { addressOf } from "../address.ts";
import { forgetPlaces } from "../forget-place.ts";
import { duration, episodeCode, fractionSeen, timecode } from "../format.ts";
import { sourcesById } from "../sources.ts";
import type { Shown } from "../watch-states.ts";
import { CorrectionLine } from "./correction-line.tsx";
import { Icon, type IconName } from "./icon.tsx";
import { ProgressBar } from "./marks.tsx";
import { PartOf } from "./members.tsx";
import { Picture } from "./picture.tsx";
import { TitleActions } from "./title-actions.tsx";
import "../styles/title-head.css";

const STAND_INS: Partial<Record<ItemKind, IconName>> = { movie: "film", collection: "layers", playlist: "list-video" };

/** The upper part of a title's page: poster, name, facts, what to do, and what it is about. */
export function TitleHead({ item, shown }: { item: Item; shown: Shown | undefined }): VNode {
	const isWide = item.kind === "episode";
	return (
		<header class="title-head">
			<div class={isWide ? "title-poster is-wide" : "title-poster"}>
				<Picture
					image={isWide ? (item.still ?? item.backdrop) : item.poster}
					sourceId={item.sourceId}
					kind={isWide ? "still" : "poster"}
					width={isWide ? 400 : 300}
					isEager
					fallback={{ icon: STAND_INS[item.kind] ?? "tv", text: item.title }}
				/>
			</div>
			<div class="title-words">
				<Above item={item} />
				<h1 class="hero-title">{item.title}</h1>
				{item.originalTitle && item.originalTitle !== item.title && <p class="original">{item.originalTitle}</p>}
				<p class="facts">
					{factsOf(item).map((fact) => (
						<span key={fact}>{fact}</span>
					))}
				</p>
				{!item.goneAt && <TitleActions item={item} shown={shown} />}
				{shown && shown.state.positionMs > 0 && <ResumeLine item={item} state={shown.state} />}
				{item.tagline && <p class="tagline">{item.tagline}</p>}
				{item.overview && <p class="overview">{item.overview}</p>}
				<PartOf item={item} />
				<CorrectionLine item={item} />
				{item.genres.length > 0 && (
					<ul class="genres" aria-label="Genres">
						{item.genres.map((genre) => (
							<li key={genre}>
								<a href={`${addressOf("library", item.libraryId)}?${new URLSearchParams({ genre })}`}>{genre}</a>
							</li>
						))}
					</ul>
				)}
			</div>
		</header>
	);
}

/** Above an episode or season: the way to its show. */
function Above({ item }: { item: Item }): VNode | null {
	if (item.kind !== "episode" && item.kind !== "season") return null;
	const show = item.showTitle ?? "Show";
	return (
		<p class="above">
			{item.showId ? <a href={addressOf("title", item.showId)}>{show}</a> : show}
			{item.kind === "episode" && <span> · {episodeCode(item)}</span>}
		</p>
	);
}

function factsOf(item: Item): string[] {
	const facts = [
		item.year,
		item.kind === "show" && item.leafCount ? `${item.leafCount} episodes` : undefined,
		item.durationMs ? duration(item.durationMs) : undefined,
		item.contentRating,
		item.rating ? `★ ${item.rating.toFixed(1)}` : undefined,
		resolutionName(item.resolution),
	];
	return facts.flatMap((fact) => (fact === undefined || fact === "" ? [] : [String(fact)]));
}

function resolutionName(lines: number | undefined): string | undefined {
	if (!lines) return undefined;
	if (lines >= 2000) return "4K";
	return lines >= 700 ? `${lines >= 1000 ? 1080 : 720}p` : "SD";
}

/** How far in the person is, and the way to forget it. */
function ResumeLine({ item, state }: { item: Item; state: WatchState }): VNode {
	const { positionMs } = state;
	const { durationMs } = item;
	const fraction = fractionSeen(state, durationMs);
	return (
		<div class="resume-line">
			{fraction !== null && <ProgressBar fraction={fraction} />}
			<div class="resume-words">
				<span>
					{timecode(positionMs)}
					{durationMs && positionMs < durationMs
						? ` of ${timecode(durationMs)}, ${duration(durationMs - positionMs)} left`
						: " in"}
				</span>
				{canForgetPlace(state, sourcesById.value.get(item.sourceId)?.dialect) && (
					<button type="button" class="button small quiet" onClick={() => forgetPlaces([item])}>
						<Icon name="eraser" />
						Forget my place
					</button>
				)}
			</div>
		</div>
	);
}
