import { type ReadonlySignal, signal } from "@preact/signals";
import type { DrainOptions, DrainResult } from "../progress/drain.ts";
import { firstPaint } from "./first-paint.ts";
import { registerDrain } from "./pwa.ts";
import { noteFull, noteRoom } from "./storage-room.ts";
import { world } from "./world.ts";

/**
 * How often and how long a drain waits for another tab or the worker to end theirs. A worker that was woken by the same change may be
 * one that cannot reach the server (plain http at home): only after it can the page send.
 */
const TURNS = 10;
const TURN_MS = 1_000;

const draining = signal(false);

/** True while this page sends what waits. */
export const isDraining: ReadonlySignal<boolean> = draining;

/** What to send: everything, or what waits for some sources or titles. `evenPaused`: also while the person has sending wait. */
type DrainRequest = Pick<DrainOptions, "force" | "sourceIds" | "itemIds" | "evenPaused">;

let isDrainWanted = false;
let running: Promise<DrainResult | null> | undefined;

/**
 * Sends what waits. `force`: a person asked, or leaves; rows do not wait for their back-off to end. Null when nothing was sent from here.
 *
 * | this page is sending already | what is asked for |
 * |---|---|
 * | by force | waits for its end, which may have begun too early to see everything, and sends then |
 * | otherwise | is done once more afterwards; gives null |
 */
export async function drainNow(request: DrainRequest = {}): Promise<DrainResult | null> {
	while (request.force && running) await running;
	if (running) {
		isDrainWanted = true;
		return null;
	}
	running = sendWaiting(request);
	draining.value = true;
	const result = await running;
	running = undefined;
	draining.value = false;
	if (isDrainWanted) {
		isDrainWanted = false;
		drainNow().catch(() => undefined);
	}
	return result;
}

async function sendWaiting(request: DrainRequest): Promise<DrainResult | null> {
	try {
		await firstPaint;
		// Nothing waits, and nothing was written that a server could have lost since: the drain stays out of a first load.
		if ((await world.db.outbox.count()) + (await world.db.written.count()) === 0) return null;
		const { drain } = await import("../progress/drain.ts");
		const options = { force: false, ...request, signal: new AbortController().signal };
		let result = await drain(world, options);
		for (let turn = 0; result.heldElsewhere && turn < TURNS; turn += 1) {
			await new Promise((resolve) => setTimeout(resolve, TURN_MS));
			result = await drain(world, options);
		}
		if (result.sent > 0) noteRoom(true);
		return result;
	} catch (error) {
		if (!noteFull(error)) console.error("Sending failed", error);
		return null;
	}
}

/** To be called after each change that was put into the outbox: sends it now, and by the worker should the page close. */
export function announceChange(): void {
	registerDrain().catch(() => undefined);
	drainNow().catch(() => undefined);
}
