import type { Faults } from "./faults.ts";

/** A connection as a server sees its client. */
export interface Peer {
	send(text: string): void;
	/** Ends the connection, 1000 without a code. */
	close(code?: number, reason?: string): void;
}

/** What a server does with a connection that it took. */
export interface Connection {
	/** The client said something. */
	hear(text: string): void;
	/** The connection is over, whoever ended it. */
	gone(): void;
}

/** What comes of asking for a socket: a connection, a refusal with an HTTP status, or no answer at all. */
export type Connected =
	| { readonly kind: "taken"; open(peer: Peer): Connection }
	| { readonly kind: "refused"; readonly status: number }
	| { readonly kind: "silent" };

/** A server's sockets as a function, beside its `handle`. */
export type Connect = (url: URL) => Connected;

/**
 * `connect` with faults in front: a server that is `down` does not answer, one with a `status` refuses with it. Other faults, and how
 * often those two may hit, are of requests alone.
 */
export function withSocketFaults(connect: Connect, faults: Pick<Faults, "list">): Connect {
	return (url) => {
		const hits = faults.list().filter(({ path, method }) => method === undefined && url.pathname.includes(path ?? ""));
		if (hits.some(({ kind }) => kind === "down")) return { kind: "silent" };
		const refusal = hits.find(({ kind }) => kind === "status");
		return refusal === undefined ? connect(url) : { kind: "refused", status: refusal.status ?? 500 };
	};
}
