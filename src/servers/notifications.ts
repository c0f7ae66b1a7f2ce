import type { ItemId } from "../model/ids.ts";

/**
 * What a server told of by itself. Only a hint: what it names is read before anything of it is believed.
 *
 * | kind | means |
 * |---|---|
 * | watched | somebody may have watched, marked or unmarked these |
 * | changed | these came, went, or say something else of themselves |
 */
export interface Notice {
	readonly kind: "watched" | "changed";
	readonly itemIds: readonly ItemId[];
}

/** Where a server tells of changes as they happen, and in which words. */
export interface Notifications {
	/** Of a WebSocket. Holds a token: never stored, never logged. */
	readonly url: string;
	/** What a message means; nothing for most of them. */
	read(message: string): readonly Notice[];
	/** What a server wants to hear, and answers, every so often (ms): one that no longer answers is gone without a word. */
	readonly keepAlive?: { readonly message: string; readonly everyMs: number };
}

/** An address as one for WebSockets. */
export function socketUrl(url: URL): string {
	const socket = new URL(url);
	socket.protocol = url.protocol === "https:" ? "wss:" : "ws:";
	return socket.href;
}

/** A message as data; undefined for what is no JSON. */
export function parseMessage(message: string): unknown {
	try {
		return JSON.parse(message);
	} catch {
		return undefined;
	}
}
