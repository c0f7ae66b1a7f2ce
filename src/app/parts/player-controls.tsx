import "media-chrome/media-control-bar";
import "media-chrome/media-controller";
import "media-chrome/media-fullscreen-button";
import "media-chrome/media-loading-indicator";
import "media-chrome/media-mute-button";
import "media-chrome/media-pip-button";
import "media-chrome/media-play-button";
import "media-chrome/media-seek-backward-button";
import "media-chrome/media-seek-forward-button";
import "media-chrome/media-time-display";
import "media-chrome/media-time-range";
import "media-chrome/media-volume-range";
import { type ComponentChildren, h, type Ref, type VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Item } from "../../model/item.ts";
import { episodeCode, headline } from "../format.ts";
import { Icon } from "./icon.tsx";
import "../styles/player-controls.css";

interface PlayerControlsProps {
	readonly item: Item | undefined;
	readonly video: Ref<HTMLVideoElement>;
	readonly onBack: () => void;
	/** Menus beside the other buttons. */
	readonly children?: ComponentChildren;
}

/**
 * The film over the whole window and its controls, which hide while nobody moves (media-chrome). Full screen takes the whole app, so
 * that it outlives the change to the next episode.
 */
export function PlayerControls({ item, video, onBack, children }: PlayerControlsProps): VNode {
	const controller = useRef<HTMLElement>(null);
	useEffect(() => {
		// As a property: the attribute of the same name is not heard.
		if (controller.current) Object.assign(controller.current, { fullscreenElement: document.getElementById("app") });
	}, []);
	return (
		<media-controller class="player-stage" nohotkeys="" nosubtitleslangpref="" autohide="3" ref={controller}>
			{h("video", { slot: "media", ref: video, playsInline: true, preload: "auto" })}
			<div slot="top-chrome" class="player-top">
				<BackButton onBack={onBack} />
				{item && <PlayerTitle item={item} />}
			</div>
			<media-loading-indicator slot="centered-chrome" noautohide />
			<div slot="centered-chrome" class="player-centre">
				<media-seek-backward-button seekoffset="10" notooltip />
				<media-play-button notooltip />
				<media-seek-forward-button seekoffset="10" notooltip />
			</div>
			<div class="player-bottom">
				<media-time-range />
				<media-control-bar>
					<media-play-button class="is-wide-only" notooltip />
					<media-seek-backward-button class="is-wide-only" seekoffset="10" notooltip />
					<media-seek-forward-button class="is-wide-only" seekoffset="10" notooltip />
					<media-mute-button notooltip />
					<media-volume-range class="is-wide-only" />
					<media-time-display showduration notoggle />
					<span class="player-gap" />
					{children}
					<media-pip-button notooltip />
					<media-fullscreen-button notooltip />
				</media-control-bar>
			</div>
		</media-controller>
	);
}

/** Leads to where one was. */
export function BackButton({ onBack }: { onBack: () => void }): VNode {
	return (
		<button type="button" class="player-back" aria-label="Back" onClick={onBack}>
			<Icon name="arrow-left" />
		</button>
	);
}

/** What plays: a film with its year, an episode with its show and number. */
export function PlayerTitle({ item }: { item: Item }): VNode {
	const isEpisode = item.kind === "episode";
	const below = isEpisode ? [episodeCode(item), item.title].filter(Boolean).join(" · ") : item.year;
	return (
		<h1 class="player-title">
			<span>{headline(item)}</span>
			{below !== undefined && <span class="unseen"> · </span>}
			<span class="player-subtitle">{below}</span>
		</h1>
	);
}
