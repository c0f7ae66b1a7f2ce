import { getCacheKeyForURL, matchPrecache, type PrecacheEntry, precache } from "workbox-precaching";
import { drainOnSync } from "./drain-on-sync.ts";
import { answerImage } from "./image-answer.ts";
import { readImageRequest } from "./image-request.ts";
import { readPageMessage } from "./messages.ts";
import { workerWorld } from "./world.ts";

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: PrecacheEntry[] };

/** The tag that src/app/pwa.ts registers. */
const DRAIN_TAG = "stowaway-drain";

const scope = new URL(self.registration.scope);
const world = workerWorld(scope.pathname);
let isFirstInstall = false;

// Not `cleanupOutdatedCaches`: it deletes what names our scope, and so the shell of every copy of the app in a folder below this one.
precache(self.__WB_MANIFEST);

// A new build waits for the person's word (`message` below): two builds never mix. Pages are claimed on the very first install only,
// and where one of this build was missed then.
self.addEventListener("install", (event) => {
	isFirstInstall = self.registration.active === null;
	answerFilesWithoutUs(event);
});
self.addEventListener("activate", (event) => {
	if (isFirstInstall) event.waitUntil(self.clients.claim());
});

self.addEventListener("message", (event) => {
	const message = readPageMessage(event.data);
	if (message?.type === "SKIP_WAITING") event.waitUntil(self.skipWaiting());
	if (message?.type === "drain") event.waitUntil(drainOnSync(world).catch(() => undefined)); // What is left waits for the next trigger.
	if (message?.type === "claim" && getCacheKeyForURL(message.script)) event.waitUntil(self.clients.claim());
});

self.addEventListener("sync", (event) => {
	if (event.tag === DRAIN_TAG) event.waitUntil(drainOnSync(world));
});

/**
 * | request | answered by |
 * |---|---|
 * | another origin, another app on this origin, not GET | nobody: answering plain http here would break it (contract/platform.md §4.1) |
 * | `-/image/…` | the image cache |
 * | anything else under `-/` | 404; never the app shell |
 * | the scope itself | the precached shell |
 * | a file of this build | the precache |
 * | the rest (`demo.json`, HLS) | nobody |
 */
self.addEventListener("fetch", (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== "GET" || url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return;
	const path = url.pathname.slice(scope.pathname.length);
	if (path.startsWith("-/")) {
		const image = readImageRequest(path.slice(2), url.searchParams);
		const clientId = event.clientId || event.resultingClientId;
		event.respondWith(
			image ? answerImage(world, self.clients, image, clientId, request.signal) : new Response(null, { status: 404 }),
		);
	} else if (path === "" || path === "index.html") {
		event.respondWith(fromPrecache("index.html", request));
	} else if (getCacheKeyForURL(request.url)) {
		event.respondWith(fromPrecache(request.url, request));
	}
});

/**
 * Lets the browser take the files of a build, whose names say what is in them, from the precache by itself: it need not start the worker
 * nor wait for it. Where that is not possible (beyond Chromium), `fetch` above does it.
 */
function answerFilesWithoutUs(event: Event): void {
	const urlPattern = { pathname: `${scope.pathname}assets/*`, search: "" };
	const condition = { urlPattern, requestMethod: "GET" };
	Object(event).addRoutes?.({ condition, source: { cacheName: `workbox-precache-v2-${scope.href}` } });
}

/** The stored file; the network when the browser has thrown it away. */
async function fromPrecache(name: string, request: Request): Promise<Response> {
	return (await matchPrecache(name)) ?? fetch(request);
}
