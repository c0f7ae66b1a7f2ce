import type { World } from "../../db/world.ts";
import type { SourceId } from "../../model/ids.ts";
import type { Address } from "../../model/source.ts";
import { PRODUCT } from "../app-identity.ts";
import { askPlex, hasPlainHttpConsent } from "../check-address.ts";
import { deviceId } from "../device-id.ts";
import { firstPreferred } from "../first-preferred.ts";
import { type Failure, type Outcome, ok } from "../outcome.ts";
import { parseRows } from "../parse-rows.ts";
import { PLEX_ACCOUNT_URL, type PlexAccountClient, plexAccountClient } from "../plex/account-client.ts";
import { plexClient } from "../plex/client.ts";
import type { PlexIdentity } from "../plex/identity.ts";
import { PLEX_CLOCK_DOUBT_MS, PLEX_THRESHOLDS, readClock, readThresholds } from "../plex/read-server.ts";
import { type PlexServerChoice, readServers } from "../plex/resources.ts";
import { homeUserSchema, homeUsersSchema, pinSchema, switchedSchema } from "../plex/schemas.ts";
import { readAccount } from "../plex/second-look.ts";
import { noUsableAddress, usableAddresses } from "../usable-addresses.ts";
import { storeSource } from "./store-source.ts";
import { type PermissionAsker, whyBlocked } from "./why-blocked.ts";

export type { PlexServerChoice } from "../plex/resources.ts";
export { PLEX_ACCOUNT_URL };

/** A PIN to be approved at `authUrl`. `expiresAt` is device time, epoch ms. */
export interface PlexPin {
	readonly id: string;
	readonly code: string;
	readonly authUrl: string;
	readonly expiresAt: number;
}

/** Somebody in a Plex Home. `isProtected`: needs their PIN to switch to. */
export interface HomeUser {
	readonly uuid: string;
	readonly title: string;
	readonly isProtected: boolean;
	readonly isAdmin: boolean;
	readonly thumb?: string;
}

async function identityOf({ db }: World): Promise<PlexIdentity> {
	return { clientIdentifier: await deviceId(db) };
}

async function accountOf(world: World, accountUrl: string, token?: string): Promise<PlexAccountClient> {
	return plexAccountClient(world, accountUrl, await identityOf(world), token);
}

/**
 * Asks the account service for a PIN. The person approves it at `authUrl`, which leads back to `forwardUrl` if given. The id has to
 * be kept before the page is left. contract/plex-api.md §1.1.
 */
export async function startPin(
	world: World,
	accountUrl: string,
	signal: AbortSignal,
	forwardUrl?: string,
): Promise<Outcome<PlexPin>> {
	const account = await accountOf(world, accountUrl);
	const pin = await account.read("POST", "/api/v2/pins", { strong: true }, pinSchema, signal);
	if (pin.kind !== "ok") return pin;
	const { id, code, expiresIn } = pin.value;
	const fragment = new URLSearchParams({
		clientID: (await identityOf(world)).clientIdentifier,
		code,
		"context[device][product]": PRODUCT,
		...(forwardUrl === undefined ? {} : { forwardUrl }),
	});
	const page = accountUrl === PLEX_ACCOUNT_URL ? "https://app.plex.tv/auth" : `${accountUrl}/auth`;
	const expiresAt = world.now() + (expiresIn ?? 900) * 1000;
	return ok({ id, code, authUrl: `${page}#?${fragment}`, expiresAt });
}

/** Looks whether a PIN was approved. Ask every 2 s or slower; being asked to slow down is `waiting`. */
export async function pollPin(
	world: World,
	accountUrl: string,
	id: string,
	signal: AbortSignal,
): Promise<Outcome<{ kind: "waiting" } | { kind: "expired" } | { kind: "linked"; token: string }>> {
	const account = await accountOf(world, accountUrl);
	const pin = await account.read("GET", `/api/v2/pins/${encodeURIComponent(id)}`, {}, pinSchema, signal);
	if (pin.kind === "gone" || (pin.kind === "refused" && pin.status === 410)) return ok({ kind: "expired" });
	if (pin.kind === "unreachable" && pin.detail === "429") return ok({ kind: "waiting" });
	if (pin.kind !== "ok") return pin;
	const { authToken } = pin.value;
	return ok(authToken ? { kind: "linked", token: authToken } : { kind: "waiting" });
}

/** The people of the account's Home; none where there is no Home. contract/plex-api.md §1.5. */
export async function listHomeUsers(
	world: World,
	accountUrl: string,
	token: string,
	signal: AbortSignal,
): Promise<Outcome<HomeUser[]>> {
	const account = await accountOf(world, accountUrl, token);
	const home = await account.read("GET", "/api/v2/home/users", {}, homeUsersSchema, signal);
	if (home.kind === "gone" || home.kind === "no-access" || home.kind === "refused") return ok([]);
	if (home.kind !== "ok") return home;
	return ok(
		parseRows(home.value.users ?? [], homeUserSchema).rows.map((user) => ({
			uuid: user.uuid,
			title: user.title ?? "",
			isProtected: user.protected ?? false,
			isAdmin: user.admin ?? false,
			...(user.thumb ? { thumb: user.thumb } : {}),
		})),
	);
}

/** The token of another person of the Home. A wrong PIN is `refused` with status 401. */
export async function switchHomeUser(
	world: World,
	accountUrl: string,
	token: string,
	uuid: string,
	pin: string | null,
	signal: AbortSignal,
): Promise<Outcome<string>> {
	const account = await accountOf(world, accountUrl, token);
	const path = `/api/v2/home/users/${encodeURIComponent(uuid)}/switch`;
	const switched = await account.read("POST", path, pin === null ? {} : { pin }, switchedSchema, signal);
	if (switched.kind === "unauthorized" || switched.kind === "no-access") return { kind: "refused", status: 401 };
	return switched.kind === "ok" ? ok(switched.value.authToken) : switched;
}

/** The servers an account may use. contract/plex-api.md §1.3. */
export async function listPlexServers(
	world: World,
	accountUrl: string,
	token: string,
	signal: AbortSignal,
): Promise<Outcome<readonly PlexServerChoice[]>> {
	return readServers(await accountOf(world, accountUrl, token), signal);
}

/**
 * Connects to a server: asks all its direct addresses in parallel who they are, the relay only when none answers, and stores the
 * source with the one that answered first in order. `no-access` when the service has no token for this server (yet).
 * `permissions` is `navigator.permissions`, where there is one, to tell a browser's refusal from a silent server.
 * contract/plex-api.md §1.4.
 */
export async function connectPlexServer(
	world: World,
	accountUrl: string,
	accountToken: string,
	choice: PlexServerChoice,
	signal: AbortSignal,
	permissions?: PermissionAsker,
): Promise<Outcome<SourceId>> {
	const token = choice.accessToken;
	if (token === null) return { kind: "no-access" };
	const identity = await identityOf(world);
	const user = await readAccount(world, { accountUrl }, { identity, accountToken }, signal);
	if (user.kind !== "ok") return user;
	const reached = await reach(world, choice, { token, identity }, signal, permissions);
	if (reached.kind !== "ok") return reached;
	const url = reached.value;
	const { userId, userName } = user.value;
	const client = plexClient(world, { sourceId: "", address: url, userId, token, identity });
	const noClock = { offsetMs: 0, uncertaintyMs: PLEX_CLOCK_DOUBT_MS, measuredAt: 0 };
	const [thresholds, clock] = await Promise.all([
		choice.owned ? readThresholds(client, signal) : ok(PLEX_THRESHOLDS),
		readClock(world, { clock: noClock, accountUrl }, identity, signal),
	]);
	const now = world.now();
	const best = choice.connections.filter((address) => address.url === url);
	const others = choice.connections.filter((address) => address.url !== url);
	const sourceId = await storeSource(
		world,
		{
			dialect: "plex",
			serverId: choice.serverId,
			userId,
			serverName: choice.name,
			userName,
			serverVersion: choice.version,
			addresses: [...best.map((address): Address => ({ ...address, reachedAt: now })), ...others],
			thresholds: thresholds.kind === "ok" ? thresholds.value : PLEX_THRESHOLDS,
			clock: clock.kind === "ok" ? clock.value : noClock,
			accountUrl,
		},
		{ token, accountToken },
	);
	return ok(sourceId);
}

/**
 * The best address that says it is this server. When none does, what keeps us from it, the most telling first:
 *
 * | an address | outcome |
 * |---|---|
 * | said something else | that |
 * | answers, but may not be read | blocked, cors |
 * | may not be asked: the home network is closed to this page | blocked, permission |
 * | was not asked: a token would travel unencrypted | blocked, needs-consent |
 * | all silent | unreachable |
 */
async function reach(
	world: World,
	choice: PlexServerChoice,
	access: { readonly token: string; readonly identity: PlexIdentity },
	signal: AbortSignal,
	permissions: PermissionAsker | undefined,
): Promise<Outcome<string>> {
	const source = { dialect: "plex", addresses: choice.connections } as const;
	const usable = usableAddresses(source, world.place, await hasPlainHttpConsent(world));
	if (usable.length === 0) return noUsableAddress(source, world.place);
	const failures: Failure[] = [];
	const attempt = async ({ url }: Address): Promise<string | null> => {
		const answer = await askPlex(world, { ...access, address: url }, signal);
		if (answer.kind === "ok" && answer.value.serverId === choice.serverId) return url;
		failures.push(answer.kind === "ok" ? { kind: "refused", status: 421, detail: "other-server" } : answer);
		return null;
	};
	const url =
		(await firstPreferred(usable.filter(({ isRelay }) => !isRelay).map(attempt))) ??
		(await firstPreferred(usable.filter(({ isRelay }) => isRelay).map(attempt)));
	if (url !== null) return ok(url);
	const told = failures.find(({ kind }) => kind !== "unreachable");
	if (told !== undefined) return told;
	const reasons = await Promise.all(
		usable.map((address) => whyBlocked(world, `${address.url}/identity`, permissions, signal)),
	);
	const reason = (["cors", "permission"] as const).find((each) => reasons.includes(each));
	if (reason !== undefined) return { kind: "blocked", reason };
	const isMoreWithConsent = usableAddresses(source, world.place, true).length > usable.length;
	return isMoreWithConsent ? noUsableAddress(source, world.place) : { kind: "unreachable", reason: "network" };
}
