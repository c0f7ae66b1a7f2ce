import type { HTMLAttributes } from "preact";

/** The attributes of media-chrome that this app sets; the elements' own are set by their controller. */
interface MediaChromeAttributes extends HTMLAttributes<HTMLElement> {
	/** Seconds without a move until the controls hide. */
	autohide?: string;
	/** Understood only when it is empty. */
	nohotkeys?: "";
	/** Of captions; understood only when it is empty. */
	nosubtitleslangpref?: "";
	noautohide?: boolean;
	notooltip?: boolean;
	seekoffset?: string;
	notoggle?: boolean;
	showduration?: boolean;
}

declare module "preact" {
	namespace JSX {
		interface IntrinsicElements {
			"media-control-bar": MediaChromeAttributes;
			"media-controller": MediaChromeAttributes;
			"media-fullscreen-button": MediaChromeAttributes;
			"media-loading-indicator": MediaChromeAttributes;
			"media-mute-button": MediaChromeAttributes;
			"media-pip-button": MediaChromeAttributes;
			"media-play-button": MediaChromeAttributes;
			"media-seek-backward-button": MediaChromeAttributes;
			"media-seek-forward-button": MediaChromeAttributes;
			"media-time-display": MediaChromeAttributes;
			"media-time-range": MediaChromeAttributes;
			"media-volume-range": MediaChromeAttributes;
		}
	}
}
