import { StowawayDatabase } from "../../src/db/schema.ts";
import type { World } from "../../src/db/world.ts";
import { signInJellyfin } from "../../src/servers/connect/jellyfin-sign-in.ts";
import { connectPlexServer, listPlexServers, pollPin, startPin } from "../../src/servers/connect/plex-sign-in.ts";
import { probeJellyfin } from "../../src/servers/connect/probe-jellyfin.ts";
import type { Outcome } from "../../src/servers/outcome.ts";

/** The world of a page that measures: real network, clock, locks, and a database of its own. */
export const world: World = {
	db: new StowawayDatabase(`bench-${Math.random()}`),
	fetch: (input, init) => fetch(input, init),
	now: () => Date.now(),
	random: () => Math.random(),
	locks: { request: async (name, options, work) => await navigator.locks.request(name, options, (lock) => work(lock)) },
	scope: `/${Math.random()}/`,
	place: { kind: "page", scheme: "http", isLoopback: true },
};
const { signal } = new AbortController();

function must<T>(outcome: Outcome<T>): T {
	if (outcome.kind !== "ok") throw new Error(JSON.stringify(outcome));
	return outcome.value;
}

/** Signs in as the demo's person does. */
export async function connectJellyfin(url: string): Promise<void> {
	const found = await probeJellyfin(world, url, signal);
	if (found.kind !== "found") throw new Error(found.kind);
	const signedIn = await signInJellyfin(world, found, { userName: "demo", password: "demo" }, signal);
	if (signedIn.kind !== "signed-in") throw new Error(signedIn.kind);
}

/** Signs in by a PIN of the stand-in for plex.tv. */
export async function connectPlex(accountUrl: string): Promise<void> {
	const pin = must(await startPin(world, accountUrl, signal));
	await fetch(`${accountUrl}/__demo/approve`, { method: "POST", body: JSON.stringify({ code: pin.code }) });
	const polled = must(await pollPin(world, accountUrl, pin.id, signal));
	if (polled.kind !== "linked") throw new Error(polled.kind);
	const [server] = must(await listPlexServers(world, accountUrl, polled.token, signal));
	if (server === undefined) throw new Error("no server");
	must(await connectPlexServer(world, accountUrl, polled.token, server, signal));
}
