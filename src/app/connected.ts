import { effect } from "@preact/signals";
import type { SourceId } from "../model/ids.ts";
import { replacePage } from "./route.ts";
import { sources } from "./sources.ts";
import { startSync } from "./syncing.ts";
import { say } from "./toasts.ts";

/** Begins to keep new sources on this device: storage is asked to stay, and their libraries begin to arrive. */
export function beginKeeping(connected: readonly SourceId[]): void {
	// Never awaited: Firefox asks the person and the promise stays open meanwhile (contract/platform.md §4.3).
	navigator.storage?.persist?.().catch(() => undefined);
	for (const sourceId of connected) startSync(sourceId, true).catch(() => undefined);
}

/** What follows a successful sign-in: the library begins to arrive, and Home shows it doing so. */
export function afterConnecting(connected: readonly SourceId[], name: string): void {
	beginKeeping(connected);
	// Home of a device without sources leads back to Welcome, so the live query must have seen the new one first.
	const stop = effect(() => {
		if (!sources.value?.some(({ sourceId }) => connected.includes(sourceId))) return;
		queueMicrotask(() => {
			stop();
			say(`Connected to ${name}`);
			// In the place of the form: Back must not fill it in again.
			replacePage("#/");
		});
	});
}
