import type { World } from "../db/world.ts";
import type { SourceId } from "../model/ids.ts";
import type { Address, Source, SourceState } from "../model/source.ts";
import { type Asking, askAddress, CHECK_TIMEOUT_MS, hasPlainHttpConsent } from "./check-address.ts";
import { deviceId } from "./device-id.ts";
import { firstPreferred } from "./first-preferred.ts";
import { type Failure, type Outcome, ok } from "./outcome.ts";
import { type Place, reachableFrom } from "./reachable-from.ts";
import { openToken, type SourceToken } from "./secrets.ts";
import type { MediaServer, WatchServer } from "./server.ts";
import { noUsableAddress, usableAddresses } from "./usable-addresses.ts";

/** How long an address counts as checked. A network can change without a word. */
const CHECK_LIFE_MS = 5 * 60_000;
/** How often a success is noted with the address; pages live-query sources. */
const NOTE_EVERY_MS = 3_600_000;

/** What a refusal says when an address leads to a server that is not ours. */
const OTHER_SERVER = "other-server";

/** Addresses that said the right server id, per database and source, with the device time of that. Gone with the process. */
const checked = new WeakMap<World["db"], Map<SourceId, { url: string; at: number }>>();

function checkedOf({ db }: Pick<World, "db">): Map<SourceId, { url: string; at: number }> {
	const known = checked.get(db) ?? new Map();
	checked.set(db, known);
	return known;
}

/** When each source last answered, by database: device epoch ms. Gone with the process. */
const answered = new WeakMap<World["db"], Map<SourceId, number>>();

function answersOf({ db }: Pick<World, "db">): Map<SourceId, number> {
	const known = answered.get(db) ?? new Map();
	answered.set(db, known);
	return known;
}

/** To be called when the network changed (`online`, `offline`, `connection.change`): addresses are checked again before use. */
export function forgetCheckedAddresses(world: Pick<World, "db">, sourceId?: SourceId): void {
	if (sourceId === undefined) checked.delete(world.db);
	else checkedOf(world).delete(sourceId);
}

/**
 * Connects to a source: its token, and the best of its addresses that this place can reach and that says the right server id.
 * Addresses are asked in parallel; a token goes to an address only after that (for Plex: with that, see `check-address.ts`).
 * DESIGN.md §4 *Address*.
 *
 * | cannot | outcome |
 * |---|---|
 * | no such source | gone |
 * | signed out, no token | unauthorized |
 * | only addresses that this place may not use | blocked, mixed-content; `needs-consent` where the person may allow it |
 * | another server answers | refused, 421, `other-server` |
 * | nobody answers | as the best address failed |
 */
export function openServer(world: World, sourceId: SourceId, signal: AbortSignal): Promise<Outcome<MediaServer>> {
	return openWith(world, sourceId, signal, makeServer);
}

/** The same without library and streams, which the service worker has no use for and does not load. */
export function openWatchServer(world: World, sourceId: SourceId, signal: AbortSignal): Promise<Outcome<WatchServer>> {
	return openWith(world, sourceId, signal, makeWatchServer);
}

type Make<Server> = (world: World, source: Source, access: Access) => Promise<Server>;

async function openWith<Server>(
	world: World,
	sourceId: SourceId,
	signal: AbortSignal,
	make: Make<Server>,
): Promise<Outcome<Server>> {
	const source = await world.db.sources.get(sourceId);
	if (source === undefined) return { kind: "gone" };
	const token = source.state === "left" ? null : await openToken(world.db, sourceId);
	if (token === null) return { kind: "unauthorized" };
	const identity = { clientIdentifier: await deviceId(world.db) };
	const known = checkedOf(world).get(sourceId);
	const isKnown = known !== undefined && Math.abs(world.now() - known.at) < CHECK_LIFE_MS;
	if (isKnown && source.addresses.some(({ url }) => url === known.url)) {
		return ok(await make(world, source, { address: known.url, token, device: identity.clientIdentifier }));
	}
	const asking: Asking =
		source.dialect === "jellyfin" ? { dialect: "jellyfin" } : { dialect: "plex", identity, token: token.token };
	const found = await findAddress(world, source, asking, signal);
	if (found.kind !== "ok") {
		const isPlex = source.dialect === "plex";
		return isPlex ? lookAgainAtPlex(world, source, token, identity.clientIdentifier, found, signal) : found;
	}
	checkedOf(world).set(sourceId, { url: found.value, at: world.now() });
	return ok(await make(world, source, { address: found.value, token, device: identity.clientIdentifier }));
}

interface Access {
	readonly address: string;
	readonly token: SourceToken;
	/** Id of this installation. */
	readonly device: string;
}

function jellyfinAccess({ sourceId, userId }: Source, { address, token, device }: Access) {
	return { sourceId, userId, address, token: token.token, deviceId: device };
}

function plexAccess({ sourceId, userId }: Source, { address, token, device }: Access) {
	const accountToken = token.accountToken ?? token.token;
	return { sourceId, userId, address, token: token.token, accountToken, identity: { clientIdentifier: device } };
}

/** A dialect's code is loaded with its first server: most people have one of the two. */
async function makeServer(world: World, source: Source, access: Access): Promise<MediaServer> {
	if (source.dialect === "jellyfin") {
		const { jellyfinServer } = await import("./jellyfin/jellyfin-server.ts");
		return jellyfinServer(world, source, jellyfinAccess(source, access));
	}
	const { plexServer } = await import("./plex/plex-server.ts");
	return plexServer(world, source, plexAccess(source, access));
}

async function makeWatchServer(world: World, source: Source, access: Access): Promise<WatchServer> {
	if (source.dialect === "jellyfin") {
		const { jellyfinWatchServer } = await import("./jellyfin/watch-server.ts");
		return jellyfinWatchServer(world, source, jellyfinAccess(source, access));
	}
	const { plexWatchServer } = await import("./plex/watch-server.ts");
	return plexWatchServer(world, source, plexAccess(source, access));
}

/**
 * A Plex server that refuses its token, or hides that from a browser as a failure of the network, may have been given a new one by
 * the account service; only that service can say that the person is signed out. contract/plex-api.md §2.
 */
async function lookAgainAtPlex(
	world: World,
	source: Source,
	token: SourceToken,
	clientIdentifier: string,
	failure: Failure,
	signal: AbortSignal,
): Promise<Failure> {
	const mayHide = failure.kind === "unreachable" && failure.reason === "network";
	if (failure.kind !== "unauthorized" && !mayHide) return failure;
	const usable = usableAddresses(source, world.place, await hasPlainHttpConsent(world));
	const { answersAtAll, lookAgain } = await import("./plex/second-look.ts");
	const answering = await firstPreferred(
		usable.map(async ({ url }) => ((await answersAtAll(world, `${url}/identity`, signal)) ? url : null)),
	);
	if (answering === null) return failure;
	const access = plexAccess(source, { address: answering, token, device: clientIdentifier });
	const again = await lookAgain(world, source, access, signal);
	return again.kind === "ok" ? { kind: "unreachable", reason: "network" } : again;
}

interface Reached {
	readonly url: string;
	/** The server's own, which an upgrade changes. */
	readonly version: string | undefined;
}

/** The best address that says the right server id. Notes how each was reached. */
async function findAddress(
	world: World,
	source: Source,
	asking: Asking,
	signal: AbortSignal,
): Promise<Outcome<string>> {
	const usable = usableAddresses(source, world.place, await hasPlainHttpConsent(world));
	if (usable.length === 0) return noUsableAddress(source, world.place);
	const failures: (Failure | undefined)[] = usable.map(() => undefined);
	const attempt = async ({ url }: Address, index: number): Promise<Reached | null> => {
		const answer = await askAddress(world, asking, url, signal);
		if (answer.kind === "ok" && answer.value.serverId === source.serverId && !answer.value.isStarting) {
			return { url, version: answer.value.version || source.serverVersion };
		}
		failures[index] = failureOf(answer, source.serverId);
		return null;
	};
	const relays = usable.filter(({ isRelay }) => isRelay);
	const direct = usable.filter(({ isRelay }) => !isRelay);
	const reached =
		(await firstPreferred(direct.map(attempt))) ??
		(await firstPreferred(relays.map((address, index) => attempt(address, direct.length + index))));
	await noteReached(world, source, usable, reached, failures);
	if (reached !== null) return ok(reached.url);
	const told = failures.filter((failure) => failure !== undefined);
	// An answer, even a refusal, says more than a silence.
	return told.find(({ kind }) => kind !== "unreachable") ?? told[0] ?? { kind: "unreachable", reason: "network" };
}

function failureOf(answer: Outcome<{ serverId: string; isStarting: boolean }>, serverId: string): Failure {
	if (answer.kind !== "ok") return answer;
	if (answer.value.isStarting) return { kind: "unreachable", reason: "server-error", detail: "starting" };
	return answer.value.serverId === serverId
		? { kind: "unreachable", reason: "unreadable" }
		: { kind: "refused", status: 421, detail: OTHER_SERVER };
}

async function noteReached(
	world: World,
	source: Source,
	tried: readonly Address[],
	reached: Reached | null,
	failures: readonly (Failure | undefined)[],
): Promise<void> {
	const now = world.now();
	const noted = (address: Address): Address => {
		const { failedAt, isOthers = false, ...rest } = address;
		if (address.url === reached?.url) {
			const isStale = now - (address.reachedAt ?? 0) > NOTE_EVERY_MS;
			return failedAt !== undefined || isOthers || isStale ? { ...rest, reachedAt: now } : address;
		}
		const index = tried.findIndex(({ url }) => url === address.url);
		const failure = failures[index];
		const isFailed = failure !== undefined && !(failure.kind === "unreachable" && failure.reason === "aborted");
		const isOtherNow = failure?.kind === "refused" && failure.detail === OTHER_SERVER;
		if (!isFailed || (failedAt !== undefined && isOthers === isOtherNow)) return address;
		return { ...rest, failedAt: failedAt ?? now, ...(isOtherNow ? { isOthers: true } : {}) };
	};
	const serverVersion = reached?.version ?? source.serverVersion;
	const isSame = serverVersion === source.serverVersion;
	if (isSame && source.addresses.every((address) => noted(address) === address)) return;
	await world.db.sources
		.where("sourceId")
		.equals(source.sourceId)
		.modify((row, ref) => {
			ref.value = { ...row, addresses: row.addresses.map(noted), ...(serverVersion ? { serverVersion } : {}) };
		});
}

/** True in a worker that cannot use an address which a page of this app can: the server's silence here says little. */
function hasMoreForPages({ addresses }: Source, place: Place): boolean {
	const page: Place = { ...place, kind: "page" };
	return addresses.some(({ url }) => reachableFrom(page, url) && !reachableFrom(place, url));
}

/**
 * Notes how a request to a source ended.
 *
 * | outcome | state |
 * |---|---|
 * | aborted | as it was |
 * | no answer in time, of a request that is older than the last answer | as it was |
 * | unauthorized (confirmed by a second look) | signed-out |
 * | unreachable, blocked; another server | away, unless signed-out; addresses are checked again |
 * | the same, in a worker, of a source with an address for pages alone | as it was |
 * | any other: it answered | ok |
 *
 * A source that the person left stays left.
 */
export async function recordSourceOutcome(world: World, sourceId: SourceId, outcome: Outcome<unknown>): Promise<void> {
	if (outcome.kind === "unreachable" && outcome.reason === "aborted") return;
	const isAway =
		outcome.kind === "unreachable" ||
		outcome.kind === "blocked" ||
		(outcome.kind === "refused" && outcome.status === 421);
	const answers = answersOf(world);
	const sinceMs = world.now() - (answers.get(sourceId) ?? Number.NEGATIVE_INFINITY);
	// The shortest wait for an answer is longer: this one began before a newer request was answered.
	const isOld = outcome.kind === "unreachable" && outcome.reason === "timeout" && sinceMs >= 0;
	if (isOld && sinceMs < CHECK_TIMEOUT_MS) return;
	if (!isAway) answers.set(sourceId, world.now());
	if (isAway) forgetCheckedAddresses(world, sourceId);
	const next: SourceState = outcome.kind === "unauthorized" ? "signed-out" : isAway ? "away" : "ok";
	await world.db.transaction("rw", world.db.sources, async () => {
		const source = await world.db.sources.get(sourceId);
		if (source === undefined || source.state === "left" || source.state === next) return;
		if (isAway && (source.state === "signed-out" || hasMoreForPages(source, world.place))) return;
		await world.db.sources.put({ ...source, state: next, stateSince: world.now() });
	});
}
