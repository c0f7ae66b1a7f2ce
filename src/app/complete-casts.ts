import { computed, effect, signal } from "@preact/signals";
import { readSetting } from "../db/settings.ts";
import { isCastsDue } from "../library/cast-due.ts";
import type { SourceId } from "../model/ids.ts";
import { sleep } from "../servers/sleep.ts";
import { askedFor } from "./cast-choices.ts";
import { mayReadCasts } from "./cast-circumstances.ts";
import { isMetered } from "./data-saver.ts";
import { liveSignal } from "./live.ts";
import { route } from "./route.ts";
import { sources } from "./sources.ts";
import { noteFull, noteRoom } from "./storage-room.ts";
import { inWorker } from "./sync-client.ts";
import { syncingSources } from "./syncing.ts";
import { world } from "./world.ts";

/** Nothing else must have been in the way for so long before casts are read. */
const QUIET_MS = 60_000;
/** How often the app looks whether there are casts to read. */
const LOOK_MS = 60_000;

/** Has the casts of active libraries read while the app is in sight and has nothing better to do. Called once. */
export function completeCastsWhenIdle(): void {
	const choices = liveSignal(
		async () => ({
			choice: await readSetting(world.db, "casts.background"),
			paused: await readSetting(world.db, "casts.paused"),
		}),
		null,
	);
	const surroundings = watchSurroundings();
	const wanted = computed(() => {
		const now = { ...surroundings.value, isPlaying: route.value.page === "play" };
		const syncing = new Set(syncingSources.value.keys());
		const chosen = choices.value;
		return (sources.value ?? []).flatMap((source) =>
			chosen && mayReadCasts(source, { ...now, ...chosen, syncing }) ? [source.sourceId] : [],
		);
	});
	const reading = new Map<SourceId, AbortController>();
	effect(() => {
		for (const [sourceId, control] of reading) {
			if (wanted.value.includes(sourceId)) continue;
			control.abort();
			reading.delete(sourceId);
		}
		for (const sourceId of wanted.value) {
			if (reading.has(sourceId)) continue;
			const control = new AbortController();
			reading.set(sourceId, control);
			keepComplete(sourceId, control.signal).catch((error: unknown) => {
				if (!noteFull(error)) console.error("Reading casts failed", sourceId, error);
			});
		}
	});
}

/** What the browser says of the window and the network, as it changes. */
function watchSurroundings() {
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
	return current;
}

/** The part of the Network Information API used here; Chromium only. */
function connectionOf(browser: Navigator & { readonly connection?: EventTarget }): EventTarget | undefined {
	return browser.connection;
}

async function keepComplete(sourceId: SourceId, signal: AbortSignal): Promise<void> {
	if (!askedFor.delete(sourceId)) await sleep(QUIET_MS, signal);
	while (!signal.aborted) {
		if (await isCastsDue(world, sourceId)) {
			const result = await readCasts(sourceId, signal);
			if (result === "complete") noteRoom(true);
			if (result === "storage-full") {
				noteRoom(false);
				return;
			}
		}
		await sleep(LOOK_MS, signal);
	}
}

/** `completeCasts` in the sync worker; here for a source that only pages can reach, and where there is no worker. */
function readCasts(sourceId: SourceId, signal: AbortSignal) {
	return inWorker(
		sourceId,
		async (service) => {
			const stop = () => service.stopCasts(sourceId);
			signal.addEventListener("abort", stop);
			try {
				return signal.aborted ? "stopped" : await service.casts(sourceId);
			} finally {
				signal.removeEventListener("abort", stop);
			}
		},
		async () => (await import("../library/complete-casts.ts")).completeCasts(world, sourceId, { signal, rest: sleep }),
	);
}
