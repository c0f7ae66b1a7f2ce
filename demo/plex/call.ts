import type { PlexAccount } from "./accounts.ts";
import type { Reader } from "./answers.ts";
import type { MediaServerState } from "./media-server.ts";

/** A request whose token was accepted. */
export interface Call {
	readonly state: MediaServerState;
	readonly account: PlexAccount;
	readonly request: Request;
	readonly url: URL;
	readonly reader: Reader;
	/** A parameter: every one may come in the query, those that start with `X-Plex-` in a header as well. */
	read(name: string): string | null;
}

/** Reads from the query first, then from the headers. */
export function parameterReader(request: Request, url: URL): Call["read"] {
	return (name) => url.searchParams.get(name) ?? (name.startsWith("X-Plex-") ? request.headers.get(name) : null);
}
