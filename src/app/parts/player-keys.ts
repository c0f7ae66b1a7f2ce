/** What a key asks of the player. */
export type PlayerAction =
	| "toggle"
	| "back"
	| "close"
	| "fullscreen"
	| "mute"
	| "captions"
	| "seek-back"
	| "seek-forward"
	| "focus-up"
	| "focus-down"
	| "focus-left"
	| "focus-right";

/** Where a key was pressed. */
export interface KeyFacts {
	readonly key: string;
	/** What has the focus: nothing of interest, a button or link, the bar of time, or another slider. */
	readonly focus: "stage" | "button" | "time" | "slider";
	readonly isFullscreen: boolean;
	/** One of the menus is open. */
	readonly isMenuOpen?: boolean;
}

/**
 * The player's keys, for keyboards and remotes; null where the browser's own answer is right. Pure.
 *
 * | key | does |
 * |---|---|
 * | Space, K | play or pause (on a button Space and Enter press it) |
 * | left, right | 10 s back or on; between buttons while one has the focus; a slider keeps them for itself |
 * | J, L | 10 s back or on |
 * | up, down | to the controls above or below |
 * | F, M, C | full screen, sound, captions |
 * | Escape, Backspace, the remote's Back | close the menu; back (Escape leaves full screen first: the browser does that) |
 */
export function playerAction({ key, focus, isFullscreen, isMenuOpen }: KeyFacts): PlayerAction | null {
	switch (key.length === 1 ? key.toLowerCase() : key) {
		case " ":
			return focus === "button" ? null : "toggle";
		case "Enter":
			return focus === "button" ? null : "toggle";
		case "k":
		case "MediaPlayPause":
			return "toggle";
		case "j":
			return "seek-back";
		case "l":
			return "seek-forward";
		case "ArrowLeft":
			return focus === "slider" ? null : focus === "button" ? "focus-left" : "seek-back";
		case "ArrowRight":
			return focus === "slider" ? null : focus === "button" ? "focus-right" : "seek-forward";
		case "ArrowUp":
			return "focus-up";
		case "ArrowDown":
			return "focus-down";
		case "f":
			return "fullscreen";
		case "m":
			return "mute";
		case "c":
			return "captions";
		case "Escape":
			return isMenuOpen ? "close" : isFullscreen ? null : "back";
		case "Backspace":
		case "GoBack":
		case "BrowserBack":
			return isMenuOpen ? "close" : "back";
		default:
			return null;
	}
}
