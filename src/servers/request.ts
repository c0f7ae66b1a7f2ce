import ky from "ky";
import * as z from "zod/mini";
import type { World } from "../db/world.ts";
import { type Failure, type Outcome, ok } from "./outcome.ts";
import { targetAddressSpace } from "./reachable-from.ts";

/** Default limit for one request and its answer, ms. */
export const REQUEST_TIMEOUT_MS = 15_000;
/** Limit for lists: a large library on a slow disk needs it. contract/jellyfin-api.md §3.5. */
export const LIST_TIMEOUT_MS = 60_000;

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;
export type Method = "GET" | "POST" | "PUT" | "DELETE";

export interface ReadOptions {
	/** Limit for the request and its whole answer, ms. */
	readonly timeoutMs?: number;
}

export interface ServerRequest extends ReadOptions {
	readonly method: Method;
	/** Without trailing slash; a base path is kept. */
	readonly base: string;
	readonly path: string;
	readonly query?: Query;
	readonly headers?: Readonly<Record<string, string>>;
	/** Sent as JSON. */
	readonly json?: unknown;
	/** True for a dialect that never answers in HTML: an HTML page is somebody else's (a proxy, a hotel login). */
	readonly isNeverHtml?: boolean;
}

export interface Answer {
	readonly status: number;
	readonly text: string;
}

/** Address, path and query as one URL. Undefined values are left out. */
export function requestUrl(base: string, path: string, query: Query = {}): URL {
	const url = new URL(base.replace(/\/+$/, "") + path);
	for (const [name, value] of Object.entries(query)) {
		if (value !== undefined) url.searchParams.set(name, String(value));
	}
	return url;
}

/**
 * Sends one request, once, and reads its whole answer within the limit. Never throws for what a network or server does:
 *
 * | answer | outcome |
 * |---|---|
 * | 2xx | ok |
 * | 401 / 403 / 404 | unauthorized / no-access / gone |
 * | 408, 429, 5xx, 3xx | unreachable, server-error |
 * | other 4xx | refused, with up to 200 characters of what was said |
 * | HTML where the dialect has none | unreachable, unreadable |
 * | no answer in time / given up / no connection | unreachable: timeout / aborted / network |
 */
export async function sendRequest(
	world: Pick<World, "fetch" | "place">,
	request: ServerRequest,
	signal: AbortSignal,
): Promise<Outcome<Answer>> {
	const deadline = new AbortController();
	const timer = setTimeout(() => deadline.abort(), request.timeoutMs ?? REQUEST_TIMEOUT_MS);
	const either = AbortSignal.any([signal, deadline.signal]);
	try {
		return await untilAborted(exchange(world, request, either), either);
	} catch {
		if (signal.aborted) return { kind: "unreachable", reason: "aborted" };
		return { kind: "unreachable", reason: deadline.signal.aborted ? "timeout" : "network" };
	} finally {
		clearTimeout(timer);
	}
}

async function exchange(
	{ fetch, place }: Pick<World, "fetch" | "place">,
	request: ServerRequest,
	signal: AbortSignal,
): Promise<Outcome<Answer>> {
	const url = requestUrl(request.base, request.path, request.query);
	const space = targetAddressSpace(place, url);
	const response = await ky(url, {
		method: request.method,
		headers: request.headers,
		...(request.json === undefined ? {} : { json: request.json }),
		// The answer's body has to be within the limit too, which ky's own time-out does not cover.
		timeout: false,
		retry: 0,
		throwHttpErrors: false,
		cache: "no-store",
		referrerPolicy: "no-referrer",
		signal,
		// As a hook instead of `fetch`, it spares the copy that ky makes of each request for retries.
		hooks: { beforeRequest: [(asked) => fetch(asked, space === undefined ? {} : withAddressSpace(space))] },
	});
	const answer = { status: response.status, text: await response.text() };
	if (request.isNeverHtml && /^text\/html/i.test(response.headers.get("content-type") ?? "")) {
		return {
			kind: "unreachable",
			reason: response.status >= 500 ? "server-error" : "unreadable",
			detail: `${response.status} HTML`,
		};
	}
	return response.ok ? ok(answer) : failureOf(answer);
}

function withAddressSpace(space: string): RequestInit {
	const extended: RequestInit & { targetAddressSpace: string } = { targetAddressSpace: space };
	return extended;
}

/** A `fetch` that ignores its signal (some emulators and proxies of it do) must not outlive it here. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
	return new Promise<T>((resolve, reject) => {
		const stop = () => reject(new DOMException("Aborted", "AbortError"));
		if (signal.aborted) stop();
		else signal.addEventListener("abort", stop, { once: true });
		work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
	});
}

function failureOf({ status, text }: Answer): Failure {
	if (status === 401) return { kind: "unauthorized" };
	if (status === 403) return { kind: "no-access" };
	if (status === 404) return { kind: "gone" };
	if (status === 408 || status === 429 || status < 400 || status >= 500) {
		return { kind: "unreachable", reason: "server-error", detail: String(status) };
	}
	return { kind: "refused", status, detail: shortDetail(text) };
}

/** What a server said, as plain text of bounded length: error bodies come as JSON, text and HTML. */
function shortDetail(text: string): string {
	return text
		.replace(/<[^>]*>/g, " ")
		.replace(/\s+/g, " ")
		.trim()
		.slice(0, 200);
}

/** Reads the text of an answer as JSON of a known shape. Anything else is `unreadable` and never counts as an answer. */
export function readJson<T>(text: string, schema: z.core.$ZodType<T>): Outcome<T> {
	let body: unknown;
	try {
		body = JSON.parse(text);
	} catch {
		return { kind: "unreachable", reason: "unreadable", detail: "not JSON" };
	}
	const parsed = z.safeParse(schema, body);
	if (parsed.success) return ok(parsed.data);
	const where = parsed.error.issues[0]?.path.join(".") ?? "";
	return { kind: "unreachable", reason: "unreadable", detail: `unexpected shape at "${where}"`.slice(0, 200) };
}
