import type * as z from "zod/mini";
import type { World } from "../../db/world.ts";
import type { ArrProblem } from "../../model/arr.ts";
import { CHECK_TIMEOUT_MS } from "../check-address.ts";
import { type Failure, type Outcome, ok } from "../outcome.ts";
import { type Query, type ReadOptions, readJson, sendRequest } from "../request.ts";

/** Where a Radarr or Sonarr is, and what it lets in. */
export interface ArrAccess {
	/** Without trailing slash; a URL base is kept. */
	readonly baseUrl: string;
	readonly key: string;
}

const API = "/api/v3";
const STATUS = `${API}/system/status`;

/** Reads a path of the API as text. Every call ends as an outcome; an answer in HTML is somebody else's, or of a server that starts. */
export async function readArrText(
	world: Pick<World, "fetch" | "place">,
	{ baseUrl, key }: ArrAccess,
	path: string,
	query: Query,
	signal: AbortSignal,
	options: ReadOptions = {},
): Promise<Outcome<string>> {
	const headers = { Accept: "application/json", "X-Api-Key": key };
	const request = { method: "GET", base: baseUrl, path: API + path, query, headers, isNeverHtml: true } as const;
	const answer = await sendRequest(world, { ...request, ...options }, signal);
	return answer.kind === "ok" ? ok(answer.value.text) : answer;
}

/** The same of a known shape. */
export async function readArr<T>(
	world: Pick<World, "fetch" | "place">,
	access: ArrAccess,
	path: string,
	query: Query,
	schema: z.core.$ZodType<T>,
	signal: AbortSignal,
): Promise<Outcome<T>> {
	const answer = await readArrText(world, access, path, query, signal);
	return answer.kind === "ok" ? readJson(answer.value, schema) : answer;
}

/**
 * Whether somebody at an address asks for a key, as both servers do, and lets this page read that: the key itself goes nowhere else.
 * Not `/ping`, which would say more: its answer has no CORS headers.
 */
export async function asksForKey(
	world: Pick<World, "fetch" | "place">,
	baseUrl: string,
	signal: AbortSignal,
): Promise<Outcome<null>> {
	const request = {
		method: "GET",
		base: baseUrl,
		path: STATUS,
		isNeverHtml: true,
		timeoutMs: CHECK_TIMEOUT_MS,
	} as const;
	const answer = await sendRequest(world, request, signal);
	return answer.kind === "unauthorized" || answer.kind === "ok" ? ok(null) : answer;
}

/**
 * What a failed call means; null when it was given up.
 *
 * | failure | problem |
 * |---|---|
 * | 401 with the key | wrong-key |
 * | 403, 404, another 4xx, HTML | not-arr |
 * | 503 | starting |
 * | another 5xx, 408, 429 | trouble |
 * | neither JSON nor HTML, or of another shape | unreadable |
 * | no connection / not in time | no-answer / too-slow |
 * | the browser's doing | its reason |
 */
export function arrProblemOf(failure: Failure): ArrProblem | null {
	switch (failure.kind) {
		case "unauthorized":
			return "wrong-key";
		case "blocked":
			return failure.reason;
		case "gone":
		case "no-access":
		case "refused":
			return "not-arr";
		case "unreachable":
			switch (failure.reason) {
				case "aborted":
					return null;
				case "timeout":
					return "too-slow";
				case "network":
					return "no-answer";
				case "server-error":
					return failure.detail?.startsWith("503") ? "starting" : "trouble";
				case "unreadable":
					return failure.detail?.endsWith("HTML") ? "not-arr" : "unreadable";
			}
	}
}
