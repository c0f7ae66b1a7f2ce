import type { World } from "../../db/world.ts";
import type { SourceId } from "../../model/ids.ts";
import type { Address, Source } from "../../model/source.ts";
import { askPlex, hasPlainHttpConsent } from "../check-address.ts";
import { deviceId } from "../device-id.ts";
import { parseAddress } from "../host-kind.ts";
import { forgetCheckedAddresses } from "../open-server.ts";
import type { Failure } from "../outcome.ts";
import { openToken } from "../secrets.ts";
import { noUsableAddress, usableAddresses } from "../usable-addresses.ts";
import { type ProbeResult, probeJellyfin } from "./probe-jellyfin.ts";
import { mergedAddresses } from "./store-source.ts";
import type { PermissionAsker } from "./why-blocked.ts";

/** `other-server`: somebody answers there, but not the server of this source. */
export type AddAddressResult =
	| { readonly kind: "added"; readonly address: string }
	| { readonly kind: "other-server"; readonly name: string }
	| Exclude<ProbeResult, { kind: "found" }>
	| Failure;

/**
 * Adds an address that a person typed to a source, in first place, if the right server answers there.
 * Plex: an address without scheme means https, without port 32400; plain http needs consent outside of loopback.
 */
export async function addAddress(
	world: World,
	sourceId: SourceId,
	typed: string,
	signal: AbortSignal,
	permissions?: PermissionAsker,
): Promise<AddAddressResult> {
	const source = await world.db.sources.get(sourceId);
	if (source === undefined) return { kind: "gone" };
	const found =
		source.dialect === "jellyfin"
			? await probeJellyfin(world, typed, signal, permissions)
			: await probePlex(world, source, typed, signal);
	if (found.kind !== "found") return found;
	if (found.serverId !== source.serverId) return { kind: "other-server", name: found.name };
	const address: Address = { url: found.address, origin: "person", reachedAt: world.now() };
	await world.db.sources
		.where("sourceId")
		.equals(sourceId)
		.modify((row, ref) => {
			ref.value = { ...row, addresses: mergedAddresses([address], row.addresses) };
		});
	forgetCheckedAddresses(world, sourceId);
	return { kind: "added", address: address.url };
}

async function probePlex(
	world: World,
	source: Source,
	typed: string,
	signal: AbortSignal,
): Promise<{ kind: "found"; address: string; name: string; serverId: string } | Failure> {
	const token = await openToken(world.db, source.sourceId);
	if (token === null) return { kind: "unauthorized" };
	const address = plexAddress(typed);
	if (address === null) return { kind: "refused", status: 400, detail: "not an address" };
	const typedOnly: Pick<Source, "dialect" | "addresses"> = {
		dialect: "plex",
		addresses: [{ url: address, origin: "person" }],
	};
	if (usableAddresses(typedOnly, world.place, await hasPlainHttpConsent(world)).length === 0) {
		return noUsableAddress(typedOnly, world.place);
	}
	const identity = { clientIdentifier: await deviceId(world.db) };
	const answer = await askPlex(world, { address, token: token.token, identity }, signal);
	return answer.kind === "ok"
		? { kind: "found", address, name: answer.value.name, serverId: answer.value.serverId }
		: answer;
}

/** What a person typed as the address of a Plex server, without trailing slash; null when it cannot be one. */
export function plexAddress(typed: string): string | null {
	const text = typed.trim().replace(/\/web(\/.*)?$/i, "");
	const hasScheme = /^https?:\/\//i.test(text);
	const url = text === "" ? null : parseAddress(hasScheme ? text : `https://${text}`);
	if (url === null) return null;
	const saysPort = url.port !== "" || /^(https?:\/\/)?[^/]*:\d+($|\/)/i.test(text);
	if (!saysPort && !hasScheme) url.port = "32400";
	return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}
