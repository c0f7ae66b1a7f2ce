import { effect } from "@preact/signals";
import type { SourceId } from "../model/ids.ts";
import { drainInWorker, registerDrain } from "./pwa.ts";
import { drainNow } from "./sending.ts";
import { sources, waiting } from "./sources.ts";
import { onWake } from "./wake.ts";
import { world } from "./world.ts";

const TIMER_MS = 30_000;

/**
 * Sends what waits at its occasions. SYNC.md §4. Called once.
 *
 * | occasion | rows that back off |
 * |---|---|
 * | the start, the return to the app, the network | are tried too: the person is there, and the server may be |
 * | a server that answers again | are tried too, those of that server |
 * | every 30 s while the app is on screen | wait |
 * | the app leaves the screen | are left to the worker |
 */
export function sendOnOccasions(): void {
	onWake(sendEagerly);
	document.addEventListener("visibilitychange", () => {
		if (document.visibilityState === "visible" || waiting.value.length === 0) return;
		registerDrain().catch(() => undefined);
		drainInWorker();
	});
	setInterval(() => {
		if (document.visibilityState === "visible" && waiting.value.length > 0) drainNow().catch(() => undefined);
	}, TIMER_MS);
	sendWhenAServerIsBack();
	sendEagerly();
}

/** The database is asked, because the signal of what waits has no answer yet while the app starts. */
function sendEagerly(): void {
	const send = async () => {
		if ((await world.db.outbox.count()) === 0) return;
		await Promise.all([registerDrain(), drainNow({ force: true })]);
	};
	send().catch((error: unknown) => console.error("Sending failed", error));
}

function sendWhenAServerIsBack(): void {
	const before = new Map<SourceId, string>();
	effect(() => {
		for (const { sourceId, state } of sources.value ?? []) {
			const wasAway = before.get(sourceId) !== undefined && before.get(sourceId) !== "ok";
			before.set(sourceId, state);
			if (wasAway && state === "ok" && waiting.peek().length > 0)
				setTimeout(() => drainNow({ force: true, sourceIds: [sourceId] }));
		}
	});
}
