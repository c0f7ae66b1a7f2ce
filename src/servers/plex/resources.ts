import type * as z from "zod/mini";
import type { Address } from "../../model/source.ts";
import { type Outcome, ok } from "../outcome.ts";
import { parseRows } from "../parse-rows.ts";
import type { PlexAccountClient } from "./account-client.ts";
import { connectionSchema, resourceListSchema, resourceSchema } from "./schemas.ts";

/** A Plex server that an account may use, as its account service announces it. */
export interface PlexServerChoice {
	readonly serverId: string;
	readonly name: string;
	readonly owned: boolean;
	readonly version: string;
	/** Best first: at home, then remote, then by relay; https before http. */
	readonly connections: readonly Address[];
	/** The token for this server; null when the service has not made one yet. */
	readonly accessToken: string | null;
}

/** All servers of an account. contract/plex-api.md §1.3. */
export async function readServers(
	account: PlexAccountClient,
	signal: AbortSignal,
): Promise<Outcome<readonly PlexServerChoice[]>> {
	const query = { includeHttps: 1, includeRelay: 1, includeIPv6: 1 };
	const answer = await account.read("GET", "/api/v2/resources", query, resourceListSchema, signal);
	if (answer.kind !== "ok") return answer;
	const resources = parseRows(answer.value, resourceSchema).rows;
	return ok(resources.filter(({ provides }) => provides?.split(",").includes("server")).map(choiceOf));
}

function choiceOf(resource: z.infer<typeof resourceSchema>): PlexServerChoice {
	const owned = resource.owned ?? false;
	const connections = parseRows(resource.connections ?? [], connectionSchema).rows.map(
		(connection): Address => ({
			url: connection.uri.replace(/\/+$/, ""),
			origin: "announced",
			...(connection.local ? { isLocal: true } : {}),
			...(connection.relay ? { isRelay: true } : {}),
		}),
	);
	return {
		serverId: resource.clientIdentifier,
		name: resource.name ?? "Plex",
		owned,
		version: resource.productVersion ?? "",
		connections: [...connections].sort((a, b) => rankOf(a, owned) - rankOf(b, owned)),
		accessToken: resource.accessToken || null,
	};
}

/** Lower is better. The home addresses of somebody else's server are tried, but last before the relay. */
function rankOf({ url, isLocal, isRelay }: Address, owned: boolean): number {
	const insecure = url.startsWith("https:") ? 0 : 1;
	if (isRelay) return 6 + insecure;
	if (isLocal) return (owned ? 0 : 4) + insecure;
	return 2 + insecure;
}
