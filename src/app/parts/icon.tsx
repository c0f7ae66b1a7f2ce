import type { VNode } from "preact";

/** The icons there are; each has its drawing in styles/icons.css. */
export type IconName =
	| "activity"
	| "arrow-down-wide-narrow"
	| "arrow-left"
	| "arrow-up-narrow-wide"
	| "captions"
	| "captions-off"
	| "check"
	| "chevron-left"
	| "chevron-right"
	| "circle-alert"
	| "circle-check"
	| "clapperboard"
	| "clock"
	| "cloud-off"
	| "cloud-upload"
	| "compass"
	| "eraser"
	| "external-link"
	| "film"
	| "house"
	| "layers"
	| "library"
	| "list-video"
	| "log-out"
	| "pencil"
	| "play"
	| "plus"
	| "refresh-cw"
	| "search"
	| "server"
	| "settings"
	| "shield-alert"
	| "trash-2"
	| "tv"
	| "undo-2"
	| "user"
	| "x";

/** A decorative icon in the colour of the text around it. Whatever it stands for is also said in words. */
export function Icon({ name }: { name: IconName }): VNode {
	return <span class="icon" data-icon={name} aria-hidden="true" />;
}
