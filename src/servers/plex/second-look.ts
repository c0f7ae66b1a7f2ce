import type { World } from "../../db/world.ts";
import type { Source } from "../../model/source.ts";
import { type Outcome, ok } from "../outcome.ts";
import { readJson, sendRequest } from "../request.ts";
import { replaceToken } from "../secrets.ts";
import { plexAccountClient } from "./account-client.ts";
import type { PlexAccess } from "./client.ts";
import { plexParameters } from "./identity.ts";
import { readServers } from "./resources.ts";
import { accountUserSchema, identitySchema } from "./schemas.ts";

export interface Account {
	readonly userId: string;
	readonly userName: string;
}

/** Who an account's token belongs to; 401 is the only proof that it is dead. contract/plex-api.md §1.1. */
export async function readAccount(
	world: Pick<World, "fetch" | "place">,
	source: Pick<Source, "accountUrl">,
	access: Pick<PlexAccess, "identity"> & { readonly accountToken: string },
	signal: AbortSignal,
): Promise<Outcome<Account>> {
	const account = plexAccountClient(world, source.accountUrl ?? "", access.identity, access.accountToken);
	const user = await account.read("GET", "/api/v2/user", {}, accountUserSchema, signal);
	if (user.kind !== "ok") return user;
	const { uuid, id, title, username, friendlyName } = user.value;
	return ok({ userId: uuid ?? id ?? "", userName: friendlyName || title || username || "Plex" });
}

/**
 * Whether the server takes its token: its root, which needs one. The answer says who it is as well. `network` may hide a 401,
 * because Plex lets a foreign page read only what was asked with a good token. contract/plex-api.md §1.4, §2.
 */
export async function readRoot(
	world: Pick<World, "fetch" | "place">,
	access: Pick<PlexAccess, "address" | "token" | "identity">,
	signal: AbortSignal,
	timeoutMs = 5000,
): Promise<Outcome<{ readonly serverId: string; readonly version: string; readonly name: string }>> {
	const query = plexParameters(access.identity, access.token);
	const headers = { Accept: "application/json" };
	const request = { method: "GET", base: access.address, path: "/", query, headers, timeoutMs } as const;
	const answer = await sendRequest(world, request, signal);
	if (answer.kind !== "ok") return answer;
	const root = readJson(answer.value.text, identitySchema);
	if (root.kind !== "ok") return root;
	const { machineIdentifier, version, friendlyName } = root.value.MediaContainer;
	return ok({ serverId: machineIdentifier, version: version ?? "", name: friendlyName ?? "" });
}

/** True when somebody answers at the address, even if the answer may not be read. */
export async function answersAtAll(
	{ fetch }: Pick<World, "fetch">,
	url: string,
	signal: AbortSignal,
): Promise<boolean> {
	try {
		await fetch(url, {
			mode: "no-cors",
			cache: "no-store",
			signal: AbortSignal.any([signal, AbortSignal.timeout(4000)]),
		});
		return true;
	} catch {
		return false;
	}
}

/**
 * What to make of a 401, or of a failure of the network that may be one. Three questions, each asked only if the one before
 * leaves it open. contract/plex-api.md §2.
 *
 * | account service | the server's root | result |
 * |---|---|---|
 * | 401 | | unauthorized |
 * | no answer | any | what the root said; a 401 that nobody confirms is `unreachable` |
 * | ok | ok | ok: the failure was a passing one |
 * | ok | 401 or hidden, another token announced | unreachable: the new token is kept for the next try |
 * | ok | 401 or hidden, no longer announced | no-access |
 * | ok | 401, same token | unauthorized |
 * | ok | hidden, same token | blocked, cors |
 */
export async function lookAgain(
	world: World,
	source: Source,
	access: PlexAccess & { readonly accountToken: string },
	signal: AbortSignal,
): Promise<Outcome<Account>> {
	const [account, root] = await Promise.all([
		readAccount(world, source, access, signal),
		readRoot(world, access, signal),
	]);
	if (account.kind === "unauthorized") return account;
	if (account.kind !== "ok") {
		if (root.kind === "ok") return ok({ userId: source.userId, userName: source.userName });
		return { kind: "unreachable", reason: "network", detail: "account service" };
	}
	const isHidden = root.kind === "unreachable" && root.reason === "network";
	if (root.kind === "ok") return account;
	if (root.kind !== "unauthorized" && !isHidden) return root;
	if (isHidden && !(await answersAtAll(world, `${access.address}/identity`, signal))) return root;
	return renewed(world, source, access, root.kind === "unauthorized", signal);
}

async function renewed(
	world: World,
	source: Source,
	access: PlexAccess & { readonly accountToken: string },
	isRefused: boolean,
	signal: AbortSignal,
): Promise<Outcome<Account>> {
	const client = plexAccountClient(world, source.accountUrl ?? "", access.identity, access.accountToken);
	const servers = await readServers(client, signal);
	if (servers.kind !== "ok") return servers;
	const server = servers.value.find(({ serverId }) => serverId === source.serverId);
	if (server === undefined) return { kind: "no-access" };
	if (server.accessToken !== null && server.accessToken !== access.token) {
		await replaceToken(world.db, source.sourceId, access.token, server.accessToken);
		return { kind: "unreachable", reason: "server-error", detail: "the server's token was renewed" };
	}
	return isRefused ? { kind: "unauthorized" } : { kind: "blocked", reason: "cors" };
}
