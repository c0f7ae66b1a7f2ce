import type * as z from "zod/mini";
import type { World } from "../../db/world.ts";
import type { SourceId } from "../../model/ids.ts";
import { deviceId } from "../device-id.ts";
import { authorization, jellyfinClient, normalId } from "../jellyfin/client.ts";
import { JELLYFIN_THRESHOLDS, readClock, readThresholds } from "../jellyfin/read-server.ts";
import { quickConnectSchema, signedInSchema } from "../jellyfin/schemas.ts";
import type { Failure, Outcome } from "../outcome.ts";
import { type Method, type Query, readJson, sendRequest } from "../request.ts";
import type { FoundJellyfin } from "./probe-jellyfin.ts";
import { storeSource } from "./store-source.ts";

/** `disabled`: right or wrong, this user may not sign in now (disabled, locked out, not from here, not at this hour). */
export type SignInResult =
	| { readonly kind: "signed-in"; readonly sourceId: SourceId }
	| { readonly kind: "wrong-password" }
	| { readonly kind: "disabled" }
	| Failure;

export type QuickConnectStart =
	| { readonly kind: "started"; readonly secret: string; readonly code: string }
	| { readonly kind: "off" }
	| Failure;

export type QuickConnectPoll =
	| { readonly kind: "waiting" }
	| { readonly kind: "expired" }
	| { readonly kind: "signed-in"; readonly sourceId: SourceId }
	| Failure;

/**
 * Signs in by name and password, once: every wrong try counts towards a lock-out of the account. The password may be empty.
 * contract/jellyfin-api.md §1.2.
 */
export async function signInJellyfin(
	world: World,
	found: FoundJellyfin,
	{ userName, password }: { readonly userName: string; readonly password: string },
	signal: AbortSignal,
): Promise<SignInResult> {
	const body = { Username: userName, Pw: password };
	const answer = await ask(world, found, "POST", "/Users/AuthenticateByName", {}, body, signedInSchema, signal);
	if (answer.kind === "unauthorized") return { kind: "wrong-password" };
	if (answer.kind === "no-access") return { kind: "disabled" };
	return answer.kind === "ok" ? keep(world, found, answer.value, signal) : answer;
}

/** Asks for a code that the person enters where they are signed in already. contract/jellyfin-api.md §1.3. */
export async function startQuickConnect(
	world: World,
	found: FoundJellyfin,
	signal: AbortSignal,
): Promise<QuickConnectStart> {
	const answer = await ask(world, found, "POST", "/QuickConnect/Initiate", {}, undefined, quickConnectSchema, signal);
	if (answer.kind === "unauthorized") return { kind: "off" };
	return answer.kind === "ok" ? { kind: "started", secret: answer.value.Secret, code: answer.value.Code } : answer;
}

/** Looks whether the code was entered, and if so signs in. A code lives ten minutes; ask every few seconds. */
export async function pollQuickConnect(
	world: World,
	found: FoundJellyfin,
	secret: string,
	signal: AbortSignal,
): Promise<QuickConnectPoll> {
	const path = "/QuickConnect/Connect";
	const state = await ask(world, found, "GET", path, { secret }, undefined, quickConnectSchema, signal);
	if (state.kind === "gone") return { kind: "expired" };
	if (state.kind !== "ok") return state;
	if (!state.value.Authenticated) return { kind: "waiting" };
	const body = { Secret: secret };
	const exchange = "/Users/AuthenticateWithQuickConnect";
	const answer = await ask(world, found, "POST", exchange, {}, body, signedInSchema, signal);
	if (answer.kind === "gone") return { kind: "expired" };
	return answer.kind === "ok" ? keep(world, found, answer.value, signal) : answer;
}

/** A request before there is a token: the header names the app and the device alone, and has to. */
async function ask<T>(
	world: World,
	{ address }: FoundJellyfin,
	method: Method,
	path: string,
	query: Query,
	json: unknown,
	schema: z.core.$ZodType<T>,
	signal: AbortSignal,
): Promise<Outcome<T>> {
	const headers = { Accept: "application/json", Authorization: authorization(await deviceId(world.db)) };
	const request = { method, base: address, path, query, json, headers, isNeverHtml: true };
	const answer = await sendRequest(world, request, signal);
	return answer.kind === "ok" ? readJson(answer.value.text, schema) : answer;
}

async function keep(
	world: World,
	found: FoundJellyfin,
	{ User, AccessToken, ServerId }: z.infer<typeof signedInSchema>,
	signal: AbortSignal,
): Promise<{ readonly kind: "signed-in"; readonly sourceId: SourceId } | Failure> {
	if (normalId(ServerId) !== normalId(found.serverId)) return { kind: "refused", status: 421, detail: "other-server" };
	const userId = normalId(User.Id);
	const { address } = found;
	const access = { sourceId: "", address, userId, token: AccessToken, deviceId: await deviceId(world.db) };
	const [thresholds, clock] = await Promise.all([
		readThresholds(jellyfinClient(world, access), signal),
		readClock(world, address, signal),
	]);
	const now = world.now();
	const sourceId = await storeSource(
		world,
		{
			dialect: "jellyfin",
			serverId: found.serverId,
			userId,
			serverName: found.name,
			userName: User.Name,
			serverVersion: found.version,
			addresses: [{ url: address, origin: "person", reachedAt: now }],
			thresholds: thresholds.kind === "ok" ? thresholds.value : JELLYFIN_THRESHOLDS,
			clock: clock.kind === "ok" ? clock.value : { offsetMs: 0, uncertaintyMs: 90_000, measuredAt: 0 },
		},
		{ token: AccessToken },
	);
	return { kind: "signed-in", sourceId };
}
