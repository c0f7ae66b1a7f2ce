import type { Connect, Connection } from "../../../demo/core/sockets.ts";
import type { OpenSocket, Socket } from "../../../src/servers/listen.ts";

/** The sockets of a page whose network has the given servers, by origin (`http://…`), and nothing else. */
export function memorySockets(servers: Readonly<Record<string, Connect>>): {
	readonly openSocket: OpenSocket;
	/** Those that were opened, oldest first. */
	readonly opened: readonly MemorySocket[];
} {
	const opened: MemorySocket[] = [];
	return {
		opened,
		openSocket: (url) => {
			const asked = new URL(url.replace(/^ws/, "http"));
			const socket = new MemorySocket(asked, servers[asked.origin] ?? (() => ({ kind: "silent" })));
			opened.push(socket);
			return socket;
		},
	};
}

/** A socket without a wire: what is sent arrives a microtask later. */
export class MemorySocket extends EventTarget implements Socket {
	readonly url: URL;
	isOpen = false;
	#connection: Connection | undefined;
	#isOver = false;

	constructor(url: URL, connect: Connect) {
		super();
		this.url = url;
		queueMicrotask(() => this.#begin(connect));
	}

	send(message: string): void {
		queueMicrotask(() => this.isOpen && this.#connection?.hear(message));
	}

	close(): void {
		this.#end();
	}

	#begin(connect: Connect): void {
		if (this.#isOver) return;
		const answer = connect(this.url);
		if (answer.kind !== "taken") {
			this.dispatchEvent(new Event("error"));
			this.#end();
			return;
		}
		this.isOpen = true;
		this.dispatchEvent(new Event("open"));
		this.#connection = answer.open({
			send: (data) => queueMicrotask(() => this.isOpen && this.dispatchEvent(new MessageEvent("message", { data }))),
			close: () => queueMicrotask(() => this.#end()),
		});
	}

	#end(): void {
		if (this.#isOver) return;
		this.#isOver = true;
		this.isOpen = false;
		this.#connection?.gone();
		this.dispatchEvent(new Event("close"));
	}
}
