import type { SourceId } from "../model/ids.ts";
import { startSync } from "./engine.ts";
import { open } from "./route.ts";
import { say } from "./toasts.ts";

/** What follows a successful sign-in: storage is asked to stay, the library begins to arrive, and Home shows it doing so. */
export function afterConnecting(connected: readonly SourceId[], name: string): void {
	// Never awaited: Firefox asks the person and the promise stays open meanwhile (contract/platform.md §4.3).
	navigator.storage?.persist?.().catch(() => undefined);
	for (const sourceId of connected) startSync(sourceId, true).catch(() => undefined);
	say(`Connected to ${name}`);
	open("#/");
}
