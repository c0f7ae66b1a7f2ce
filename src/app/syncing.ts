import { type ReadonlySignal, signal } from "@preact/signals";
import { homeScope } from "../library/scopes.ts";
import type { SourceId } from "../model/ids.ts";
import { firstPaint } from "./first-paint.ts";
import { touchScope } from "./refreshing.ts";
import { drainNow } from "./sending.ts";
import { sources } from "./sources.ts";
import { noteFull, noteRoom } from "./storage-room.ts";
import { world } from "./world.ts";

interface Sync {
	readonly control: AbortController;
	/** A person asked for it. */
	readonly force: boolean;
}

const syncing = signal<ReadonlyMap<SourceId, Sync>>(new Map());

/** The sources that this page is syncing now. */
export const syncingSources: ReadonlySignal<ReadonlyMap<SourceId, unknown>> = syncing;

/** Sources whose sync the person stopped: only the person starts it again, or the next start of the app. */
const stopped = new Set<SourceId>();

/** Sources that a person asked to read while a sync ran that does not do for it. */
const askedAgain = new Set<SourceId>();

/** Tells other tabs of the app what the person stopped in one: each of them may be running it, or be waiting for its turn. */
const stops = new BroadcastChannel(`stowaway:${world.scope}:stop-sync`);
stops.addEventListener("message", ({ data }: MessageEvent<SourceId>) => stopHere(data));

/**
 * Brings a whole source into the database, or goes on where that was left. Ends by itself, by `stopSync`, or with the page.
 * `force`: a person asked; lists that are fresh or failed a moment ago are read too.
 *
 * | of this source is being read | what is asked for |
 * |---|---|
 * | nothing | begins |
 * | by force | is that |
 * | without force, or it was stopped | by force: begins when that has ended, which may read nothing; otherwise is that |
 */
export async function startSync(sourceId: SourceId, force = false): Promise<void> {
	const running = syncing.value.get(sourceId);
	if (force) stopped.delete(sourceId);
	if (running) {
		if (force && (!running.force || running.control.signal.aborted)) askedAgain.add(sourceId);
		return;
	}
	stopped.delete(sourceId);
	const control = new AbortController();
	syncing.value = new Map(syncing.value).set(sourceId, { control, force });
	try {
		await firstPaint;
		const { syncSource } = await import("./sync-client.ts");
		const { kind, reason } = await syncSource(sourceId, { signal: control.signal, force });
		if (kind === "complete") noteRoom(true);
		if (reason === "storage-full") noteRoom(false);
	} catch (error) {
		if (!noteFull(error) && !control.signal.aborted) console.error("Syncing failed", sourceId, error);
	} finally {
		const rest = new Map(syncing.value);
		rest.delete(sourceId);
		syncing.value = rest;
	}
	if (askedAgain.delete(sourceId)) await startSync(sourceId, true);
}

/** Whether the person stopped the sync of a source and nobody has started it since. */
export function isStopped(sourceId: SourceId): boolean {
	return stopped.has(sourceId);
}

/** Goes on with a sync that was cut off, unless the person stopped it. */
export function resumeSync(sourceId: SourceId): void {
	if (!stopped.has(sourceId)) startSync(sourceId).catch(() => undefined);
}

/** Stops a sync in all tabs; what is there stays, and `startSync` goes on from it. */
export function stopSync(sourceId: SourceId): void {
	stopHere(sourceId);
	stops.postMessage(sourceId);
}

function stopHere(sourceId: SourceId): void {
	stopped.add(sourceId);
	askedAgain.delete(sourceId);
	syncing.value.get(sourceId)?.control.abort();
}

/** Reads every server anew and sends what waits: what R and the refresh button on Home do. */
export function refreshEverything(): void {
	drainNow({ force: true }).catch(() => undefined);
	for (const { sourceId, state } of sources.value ?? []) {
		if (state !== "ok" && state !== "away") continue;
		// Beside the sync, which takes longer.
		touchScope(homeScope(sourceId), true).catch(() => undefined);
		startSync(sourceId, true).catch(() => undefined);
	}
}
