import { scope } from "./scope.ts";

/** An element as it is stored: its name, its attributes, what is in it. Text is a string. */
export type Drawing =
	| string
	| readonly [name: string, attributes: Readonly<Record<string, string>>, ...inside: Drawing[]];

/** What was on screen when the person left, to be drawn before anything else is loaded. */
export interface FirstFrame {
	/** `location.hash` of the page. */
	readonly address: string;
	/** Of the screen, CSS px: a drawing fits no other. */
	readonly width: number;
	readonly height: number;
	/** How far the page was scrolled, CSS px. */
	readonly top: number;
	readonly drawing: Drawing;
}

/** The number goes up when old drawings no longer fit the styles. */
const STORE = `stowaway:first-frame-1:${scope}`;
/** A page that never says that its content is there shows itself after this. */
const PATIENCE_MS = 3000;
/** What may be drawn: nothing that loads, runs or leads anywhere. */
const ELEMENTS = /^(a|button|div|fieldset|h[1-3]|header|input|label|li|main|nav|option|p|section|select|span|ul)$/;
export const ATTRIBUTES = /^(class|style|type|checked|disabled|selected|data-[a-z-]+|aria-(current|pressed))$/;

let shown: HTMLElement | null = null;

/**
 * Draws what this address showed last, if it was kept and the screen has the same size: titles are on screen before the database and
 * the app's code are. Inert, without marks and progress (those are never older than the database), gone when the page says that its
 * content is there. Gives whether there was something to draw.
 */
export function drawFirstFrame(): boolean {
	const frame = readFrames().find(({ address }) => address === location.hash);
	if (!frame || frame.width !== innerWidth || frame.height !== innerHeight) return false;
	try {
		const root = draw(frame.drawing);
		if (typeof root === "string") return false;
		shown = document.createElement("div");
		shown.id = "first-frame";
		shown.inert = true;
		shown.ariaHidden = "true";
		shown.append(root);
		document.body.prepend(shown);
		// The page has arrived: it does not fade in once more.
		document.documentElement.dataset.drawn = "";
		scrollTo(0, frame.top);
		setTimeout(removeFirstFrame, PATIENCE_MS);
		addEventListener("popstate", removeFirstFrame, { once: true });
		return true;
	} catch {
		removeFirstFrame(); // Not what this build stored: the app itself comes in a moment.
		return false;
	}
}

/** Takes the drawing away. */
export function removeFirstFrame(): void {
	shown?.remove();
	shown = null;
}

/** The drawings there are, newest first; none where storage is forbidden or unreadable. */
export function readFrames(): readonly FirstFrame[] {
	try {
		const stored: unknown = JSON.parse(localStorage.getItem(STORE) ?? "[]");
		return Array.isArray(stored) ? stored : [];
	} catch {
		return [];
	}
}

/** Stores drawings in the place of those there were; what does not fit is not kept. */
export function writeFrames(frames: readonly FirstFrame[]): void {
	try {
		if (frames.length === 0) localStorage.removeItem(STORE);
		else localStorage.setItem(STORE, JSON.stringify(frames));
	} catch {
		// Full or forbidden storage: the next start shows its first titles a little later.
	}
}

function draw(drawing: Drawing): Node | string {
	if (typeof drawing === "string") return drawing;
	const [name, attributes, ...inside] = drawing;
	const element = document.createElement(ELEMENTS.test(name) ? name : "span");
	for (const [attribute, value] of Object.entries(attributes)) {
		if (ATTRIBUTES.test(attribute)) element.setAttribute(attribute, value);
	}
	element.append(...inside.map(draw));
	return element;
}
