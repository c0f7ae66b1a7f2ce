import type { Locks, World } from "../../../src/db/world.ts";
import { writeRows } from "../../../src/library/write-rows.ts";
import type { SourceId } from "../../../src/model/ids.ts";
import { overlay } from "../../../src/model/overlay.ts";
import type { ClockOffset, Source } from "../../../src/model/source.ts";
import type { WatchState } from "../../../src/model/watch-state.ts";
import { type DrainOptions, type DrainResult, drain } from "../../../src/progress/drain.ts";
import { jellyfinServer } from "../../../src/servers/jellyfin/jellyfin-server.ts";
import { JELLYFIN_THRESHOLDS } from "../../../src/servers/jellyfin/read-server.ts";
import { jellyfinWatchServer } from "../../../src/servers/jellyfin/watch-server.ts";
import { ok } from "../../../src/servers/outcome.ts";
import { plexServer } from "../../../src/servers/plex/plex-server.ts";
import { PLEX_THRESHOLDS } from "../../../src/servers/plex/read-server.ts";
import { plexWatchServer } from "../../../src/servers/plex/watch-server.ts";
import { sealedSecret } from "../../../src/servers/secrets.ts";
import type { MediaServer, WatchServer } from "../../../src/servers/server.ts";
import type { Storage } from "./database-pool.ts";
import { type Access, MINUTE, ORIGIN, type Rig, SLUGS, type Slug, SOURCE, TV } from "./rig.ts";
import { NO_TROUBLE, type Trouble, throughTrouble } from "./trouble.ts";

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

/** A device that runs Stowaway: its own database, clock and network. */
export class Device {
	readonly rig: Rig;
	readonly db: Storage["db"];
	readonly points: Storage["points"];
	readonly touched: Storage["touched"];
	readonly world: World;
	/** How far its clock is ahead of the truth, ms. */
	skewMs: number;
	/** Told before each request that reaches the server, with its number in this drain; may answer in its place. */
	onRequest: (nth: number, request: Request) => Promise<Response | undefined> = async () => undefined;
	/** Told after each request that reached the server. */
	afterRequest: (request: Request) => void = () => undefined;
	/** At how many points it could have died in what it did last. */
	awaits = 0;
	readonly #access = new Map<SourceId, Access>();
	#trouble: Trouble = NO_TROUBLE;
	#requests = 0;

	constructor(rig: Rig, { db, points, touched }: Storage, skewMs: number) {
		this.rig = rig;
		this.db = db;
		this.points = points;
		this.touched = touched;
		this.skewMs = skewMs;
		const held = locks();
		this.world = {
			db,
			fetch: (input, init) => {
				const isWhole = input instanceof Request && Object.keys(init ?? {}).length === 0;
				return this.#fetch(isWhole ? input : new Request(input, init));
			},
			now: () => {
				points.pass("look at the clock");
				return rig.clock.now() + this.skewMs;
			},
			random: () => {
				points.pass("roll the dice");
				return 0.5;
			},
			locks: {
				request: (name, options, callback) => {
					points.pass("ask for the lock");
					return held.request(name, options, callback);
				},
			},
			scope: "/",
			place: { kind: "page", scheme: "http", isLoopback: true },
		};
	}

	/** Connects an account of the server. Its clock is measured rightly unless said otherwise. */
	async connect(sourceId: SourceId, access: Access, clock?: ClockOffset): Promise<void> {
		const { dialect } = this.rig;
		const now = this.rig.clock.now() + this.skewMs;
		this.#access.set(sourceId, access);
		const source: Source = {
			sourceId,
			dialect,
			serverId: this.rig.serverId(),
			userId: access.userId,
			serverName: "Test",
			userName: "demo",
			addresses: [{ url: ORIGIN, origin: "person" }],
			thresholds: dialect === "jellyfin" ? JELLYFIN_THRESHOLDS : PLEX_THRESHOLDS,
			clock: clock ?? { offsetMs: -this.skewMs, uncertaintyMs: 1000, measuredAt: now },
			state: "ok",
			stateSince: 0,
			accountUrl: TV,
			order: 0,
		};
		await this.db.sources.put(source);
		await this.learnTitles(sourceId);
	}

	/** What a sync of the library knows of the titles, under the ids that they have now. */
	async learnTitles(sourceId: SourceId = SOURCE, slugs: readonly Slug[] = SLUGS): Promise<void> {
		await this.db.items.bulkPut(
			slugs.map((slug) => ({
				itemId: this.rig.itemId(slug, sourceId),
				sourceId,
				libraryId: `${sourceId}/films` as const,
				kind: "movie" as const,
				title: slug,
				sortTitle: slug,
				genres: [],
				durationMs: 100 * MINUTE,
				providerIds: { tmdb: String(SLUGS.indexOf(slug) + 1) },
			})),
		);
	}

	/** Keeps its tokens sealed, as the app does, so that `drain` can open its sources by itself. */
	async sealTokens(): Promise<void> {
		for (const [sourceId, { token, accountToken }] of this.#access) {
			await this.db.secrets.put(await sealedSecret(sourceId, { token, accountToken }));
		}
	}

	/** What it signs the requests of its first account with. */
	get access(): Access {
		return this.accessOf(SOURCE);
	}

	accessOf(sourceId: SourceId): Access {
		const access = this.#access.get(sourceId);
		if (access === undefined) throw new Error(`no account ${sourceId}`);
		return access;
	}

	async close(): Promise<void> {
		await this.db.delete();
	}

	#fetch(request: Request): Promise<Response> {
		this.#requests += 1;
		const nth = this.#requests;
		return throughTrouble(this.#trouble, nth, request, this.points, async (sent) => {
			const instead = await this.onRequest(nth, sent);
			if (instead !== undefined) return instead;
			this.rig.clock.advance(50);
			const answer = await this.rig.answer(sent);
			this.afterRequest(sent);
			return answer;
		});
	}

	async server(sourceId: SourceId = SOURCE): Promise<MediaServer & WatchServer> {
		const source = await this.db.sources.get(sourceId);
		if (source === undefined) throw new Error("no source");
		const { token, accountToken, userId } = this.accessOf(sourceId);
		const own = { sourceId, userId, address: ORIGIN, token };
		if (this.rig.dialect === "jellyfin") {
			const access = { ...own, deviceId: token };
			return { ...jellyfinServer(this.world, source, access), ...jellyfinWatchServer(this.world, source, access) };
		}
		const access = { ...own, accountToken, identity: { clientIdentifier: token } };
		return { ...plexServer(this.world, source, access), ...plexWatchServer(this.world, source, access) };
	}

	/** Drains with something going wrong. Null when the device died of it. */
	async drain(trouble: Trouble = NO_TROUBLE, force = false): Promise<DrainResult | null> {
		const open: DrainOptions["open"] = async (_world, sourceId) => ok(await this.server(sourceId));
		return this.drainBy({ open, force }, trouble);
	}

	/** The same with the options given: without `open`, sources are opened as in the app. */
	async drainBy(options: Omit<DrainOptions, "signal">, trouble: Trouble): Promise<DrainResult | null> {
		this.#trouble = trouble;
		this.#requests = 0;
		const control = new AbortController();
		const deadline = trouble.kind === "die-inside" ? trouble.nth : undefined;
		return this.mortal(
			() => drain(this.world, { signal: control.signal, ...options }),
			deadline,
			() => control.abort(),
		);
	}

	/** Two tabs of it drain at once: they share lock, database and end. */
	async drainInTwoTabs(trouble: Trouble = NO_TROUBLE): Promise<void> {
		const open: DrainOptions["open"] = async (_world, sourceId) => ok(await this.server(sourceId));
		const control = new AbortController();
		const tab = async () => drain(this.world, { signal: control.signal, open });
		this.#trouble = trouble;
		this.#requests = 0;
		const bothTabs = async () => {
			const ends = await Promise.allSettled([tab(), tab()]);
			for (const end of ends) if (end.status === "rejected") throw end.reason;
		};
		const deadline = trouble.kind === "die-inside" ? trouble.nth : undefined;
		await this.mortal(bothTabs, deadline, () => control.abort());
	}

	/** Does something that the device may die of at its n-th point, and starts it again if it did: then there is no answer. */
	async mortal<T>(work: () => Promise<T>, deadline?: number, onDeath?: () => void): Promise<T | null> {
		this.points.start(deadline, onDeath);
		try {
			const result = await work();
			return this.points.isDead ? null : result;
		} catch (error) {
			if (!this.points.isDead) throw error;
			return null;
		} finally {
			this.#trouble = NO_TROUBLE;
			this.awaits = this.points.passed;
			this.points.end();
		}
	}

	/** Refreshes the list of titles, as the library does it. */
	async refresh(sourceId: SourceId = SOURCE): Promise<void> {
		const { db, world } = this;
		const { signal } = new AbortController();
		const server = await this.server(sourceId);
		const readAt = world.now();
		const page = await server.list(await this.rig.libraryOf(server), "titles", 0, 100, signal);
		if (page.kind !== "ok") return;
		const writing = { readAt, now: world.now(), isFirst: false, watched: null, fullTtl: 0 };
		// An async function, or the database takes the transaction for ended after a few of its awaits.
		await db.transaction("rw", [db.items, db.titleChanges, db.watch, db.freshness], async () => {
			await writeRows(db, page.value.rows, writing);
		});
	}

	/** What the interface shows. */
	async shown(slug: Slug, sourceId: SourceId = SOURCE): Promise<WatchState> {
		const itemId = this.rig.itemId(slug, sourceId);
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
