import type { World } from "../../src/db/world.ts";
import { syncSource } from "../../src/library/sync-source.ts";
import { world } from "./page-world.ts";

export { connectJellyfin, connectPlex } from "./page-world.ts";

/** The page of the benches that read whole libraries: the real engine in a browser, and the bare platform beside it. */

const { signal } = new AbortController();
let shiftMs = 0;

interface Sent {
	readonly method: string;
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	/** Requests that were on their way at the same time have the same. */
	readonly together: number;
}

/** What the last sync asked, in its order. */
let sent: Sent[] = [];

/** How a sync went. */
export interface Synced {
	readonly isComplete: boolean;
	readonly ms: number;
	readonly requests: number;
	/** Bytes of all answers, uncompressed. */
	readonly bytes: number;
	/** Rows that were in them. */
	readonly rows: number;
}

/** Reads everything, going on where a busy server took too long. Bytes are counted, which takes time. */
export async function readAll(): Promise<Synced> {
	const parts = [await sync(true)];
	while (parts.at(-1)?.isComplete === false) parts.push(await sync(true));
	const sum = (key: "ms" | "requests" | "bytes" | "rows") => parts.reduce((all, part) => all + part[key], 0);
	return { isComplete: true, ms: sum("ms"), requests: sum("requests"), bytes: sum("bytes"), rows: sum("rows") };
}

/** What the app does when lists are stale: syncs the source, and notes what was asked. */
export async function refresh(): Promise<Synced> {
	const synced = await sync(false);
	if (!synced.isComplete) throw new Error("The server took too long, or broke");
	return synced;
}

async function sync(isFirst: boolean): Promise<Synced> {
	const [source] = await world.db.sources.toArray();
	if (source === undefined) throw new Error("not connected");
	let [inFlight, together, bytes] = [0, 0, 0];
	sent = [];
	const fetch: World["fetch"] = async (input, init) => {
		const request = new Request(input, init);
		if (inFlight === 0) together += 1;
		inFlight += 1;
		const { method, url, headers } = request;
		sent.push({ method, url, headers: Object.fromEntries(headers), together });
		try {
			const answer = await world.fetch(request);
			if (isFirst) bytes += (await answer.clone().arrayBuffer()).byteLength;
			return answer;
		} finally {
			inFlight -= 1;
		}
	};
	const startedAt = performance.now();
	const result = await syncSource({ ...world, fetch, now: () => Date.now() + shiftMs }, source.sourceId, {
		signal,
		force: isFirst,
	});
	const ms = performance.now() - startedAt;
	const isComplete = result.kind === "complete";
	if (!isComplete && result.reason !== "unreachable") throw new Error(JSON.stringify(result));
	return { isComplete, ms, requests: sent.length, bytes, rows: result.rows };
}

/** Lets the page's clock go on, so that what was read is stale. The server's has to go on with it. */
export function later(ms: number): void {
	shiftMs += ms;
}

/** Fetches and parses once more what the last sync asked, as much of it at a time, and does nothing with it. Gives ms. */
export async function fetchBare(): Promise<number> {
	const groups = new Map<number, Sent[]>();
	for (const one of sent) groups.set(one.together, [...(groups.get(one.together) ?? []), one]);
	const startedAt = performance.now();
	for (const group of groups.values()) {
		await Promise.all(
			group.map(async ({ url, method, headers }) => {
				const answer = await fetch(url, { method, headers }).catch(() => null); // An address where nobody answers is asked, too.
				return JSON.parse((await answer?.text()) || "null");
			}),
		);
	}
	return performance.now() - startedAt;
}
