import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Item } from "../../model/item.ts";
import type { Source } from "../../model/source.ts";
import { addressOf } from "../address.ts";
import { isThere, useCopies } from "../copies.ts";
import { replacePage } from "../route.ts";
import { sourcesById } from "../sources.ts";
import { Icon, type IconName } from "./icon.tsx";
import { BackButton, PlayerTitle } from "./player-controls.tsx";
import { type PlayerProblem, problemWords } from "./player-problem.ts";
import "../styles/player-failure.css";

interface PlayerFailureProps {
	readonly problem: PlayerProblem;
	readonly item: Item | undefined;
	readonly source: Source | undefined;
	readonly onRetry: () => void;
	readonly onBack: () => void;
}

/** Says over the dark stage why nothing plays, and what can be done about it. */
export function PlayerFailure({ problem, item, source, onRetry, onBack }: PlayerFailureProps): VNode {
	const { title, text, canRetry } = problemWords(problem, source?.serverName ?? "The server");
	const first = useRef<HTMLDivElement>(null);
	useEffect(() => first.current?.querySelector<HTMLElement>(".button")?.focus(), [problem.kind]);
	const webUrl = "webUrl" in problem ? problem.webUrl : undefined;
	return (
		<div class="player-failure">
			<div class="player-failure-top">
				<BackButton onBack={onBack} />
				{item && <PlayerTitle item={item} />}
			</div>
			<div class="player-failure-words" role="alert" ref={first}>
				<span class="notice-icon">
					<Icon name={iconOf(problem.kind)} />
				</span>
				<h2>{title}</h2>
				<p>{text}</p>
				<div class="actions">
					{problem.kind === "signed-out" && (
						<a class="button primary" href="#/settings">
							Sign in again
						</a>
					)}
					{problem.kind === "blocked" && problem.reason === "needs-consent" && (
						<a class="button primary" href="#/settings">
							Open Settings
						</a>
					)}
					{problem.kind === "no-code" ? (
						<button type="button" class="button primary" onClick={() => location.reload()}>
							Load the app again
						</button>
					) : (
						canRetry && (
							<button type="button" class="button primary" onClick={onRetry}>
								Try again
							</button>
						)
					)}
					{webUrl !== undefined && (
						<a class="button" href={webUrl} target="_blank" rel="noreferrer">
							<Icon name="external-link" />
							Open in {source?.dialect === "plex" ? "Plex" : "Jellyfin"}
						</a>
					)}
					{item && <OtherCopies item={item} />}
					<button type="button" class="button" onClick={onBack}>
						Back
					</button>
				</div>
			</div>
		</div>
	);
}

/** The ways to the same title on servers that answer. */
function OtherCopies({ item }: { item: Item }): VNode {
	const copies = useCopies(item).filter(isThere);
	return (
		<>
			{copies.map(({ itemId, sourceId }) => (
				<button key={itemId} type="button" class="button" onClick={() => replacePage(addressOf("play", itemId))}>
					<Icon name="play" />
					Play on {sourcesById.value.get(sourceId)?.serverName}
				</button>
			))}
		</>
	);
}

function iconOf(kind: PlayerProblem["kind"]): IconName {
	if (kind === "away" || kind === "starting") return "cloud-off";
	if (kind === "impossible" || kind === "no-picture" || kind === "no-sound") return "film";
	return kind === "signed-out" || kind === "no-access" ? "user" : "circle-alert";
}
