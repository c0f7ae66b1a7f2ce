import type { World } from "../../db/world.ts";
import { askJellyfin } from "../check-address.ts";
import { firstPreferred } from "../first-preferred.ts";
import { reachableFrom } from "../reachable-from.ts";
import { addressCandidates } from "./address-candidates.ts";
import { isSupportedJellyfin } from "./server-version.ts";
import { type BlockedReason, type PermissionAsker, whyBlocked } from "./why-blocked.ts";

export type FoundJellyfin = {
	readonly kind: "found";
	/** Without trailing slash, base path kept. */
	readonly address: string;
	readonly name: string;
	readonly version: string;
	readonly serverId: string;
};

export type ProbeResult =
	| FoundJellyfin
	| { readonly kind: "too-old"; readonly version: string; readonly name: string }
	| { readonly kind: "not-jellyfin"; readonly address: string }
	| { readonly kind: "no-answer" }
	| { readonly kind: "blocked"; readonly reason: BlockedReason; readonly address: string }
	| { readonly kind: "starting"; readonly address: string };

/** Which result says most when several addresses failed in different ways. */
const TELLING: readonly ProbeResult["kind"][] = ["too-old", "starting", "not-jellyfin", "blocked", "no-answer"];

/**
 * Looks for a Jellyfin server at what a person typed: all addresses it may mean, in parallel, each within seconds. `permissions` is
 * `navigator.permissions`, where there is one, to tell a browser's refusal from a silent server.
 */
export async function probeJellyfin(
	world: Pick<World, "fetch" | "place">,
	typed: string,
	signal: AbortSignal,
	permissions?: PermissionAsker,
): Promise<ProbeResult> {
	const candidates = addressCandidates(typed, world.place.scheme);
	const attempts = candidates.map((address) => probeAddress(world, address, permissions, signal));
	const found = await firstPreferred(
		attempts.map(async (attempt) => {
			const result = await attempt;
			return result.kind === "found" ? result : null;
		}),
	);
	if (found !== null) return found;
	const results = await Promise.all(attempts);
	for (const kind of TELLING) {
		const result = results.find((each) => each.kind === kind);
		if (result !== undefined) return result;
	}
	return { kind: "no-answer" };
}

/**
 * | answer | result |
 * |---|---|
 * | a Jellyfin server of 10.10 or newer / older | found / too-old |
 * | 503, or the answer of a server that starts | starting |
 * | anything else that can be read | not-jellyfin |
 * | nothing that can be read | blocked or no-answer (`why-blocked.ts`) |
 */
async function probeAddress(
	world: Pick<World, "fetch" | "place">,
	address: string,
	permissions: PermissionAsker | undefined,
	signal: AbortSignal,
): Promise<ProbeResult> {
	if (!reachableFrom(world.place, address)) return { kind: "blocked", reason: "mixed-content", address };
	const answer = await askJellyfin(world, address, signal);
	if (answer.kind === "ok") {
		const { serverId, name, version, isStarting } = answer.value;
		if (isStarting) return { kind: "starting", address };
		if (!isSupportedJellyfin(version)) return { kind: "too-old", version, name };
		return { kind: "found", address, name, version, serverId };
	}
	if (answer.kind === "blocked") return { kind: "blocked", reason: answer.reason, address };
	if (answer.kind !== "unreachable" || answer.reason === "unreadable") return { kind: "not-jellyfin", address };
	if (answer.reason === "server-error") {
		return answer.detail?.startsWith("503") ? { kind: "starting", address } : { kind: "not-jellyfin", address };
	}
	if (answer.reason !== "network") return { kind: "no-answer" };
	const reason = await whyBlocked(world, address, permissions, signal);
	return reason === null ? { kind: "no-answer" } : { kind: "blocked", reason, address };
}
