import type { Address, Source } from "../model/source.ts";
import { hostKind, parseAddress } from "./host-kind.ts";
import type { Failure } from "./outcome.ts";
import { type Place, reachableFrom } from "./reachable-from.ts";

/**
 * True when a token may be sent to the address at all.
 *
 * | dialect | https | http loopback | other http |
 * |---|---|---|---|
 * | jellyfin | yes | yes | yes: the server is asked who it is without a token first |
 * | plex | yes | yes | with consent: who it is can be read with a token only |
 */
export function mayCarryToken(dialect: Source["dialect"], url: string, hasConsent: boolean): boolean {
	const address = parseAddress(url);
	if (address === null) return false;
	return (
		dialect === "jellyfin" || hasConsent || address.protocol === "https:" || hostKind(address.hostname) === "loopback"
	);
}

/** What to say when no address is usable. `needs-consent`: the person could allow it (setting `plex.plainHttpConsent`). */
export function noUsableAddress(source: Pick<Source, "dialect" | "addresses">, place: Place): Failure {
	const needsConsent = usableAddresses(source, place, true).length > 0;
	return { kind: "blocked", reason: "mixed-content", ...(needsConsent ? { detail: "needs-consent" } : {}) };
}

/** The addresses of a source that may be tried from a place, in the order to prefer; relays last. */
export function usableAddresses(
	{ dialect, addresses }: Pick<Source, "dialect" | "addresses">,
	place: Place,
	hasConsent: boolean,
): readonly Address[] {
	const usable = addresses.filter(({ url }) => reachableFrom(place, url) && mayCarryToken(dialect, url, hasConsent));
	return [...usable.filter(({ isRelay }) => !isRelay), ...usable.filter(({ isRelay }) => isRelay)];
}

/**
 * True when a page of this app may use an address of the source that a worker never can. The page does the fetching then: that address
 * may be the nearest, and the permission for the home network is asked of pages alone. contract/platform.md §4.1.
 */
export function needsPage(source: Pick<Source, "dialect" | "addresses">, place: Place, hasConsent: boolean): boolean {
	const usable = (kind: Place["kind"]) => usableAddresses(source, { ...place, kind }, hasConsent).length;
	return usable("page") > usable("worker");
}
