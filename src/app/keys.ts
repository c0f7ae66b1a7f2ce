import { refreshCurrentPage } from "./refresh-key.ts";
import { back, open, route } from "./route.ts";
import { showAndFocus } from "./show-and-focus.ts";
import { type Direction, nextInDirection } from "./spatial.ts";

const ARROWS: Readonly<Record<string, Direction>> = {
	ArrowLeft: "left",
	ArrowRight: "right",
	ArrowUp: "up",
	ArrowDown: "down",
};

const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), [tabindex="0"]';

/** What had the focus last: where keys go on when it was lost, by a click beside everything. */
let last: WeakRef<Element> | null = null;
addEventListener("focusin", ({ target }) => {
	if (target instanceof Element && !target.matches("main")) last = new WeakRef(target);
});

/** What stands beside the page: reached by left and right. */
const ASIDE = ".navigation, .letter-rail, .selection-bar";

/**
 * The app's keys, for keyboards and remotes. To be called with every `keydown` of the window.
 *
 * | key | does |
 * |---|---|
 * | arrows | move between links and buttons by where they are on screen; the first one goes to what had the focus last, or to where the page says that keys begin |
 * | `/` | search |
 * | R | refresh what is on screen |
 * | Escape, the remote's Back | back |
 *
 * Fields, sliders and the player keep their own keys. Enter opens a list, which has the arrows while it is open.
 */
export function handleKey(event: KeyboardEvent): void {
	if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
	const target = event.target instanceof Element ? event.target : document.body;
	if (route.value.page === "play" || target.closest("[data-own-keys]")) return;
	// Also where the focus was lost in it, as with a button that is disabled: Escape is its own.
	const isDialog = document.querySelector("dialog:modal") !== null;
	const isTyping = target.matches("input:not([type=checkbox], [type=radio], [type=button]), textarea");
	// A closed list would take the arrows for itself, and a remote could never leave it.
	if (event.key === "Enter" && target instanceof HTMLSelectElement) {
		event.preventDefault();
		target.showPicker();
		return;
	}
	const direction = ARROWS[event.key];
	if (direction) {
		if (isTyping && (direction === "left" || direction === "right" || target.matches("textarea"))) return;
		// Arrows choose along a group of radio buttons, and leave it across.
		const isSideways = direction === "left" || direction === "right";
		if (target.matches("[type=radio]") && (target.closest(".segments") !== null) === isSideways) return;
		if (move(direction)) event.preventDefault();
		return;
	}
	if (event.key === "Escape" || event.key === "GoBack" || event.key === "BrowserBack") {
		if (isDialog) return;
		if (isTyping && target instanceof HTMLElement) target.blur();
		else back();
		return;
	}
	if (isTyping || isDialog) return;
	if (event.key === "/") {
		event.preventDefault();
		if (route.value.page === "search") document.querySelector<HTMLElement>("input[type=search]")?.focus();
		else open("#/search");
	} else if (event.key === "r" || event.key === "R") refreshCurrentPage();
}

function move(direction: Direction): boolean {
	const root = document.querySelector<HTMLElement>("dialog[open]") ?? document.body;
	const from = document.activeElement;
	const all = [...root.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(isVisible);
	if (!from || from === document.body || from.matches("main")) {
		const seen = all.filter((element) => element.closest("main") && isOnScreen(element));
		const first =
			seen.find((element) => element === last?.deref()) ??
			seen.find((element) => element.closest("[data-keys-begin]")) ??
			seen[0];
		if (first) showAndFocus(first);
		return first !== undefined;
	}
	const others = all.filter((element) => element !== from && !from.contains(element));
	// Up and down stay in the page, or in what stands beside it, while there is something that way; then they lead to what lies
	// right above or below: the bar of a phone, but never from a rail into the page.
	const isUpright = direction === "up" || direction === "down";
	const near = isUpright ? others.filter((element) => element.closest(ASIDE) === from.closest(ASIDE)) : others;
	// At the edge of the page there is still what stands beside it, and back, though nothing of it be on the same line.
	const across = isUpright ? [] : others.filter((element) => element.closest(ASIDE) !== from.closest(ASIDE));
	const next =
		nearest(from, near, direction) ??
		nearest(from, isUpright ? others.filter((element) => isInColumn(from, element)) : others, direction) ??
		nearest(from, across, direction, true);
	if (!next) return false;
	const back = whereItWasLeft(next, from);
	if (from instanceof HTMLElement && from.closest(ASIDE) && !isUpright)
		leftBeside = { at: new WeakRef(from), on: location.hash };
	showAndFocus(back ?? next);
	return true;
}

/** What stands beside the page was left sideways there: who comes back on the same page finds their place, however far they went. */
let leftBeside: { readonly at: WeakRef<HTMLElement>; readonly on: string } | null = null;

function whereItWasLeft(next: Element, from: Element): HTMLElement | undefined {
	const aside = next.closest(ASIDE);
	const place = leftBeside?.on === location.hash ? leftBeside.at.deref() : undefined;
	const isThere = aside !== null && aside !== from.closest(ASIDE) && place?.closest(ASIDE) === aside;
	return place && isThere && isVisible(place) ? place : undefined;
}

function nearest(
	from: Element,
	others: readonly HTMLElement[],
	direction: Direction,
	mayLeaveLine = false,
): HTMLElement | undefined {
	const boxes = others.map((element) => element.getBoundingClientRect());
	return others[nextInDirection(from.getBoundingClientRect(), boxes, direction, mayLeaveLine)];
}

function isInColumn(from: Element, element: Element): boolean {
	const [a, b] = [from.getBoundingClientRect(), element.getBoundingClientRect()];
	return a.left < b.right && b.left < a.right;
}

function isVisible(element: HTMLElement): boolean {
	return element.checkVisibility({ visibilityProperty: true }) && element.tabIndex >= 0;
}

function isOnScreen(element: HTMLElement): boolean {
	const { top, bottom } = element.getBoundingClientRect();
	return bottom > 0 && top < innerHeight;
}
