import { type ReadonlySignal, signal } from "@preact/signals";
import { touchArrQueue } from "../library/arr-queue.ts";
import { isArrDue, settleArr, touchArr } from "../library/arr-titles.ts";
import type { ArrId, ArrProblem } from "../model/arr.ts";
import { reachableFrom } from "../servers/reachable-from.ts";
import { firstPaint } from "./first-paint.ts";
import { world } from "./world.ts";

const busy = signal<ReadonlySet<ArrId>>(new Set());

/** The Radarr and Sonarr servers whose titles this page is reading now. */
export const refreshingArr: ReadonlySignal<ReadonlySet<ArrId>> = busy;

/**
 * Asks for the titles of a server to be fresh; reads them behind the page when they are not. `force`: a person asked. Never rejects:
 * what went wrong stands in the server's row.
 */
export async function refreshArr(arrId: ArrId, force = false): Promise<void> {
	if (busy.value.has(arrId)) return;
	busy.value = new Set(busy.value).add(arrId);
	try {
		await firstPaint;
		if (await isArrDue(world, arrId, force)) await read(arrId, force);
	} catch (error) {
		console.error("Reading titles failed", arrId, error);
	} finally {
		const rest = new Set(busy.value);
		rest.delete(arrId);
		busy.value = rest;
	}
}

/** Asks for what a server downloads to be fresh. Never rejects. */
export async function refreshArrQueue(arrId: ArrId): Promise<void> {
	try {
		await firstPaint;
		await touchArrQueue(world, arrId, { signal: new AbortController().signal });
	} catch (error) {
		console.error("Reading a queue failed", arrId, error);
	}
}

/**
 * All titles come in one answer of tens of MB, so the sync worker reads it and writes the rows; where only a page may ask the server,
 * the page asks and the worker does the rest.
 */
async function read(arrId: ArrId, force: boolean): Promise<void> {
	const server = await world.db.arrServers.get(arrId);
	if (server === undefined) return;
	const { inWorkerUntil } = await import("./sync-client.ts");
	const { signal } = new AbortController();
	const stop = () => Promise.resolve();
	if (reachableFrom({ ...world.place, kind: "worker" }, server.baseUrl)) {
		return inWorkerUntil<void>(signal, arrId, {
			begin: (service) => service.arr(arrId, force),
			stop,
			stopped: undefined,
			instead: () => touchArr(world, arrId, { force, signal }),
		});
	}
	const settle = (text: string) =>
		inWorkerUntil<ArrProblem | null>(signal, arrId, {
			begin: (service) => service.settleArr(arrId, text),
			stop,
			stopped: null,
			instead: () => settleArr(world, arrId, text),
		});
	return touchArr(world, arrId, { force, signal, settle });
}
