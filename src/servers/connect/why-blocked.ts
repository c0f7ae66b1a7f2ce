import type { World } from "../../db/world.ts";
import { hostKind, parseAddress } from "../host-kind.ts";
import type { Place } from "../reachable-from.ts";

/** The part of `navigator.permissions` that is asked; names differ between browsers, so they are plain strings. */
export interface PermissionAsker {
	query(descriptor: { readonly name: string }): Promise<{ readonly state: string }>;
}

/** Chromium's names of the permission, newest first. contract/platform.md §4.1. */
const PERMISSIONS = { lan: ["local-network", "local-network-access"], loopback: ["loopback-network"] } as const;

export type BlockedReason = "mixed-content" | "permission" | "cors";

/**
 * Why nothing could be read at an address: the browser's doing (a reason), or nobody there (null). A browser reports all of these
 * as the same failed fetch. contract/platform.md §4.1, §4.10.
 *
 * | a no-cors request | address | permission | reason |
 * |---|---|---|---|
 * | answered | any | | cors |
 * | failed | home network | denied, or not answered yet | permission |
 * | failed | plain http from an https page, not loopback | unknown to the browser | mixed-content |
 * | failed | any other | | null |
 */
export async function whyBlocked(
	world: Pick<World, "fetch" | "place">,
	address: string,
	permissions: PermissionAsker | undefined,
	signal: AbortSignal,
): Promise<BlockedReason | null> {
	const { answersAtAll } = await import("../plex/second-look.ts");
	if (await answersAtAll(world, address, signal)) return "cors";
	const url = parseAddress(address);
	if (url === null) return null;
	const kind = hostKind(url.hostname);
	const isPlain = needsPermissionForHttp(world.place, url);
	if (world.place.isLoopback || (kind !== "lan" && kind !== "loopback" && !isPlain)) return null;
	const state = await permissionState(permissions, PERMISSIONS[kind === "loopback" ? "loopback" : "lan"]);
	if (state === "denied" || state === "prompt") return "permission";
	return state === null && isPlain && kind !== "loopback" ? "mixed-content" : null;
}

function needsPermissionForHttp(place: Place, url: URL): boolean {
	return place.scheme === "https" && url.protocol === "http:";
}

async function permissionState(
	permissions: PermissionAsker | undefined,
	names: readonly string[],
): Promise<string | null> {
	for (const name of names) {
		try {
			const status = await permissions?.query({ name });
			if (status !== undefined) return status.state;
		} catch {
			// A name this browser does not know.
		}
	}
	return null;
}
