import type * as z from "zod/mini";
import type { World } from "../../db/world.ts";
import { type ItemId, joinId, type SourceId, serverKeyOf } from "../../model/ids.ts";
import { DEVICE_NAME, PRODUCT, PRODUCT_VERSION } from "../app-identity.ts";
import { type Outcome, ok } from "../outcome.ts";
import { type Answer, type Method, type Query, type ReadOptions, readJson, sendRequest } from "../request.ts";

/**
 * Talks to one Jellyfin server as one user. Every call ends as an outcome, never as an exception; a 404 or 401 that comes as
 * an HTML page is somebody else's (a proxy) and therefore `unreachable`.
 */
export interface JellyfinClient {
	readonly sourceId: SourceId;
	/** 32 hex digits. */
	readonly userId: string;
	readonly deviceId: string;
	/** Without trailing slash. */
	readonly address: string;
	get<T>(
		path: string,
		query: Query,
		schema: z.core.$ZodType<T>,
		signal: AbortSignal,
		options?: ReadOptions,
	): Promise<Outcome<T>>;
	/** POST with a JSON body (none for undefined) whose answer is read. */
	post<T>(
		path: string,
		query: Query,
		body: unknown,
		schema: z.core.$ZodType<T>,
		signal: AbortSignal,
		options?: ReadOptions,
	): Promise<Outcome<T>>;
	/** What is no JSON. */
	text(path: string, query: Query, signal: AbortSignal): Promise<Outcome<string>>;
	/** A request whose answer does not matter beyond its status. */
	send(
		method: "POST" | "DELETE",
		path: string,
		query: Query,
		body: unknown,
		signal: AbortSignal,
		options?: ReadOptions,
	): Promise<Outcome<null>>;
	/** The database key of a server's id: 32 lower-case hex digits, whichever form it came in. contract/jellyfin-api.md §0. */
	toItemId(key: string): ItemId;
	/** The server's id inside a database key. */
	keyOf(itemId: ItemId): string;
}

export interface JellyfinAccess {
	readonly sourceId: SourceId;
	readonly address: string;
	readonly userId: string;
	readonly token: string;
	readonly deviceId: string;
}

/** The form in which Jellyfin sends ids: lower case, no dashes. */
export function normalId(key: string): string {
	return key.replaceAll("-", "").toLowerCase();
}

/**
 * The only form of authentication that all versions since 10.8 take. Values are URL-encoded because the server decodes them.
 * contract/jellyfin-api.md §1.1.
 */
export function authorization(deviceId: string, token?: string): string {
	const parts = { Client: PRODUCT, Device: DEVICE_NAME, DeviceId: deviceId, Version: PRODUCT_VERSION, Token: token };
	const given = Object.entries(parts).filter(([, value]) => value !== undefined);
	return `MediaBrowser ${given.map(([name, value]) => `${name}="${encodeURIComponent(value ?? "")}"`).join(", ")}`;
}

/** Makes the client for an address that has been checked to be the right server. */
export function jellyfinClient(world: Pick<World, "fetch" | "place">, access: JellyfinAccess): JellyfinClient {
	const headers = { Accept: "application/json", Authorization: authorization(access.deviceId, access.token) };

	function request(
		method: Method,
		path: string,
		query: Query,
		json: unknown,
		signal: AbortSignal,
		options: ReadOptions = {},
	): Promise<Outcome<Answer>> {
		const { address } = access;
		return sendRequest(
			world,
			{ method, base: address, path, query, headers, json, isNeverHtml: true, ...options },
			signal,
		);
	}

	return {
		sourceId: access.sourceId,
		userId: access.userId,
		deviceId: access.deviceId,
		address: access.address,
		async get(path, query, schema, signal, options) {
			const answer = await request("GET", path, query, undefined, signal, options);
			return answer.kind === "ok" ? readJson(answer.value.text, schema) : answer;
		},
		async post(path, query, body, schema, signal, options) {
			const answer = await request("POST", path, query, body, signal, options);
			return answer.kind === "ok" ? readJson(answer.value.text, schema) : answer;
		},
		async text(path, query, signal) {
			const answer = await request("GET", path, query, undefined, signal);
			return answer.kind === "ok" ? ok(answer.value.text) : answer;
		},
		async send(method, path, query, body, signal, options) {
			const answer = await request(method, path, query, body, signal, options);
			return answer.kind === "ok" ? ok(null) : answer;
		},
		toItemId: (key) => joinId(access.sourceId, normalId(key)),
		keyOf: serverKeyOf,
	};
}
