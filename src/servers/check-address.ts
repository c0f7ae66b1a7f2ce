import { readSetting } from "../db/settings.ts";
import type { World } from "../db/world.ts";
import type { Dialect } from "../model/source.ts";
import { publicInfoSchema } from "./jellyfin/schemas.ts";
import { type Outcome, ok } from "./outcome.ts";
import type { PlexAccess } from "./plex/client.ts";
import { readJson, sendRequest } from "./request.ts";

/** Limit for asking an address who it is, ms. A wrong address must not hold up a right one for long. */
export const CHECK_TIMEOUT_MS = 6000;

/** What somebody at an address says of themselves. */
export interface AddressAnswer {
	readonly serverId: string;
	readonly name: string;
	readonly version: string;
	/** Jellyfin starts or is being set up: it answers, but cannot be used yet. */
	readonly isStarting: boolean;
}

/**
 * Asks a Jellyfin address who it is, anonymously. A server that starts answers in camelCase and as if it had never been set up.
 * contract/jellyfin-api.md §2.
 */
export async function askJellyfin(
	world: Pick<World, "fetch" | "place">,
	address: string,
	signal: AbortSignal,
): Promise<Outcome<AddressAnswer>> {
	const path = "/System/Info/Public";
	const request = { method: "GET", base: address, path, isNeverHtml: true, timeoutMs: CHECK_TIMEOUT_MS } as const;
	const answer = await sendRequest(world, request, signal);
	if (answer.kind !== "ok") return answer;
	const info = readJson(answer.value.text, publicInfoSchema);
	if (info.kind !== "ok") return info;
	const { Id, id, ServerName, serverName, Version, version, ProductName, productName } = info.value;
	const serverId = Id ?? id;
	if (!serverId || (ProductName ?? productName) !== "Jellyfin Server") {
		return { kind: "unreachable", reason: "unreadable", detail: "not a Jellyfin server" };
	}
	return ok({
		serverId,
		name: ServerName ?? serverName ?? "Jellyfin",
		version: Version ?? version ?? "",
		isStarting: Id == null,
	});
}

/**
 * Asks a Plex address who it is, with the token, because a browser may read no other answer: only for addresses that https, loopback
 * or the person vouches for (`mayCarryToken`). contract/plex-api.md §2.
 */
export async function askPlex(
	world: Pick<World, "fetch" | "place">,
	access: Pick<PlexAccess, "address" | "token" | "identity">,
	signal: AbortSignal,
): Promise<Outcome<AddressAnswer>> {
	const { readRoot } = await import("./plex/second-look.ts");
	const root = await readRoot(world, access, signal, CHECK_TIMEOUT_MS);
	return root.kind === "ok" ? ok({ ...root.value, isStarting: false }) : root;
}

/** What is needed to ask: the dialect, and for Plex a token. */
export type Asking =
	| { readonly dialect: Extract<Dialect, "jellyfin"> }
	| ({ readonly dialect: Extract<Dialect, "plex"> } & Pick<PlexAccess, "token" | "identity">);

/** Asks an address who it is, in its dialect. */
export function askAddress(
	world: Pick<World, "fetch" | "place">,
	asking: Asking,
	address: string,
	signal: AbortSignal,
): Promise<Outcome<AddressAnswer>> {
	return asking.dialect === "jellyfin"
		? askJellyfin(world, address, signal)
		: askPlex(world, { ...asking, address }, signal);
}

/** True when the person allowed Plex tokens over plain http. */
export function hasPlainHttpConsent({ db }: Pick<World, "db">): Promise<boolean> {
	return readSetting(db, "plex.plainHttpConsent");
}
