import { signal } from "@preact/signals";
import { openDatabase } from "../db/open-database.ts";
import type { World } from "../db/world.ts";
import { scope } from "./scope.ts";

/** True once a newer build has changed the database: this tab has closed it and must be reloaded. */
export const isOutdated = signal(false);

/** The page's world: real network, clock, locks and database. Made first of all, because opening IndexedDB takes longest. */
export const world: World = {
	db: openDatabase(scope, () => {
		isOutdated.value = true;
	}),
	fetch: (input, init) => fetch(input, init),
	now: () => Date.now(),
	random: () => Math.random(),
	locks: {
		// The platform's own type wraps what the callback gives in one more promise.
		request: async (name, options, callback) => await navigator.locks.request(name, options, (lock) => callback(lock)),
	},
	scope,
	place: {
		kind: "page",
		scheme: location.protocol === "https:" ? "https" : "http",
		isLoopback: /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(location.hostname),
	},
	...("caches" in globalThis ? { caches } : {}),
};
