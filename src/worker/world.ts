import { openDatabase } from "../db/open-database.ts";
import type { World } from "../db/world.ts";

/**
 * The world of a worker whose app lives under `scope` (a path that ends in `/`). The database is opened at once.
 * `onOutdated` is called when a newer build upgraded the tables: this worker's code may not write any more.
 */
export function workerWorld(scope: string, onOutdated: () => void = () => undefined): World {
	return {
		db: openDatabase(scope, onOutdated),
		fetch: (input, init) => fetch(input, init),
		now: () => Date.now(),
		random: () => Math.random(),
		locks: { request: (name, options, callback) => navigator.locks.request(name, options, callback) },
		scope,
		place: {
			kind: "worker",
			scheme: location.protocol === "https:" ? "https" : "http",
			isLoopback: isLoopback(location.hostname),
		},
		caches,
	};
}

function isLoopback(host: string): boolean {
	return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(host);
}
