import { type ReadonlySignal, signal } from "@preact/signals";
import { parseAddress, type Route } from "./address.ts";
import { forgetEntry, rememberEntry, restoreEntry } from "./scroll-memory.ts";

/** What `history.state` holds for every entry of the app. `depth`: how many entries of the app lie before it. */
interface EntryState {
	readonly key: string;
	readonly depth: number;
}

const current = signal<Route>(parseAddress(location.hash));
let state = entryState(0);

/** Where the person is. */
export const route: ReadonlySignal<Route> = current;

/** Starts to follow the address bar. Called once, before the first render. */
export function followHistory(): void {
	history.scrollRestoration = "manual";
	restoreEntry(state.key, "back");
	// Fires for Back, Forward and for links to another hash alike; only entries seen before carry a state.
	addEventListener("popstate", () => arrive(readState() === null ? "new" : "back"));
	addEventListener("pagehide", () => rememberEntry(state.key));
}

/** Opens another page as a new history entry. `hash` begins with `#/`. */
export function open(hash: string): void {
	if (hash !== location.hash) location.hash = hash;
}

/** Changes the address of the entry on screen, for filters and words: Back does not walk through them. */
export function replaceAddress(hash: string): void {
	history.replaceState(state, "", hash);
	current.value = parseAddress(hash);
}

/** Puts another page in the place of this one: Back does not lead here again. */
export function replacePage(hash: string): void {
	history.replaceState(null, "", hash);
	arrive("new");
}

/** One step back; to Home when the app was opened on this very page. */
export function back(): void {
	if (state.depth > 0) history.back();
	else if (current.value.page !== "home") replacePage("#/");
}

function arrive(how: "new" | "back"): void {
	rememberEntry(state.key);
	state = entryState(how === "new" ? state.depth + 1 : 0);
	if (how === "new") forgetEntry(state.key);
	current.value = parseAddress(location.hash);
	restoreEntry(state.key, how);
}

/** The state of the entry on screen; a fresh one is put there when a link made the entry. */
function entryState(depth: number): EntryState {
	const known = readState();
	if (known !== null) return known;
	const fresh = { key: `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`, depth };
	history.replaceState(fresh, "");
	return fresh;
}

function readState(): EntryState | null {
	const known: unknown = history.state;
	if (typeof known !== "object" || known === null || !("key" in known) || !("depth" in known)) return null;
	const { key, depth } = known;
	return typeof key === "string" && typeof depth === "number" ? { key, depth } : null;
}
