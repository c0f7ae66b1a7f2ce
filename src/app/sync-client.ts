import { type Remote, wrap } from "comlink";
import { LISTS, parseScope } from "../library/scopes.ts";
import type { SyncOptions, SyncResult } from "../library/sync-source.ts";
import { isTouchDue, type TouchOptions, touch } from "../library/touch.ts";
import type { SourceId } from "../model/ids.ts";
import { hasPlainHttpConsent } from "../servers/check-address.ts";
import { needsPage } from "../servers/usable-addresses.ts";
import type { SyncService } from "../worker/sync-api.ts";
import workerUrl from "../worker/sync-worker.ts?worker&url";
import { world } from "./world.ts";

/** How long a worker without work is kept: what follows a sync often comes at once. */
const IDLE_MS = 5_000;

/** The worker could not be started, or broke. What it was doing goes on in the page, from where the database says. */
class WorkerLost extends Error {}

interface SyncWorker {
	readonly service: Remote<SyncService>;
	/** Rejects when the worker is lost. */
	readonly lost: Promise<never>;
	readonly end: () => void;
}

let current: SyncWorker | undefined;
let jobs = 0;
let idle: ReturnType<typeof setTimeout> | undefined;
/** Once lost, the page does the work until it is loaded again. */
let isLost = false;

function start(): SyncWorker {
	const worker = made();
	const lost = new Promise<never>((_, reject) => {
		worker.addEventListener("error", (event) => {
			event.preventDefault();
			isLost = true;
			// Ends its locks too, which the page needs next.
			end();
			reject(new WorkerLost(event.message));
		});
	});
	lost.catch(() => undefined);
	const end = () => {
		worker.terminate();
		current = undefined;
	};
	return { service: wrap<SyncService>(worker), lost, end };
}

function made(): Worker {
	try {
		return new Worker(workerUrl, { type: "module", name: world.scope });
	} catch (error) {
		isLost = true;
		throw new WorkerLost(String(error));
	}
}

/** Lets the worker do something, and the page when there is no worker to be had, or `sourceId` is one that only pages can reach. */
export async function inWorker<T>(
	sourceId: SourceId,
	work: (service: Remote<SyncService>) => Promise<T>,
	instead: () => Promise<T>,
): Promise<T> {
	const source = await world.db.sources.get(sourceId);
	if (isLost || (source && needsPage(source, world.place, await hasPlainHttpConsent(world)))) return instead();
	clearTimeout(idle);
	jobs += 1;
	try {
		current ??= start();
		return await Promise.race([work(current.service), current.lost]);
	} catch (error) {
		if (!(error instanceof WorkerLost)) throw error;
		console.warn("The sync worker was lost; this page goes on with its work", error.message);
		return await instead();
	} finally {
		jobs -= 1;
		if (jobs === 0) idle = setTimeout(() => current?.end(), IDLE_MS);
	}
}

/** Work that can be stopped while it is under way. */
interface Stoppable<T> {
	readonly begin: (service: Remote<SyncService>) => Promise<T>;
	readonly stop: (service: Remote<SyncService>) => Promise<void>;
	/** What it gives when it was stopped before it began. */
	readonly stopped: T;
	readonly instead: () => Promise<T>;
}

/** The same for work that `signal` stops: the worker is told, and says how it ended. */
export function inWorkerUntil<T>(
	signal: AbortSignal,
	sourceId: SourceId,
	{ begin, stop, stopped, instead }: Stoppable<T>,
): Promise<T> {
	const work = async (service: Remote<SyncService>) => {
		const tell = () => stop(service);
		signal.addEventListener("abort", tell);
		try {
			return signal.aborted ? stopped : await begin(service);
		} finally {
			signal.removeEventListener("abort", tell);
		}
	};
	return inWorker(sourceId, work, instead);
}

/** `syncSource` of the library in the sync worker; here for a source that only pages can reach, and where there is no worker. */
export function syncSource(sourceId: SourceId, { signal, force = false }: SyncOptions): Promise<SyncResult> {
	return inWorkerUntil<SyncResult>(signal, sourceId, {
		begin: (service) => service.sync(sourceId, force),
		stop: (service) => service.stop(sourceId),
		stopped: { kind: "stopped", rows: 0, skipped: 0 },
		instead: async () => (await import("../library/sync-source.ts")).syncSource(world, sourceId, { signal, force }),
	});
}

/** `touch` of the library: lists in the sync worker, because comparing a whole library takes long; anything smaller here. */
export async function touchScope(scope: string, options: TouchOptions): Promise<void> {
	const parsed = parseScope(scope);
	const here = () => touch(world, scope, options);
	if (parsed === null || !LISTS.some((list) => list === parsed.kind)) return here();
	// No worker is started for what is fresh.
	if (!(await isTouchDue(world, scope, options))) return;
	const sourceId = parsed.id.slice(0, parsed.id.indexOf("/"));
	await inWorker(sourceId, (service) => service.touch(scope, options.force ?? false), here);
}
