import type { World } from "../../src/db/world.ts";
import type { ChangeType } from "../../src/model/change.ts";
import type { ItemId } from "../../src/model/ids.ts";
import { drain } from "../../src/progress/drain.ts";
import { type NewChange, recordChange } from "../../src/progress/record-change.ts";
import { world } from "./page-world.ts";

export { connectJellyfin, connectPlex } from "./page-world.ts";

/** The page of the drain's bench: the real outbox, merge and drain in a browser, and the bare loop beside them. */

const DURATION_MS = 100 * 60_000;
/** What of a hundred changes is what: mostly places in a film, some ends and marks. */
const KINDS: readonly ChangeType[] = ["progress", "progress", "progress", "finished", "markWatched"];
const { signal } = new AbortController();

function changeAt(itemId: ItemId, at: number): NewChange {
	const type = KINDS[at % KINDS.length] ?? "progress";
	return { itemId, type, positionMs: (6 + (at % 30)) * 60_000 };
}

/** Queues a change of each title; gives how long each took until its transaction was done, ms. */
export async function queue(keys: readonly string[]): Promise<readonly number[]> {
	const [source] = await world.db.sources.toArray();
	if (source === undefined) throw new Error("not connected");
	const { sourceId } = source;
	const base = { sourceId, libraryId: `${sourceId}/films`, kind: "movie", genres: [], providerIds: {} } as const;
	await world.db.items.bulkPut(
		keys.map((key) => ({
			...base,
			itemId: `${sourceId}/${key}`,
			title: key,
			sortTitle: key,
			overview: "word ".repeat(60),
			durationMs: DURATION_MS,
		})),
	);
	const times: number[] = [];
	for (const [at, key] of keys.entries()) {
		const startedAt = performance.now();
		await recordChange(world, changeAt(`${sourceId}/${key}`, at));
		times.push(performance.now() - startedAt);
	}
	return times;
}

/** Puts rows as large as those of the outbox into a bare store, one transaction each; gives how long each took, ms. */
export async function putBare(count: number): Promise<readonly number[]> {
	const row = await world.db.outbox.toCollection().first();
	const request = indexedDB.open(`bare-${Math.random()}`, 1);
	request.onupgradeneeded = () => request.result.createObjectStore("rows", { keyPath: "itemId" });
	const db = await new Promise<IDBDatabase>((resolve) => {
		request.onsuccess = () => resolve(request.result);
	});
	const times: number[] = [];
	for (let at = 0; at < count; at += 1) {
		const startedAt = performance.now();
		const transaction = db.transaction("rows", "readwrite");
		transaction.objectStore("rows").put({ ...row, itemId: `a1/${at}` });
		await new Promise((resolve) => {
			transaction.oncomplete = resolve;
		});
		times.push(performance.now() - startedAt);
	}
	db.close();
	return times;
}

interface Sent {
	readonly url: string;
	readonly method: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
}

/** The requests that wrote in the last drain that was noted. */
let writes: Sent[] = [];

async function note(request: Request): Promise<void> {
	const isRead = request.method === "GET" && !request.url.includes("/:/");
	if (isRead) return;
	const body = request.method === "GET" ? undefined : await request.clone().text();
	const headers = Object.fromEntries(request.headers);
	writes.push({ url: request.url, method: request.method, headers, ...(body ? { body } : {}) });
}

/** Drains everything; gives how long it took, ms, and how many requests were sent. `isNoted`: keeps what was written for `sendBare`. */
export async function drainAll(isNoted: boolean): Promise<{ readonly ms: number; readonly requests: number }> {
	let requests = 0;
	if (isNoted) writes = [];
	const fetch: World["fetch"] = async (input, init) => {
		requests += 1;
		const request = new Request(input, init);
		if (isNoted) await note(request);
		return world.fetch(request);
	};
	const startedAt = performance.now();
	const result = await drain({ ...world, fetch }, { signal });
	const ms = performance.now() - startedAt;
	if (result.kept > 0) {
		const [row] = await world.db.outbox.toArray();
		throw new Error(`${result.kept} were not sent: ${JSON.stringify(row)}`);
	}
	return { ms, requests };
}

/** Sends the writes that were noted, so many at a time, and reads nothing; gives how long it took, ms. */
export async function sendBare(inFlight: number): Promise<number> {
	const left = writes.values();
	const startedAt = performance.now();
	const sender = async () => {
		for (const { url, ...init } of left) {
			const answer = await fetch(url, init);
			if (!answer.ok) throw new Error(`${init.method} ${url}: ${answer.status}`);
			await answer.text();
		}
	};
	await Promise.all(Array.from({ length: inFlight }, sender));
	return performance.now() - startedAt;
}

/** Forgets what was sent and seen, as on a device that just connected. */
export async function forget(): Promise<void> {
	const { outbox, watch, written, journal } = world.db;
	await Promise.all([outbox, watch, written, journal].map((table) => table.clear()));
}
