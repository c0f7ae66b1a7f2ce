import type { SourceId } from "../model/ids.ts";

/**
 * Scroll position and focused link of every history entry, so that Back gives exactly the page one left. Kept in
 * sessionStorage, which lives as long as the tab's history does.
 */
interface Memory {
	readonly top: number;
	/** `href` of the link that had the focus. */
	readonly focus: string | null;
}

const STORE = "stowaway:scroll";
/** Long enough for a cold database, short enough not to surprise a person who began to scroll. */
const PATIENCE_MS = 3000;
const memories = load();
let restoring: AbortController | null = null;

/** Notes where the entry on screen is scrolled to, before another one takes its place. */
export function rememberEntry(key: string): void {
	const link = document.activeElement?.closest("a[href]");
	// A page that is still being restored has not reached its place yet: the older note is the true one.
	const top = restoring ? (memories.get(key)?.top ?? 0) : scrollY;
	memories.set(key, { top, focus: link?.getAttribute("href") ?? null });
	save();
}

/** Drops what was kept for a key, for a new entry. */
export function forgetEntry(key: string): void {
	memories.delete(key);
}

/** Forgets links to what belonged to a source; how far pages were scrolled stays. For its removal from this device. */
export function forgetFocus(sourceId: SourceId): void {
	const ofSource = `/${encodeURIComponent(sourceId)}/`;
	for (const [key, { top, focus }] of memories) {
		if (focus?.includes(ofSource)) memories.set(key, { top, focus: null });
	}
	save();
}

/**
 * Brings an entry back to where it was: waits for the page to be tall enough (its rows come from the database), gives up after
 * three seconds or as soon as the person scrolls. A new entry starts at the top with the focus on the page.
 */
export function restoreEntry(key: string, how: "new" | "back"): void {
	restoring?.abort();
	const memory = memories.get(key);
	if (how === "new" || !memory) {
		restoring = null;
		scrollTo(0, 0);
		if (how === "new") focusPage();
		return;
	}
	const attempt = new AbortController();
	restoring = attempt;
	const stop = () => attempt.abort();
	for (const type of ["wheel", "touchstart", "keydown", "pointerdown"]) {
		addEventListener(type, stop, { once: true, signal: attempt.signal, passive: true });
	}
	attempt.signal.addEventListener("abort", () => {
		if (restoring === attempt) restoring = null;
	});
	const deadline = performance.now() + PATIENCE_MS;
	const step = () => {
		if (attempt.signal.aborted) return;
		scrollTo(0, memory.top);
		const link = memory.focus ? findLink(memory.focus) : null;
		link?.focus({ preventScroll: true });
		const isThere = Math.abs(scrollY - memory.top) < 2 && (memory.focus === null || link !== null);
		if (isThere || performance.now() > deadline) attempt.abort();
		else requestAnimationFrame(step);
	};
	requestAnimationFrame(step);
}

/** But not away from a field that the page has put the focus into meanwhile: somebody may be typing already. */
function focusPage(): void {
	const before = document.activeElement;
	requestAnimationFrame(() => {
		const now = document.activeElement;
		if (now === before || !now?.closest("main")) document.querySelector("main")?.focus({ preventScroll: true });
	});
}

function findLink(href: string): HTMLElement | null {
	return document.querySelector<HTMLElement>(`main a[href="${CSS.escape(href)}"]`);
}

function load(): Map<string, Memory> {
	const found = new Map<string, Memory>();
	try {
		const stored: unknown = JSON.parse(sessionStorage.getItem(STORE) ?? "[]");
		if (!Array.isArray(stored)) return found;
		for (const row of stored) {
			if (!Array.isArray(row)) continue;
			const [key, top, focus]: unknown[] = row;
			if (typeof key !== "string" || typeof top !== "number") continue;
			found.set(key, { top, focus: typeof focus === "string" ? focus : null });
		}
	} catch {
		// Unreadable or forbidden storage: pages start at the top, nothing else is lost.
	}
	return found;
}

function save(): void {
	try {
		const newest = [...memories].slice(-100).map(([key, { top, focus }]) => [key, top, focus]);
		sessionStorage.setItem(STORE, JSON.stringify(newest));
	} catch {
		// See `load`.
	}
}
