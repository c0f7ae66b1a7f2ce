import type { Fault } from "../emulator.ts";
import { type Handler, noAnswer, OPEN_CORS } from "./handler.ts";
import { shortenList, spoilRows } from "./spoil-answer.ts";

/** The faults a server has switched on, with how often each may still hit. */
export interface Faults {
	/** Replaces all faults. */
	set(faults: readonly Fault[]): void;
	/** What is left: `times` counts down, used-up faults are gone. */
	list(): readonly Fault[];
	/** Uses up one hit of every latency and of the first other fault that matches. */
	take(method: string, path: string): TakenFaults;
}

export interface TakenFaults {
	/** Sum of the matching latencies, in ms. */
	readonly latencyMs: number;
	readonly fault: Fault | null;
}

/** A switchboard without faults. Preflights (OPTIONS) are hit only by faults whose `method` names them. */
export function createFaults(): Faults {
	let active: { fault: Fault; left: number }[] = [];
	const matches = (fault: Fault, method: string, path: string) =>
		(fault.path === undefined || path.includes(fault.path)) &&
		(fault.method === undefined ? method !== "OPTIONS" : fault.method.toUpperCase() === method);
	return {
		set: (faults) => {
			active = faults.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }));
		},
		list: () => active.map(({ fault, left }) => (Number.isFinite(left) ? { ...fault, times: left } : fault)),
		take: (method, path) => {
			let latencyMs = 0;
			let hit: Fault | null = null;
			for (const entry of active) {
				const isLatency = entry.fault.kind === "latency";
				if (entry.left <= 0 || (!isLatency && hit !== null) || !matches(entry.fault, method, path)) continue;
				entry.left -= 1;
				if (isLatency) latencyMs += entry.fault.ms ?? 1000;
				else hit = entry.fault;
			}
			active = active.filter((entry) => entry.left > 0);
			return { latencyMs, fault: hit };
		},
	};
}

/**
 * `handle` with faults in front. The control paths (`/__demo/`) are never hit.
 *
 * | kind | carried out | answer |
 * |---|---|---|
 * | down | no | rejects |
 * | drop-answer | once | rejects |
 * | duplicate | twice | the second |
 * | hang | once, after the request's signal aborted | rejects with the abort's reason |
 * | status | no | `status` (500), CORS open |
 * | garbage | once | 200 with JSON cut off in the middle |
 * | html | no | 200 with an HTML page, as a captive portal or a proxy's login page gives |
 * | wrong-types, short-list | once | its JSON, spoilt |
 * | latency | once | as it is, `ms` (1000) later; adds to any other fault |
 */
export function withFaults(handle: Handler, faults: Faults): Handler {
	return async (request) => {
		const { pathname, search } = new URL(request.url);
		if (pathname.startsWith("/__demo/")) return handle(request);
		const { latencyMs, fault } = faults.take(request.method, pathname + search);
		if (latencyMs > 0) await elapse(latencyMs, request.signal);
		if (fault === null) return handle(request);
		switch (fault.kind) {
			case "down":
				throw noAnswer("connection refused");
			case "drop-answer":
				await handle(request);
				throw noAnswer("other side closed");
			case "duplicate": {
				const repeat = await repeatable(request);
				await handle(repeat());
				return handle(repeat());
			}
			case "hang": {
				const repeat = await repeatable(request);
				await aborted(request.signal);
				await handle(repeat());
				throw request.signal.reason;
			}
			case "status":
				return new Response(null, { status: fault.status ?? 500, headers: OPEN_CORS });
			case "garbage":
				await handle(request);
				return page('{"Items":[{"Id":"', "application/json");
			case "html":
				return page("<!doctype html><title>Sign in</title><h1>Please sign in to this network</h1>", "text/html");
			case "wrong-types":
				return spoilRows(await handle(request));
			case "short-list":
				return shortenList(await handle(request));
			case "latency":
				return handle(request);
		}
	};
}

function page(body: string, contentType: string): Response {
	return new Response(body, { status: 200, headers: { ...OPEN_CORS, "content-type": contentType } });
}

/** Copies of `request` without its signal, since a body stream can be read only once and dies with the abort. */
async function repeatable(request: Request): Promise<() => Request> {
	const { url, method } = request;
	const headers = new Headers(request.headers);
	const body = request.body === null ? undefined : await request.arrayBuffer();
	return () => new Request(url, { method, headers, body });
}

/** Settles once `signal` aborts. */
function aborted(signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (signal.aborted) resolve();
		else signal.addEventListener("abort", () => resolve(), { once: true });
	});
}

/** Waits `ms`, or rejects with the signal's reason when the request is given up first. */
function elapse(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		const giveUp = () => {
			clearTimeout(timer);
			reject(signal.reason);
		};
		const timer = setTimeout(() => {
			signal.removeEventListener("abort", giveUp);
			resolve();
		}, ms);
		if (signal.aborted) giveUp();
		else signal.addEventListener("abort", giveUp, { once: true });
	});
}
