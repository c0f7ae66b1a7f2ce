import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { SourceId } from "../model/ids.ts";
import { connectionOf, isMetered } from "./data-saver.ts";
import { followTouches } from "./left-alone.ts";
import type { Surroundings } from "./leisure.ts";
import { route } from "./route.ts";
import { noteFull } from "./storage-room.ts";
import { syncingSources } from "./syncing.ts";

/** Nothing else must have been in the way for so long before work that can wait begins. */
export const QUIET_MS = 60_000;
/** How often the app looks whether there is any. */
export const LOOK_MS = 60_000;

let browser: ReturnType<typeof watchWindow> | undefined;

/** What decides whether work that can wait may be done, followed where signals are. */
export function surroundings(): Surroundings {
	browser ??= watchWindow();
	const syncing = new Set(syncingSources.value.keys());
	return { ...browser.value, isPlaying: route.value.page === "play", syncing };
}

/** Has `work` done for each source as long as it is wanted. */
export function workWhile(
	wanted: ReadonlySignal<readonly SourceId[]>,
	work: (sourceId: SourceId, signal: AbortSignal) => Promise<void>,
): void {
	const working = new Map<SourceId, AbortController>();
	effect(() => {
		for (const [sourceId, control] of working) {
			if (wanted.value.includes(sourceId)) continue;
			control.abort();
			working.delete(sourceId);
		}
		for (const sourceId of wanted.value) {
			if (working.has(sourceId)) continue;
			const control = new AbortController();
			working.set(sourceId, control);
			work(sourceId, control.signal).catch((error: unknown) => {
				if (!noteFull(error)) console.error("Work in the background failed", sourceId, error);
			});
		}
	});
}

/** What the browser says of the window and the network, as it changes. */
function watchWindow() {
	const read = () => ({
		isInSight: document.visibilityState === "visible",
		isOnline: navigator.onLine,
		isMetered: isMetered(),
	});
	const current = signal(read());
	const look = () => {
		current.value = read();
	};
	document.addEventListener("visibilitychange", look);
	for (const event of ["online", "offline"]) addEventListener(event, look);
	connectionOf(navigator)?.addEventListener("change", look);
	followTouches();
	return current;
}
