import { effect, type ReadonlySignal, signal } from "@preact/signals";
import { isQuotaExceeded } from "../db/database-errors.ts";
import { librariesScope, listScope, listsOf } from "../library/scopes.ts";
import type { ItemId, LibraryId, SourceId } from "../model/ids.ts";
import type { Library } from "../model/item.ts";
import type { DrainResult } from "../progress/drain.ts";
import { firstPaint } from "./first-paint.ts";
import { drainInWorker, registerDrain } from "./pwa.ts";
import { sources, waiting } from "./sources.ts";
import { say } from "./toasts.ts";
import { world } from "./world.ts";

const TIMER_MS = 30_000;
/**
 * How often and how long a drain waits for another tab or the worker to end theirs. A worker that was woken by the same change may be
 * one that cannot reach the server (plain http at home): only after it can the page send.
 */
const TURNS = 10;
const TURN_MS = 1_000;
/** Libraries opened within this time refresh by themselves. DESIGN.md §3. */
const ACTIVE_MS = 24 * 3_600_000;

const busy = signal<ReadonlySet<string>>(new Set());
const draining = signal(false);
const syncing = signal<ReadonlyMap<SourceId, AbortController>>(new Map());

/** What to send: everything, or what waits for some sources. */
interface DrainRequest {
	readonly force?: boolean;
	readonly sourceIds?: readonly SourceId[];
}

let isDrainWanted = false;

/** Sources whose sync the person stopped: only the person starts it again, or the next start of the app. */
const stopped = new Set<SourceId>();

const full = signal(false);

/** True since something could not be written because this device has no room left, until something could be. */
export const isStorageFull: ReadonlySignal<boolean> = full;

/** Notes a failure to write for want of room, and gives true when it was one. */
function noteFull(error: unknown): boolean {
	if (!isQuotaExceeded(error)) return false;
	full.value = true;
	return true;
}

/** Scopes that this page is refreshing now. */
export const refreshing: ReadonlySignal<ReadonlySet<string>> = busy;

/** True while this page sends what waits. */
export const isDraining: ReadonlySignal<boolean> = draining;

/** The sources that this page is syncing now. */
export const syncingSources: ReadonlySignal<ReadonlyMap<SourceId, AbortController>> = syncing;

/**
 * Asks for a scope to be fresh; refreshes it behind the page when it is not. `force` ignores its age, for refreshes by hand.
 * Never rejects: what went wrong stands in the scope's freshness row.
 */
export async function touchScope(scope: string, force = false): Promise<void> {
	if (busy.value.has(scope)) return;
	await firstPaint;
	busy.value = new Set(busy.value).add(scope);
	try {
		const { touch } = await import("../library/touch.ts");
		await touch(world, scope, { force, signal: new AbortController().signal });
	} catch (error) {
		if (!noteFull(error)) console.error("Refreshing failed", scope, error);
	} finally {
		const rest = new Set(busy.value);
		rest.delete(scope);
		busy.value = rest;
	}
}

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

async function sendWaiting({ force = false, sourceIds }: DrainRequest): Promise<DrainResult | null> {
	try {
		await firstPaint;
		// Nothing waits, and nothing was written that a server could have lost since: the drain stays out of a first load.
		if ((await world.db.outbox.count()) + (await world.db.written.count()) === 0) return null;
		const { drain } = await import("../progress/drain.ts");
		const options = { signal: new AbortController().signal, force, ...(sourceIds ? { sourceIds } : {}) };
		let result = await drain(world, options);
		for (let turn = 0; result.heldElsewhere && turn < TURNS; turn += 1) {
			await new Promise((resolve) => setTimeout(resolve, TURN_MS));
			result = await drain(world, options);
		}
		if (result.sent > 0) full.value = false;
		return result;
	} catch (error) {
		if (!noteFull(error)) console.error("Sending failed", error);
		return null;
	}
}

/** Marks a title, a season or a show, says so with a way back, and sends it when that is possible. */
export async function markItem(itemId: ItemId, type: "markWatched" | "markUnwatched", title: string): Promise<void> {
	const { mark } = await import("../progress/record-change.ts");
	const done = type === "markWatched" ? "watched" : "not watched";
	let changed: number;
	try {
		changed = await mark(world, itemId, type);
		full.value = false;
	} catch (error) {
		if (!noteFull(error)) throw error;
		say(`This device has no room left: ${title} was not marked ${done}`);
		return;
	}
	say(changed > 1 ? `${changed} episodes marked ${done}` : `${title}: marked ${done}`);
	announceChange();
}

/** To be called after each change that was put into the outbox: sends it now, and by the worker should the page close. */
export function announceChange(): void {
	registerDrain().catch(() => undefined);
	drainNow().catch(() => undefined);
}

/** Brings a whole source into the database, or goes on where that was left. Ends by itself, by `stopSync`, or with the page. */
export async function startSync(sourceId: SourceId, force = false): Promise<void> {
	if (syncing.value.has(sourceId)) return;
	stopped.delete(sourceId);
	const control = new AbortController();
	syncing.value = new Map(syncing.value).set(sourceId, control);
	try {
		await firstPaint;
		const { syncSource } = await import("../library/sync-source.ts");
		const { kind, reason } = await syncSource(world, sourceId, { signal: control.signal, force });
		if (kind === "complete") full.value = false;
		if (reason === "storage-full") full.value = true;
	} catch (error) {
		if (!noteFull(error) && !control.signal.aborted) console.error("Syncing failed", sourceId, error);
	} finally {
		const rest = new Map(syncing.value);
		rest.delete(sourceId);
		syncing.value = rest;
	}
}

/** Reads every server anew and sends what waits: what R and the refresh button on Home do. */
export function refreshEverything(): void {
	drainNow({ force: true }).catch(() => undefined);
	for (const { sourceId, state } of sources.value ?? []) {
		if (state === "ok" || state === "away") startSync(sourceId, true).catch(() => undefined);
	}
}

/** Stops a sync; what is there stays, and `startSync` goes on from it. */
export function stopSync(sourceId: SourceId): void {
	stopped.add(sourceId);
	syncing.value.get(sourceId)?.abort();
}

/**
 * Starts what keeps this device and the servers together (SYNC.md §4): sends what waits on start, focus, `online`, a timer and the
 * first success after a failure; refreshes stale libraries that are active. Called once.
 */
export async function startEngine(): Promise<void> {
	await firstPaint;
	const wake = () => {
		if (document.visibilityState !== "visible") return;
		if (waiting.value.length > 0) drainNow().catch(() => undefined);
		refreshActive()
			.then(lookAtWhatWasWritten)
			.catch((error: unknown) => console.error("Refreshing failed", error));
	};
	addEventListener("focus", wake);
	watchNetwork(window, connectionOf(navigator));
	addEventListener("online", wake);
	addEventListener("pageshow", (event) => event.persisted && wake());
	document.addEventListener("visibilitychange", () => {
		if (document.visibilityState === "visible") wake();
		else if (waiting.value.length > 0) {
			registerDrain().catch(() => undefined);
			drainInWorker();
		}
	});
	setInterval(() => {
		if (document.visibilityState === "visible" && waiting.value.length > 0) drainNow().catch(() => undefined);
	}, TIMER_MS);
	drainWhenAServerIsBack();
	wake();
	if (waiting.value.length > 0) await registerDrain();
}

/** The part of the Network Information API used here; Chromium only. */
function connectionOf(browser: Navigator & { readonly connection?: EventTarget }): EventTarget | undefined {
	return browser.connection;
}

/** Has addresses checked again before a token goes to one of them, when the device may be in another network. DESIGN.md §4 *Address*. */
export function watchNetwork(page: EventTarget, connection: EventTarget | undefined): void {
	const forget = async () => {
		const { forgetCheckedAddresses } = await import("../servers/open-server.ts");
		forgetCheckedAddresses(world);
	};
	const changed = () => {
		forget().catch((error: unknown) => console.error("Addresses were not forgotten", error));
	};
	page.addEventListener("online", changed);
	page.addEventListener("offline", changed);
	connection?.addEventListener("change", changed);
}

function drainWhenAServerIsBack(): void {
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

/** Goes on with syncs that were cut off (unless the person stopped them), and touches the libraries somebody looked at lately. */
async function refreshActive(): Promise<void> {
	const now = world.now();
	for (const { sourceId, state } of await world.db.sources.toArray()) {
		if (state === "left" || state === "signed-out") continue;
		const libraries = await world.db.libraries.where("sourceId").equals(sourceId).toArray();
		if (!(await isReadCompletely(libraries))) {
			if (!stopped.has(sourceId)) startSync(sourceId).catch(() => undefined);
			continue;
		}
		await touchScope(librariesScope(sourceId));
		for (const { libraryId, openedAt, kind } of libraries) {
			if (openedAt === undefined || now - openedAt > ACTIVE_MS) continue;
			for (const list of listsOf(kind)) await touchScope(listScope(list, libraryId));
		}
	}
}

/** Queues again what servers lost of it, by what was read since: a drain does so too, but there is none while nothing waits. SYNC.md row 16. */
async function lookAtWhatWasWritten(): Promise<void> {
	if ((await world.db.written.count()) === 0) return;
	const { takeSecondLook } = await import("../progress/second-look.ts");
	for (const { sourceId } of await world.db.sources.toArray()) await takeSecondLook(world, sourceId);
}

async function isReadCompletely(libraries: readonly Library[]): Promise<boolean> {
	const scopes = libraries.flatMap(({ kind, libraryId }) => listsOf(kind).map((list) => listScope(list, libraryId)));
	const rows = await world.db.freshness.bulkGet(scopes);
	return scopes.length > 0 && rows.every((row) => (row?.fetchedAt ?? 0) > 0);
}

/** Notes that a library is on screen, which makes it active for a day. */
export async function noteOpened(libraryId: LibraryId): Promise<void> {
	await world.db.libraries.update(libraryId, { openedAt: world.now() });
}
