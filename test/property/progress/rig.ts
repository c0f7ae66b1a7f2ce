import "fake-indexeddb/auto";
import { createClock } from "../../../demo/core/clock.ts";
import type { ControlledServer } from "../../../demo/core/control.ts";
import type { DemoServer } from "../../../demo/emulator.ts";
import { createJellyfin } from "../../../demo/jellyfin/create-jellyfin.ts";
import type { JellyfinOptions } from "../../../demo/jellyfin/options.ts";
import type { DemoLibrary, DemoMovie } from "../../../demo/library/types.ts";
import { createPlex } from "../../../demo/plex/plex.ts";
import { createPlexTv } from "../../../demo/plex/plex-tv.ts";
import type { PlexSwitches } from "../../../demo/plex/switches.ts";
import type { ItemId, SourceId } from "../../../src/model/ids.ts";
import type { Library } from "../../../src/model/item.ts";
import type { Dialect } from "../../../src/model/source.ts";
import { UNTOUCHED, type WatchState } from "../../../src/model/watch-state.ts";
import type { MediaServer } from "../../../src/servers/server.ts";
import { openStorage } from "./database-pool.ts";
import { Device } from "./device.ts";

export { Device, settle } from "./device.ts";
export { NO_TROUBLE, type Trouble } from "./trouble.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
const START = Date.UTC(2026, 10, 20, 12);
export const ORIGIN = "http://server.test";
export const TV = "http://account.test";
export const SOURCE = "a1";
export const SLUGS = ["metropolis", "the-general", "nosferatu"] as const;
export type Slug = (typeof SLUGS)[number];

function movie(slug: Slug, tmdb: string): DemoMovie {
	return {
		kind: "movie",
		slug,
		title: slug,
		genres: [],
		providerIds: { tmdb },
		credits: [],
		addedAt: "2025-01-01T00:00:00Z",
		hasArt: false,
		durationMs: 100 * MINUTE,
		file: { clip: "h264", width: 320, height: 240 },
	};
}

const library: DemoLibrary = {
	movies: SLUGS.map((slug, at) => movie(slug, String(at + 1))),
	shows: [],
	collections: [],
};

/** What servers say of their library of films, by their ids: the same of each that is made anew. */
const libraries = new Map<string, Library>();

/** What an account signs its requests with. */
export interface Access {
	readonly token: string;
	readonly userId: string;
	readonly accountToken: string;
}

/** Accounts that both demo servers have, the first is the demo's own. */
const SECOND_USER = { jellyfin: "guest", plex: "kid" } as const;

/** One server of a dialect with the clock of its world, and devices on it. Everything is in memory. */
export class Rig {
	readonly dialect: Dialect;
	readonly clock = createClock(() => START);
	readonly server: DemoServer & Pick<ControlledServer, "removeTitle" | "restoreTitle">;
	/** The server's id now. */
	readonly serverId: () => string;
	readonly #handle: (request: Request) => Promise<Response>;
	readonly #tv: (request: Request) => Promise<Response>;
	readonly #access: (user: string | undefined) => Access;
	readonly #users = new Map<SourceId, string | undefined>();

	/** `extras`: what a Jellyfin server has of a title besides, such as further versions. */
	constructor(dialect: Dialect, switches: Partial<PlexSwitches> = {}, extras: JellyfinOptions["extras"] = {}) {
		this.dialect = dialect;
		const { clock } = this;
		if (dialect === "jellyfin") {
			const jellyfin = createJellyfin({ library, clock, origin: ORIGIN, extras });
			const { accounts } = jellyfin.internals;
			this.server = jellyfin;
			this.serverId = () => jellyfin.internals.serverId;
			this.#handle = (request) => jellyfin.handle(request);
			this.#tv = async () => new Response(null, { status: 404 });
			this.#access = (user) => {
				const account = user === undefined ? accounts.list[0] : accounts.byName(user);
				if (!account) throw new Error("no account");
				const header = { client: "Stowaway", device: "Test", deviceId: String(Math.random()), version: "1" };
				const { token } = accounts.issue(account, header);
				return { token, userId: account.id, accountToken: "" };
			};
			return;
		}
		const plex = createPlex({ library, clock, origin: ORIGIN, switches });
		const tv = createPlexTv({ clock, servers: [plex], origin: TV });
		this.server = plex;
		this.serverId = () => plex.machineIdentifier();
		this.#handle = (request) => plex.handle(request);
		this.#tv = (request) => tv.handle(request);
		this.#access = (user) => ({ token: plex.issueToken(user), userId: user ?? "1", accountToken: tv.issueToken(user) });
	}

	/** The server's own truth about a title, for the account of a source. */
	truth(slug: Slug, sourceId: SourceId = SOURCE): WatchState {
		const item = this.server.state(this.#users.get(sourceId)).items[slug];
		if (item === undefined) return UNTOUCHED;
		const { positionMs, watched, playCount, lastPlayedAt } = item;
		return { positionMs, watched, playCount, lastPlayedAt };
	}

	itemId(slug: Slug, sourceId: SourceId = SOURCE): ItemId {
		const item = this.server.state().items[slug];
		if (item === undefined) throw new Error(`no ${slug}`);
		return `${sourceId}/${item.key}`;
	}

	/** The library of films. The same for every source: only its key is sent. */
	async libraryOf(server: MediaServer): Promise<Library> {
		const known = libraries.get(this.serverId());
		if (known) return known;
		const read = await server.libraries(new AbortController().signal);
		if (read.kind !== "ok" || !read.value[0]) throw new Error("no library");
		libraries.set(this.serverId(), read.value[0]);
		return read.value[0];
	}

	/** Answers a request as the server or the account service does. */
	answer(request: Request): Promise<Response> {
		return request.url.startsWith(TV) ? this.#tv(request) : this.#handle(request);
	}

	/** What a sign-in gives. `user`: the second account of the server instead of the first. */
	signIn(user?: "second"): Access {
		return this.#access(user && SECOND_USER[this.dialect]);
	}

	/** A device that is connected to the server. */
	async device(skewMs = 0): Promise<Device> {
		const device = new Device(this, openStorage(), skewMs);
		await device.connect(SOURCE, this.signIn());
		return device;
	}

	/** Connects a device to the second account as well. */
	async connectSecond(device: Device, sourceId: SourceId): Promise<void> {
		this.#users.set(sourceId, SECOND_USER[this.dialect]);
		await device.connect(sourceId, this.signIn("second"));
	}
}
