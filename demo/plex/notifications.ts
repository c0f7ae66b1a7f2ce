import type { Connected, Connection, Peer } from "../core/sockets.ts";
import { type PlayableNode, type PlexNode, TYPE_NUMBERS } from "./catalogue.ts";
import type { MediaServerState } from "./media-server.ts";
import type { Row } from "./tags.ts";

const PATH = "/:/websockets/notifications";
const LIBRARY = "com.plexapp.plugins.library";

/** What a session does, as `playing` tells it. */
export type PlayingState = "playing" | "paused" | "stopped" | "buffering";

/** State of a timeline entry: read to its end, or gone. The steps between are not told by this server. */
export type EntryState = 5 | 9;

/**
 * The server's WebSockets and what it says on them (contract/plex-api.md §7): `playing` while somebody plays, `timeline` when a title
 * came, changed or went. Everybody hears all of it. Nobody is told of marks unless `switches.announcesMarks`.
 */
export class Notifications {
	readonly #peers = new Map<Peer, string>();

	/** Takes a socket with a token of this server; 401 for any other, 404 elsewhere. */
	connect(state: MediaServerState, url: URL): Connected {
		if (url.pathname !== PATH) return { kind: "refused", status: 404 };
		const token = url.searchParams.get("X-Plex-Token") ?? "";
		if (!state.tokens.has(token)) return { kind: "refused", status: 401 };
		return { kind: "taken", open: (peer) => this.#open(peer, token) };
	}

	/** How many clients are connected. */
	get size(): number {
		return this.#peers.size;
	}

	/** Somebody plays, or stopped playing. */
	tellOfPlaying(node: PlayableNode, state: PlayingState, viewOffset: number, client: string): void {
		this.#send("playing", {
			PlaySessionStateNotification: [
				{
					sessionKey: "1",
					clientIdentifier: client,
					guid: "",
					ratingKey: node.ratingKey,
					url: "",
					key: `/library/metadata/${node.ratingKey}`,
					viewOffset,
					playQueueItemID: 1,
					state,
				},
			],
		});
	}

	/** A title came, changed or went. */
	tellOfEntry(node: PlexNode, state: EntryState, updatedAt: number): void {
		const show = node.type === "episode" ? node.season.show : node.type === "season" ? node.show : null;
		this.#send("timeline", {
			TimelineEntry: [
				{
					identifier: LIBRARY,
					sectionID: String(node.sectionId),
					itemID: node.ratingKey,
					...(node.type === "episode" ? { parentItemID: node.season.ratingKey } : {}),
					...(show === null ? {} : { rootItemID: show.ratingKey }),
					type: TYPE_NUMBERS[node.type],
					title: node.title,
					state,
					...(state === 9 ? { metadataState: "deleted" } : {}),
					updatedAt,
				},
			],
		});
	}

	/** Closes the sockets of tokens that died. */
	settle(state: MediaServerState): void {
		for (const [peer, token] of this.#peers) if (!state.tokens.has(token)) peer.close();
	}

	/** Ends every connection, as a server that goes down does. */
	closeAll(): void {
		for (const peer of this.#peers.keys()) peer.close(1001);
	}

	#open(peer: Peer, token: string): Connection {
		this.#peers.set(peer, token);
		return {
			hear: () => undefined,
			gone: () => {
				this.#peers.delete(peer);
			},
		};
	}

	#send(type: string, rows: Row): void {
		const text = JSON.stringify({ NotificationContainer: { type, size: 1, ...rows } });
		for (const peer of this.#peers.keys()) peer.send(text);
	}
}
