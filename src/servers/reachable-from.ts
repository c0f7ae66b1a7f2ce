import type { World } from "../db/world.ts";
import type { Source } from "../model/source.ts";
import { hostKind, parseAddress } from "./host-kind.ts";

export type Place = World["place"];

/**
 * Whether a place may try an address at all. Pure; says nothing about whether anybody answers. Rule: contract/platform.md §4.1.
 *
 * | app | place | https | http loopback | http LAN, .local, plain name | http public IP |
 * |---|---|---|---|---|---|
 * | https | page | yes | yes | yes (needs the local network permission) | no |
 * | https | worker | yes | no | no | no |
 * | http loopback | page or worker | yes | yes | yes | yes |
 * | http elsewhere | page | yes | yes | yes | yes |
 * | http elsewhere | worker | yes | no | no | no |
 */
export function reachableFrom(place: Place, url: string): boolean {
	const address = parseAddress(url);
	if (address === null) return false;
	if (address.protocol === "https:") return true;
	if (place.scheme === "http" && place.isLoopback) return true;
	if (place.kind === "worker") return false;
	return place.scheme === "http" || hostKind(address.hostname) !== "public-ip";
}

/** True when a page of this app could reach the source but its service worker never can: the page does the fetching then. */
export function isPageOnly(source: Pick<Source, "addresses">, place: Place): boolean {
	const reachable = (kind: Place["kind"]) =>
		source.addresses.some((address) => reachableFrom({ ...place, kind }, address.url));
	return reachable("page") && !reachable("worker");
}

/**
 * `local` where Chromium must be told that a plain-http address lies in the home network to let an https page reach it; towards
 * loopback it would itself be a failure. contract/platform.md §4.1.
 */
export function targetAddressSpace(place: Place, url: URL): "local" | undefined {
	const isPlainFromSecure = place.scheme === "https" && url.protocol === "http:";
	return isPlainFromSecure && hostKind(url.hostname) !== "loopback" ? "local" : undefined;
}
