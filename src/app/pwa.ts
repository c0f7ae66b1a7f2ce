import { signal } from "@preact/signals";
import { world } from "./world.ts";

/** True when a newer build is installed and waits for the person's word. */
export const updateReady = signal(false);

/** The tag that src/worker/service-worker.ts answers. */
const DRAIN_TAG = "stowaway-drain";
const SCRIPT = "./sw.js";
const OPTIONS = { scope: "./", updateViaCache: "none" } as const;
/** Not while a slow device still connects for the first time. */
const FOLLOW_AFTER_MS = 8000;
const RELOAD_AT_MOST_EVERY_MS = 60_000;
const RELOADED_AT = `stowaway-reloaded:${world.scope}`;

/** The part of Background Sync used here; Chromium only, and typed differently by every library (contract/platform.md §4.3). */
interface SyncCapable {
	register(tag: string): Promise<void>;
}

let acceptUpdate: () => void = () => undefined;

/**
 * Installs the service worker and keeps looking for newer builds: hourly and whenever the app comes to the front. To be called once,
 * after the first paint. A new build waits (`updateReady`) until `applyUpdate`. Does nothing where there are no service workers
 * and while developing.
 */
export async function startPwa(): Promise<void> {
	reloadWhenAChunkIsGone();
	if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
	answerWorker();
	reloadOnNewController();
	// The very first worker is wanted at once, for the pictures; what follows later builds is not, and stays out of the first load.
	if (!navigator.serviceWorker.controller) {
		await navigator.serviceWorker.register(SCRIPT, OPTIONS).catch(() => undefined); // Blocked storage, a proxy's HTML: the app works without.
		askToBeClaimed();
	}
	setTimeout(followBuilds, FOLLOW_AFTER_MS);
}

/** Loaded while the very first worker was being installed, a page may have been missed by its claim, and would show no pictures. */
async function askToBeClaimed(): Promise<void> {
	const { active } = await navigator.serviceWorker.ready;
	if (navigator.serviceWorker.controller) return;
	active?.postMessage({ type: "claim", script: import.meta.url });
}

/** Offline its code may be missing; asked again with the next start. */
function followBuilds(): void {
	import("./follow-builds.ts")
		.then(({ followBuilds }) =>
			followBuilds(SCRIPT, OPTIONS, (accept) => {
				acceptUpdate = accept;
				updateReady.value = true;
			}),
		)
		.catch(() => undefined);
}

/** Says no more of the waiting build in this page; the next start does. */
export function putOffUpdate(): void {
	updateReady.value = false;
}

/** Lets the waiting build take over. Every tab reloads, one that plays a film when it stops. */
export function applyUpdate(): void {
	acceptUpdate();
}

/**
 * Asks the browser to send what waits even when no page is open. SYNC.md §4. Resolves without effect where Background Sync does
 * not exist or is refused; the page's own triggers carry it then.
 */
export async function registerDrain(): Promise<void> {
	if (!("serviceWorker" in navigator)) return;
	const registration = await navigator.serviceWorker.getRegistration();
	const sync: SyncCapable | undefined = registration && Object(registration).sync;
	await sync?.register(DRAIN_TAG).catch(() => undefined);
}

/** Asks the worker to send what waits while this page goes away, for browsers without Background Sync. */
export function drainInWorker(): void {
	navigator.serviceWorker?.controller?.postMessage({ type: "drain" });
}

/** The worker asks for what only a page can fetch. */
function answerWorker(): void {
	navigator.serviceWorker.addEventListener("message", async (event) => {
		if (event.data?.type === "fetch-image") await (await import("./fetch-picture.ts")).fetchPicture(event);
	});
}

/** The first worker claims the page and changes nothing for it; any later one brings another build, which must not mix with this one. */
function reloadOnNewController(): void {
	let isFirst = navigator.serviceWorker.controller === null;
	navigator.serviceWorker.addEventListener("controllerchange", () => {
		if (!isFirst) whenNothingPlays(() => location.reload());
		isFirst = false;
	});
}

function whenNothingPlays(act: () => void): void {
	const plays = () => [...document.querySelectorAll("video")].some((video) => !video.paused);
	if (!plays()) {
		act();
		return;
	}
	const retry = () => {
		if (plays()) return;
		clearInterval(timer);
		act();
	};
	const timer = setInterval(retry, 1000);
}

/** A lazy chunk that a newer deployment has replaced: one reload brings the new build, and not again at once if that did not help. */
function reloadWhenAChunkIsGone(): void {
	addEventListener("vite:preloadError", (event) => {
		const last = Number(sessionStorage.getItem(RELOADED_AT) ?? 0);
		if (!navigator.onLine || Date.now() - last < RELOAD_AT_MOST_EVERY_MS) return;
		event.preventDefault();
		sessionStorage.setItem(RELOADED_AT, String(Date.now()));
		whenNothingPlays(() => location.reload());
	});
}
