import { ATTRIBUTES, type Drawing, readFrames, writeFrames } from "./first-frame.ts";
import { route } from "./route.ts";

/** Home, which the icon opens, and the library that was left last. */
const MOST_KEPT = 2;
/** Loaded by themselves, or perhaps no longer true at the next start: never part of a drawing. */
const LEFT_OUT = ".marks, .progress-seen, .badge, .toaster, dialog, [popover], img, .sync-strip";

/** Keeps what is on screen whenever the person leaves, for `drawFirstFrame` of the next start. Called once, after the first frame. */
export function keepFirstFrames(): void {
	addEventListener("pagehide", keep);
	document.addEventListener("visibilitychange", () => {
		if (document.visibilityState === "hidden") keep();
	});
}

/** Forgets every drawing: of what was removed from this device nothing may be left. */
export function forgetFirstFrames(): void {
	writeFrames([]);
}

function keep(): void {
	const { page } = route.value;
	const shell = document.querySelector("#app > .shell");
	if ((page !== "home" && page !== "library") || !shell?.querySelector(".card-title")) return;
	const drawing = record(shell);
	if (drawing === null) return;
	const address = location.hash;
	const others = readFrames().filter((frame) => frame.address !== address);
	const frame = { address, width: innerWidth, height: innerHeight, top: scrollY, drawing };
	writeFrames([frame, ...others].slice(0, MOST_KEPT));
}

/** An element as a drawing, without what lies below or right of the screen; null when nothing of it is left. */
function record(element: Element): Drawing | null {
	if (element.matches(LEFT_OUT)) return null;
	const { top, left } = element.getBoundingClientRect();
	if (top > innerHeight || left > innerWidth) return null;
	const attributes: Record<string, string> = {};
	for (const { name, value } of element.attributes) {
		if (ATTRIBUTES.test(name)) attributes[name] = value;
	}
	if (element instanceof HTMLInputElement && element.checked) attributes.checked = "";
	const inside =
		element instanceof HTMLSelectElement
			? [element.selectedOptions[0]?.label ?? ""].map((label): Drawing => ["option", {}, label])
			: [...element.childNodes].flatMap((node): Drawing[] => {
					if (node instanceof Text) return [node.data];
					const drawing = node instanceof Element ? record(node) : null;
					return drawing === null ? [] : [drawing];
				});
	return [element.localName, attributes, ...inside];
}
