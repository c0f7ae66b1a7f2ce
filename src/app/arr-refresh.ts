import { type ReadonlySignal, signal } from "@preact/signals";
import { touchArrQueue } from "../library/arr-queue.ts";
import { isArrDue, settleArr, touchArr } from "../library/arr-titles.ts";
import type { ArrId, ArrProblem, ArrTitleId } from "../model/arr.ts";
import { reachableFrom } from "../servers/reachable-from.ts";
import { firstPaint } from "./first-paint.ts";
import { world } from "./world.ts";

const busy = signal<ReadonlySet<ArrId>>(new Set());
/** Servers that a person asked for while they were being read: what is under way may have begun with the key of before. */
const askedAgain = new Set<ArrId>();

/** The Radarr and Sonarr servers whose titles this page is reading now. */
export const refreshingArr: ReadonlySignal<ReadonlySet<ArrId>> = busy;

/**
 * Asks for the titles of a server to be fresh; reads them behind the page when they are not. `force`: a person asked. Never rejects:
 * what went wrong stands in the server's row.
 */
export async function refreshArr(arrId: ArrId, force = false): Promise<void> {
	if (busy.value.has(arrId)) {
		if (force) askedAgain.add(arrId);
		return;
	}
	try {
		await firstPaint;
		// Nothing is said to be read that is fresh.
		if (!(await isArrDue(world, arrId, force))) return;
		if (busy.value.has(arrId)) return refreshArr(arrId, force);
		busy.value = new Set(busy.value).add(arrId);
		await read(arrId, force);
	} catch (error) {
		console.error("Reading titles failed", arrId, error);
	}
	const rest = new Set(busy.value);
	rest.delete(arrId);
	busy.value = rest;
	if (askedAgain.delete(arrId)) await refreshArr(arrId, true);
}

/** Asks for what a server downloads to be fresh; `also`: a person asked for this title. Never rejects. */
export async function refreshArrQueue(arrId: ArrId, also?: ArrTitleId): Promise<void> {
	try {
		await firstPaint;
		const { signal } = new AbortController();
		await touchArrQueue(world, arrId, also === undefined ? { signal } : { force: true, also, signal });
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
