/** Gives an element the focus and brings it into sight, gently unless the person asked for calm. */
export function showAndFocus(element: HTMLElement): void {
	element.focus({ preventScroll: true });
	const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
	element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: isCalm ? "instant" : "smooth" });
}
