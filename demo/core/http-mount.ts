import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import type { Handler } from "./handler.ts";
import type { Connect } from "./sockets.ts";
import { mountSockets } from "./web-socket-mount.ts";

/** A handler that listens. `close` ends it at once, open connections included. */
export interface Mounted {
	readonly port: number;
	close(): Promise<void>;
}

/** Certificate and key as PEM. */
export interface Tls {
	readonly cert: string | Buffer;
	readonly key: string | Buffer;
}

/**
 * Serves `handle` over HTTP (HTTPS with `tls`) on `host` (loopback without). `port` 0 takes any free one; a busy port rejects with
 * `EADDRINUSE`. When `handle` rejects, the connection is destroyed without an answer; when the client goes away, the
 * request's signal aborts. With `connect` it serves WebSockets too.
 */
export function mountHttp(
	handle: Handler,
	port: number,
	host = "127.0.0.1",
	tls?: Tls,
	connect?: Connect,
): Promise<Mounted> {
	const scheme = tls === undefined ? "http" : "https";
	const listener = (incoming: IncomingMessage, outgoing: ServerResponse) => {
		answer(handle, scheme, incoming, outgoing).catch(() => outgoing.destroy());
	};
	const server = tls === undefined ? createServer(listener) : createTlsServer({ ...tls }, listener);
	if (connect !== undefined) mountSockets(server, connect);
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, host, () => {
			server.off("error", reject);
			const { port: taken } = server.address() as AddressInfo;
			resolve({
				port: taken,
				close: () =>
					new Promise((closed) => {
						server.close(() => closed());
						server.closeAllConnections();
					}),
			});
		});
	});
}

async function answer(
	handle: Handler,
	scheme: string,
	incoming: IncomingMessage,
	outgoing: ServerResponse,
): Promise<void> {
	const givenUp = new AbortController();
	outgoing.once("close", () => {
		if (!outgoing.writableFinished) givenUp.abort();
	});
	const response = await handle(await toRequest(scheme, incoming, givenUp.signal));
	outgoing.statusCode = response.status;
	for (const [name, value] of response.headers) outgoing.appendHeader(name, value);
	if (response.body === null) outgoing.end();
	else await pipeline(Readable.fromWeb(response.body as NodeReadableStream), outgoing);
}

/** The request with its body read whole: a body stream dies with the connection, and a fault may carry the request out after that. */
async function toRequest(scheme: string, incoming: IncomingMessage, signal: AbortSignal): Promise<Request> {
	const headers = new Headers();
	for (let at = 0; at + 1 < incoming.rawHeaders.length; at += 2) {
		headers.append(incoming.rawHeaders[at] ?? "", incoming.rawHeaders[at + 1] ?? "");
	}
	const method = incoming.method ?? "GET";
	const chunks: Uint8Array[] = [];
	for await (const chunk of incoming) chunks.push(chunk);
	const body = method === "GET" || method === "HEAD" || chunks.length === 0 ? undefined : Buffer.concat(chunks);
	return new Request(new URL(incoming.url ?? "/", `${scheme}://${incoming.headers.host ?? "localhost"}`), {
		method,
		headers,
		body,
		signal,
	});
}
