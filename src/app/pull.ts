import { ENOUGH_PX, pullOf } from "./pull-state.ts";
import { refreshCurrentPage } from "./refresh-key.ts";
import { route } from "./route.ts";
import "./styles/pull.css";

/** The mark follows a finger at this pace. */
const PACE = 0.5;
/** For how long the mark turns after it; how the refresh goes is said beside the page's title. */
const TURNING_MS = 700;

/**
 * Lets a finger refresh what is on screen, as R does, by pulling the page down from its top. Takes the place of the browser's own
 * gesture, which loads the app anew. Called once.
 */
export function listenToPulls(page: Document): void {
	const mark = page.createElement("div");
	mark.className = "pull";
	mark.setAttribute("aria-hidden", "true");
	page.body.append(mark);
	page.documentElement.classList.add("pulls");
	let from: { readonly x: number; readonly y: number } | null = null;
	let state: ReturnType<typeof pullOf> = "none";
	const rest = () => {
		from = null;
		state = "none";
		mark.classList.remove("is-seen", "is-ready");
	};
	page.addEventListener(
		"touchstart",
		({ touches, target }) => {
			rest();
			const [touch] = touches;
			if (touch && touches.length === 1 && isAtTop(target)) from = { x: touch.clientX, y: touch.clientY };
		},
		{ passive: true },
	);
	page.addEventListener(
		"touchmove",
		({ touches }) => {
			const [touch] = touches;
			if (from === null || !touch) return;
			const down = touch.clientY - from.y;
			state = touches.length > 1 ? "none" : pullOf({ right: touch.clientX - from.x, down });
			if (state === "none") return rest();
			const pulled = Math.min(down, ENOUGH_PX * 1.5) * PACE;
			mark.style.setProperty("--pulled", `${pulled}px`);
			mark.style.setProperty("--turned", `${pulled * 5}deg`);
			mark.classList.toggle("is-seen", state !== "waiting");
			mark.classList.toggle("is-ready", state === "ready");
		},
		{ passive: true },
	);
	page.addEventListener("touchcancel", rest);
	page.addEventListener("touchend", () => {
		const isReady = state === "ready";
		rest();
		if (!isReady || !refreshCurrentPage()) return;
		mark.classList.add("is-turning");
		setTimeout(() => mark.classList.remove("is-turning"), TURNING_MS);
	});
}

/** Whether a pull may begin where a finger touched: not in the player, nor in a dialog or a list that scrolls by itself. */
function isAtTop(target: EventTarget | null): boolean {
	if (scrollY > 0 || route.value.page === "play" || !(target instanceof Element)) return false;
	if (target.closest("dialog, [data-own-keys]")) return false;
	for (let at: Element | null = target; at && at !== document.documentElement; at = at.parentElement) {
		if (at.scrollTop > 0) return false;
	}
	return true;
}
