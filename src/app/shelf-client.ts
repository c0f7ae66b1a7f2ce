import { type Remote, wrap } from "comlink";
import type { ShelfService } from "../worker/shelf-api.ts";
import workerUrl from "../worker/shelf-worker.ts?worker&url";
import { world } from "./world.ts";

let service: Remote<ShelfService> | undefined;

/**
 * The shelf worker, started with the first call and kept for the life of the page. To be imported lazily by pages that list or search;
 * give `watch` its callback through comlink's `proxy`.
 */
export function shelfWorker(): Remote<ShelfService> {
	service ??= wrap<ShelfService>(new Worker(workerUrl, { type: "module", name: world.scope }));
	return service;
}
