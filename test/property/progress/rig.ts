import "fake-indexeddb/auto";
import { createClock } from "../../../demo/core/clock.ts";
import type { DemoServer } from "../../../demo/emulator.ts";
import { createJellyfin } from "../../../demo/jellyfin/create-jellyfin.ts";
import type { JellyfinOptions } from "../../../demo/jellyfin/options.ts";
import type { DemoLibrary, DemoMovie } from "../../../demo/library/types.ts";
import { createPlex } from "../../../demo/plex/plex.ts";
import { createPlexTv } from "../../../demo/plex/plex-tv.ts";
import type { PlexSwitches } from "../../../demo/plex/switches.ts";
import { StowawayDatabase } from "../../../src/db/schema.ts";
import { isUntouched, watchRow } from "../../../src/db/watch.ts";
import type { Locks, World } from "../../../src/db/world.ts";
import type { ItemId } from "../../../src/model/ids.ts";
import { overlay } from "../../../src/model/overlay.ts";
import type { Dialect, Source } from "../../../src/model/source.ts";
import { UNTOUCHED, type WatchState } from "../../../src/model/watch-state.ts";
import { type DrainResult, drain } from "../../../src/progress/drain.ts";
import { jellyfinServer } from "../../../src/servers/jellyfin/jellyfin-server.ts";
import { JELLYFIN_THRESHOLDS } from "../../../src/servers/jellyfin/read-server.ts";
import { jellyfinWatchServer } from "../../../src/servers/jellyfin/watch-server.ts";
import { ok } from "../../../src/servers/outcome.ts";
import { plexServer } from "../../../src/servers/plex/plex-server.ts";
import { PLEX_THRESHOLDS } from "../../../src/servers/plex/read-server.ts";
import { plexWatchServer } from "../../../src/servers/plex/watch-server.ts";
import type { MediaServer, WatchServer } from "../../../src/servers/server.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
const START = Date.UTC(2026, 10, 20, 12);
const ORIGIN = "http://server.test";
const TV = "http://account.test";
const SOURCE = "a1";
export const SLUGS = ["metropolis", "the-general", "nosferatu"] as const;
export type Slug = (typeof SLUGS)[number];

/** What goes wrong with the n-th request of a drain (from 1), or with the n-th look at the clock. */
export interface Trouble {
	readonly kind:
		| "none"
		| "down"
		| "lost-answer"
		| "twice"
		| "error"
		| "garbage"
		| "die-before"
		| "die-after"
		| "die-inside"
		| "offline"
		| "signed-out";
	readonly nth: number;
}
export const NO_TROUBLE: Trouble = { kind: "none", nth: 0 };

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

function locks(): Locks {
	const held = new Set<string>();
	return {
		async request(name, _options, callback) {
			if (held.has(name)) return callback(null);
			held.add(name);
			try {
				return await callback({ name });
			} finally {
				held.delete(name);
			}
		},
	};
}

let databases = 0;

/** One server of a dialect with the clock of its world, and devices on it. Everything is in memory. */
export class Rig {
	readonly dialect: Dialect;
	readonly clock = createClock(() => START);
	readonly server: DemoServer;
	readonly #handle: (request: Request) => Promise<Response>;
	readonly #tv: (request: Request) => Promise<Response>;
	readonly #token: () => Promise<{ token: string; userId: string; accountToken: string }>;

	/** `extras`: what a Jellyfin server has of a title besides, such as further versions. */
	constructor(dialect: Dialect, switches: Partial<PlexSwitches> = {}, extras: JellyfinOptions["extras"] = {}) {
		this.dialect = dialect;
		const { clock } = this;
		if (dialect === "jellyfin") {
			const jellyfin = createJellyfin({ library, clock, origin: ORIGIN, extras });
			this.server = jellyfin;
			this.#handle = (request) => jellyfin.handle(request);
			this.#tv = async () => new Response(null, { status: 404 });
			this.#token = async () => {
				const [account] = jellyfin.internals.accounts.list;
				if (account === undefined) throw new Error("no account");
				const header = { client: "Stowaway", device: "Test", deviceId: String(Math.random()), version: "1" };
				const { token } = jellyfin.internals.accounts.issue(account, header);
				return { token, userId: account.id, accountToken: "" };
			};
			return;
		}
		const plex = createPlex({ library, clock, origin: ORIGIN, switches });
		const tv = createPlexTv({ clock, servers: [plex], origin: TV });
		this.server = plex;
		this.#handle = (request) => plex.handle(request);
		this.#tv = (request) => tv.handle(request);
		this.#token = async () => ({ token: plex.issueToken(), userId: "1", accountToken: tv.issueToken() });
	}

	/** The server's own truth about a title. */
	truth(slug: Slug): WatchState {
		const item = this.server.state().items[slug];
		if (item === undefined) return UNTOUCHED;
		const { positionMs, watched, playCount, lastPlayedAt } = item;
		return { positionMs, watched, playCount, lastPlayedAt };
	}

	itemId(slug: Slug): ItemId {
		const item = this.server.state().items[slug];
		if (item === undefined) throw new Error(`no ${slug}`);
		return `${SOURCE}/${item.key}`;
	}

	/** Answers a request as the server or the account service does. */
	answer(request: Request): Promise<Response> {
		return request.url.startsWith(TV) ? this.#tv(request) : this.#handle(request);
	}

	async device(skewMs = 0): Promise<Device> {
		const access = await this.#token();
		databases += 1;
		const db = new StowawayDatabase(`rig-${databases}`);
		const device = new Device(this, db, access, skewMs);
		await device.start();
		return device;
	}
}

/** A device that runs Stowaway: its own database, clock and network. */
export class Device {
	readonly rig: Rig;
	readonly db: StowawayDatabase;
	readonly world: World;
	/** Told before each request that reaches the server, with its number in this drain; may answer in its place. */
	onRequest: (nth: number, request: Request) => Promise<Response | undefined> = async () => undefined;
	/** Told after each request that reached the server. */
	afterRequest: (request: Request) => void = () => undefined;
	readonly #access: { token: string; userId: string; accountToken: string };
	readonly #skewMs: number;
	#trouble: Trouble = NO_TROUBLE;
	#requests = 0;
	#looks = 0;
	#control = new AbortController();

	constructor(rig: Rig, db: StowawayDatabase, access: Device["access"], skewMs: number) {
		this.rig = rig;
		this.db = db;
		this.#access = access;
		this.#skewMs = skewMs;
		this.world = {
			db,
			fetch: (input, init) => this.#fetch(new Request(input, init)),
			now: () => this.#look(),
			random: () => 0.5,
			locks: locks(),
			scope: "/",
			place: { kind: "page", scheme: "http", isLoopback: true },
		};
	}

	get access() {
		return this.#access;
	}

	async start(): Promise<void> {
		const { dialect } = this.rig;
		const source: Source = {
			sourceId: SOURCE,
			dialect,
			serverId: "server",
			userId: this.#access.userId,
			serverName: "Test",
			userName: "demo",
			addresses: [{ url: ORIGIN, origin: "person" }],
			thresholds: dialect === "jellyfin" ? JELLYFIN_THRESHOLDS : PLEX_THRESHOLDS,
			clock: { offsetMs: -this.#skewMs, uncertaintyMs: 1000, measuredAt: this.rig.clock.now() + this.#skewMs },
			state: "ok",
			stateSince: 0,
			accountUrl: TV,
			order: 0,
		};
		await this.db.sources.put(source);
		await this.db.items.bulkPut(
			SLUGS.map((slug, at) => ({
				itemId: this.rig.itemId(slug),
				sourceId: SOURCE,
				libraryId: `${SOURCE}/films` as const,
				kind: "movie" as const,
				title: slug,
				sortTitle: slug,
				genres: [],
				durationMs: 100 * MINUTE,
				providerIds: { tmdb: String(at + 1) },
			})),
		);
	}

	async close(): Promise<void> {
		await this.db.delete();
	}

	/** The n-th look at the clock of a drain may be the moment at which the device dies. */
	#look(): number {
		this.#looks += 1;
		if (this.#trouble.kind === "die-inside" && this.#looks === this.#trouble.nth) this.#die();
		return this.rig.clock.now() + this.#skewMs;
	}

	#die(): never {
		this.#control.abort();
		throw new DOMException("The device died", "AbortError");
	}

	async #fetch(request: Request): Promise<Response> {
		this.#requests += 1;
		const { kind, nth } = this.#trouble;
		const isHit = this.#requests === nth;
		if (this.#control.signal.aborted || (isHit && kind === "die-before")) this.#die();
		if (kind === "offline" || (isHit && kind === "down")) throw new TypeError("Failed to fetch");
		if (kind === "signed-out") return new Response(null, { status: 401 });
		if (isHit && kind === "error") return new Response(null, { status: 503 });
		const instead = await this.onRequest(this.#requests, request);
		if (instead !== undefined) return instead;
		this.rig.clock.advance(50);
		if (isHit && kind === "twice") await this.rig.answer(request.clone());
		const answer = await this.rig.answer(request);
		this.afterRequest(request);
		if (isHit && kind === "garbage") return new Response('{"Items":[{"Id', { status: 200 });
		if (isHit && kind === "lost-answer") throw new TypeError("Failed to fetch");
		if (isHit && kind === "die-after") this.#die();
		return answer;
	}

	async server(): Promise<MediaServer & WatchServer> {
		const source = await this.db.sources.get(SOURCE);
		if (source === undefined) throw new Error("no source");
		const { token, accountToken, userId } = this.#access;
		const common = { sourceId: SOURCE, userId, address: ORIGIN, token };
		if (this.rig.dialect === "jellyfin") {
			const access = { ...common, deviceId: token };
			return { ...jellyfinServer(this.world, source, access), ...jellyfinWatchServer(this.world, source, access) };
		}
		const access = { ...common, accountToken, identity: { clientIdentifier: token } };
		return { ...plexServer(this.world, source, access), ...plexWatchServer(this.world, source, access) };
	}

	/** Drains with something going wrong. Null when the device died of it. */
	async drain(trouble: Trouble = NO_TROUBLE, force = false): Promise<DrainResult | null> {
		this.#trouble = trouble;
		this.#requests = 0;
		this.#looks = 0;
		this.#control = new AbortController();
		const { signal } = this.#control;
		try {
			return await drain(this.world, { signal, force, open: async () => ok(await this.server()) });
		} catch (error) {
			if (!signal.aborted) throw error;
			return null;
		} finally {
			this.#trouble = NO_TROUBLE;
		}
	}

	/** What a refresh of the library does to watch states: it writes what the server says, and nothing else. */
	async refresh(): Promise<void> {
		this.#control = new AbortController();
		const itemIds = SLUGS.map((slug) => this.rig.itemId(slug));
		const states = await (await this.server()).readWatch(itemIds, new AbortController().signal);
		if (states.kind !== "ok") return;
		await this.db.transaction("rw", this.db.watch, async () => {
			for (const [itemId, state] of states.value) {
				if (isUntouched(state)) await this.db.watch.delete(itemId);
				else await this.db.watch.put(watchRow(itemId, state, this.world.now()));
			}
		});
	}

	/** What the interface shows. */
	async shown(slug: Slug): Promise<WatchState> {
		const itemId = this.rig.itemId(slug);
		const [watch, row] = await Promise.all([this.db.watch.get(itemId), this.db.outbox.get(itemId)]);
		const { positionMs, watched, playCount, lastPlayedAt } = overlay(watch, row);
		return { positionMs, watched, playCount, lastPlayedAt };
	}
}

/** Drains all devices, without trouble, until nothing is left that could be sent, and refreshes them. */
export async function settle(rig: Rig, devices: readonly Device[]): Promise<void> {
	for (let round = 0; round < 12; round += 1) {
		let waiting = 0;
		for (const device of devices) {
			rig.clock.advance(20 * MINUTE);
			await device.drain(NO_TROUBLE, true);
			waiting += (await device.db.outbox.toArray()).filter((row) => row.status !== "conflict").length;
		}
		if (waiting === 0) break;
	}
	for (const device of devices) await device.refresh();
}
