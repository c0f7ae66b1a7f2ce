import type { Connected, Connection, Peer } from "../core/sockets.ts";
import type { Account, Login } from "./accounts.ts";
import type { Entry } from "./entry.ts";
import { randomHex } from "./guid.ts";
import type { ServerState } from "./server-state.ts";
import { printUserData } from "./user-data.ts";

/** Seconds within which a client has to be heard of, as the first message tells it. */
const LOST_SECONDS = 60;
/** Changes of user data are told of together, ms. */
const USER_DATA_MS = 500;
/** So long after the last change of the library it is told of, ms. */
const LIBRARY_MS = 30_000;

interface Session {
	readonly login: Login;
	readonly peer: Peer;
	/** Epoch ms of the last sign of life. */
	heardAt: number;
}

/** How a change of the library is told of. */
type Change = "ItemsAdded" | "ItemsUpdated" | "ItemsRemoved";

/**
 * The server's WebSockets and what it says on them (contract/jellyfin/recorded/README.md, *WebSocket*):
 *
 * | when | message |
 * |---|---|
 * | opened | ForceKeepAlive |
 * | KeepAlive came | KeepAlive |
 * | anything unknown came, or the token died | none: closed with 1000 |
 * | user data changed, but for progress | UserDataChanged, half a second later, to the account's clients |
 * | the library changed | LibraryChanged, half a minute after the last change, to all |
 * | a client was not heard of for a minute | none at all, and stays open |
 */
export class Notifications {
	readonly #state: ServerState;
	readonly #sessions = new Set<Session>();
	#watched = new Map<Account, Set<Entry>>();
	#changes: Record<Change, Set<string>> = noChanges();
	#userDataTimer: ReturnType<typeof setTimeout> | undefined;
	#libraryTimer: ReturnType<typeof setTimeout> | undefined;

	constructor(state: ServerState) {
		this.#state = state;
	}

	/** Takes a socket with a good token; 403 for any other. Any path will do. */
	connect(url: URL): Connected {
		const login = this.#state.accounts.login(url.searchParams.get("ApiKey") ?? "");
		if (login === null) return { kind: "refused", status: 403 };
		return { kind: "taken", open: (peer) => this.#open(login, peer) };
	}

	/** How many clients are connected. */
	get size(): number {
		return this.#sessions.size;
	}

	/** An account did something with an item. */
	tellOfUserData(account: Account, entry: Entry): void {
		if (this.#sessions.size === 0) return;
		const entries = this.#watched.get(account) ?? new Set();
		this.#watched.set(account, entries.add(entry));
		this.#userDataTimer ??= setTimeout(() => this.#sendUserData(), USER_DATA_MS);
	}

	/** An item came, changed or went. */
	tellOfLibrary(change: Change, id: string): void {
		if (this.#sessions.size === 0) return;
		this.#changes[change].add(id);
		clearTimeout(this.#libraryTimer);
		this.#libraryTimer = setTimeout(() => this.#sendChanges(), LIBRARY_MS);
	}

	/** Closes the sockets of tokens that died. */
	settle(): void {
		for (const { login, peer } of this.#sessions) {
			if (this.#state.accounts.login(login.token) !== login) peer.close(1000, "System Shutdown");
		}
	}

	/** Ends every connection, as a server that goes down does. */
	closeAll(): void {
		for (const { peer } of this.#sessions) peer.close(1001);
	}

	#open(login: Login, peer: Peer): Connection {
		const session: Session = { login, peer, heardAt: this.#state.clock.now() };
		this.#sessions.add(session);
		peer.send(message("ForceKeepAlive", LOST_SECONDS));
		return {
			hear: (text) => {
				if (!isKeepAlive(text)) {
					peer.close(1000, "System Shutdown");
					return;
				}
				session.heardAt = this.#state.clock.now();
				peer.send(message("KeepAlive"));
			},
			gone: () => {
				this.#sessions.delete(session);
			},
		};
	}

	#sendUserData(): void {
		this.#userDataTimer = undefined;
		const watched = this.#watched;
		this.#watched = new Map();
		for (const [account, entries] of watched) {
			const rows = this.#state.dataOf(account);
			// Each item with the folder it lies in, and no further up.
			const told = new Set([...entries].flatMap((entry) => [entry, ...this.#parentOf(entry)]));
			const UserDataList = [...told].map((entry) => printUserData(entry, rows, false));
			this.#send(
				message("UserDataChanged", { UserId: account.id, UserDataList }),
				({ login }) => login.account === account,
			);
		}
	}

	#parentOf(entry: Entry): Entry[] {
		const { byId } = this.#state.catalogue();
		const parent = entry.season ?? byId.get(entry.parentId ?? "") ?? byId.get(entry.libraryId ?? "");
		return parent === undefined ? [] : [parent];
	}

	#sendChanges(): void {
		const { ItemsAdded, ItemsUpdated, ItemsRemoved } = this.#changes;
		this.#changes = noChanges();
		const views = [...this.#state.catalogue().byId.values()].filter(({ type }) => type === "CollectionFolder");
		const data = {
			FoldersAddedTo: [],
			FoldersRemovedFrom: [],
			ItemsAdded: [...ItemsAdded],
			ItemsRemoved: [...ItemsRemoved],
			ItemsUpdated: [...ItemsUpdated],
			CollectionFolders: views.map(({ id }) => id),
			IsEmpty: false,
		};
		this.#send(message("LibraryChanged", data), () => true);
	}

	#send(text: string, isFor: (session: Session) => boolean): void {
		const now = this.#state.clock.now();
		for (const session of this.#sessions) {
			if (isFor(session) && now - session.heardAt <= LOST_SECONDS * 1000) session.peer.send(text);
		}
	}
}

function noChanges(): Record<Change, Set<string>> {
	return { ItemsAdded: new Set(), ItemsUpdated: new Set(), ItemsRemoved: new Set() };
}

function message(MessageType: string, Data?: unknown): string {
	return JSON.stringify({ MessageId: randomHex(32), ...(Data === undefined ? {} : { Data }), MessageType });
}

function isKeepAlive(text: string): boolean {
	try {
		const said: unknown = JSON.parse(text);
		return typeof said === "object" && said !== null && "MessageType" in said && said.MessageType === "KeepAlive";
	} catch {
		return false;
	}
}
