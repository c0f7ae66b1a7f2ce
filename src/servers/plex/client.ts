import type * as z from "zod/mini";
import type { World } from "../../db/world.ts";
import { type ItemId, joinId, type SourceId, serverKeyOf } from "../../model/ids.ts";
import { type Outcome, ok } from "../outcome.ts";
import {
	type Answer,
	type Method,
	type Query,
	type ReadOptions,
	readJson,
	requestUrl,
	sendRequest,
} from "../request.ts";
import { type PlexIdentity, plexParameters } from "./identity.ts";

/**
 * Talks to one Plex Media Server with one token. Every call ends as an outcome, never as an exception.
 *
 * Token and identity travel in the query: with an exact `Accept: application/json` a GET then needs no CORS preflight.
 * A browser cannot tell Plex's 401 from a dead network (the answer has no readable CORS header), so after a failure of the
 * network the client asks once more, see `second-look.ts`. contract/plex-api.md §0, §2.
 */
export interface PlexClient {
	readonly sourceId: SourceId;
	/** The account's id at the account service. */
	readonly userId: string;
	readonly clientIdentifier: string;
	/** Without trailing slash. */
	readonly address: string;
	get<T>(
		path: string,
		query: Query,
		schema: z.core.$ZodType<T>,
		signal: AbortSignal,
		options?: ReadOptions,
	): Promise<Outcome<T>>;
	/** What is no JSON. */
	text(path: string, query: Query, signal: AbortSignal): Promise<Outcome<string>>;
	/** A request without a body; the answer (empty or HTML) does not matter beyond its status. */
	act(
		method: "GET" | "POST" | "PUT" | "DELETE",
		path: string,
		query: Query,
		signal: AbortSignal,
		options?: ReadOptions,
	): Promise<Outcome<null>>;
	/** A full URL with token and identity, for media elements and image fetches only: never stored, never logged. */
	urlWithToken(path: string, query?: Query): string;
	/** The database key of a rating key, which is opaque. */
	toItemId(ratingKey: string): ItemId;
	keyOf(itemId: ItemId): string;
}

export interface PlexAccess {
	readonly sourceId: SourceId;
	readonly address: string;
	readonly userId: string;
	/** The token of this server, not of the account. */
	readonly token: string;
	readonly identity: PlexIdentity;
	/** What to make of an opaque failure of the network; without it, it stays `unreachable`. */
	readonly secondLook?: (signal: AbortSignal) => Promise<Outcome<null>>;
}

/** Makes the client for an address that has been checked to be the right server. */
export function plexClient(world: Pick<World, "fetch" | "place">, access: PlexAccess): PlexClient {
	const identity = plexParameters(access.identity, access.token);

	async function request(
		method: Method,
		path: string,
		query: Query,
		signal: AbortSignal,
		options: ReadOptions = {},
	): Promise<Outcome<Answer>> {
		const headers = { Accept: "application/json" };
		const answer = await sendRequest(
			world,
			{ method, base: access.address, path, query: { ...query, ...identity }, headers, ...options },
			signal,
		);
		if (answer.kind !== "unreachable" || answer.reason !== "network" || access.secondLook === undefined) return answer;
		const second = await access.secondLook(signal);
		return second.kind === "ok" ? answer : second;
	}

	return {
		sourceId: access.sourceId,
		userId: access.userId,
		clientIdentifier: access.identity.clientIdentifier,
		address: access.address,
		async get(path, query, schema, signal, options) {
			const answer = await request("GET", path, query, signal, options);
			return answer.kind === "ok" ? readJson(answer.value.text, schema) : answer;
		},
		async text(path, query, signal) {
			const answer = await request("GET", path, query, signal);
			return answer.kind === "ok" ? ok(answer.value.text) : answer;
		},
		async act(method, path, query, signal, options) {
			const answer = await request(method, path, query, signal, options);
			return answer.kind === "ok" ? ok(null) : answer;
		},
		urlWithToken(path, query = {}) {
			return requestUrl(access.address, path, { ...query, ...identity }).href;
		},
		toItemId: (ratingKey) => joinId(access.sourceId, ratingKey),
		keyOf: serverKeyOf,
	};
}
