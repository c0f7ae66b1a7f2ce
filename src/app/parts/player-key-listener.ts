import { nextInDirection } from "../spatial.ts";
import { type KeyFacts, type PlayerAction, playerAction } from "./player-keys.ts";

const SEEK_SECONDS = 10;

interface PlayerParts {
	/** What holds all that can have the focus. */
	readonly root: HTMLElement;
	readonly video: HTMLVideoElement;
	readonly onBack: () => void;
	readonly onCaptions: () => void;
}

/** Obeys keys while the player is open, wherever the focus is. Returns the function that stops it. */
export function listenToPlayerKeys({ root, video, onBack, onCaptions }: PlayerParts): () => void {
	const listening = new AbortController();
	const { signal } = listening;
	const listener = (event: KeyboardEvent) => {
		if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
		const isFullscreen = document.fullscreenElement !== null;
		const isMenuOpen = openMenu(root) !== null;
		const action = playerAction({ key: event.key, focus: focusIn(root), isFullscreen, isMenuOpen });
		if (action === null) return;
		event.preventDefault();
		if (action === "back") onBack();
		else if (action === "captions") onCaptions();
		else act(action, root, video);
		wakeControls(root);
	};
	addEventListener("keydown", listener, { signal });
	// A button that was clicked gives the arrows back to the film.
	root.addEventListener(
		"click",
		(event) => {
			const isPointer = event.detail > 0;
			const active = document.activeElement;
			if (isPointer && active instanceof HTMLElement && active.closest("media-controller")) active.blur();
		},
		{ signal },
	);
	return () => listening.abort();
}

function act(action: Exclude<PlayerAction, "back" | "captions">, root: HTMLElement, video: HTMLVideoElement): void {
	switch (action) {
		case "toggle":
			if (video.paused) video.play().catch(() => undefined);
			else video.pause();
			break;
		case "seek-back":
			video.currentTime = Math.max(0, video.currentTime - SEEK_SECONDS);
			break;
		case "seek-forward":
			video.currentTime = Math.min(video.duration || video.currentTime, video.currentTime + SEEK_SECONDS);
			break;
		case "mute":
			video.muted = !video.muted;
			break;
		case "fullscreen":
			root.querySelector<HTMLElement>("media-fullscreen-button")?.click();
			break;
		case "close":
			openMenu(root)?.hidePopover();
			break;
		case "focus-up":
			moveFocus(root, "up");
			break;
		case "focus-down":
			moveFocus(root, "down");
			break;
		case "focus-left":
			moveFocus(root, "left");
			break;
		case "focus-right":
			moveFocus(root, "right");
			break;
	}
}

function openMenu(root: HTMLElement): HTMLElement | null {
	return root.querySelector<HTMLElement>(":popover-open");
}

function focusIn(root: HTMLElement): KeyFacts["focus"] {
	const active = document.activeElement;
	if (!active || !root.contains(active) || active.matches("media-controller, video")) return "stage";
	if (active.matches("media-time-range")) return "time";
	return active.matches("media-volume-range") ? "slider" : "button";
}

function moveFocus(root: HTMLElement, direction: "up" | "down" | "left" | "right"): void {
	const all = [
		...(openMenu(root) ?? root).querySelectorAll<HTMLElement>(
			"button, a[href], media-control-bar > *, .player-centre > *, media-time-range",
		),
	].filter((element) => element.matches(":not(span, media-time-display, .player-menu)") && element.checkVisibility());
	const active = document.activeElement;
	const from = active && root.contains(active) && active.matches(":not(media-controller, video)") ? active : null;
	if (from === null) {
		const first = direction === "up" ? ".player-next, .player-notes .button, .player-back" : "media-play-button";
		focus(all.find((element) => element.matches(first)));
		return;
	}
	const others = all.filter((element) => element !== from);
	const boxes = others.map((element) => element.getBoundingClientRect());
	focus(others[nextInDirection(from.getBoundingClientRect(), boxes, direction)]);
}

/** A slider of media-chrome has its focus inside. */
function focus(element: HTMLElement | undefined): void {
	const inner = element?.shadowRoot?.querySelector<HTMLElement>("input");
	(inner ?? element)?.focus();
}

/** media-chrome shows its controls when a pointer moves; a key should show them too. */
function wakeControls(root: HTMLElement): void {
	root.querySelector("media-controller")?.dispatchEvent(new PointerEvent("pointermove", { pointerType: "mouse" }));
}
