import type { World } from "../../db/world.ts";
import type { ArrKind, ArrProblem, ArrServer } from "../../model/arr.ts";
import { type PermissionAsker, whyBlocked } from "../connect/why-blocked.ts";
import { parseAddress } from "../host-kind.ts";
import type { Failure } from "../outcome.ts";
import { reachableFrom } from "../reachable-from.ts";
import { arrProblemOf, asksForKey, readArr } from "./client.ts";
import { statusSchema } from "./schemas.ts";

export type FoundArr = Pick<ArrServer, "kind" | "name" | "version" | "baseUrl">;

/** `says`: what somebody else there is called. */
export type ConnectArrResult =
	| { readonly kind: "found"; readonly server: FoundArr }
	| { readonly kind: "failed"; readonly problem: ArrProblem; readonly says?: string }
	| { readonly kind: "stopped" };

/** Which problem says most when several addresses failed in different ways. */
const TELLING: readonly ArrProblem[] = [
	"wrong-key",
	"starting",
	"trouble",
	"not-arr",
	"unreadable",
	"cors",
	"permission",
	"mixed-content",
	"too-slow",
];

/**
 * Looks for a Radarr or Sonarr at what a person typed, and whether it takes the key. Nothing is kept. `permissions` is
 * `navigator.permissions`, where there is one, to tell a browser's refusal from a silent server.
 */
export async function connectArr(
	world: Pick<World, "fetch" | "place">,
	typed: string,
	key: string,
	signal: AbortSignal,
	permissions?: PermissionAsker,
): Promise<ConnectArrResult> {
	const failures: Extract<ConnectArrResult, { kind: "failed" }>[] = [];
	for (const baseUrl of arrAddresses(typed, world.place.scheme)) {
		const result = await probe(world, baseUrl, key, signal, permissions);
		if (result.kind !== "failed") return result;
		failures.push(result);
	}
	for (const problem of TELLING) {
		const telling = failures.find((failure) => failure.problem === problem);
		if (telling !== undefined) return telling;
	}
	return { kind: "failed", problem: "no-answer" };
}

/** One address. The key is sent only to who asked for one. */
async function probe(
	world: Pick<World, "fetch" | "place">,
	baseUrl: string,
	key: string,
	signal: AbortSignal,
	permissions: PermissionAsker | undefined,
): Promise<ConnectArrResult> {
	if (!reachableFrom(world.place, baseUrl)) return { kind: "failed", problem: "mixed-content" };
	const asks = await asksForKey(world, baseUrl, signal);
	if (asks.kind !== "ok") return failed(world, baseUrl, asks, signal, permissions);
	// No header can hold such a text, and no key is one.
	if (!/^[\x21-\x7e]+$/.test(key)) return { kind: "failed", problem: "wrong-key" };
	const status = await readArr(world, { baseUrl, key }, "/system/status", {}, statusSchema, signal);
	if (status.kind !== "ok") return failed(world, baseUrl, status, signal, permissions);
	const { appName, instanceName, version, urlBase } = status.value;
	const kind = kindOf(appName);
	if (kind === null) return { kind: "failed", problem: "not-arr", says: appName };
	const server = {
		kind,
		name: instanceName || appName,
		version: version ?? "",
		baseUrl: withUrlBase(baseUrl, urlBase),
	};
	return { kind: "found", server };
}

async function failed(
	world: Pick<World, "fetch" | "place">,
	baseUrl: string,
	failure: Failure,
	signal: AbortSignal,
	permissions: PermissionAsker | undefined,
): Promise<ConnectArrResult> {
	const problem = arrProblemOf(failure);
	if (problem === null || signal.aborted) return { kind: "stopped" };
	if (problem !== "no-answer") return { kind: "failed", problem };
	return { kind: "failed", problem: (await whyBlocked(world, baseUrl, permissions, signal)) ?? problem };
}

function kindOf(appName: string): ArrKind | null {
	const name = appName.toLowerCase();
	return name === "radarr" || name === "sonarr" ? name : null;
}

/** A server with a URL base leads there from its bare address; its pages are under the base alone. */
function withUrlBase(baseUrl: string, urlBase: string | null | undefined): string {
	const base = (urlBase ?? "").replace(/^\/*|\/+$/g, "");
	return base !== "" && new URL(baseUrl).pathname === "/" ? `${baseUrl}/${base}` : baseUrl;
}

/** The first part of the path of each page of theirs, for addresses copied while one was open. */
const PAGES =
	/\/(movie|series|add|activity|calendar|wanted|settings|system|collections|movieeditor|serieseditor|seasonpass|importlist|login|api)(\/.*)?$/i;

/**
 * The addresses that what a person typed may mean, best first, without trailing slash. Empty when it cannot be one. A secure page
 * prefers https, an insecure one http.
 *
 * | typed | addresses of a secure page |
 * |---|---|
 * | `nas:7878` | https://nas:7878, http://nas:7878 |
 * | `http://nas:7878/radarr/movie/19` | http://nas:7878/radarr |
 */
export function arrAddresses(typed: string, pageScheme: "http" | "https"): string[] {
	const text = typed.trim();
	const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
	const schemes = pageScheme === "https" ? ["https://", "http://"] : ["http://", "https://"];
	return (hasScheme ? [""] : schemes).flatMap((scheme) => {
		const url = text === "" ? null : parseAddress(scheme + text);
		if (url === null || url.hostname === "" || url.username !== "") return [];
		return [url.origin + url.pathname.replace(PAGES, "").replace(/\/+$/, "")];
	});
}
