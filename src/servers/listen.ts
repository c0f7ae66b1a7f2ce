import type { World } from "../db/world.ts";
import type { Notice, Notifications } from "./notifications.ts";

/** The part of a WebSocket used here; tests pass one of their own. */
export interface Socket extends EventTarget {
	send(message: string): void;
	close(): void;
}

/** Opens a socket. Throws where this page may have none to that address (contract/platform.md §4.1). */
export type OpenSocket = (url: string) => Socket;

/**
 * How listening ended.
 *
 * | | means |
 * |---|---|
 * | impossible | the browser does not let this page open a socket to that address |
 * | refused | it never opened: no server, no token, a proxy without sockets |
 * | ended | it was open, and is no longer; also when `signal` ended it |
 */
export type ListenEnd = "impossible" | "refused" | "ended";

/** What happens while listening. */
export interface Listener {
	/** The connection stands. What happened before is not told any more. */
	opened(): void;
	heard(notice: Notice): void;
}

/** Silence after which a server that promised to answer counts as gone, in units of its keep-alive. */
const MISSED_ANSWERS = 2.5;

/** Holds one connection to a server's notifications until it ends or `signal` does. Never rejects. */
export function listen(
	{ now }: Pick<World, "now">,
	openSocket: OpenSocket,
	{ url, read, keepAlive }: Notifications,
	listener: Listener,
	signal: AbortSignal,
): Promise<ListenEnd> {
	if (signal.aborted) return Promise.resolve("ended");
	let socket: Socket;
	try {
		socket = openSocket(url);
	} catch {
		return Promise.resolve("impossible");
	}
	return new Promise((resolve) => {
		let isOpen = false;
		let heardAt = 0;
		let timer: ReturnType<typeof setInterval> | undefined;
		const end = () => {
			clearInterval(timer);
			signal.removeEventListener("abort", end);
			resolve(isOpen || signal.aborted ? "ended" : "refused");
			socket.close();
		};
		const stayAlive = ({ message, everyMs }: NonNullable<typeof keepAlive>) => {
			heardAt = now();
			socket.send(message);
			timer = setInterval(() => {
				if (now() - heardAt > MISSED_ANSWERS * everyMs) end();
				else socket.send(message);
			}, everyMs);
		};
		socket.addEventListener("open", () => {
			isOpen = true;
			if (keepAlive) stayAlive(keepAlive);
			listener.opened();
		});
		socket.addEventListener("message", (event) => {
			heardAt = now();
			if (!(event instanceof MessageEvent) || typeof event.data !== "string") return;
			for (const notice of read(event.data)) listener.heard(notice);
		});
		socket.addEventListener("error", end);
		socket.addEventListener("close", end);
		signal.addEventListener("abort", end);
	});
}
