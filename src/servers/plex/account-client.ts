import type * as z from "zod/mini";
import type { World } from "../../db/world.ts";
import { type Outcome, ok } from "../outcome.ts";
import { type Method, type Query, readJson, sendRequest } from "../request.ts";
import { type PlexIdentity, plexParameters } from "./identity.ts";

/** Plex's own account service. The demo has a stand-in on loopback. */
export const PLEX_ACCOUNT_URL = "https://plex.tv";

/** Talks to the account service (plex.tv), which any web page may read. contract/plex-api.md §1, §2. */
export interface PlexAccountClient {
	read<T>(
		method: Method,
		path: string,
		query: Query,
		schema: z.core.$ZodType<T>,
		signal: AbortSignal,
	): Promise<Outcome<T>>;
	act(method: Method, path: string, signal: AbortSignal): Promise<Outcome<null>>;
}

/** Makes the client, for an account's token or, to sign in, without one. */
export function plexAccountClient(
	world: Pick<World, "fetch" | "place">,
	accountUrl: string,
	identity: PlexIdentity,
	token?: string,
): PlexAccountClient {
	const send = (method: Method, path: string, query: Query, signal: AbortSignal) =>
		sendRequest(
			world,
			{
				method,
				base: accountUrl,
				path,
				query: { ...query, ...plexParameters(identity, token) },
				headers: { Accept: "application/json" },
			},
			signal,
		);
	return {
		async read(method, path, query, schema, signal) {
			const answer = await send(method, path, query, signal);
			return answer.kind === "ok" ? readJson(answer.value.text, schema) : answer;
		},
		async act(method, path, signal) {
			const answer = await send(method, path, {}, signal);
			return answer.kind === "ok" ? ok(null) : answer;
		},
	};
}
