import { StowawayDatabase } from "../../../src/db/schema.ts";
import type { World } from "../../../src/db/world.ts";
import type { ItemId } from "../../../src/model/ids.ts";
import type { Item, Library } from "../../../src/model/item.ts";
import type { Source } from "../../../src/model/source.ts";
import { UNTOUCHED, type WatchState } from "../../../src/model/watch-state.ts";
import { type Outcome, ok } from "../../../src/servers/outcome.ts";
import type { FullItem, ItemPage, ItemRow, ListKind, MediaServer, ShowChildren } from "../../../src/servers/server.ts";

let databases = 0;

/** Locks of one process: callbacks of the same name run one after the other. */
export function memoryLocks(): World["locks"] {
	const tails = new Map<string, Promise<unknown>>();
	return {
		async request(name, _options, callback) {
			const before = tails.get(name) ?? Promise.resolve();
			const mine = before.then(() => callback({}));
			tails.set(
				name,
				mine.catch(() => undefined),
			);
			return mine;
		},
	};
}

/** Cache Storage in memory, one cache. */
export function memoryCaches() {
	const entries = new Map<string, Response>();
	const cache = {
		match: async (key: string) => entries.get(key)?.clone(),
		put: async (key: string, response: Response) => void entries.set(key, response),
		delete: async (key: string | Request) => entries.delete(typeof key === "string" ? key : pathOf(key)),
		keys: async () => [...entries.keys()].map((key) => new Request(`http://app${key}`)),
	};
	return { entries, storage: { open: async () => cache } as unknown as CacheStorage };
}

function pathOf({ url }: Request): string {
	const { pathname, search } = new URL(url);
	return pathname + search;
}

/** A world with a database of its own and a clock that `advance` moves. */
export function testWorld(fetch: typeof globalThis.fetch = () => Promise.reject(new TypeError("no network"))) {
	let now = Date.UTC(2026, 0, 1);
	databases += 1;
	const world: World = {
		db: new StowawayDatabase(`test-${databases}-${Math.random()}`),
		fetch,
		now: () => now,
		random: () => 0.5,
		locks: memoryLocks(),
		scope: "/",
		place: { kind: "page", scheme: "http", isLoopback: true },
	};
	return Object.assign(world, {
		advance(ms: number) {
			now += ms;
		},
	});
}

export const testSource: Source = {
	sourceId: "a1",
	dialect: "jellyfin",
	serverId: "server",
	userId: "user",
	serverName: "Server",
	userName: "alice",
	addresses: [],
	thresholds: { minFraction: 0.05, maxFraction: 0.9, minMs: 0, minDurationMs: 0, credits: "none" },
	clock: { offsetMs: 0, uncertaintyMs: 0, measuredAt: 0 },
	state: "ok",
	stateSince: 0,
	order: 0,
};

export function testLibrary(kind: Library["kind"], key = "lib"): Library {
	return { libraryId: `a1/${key}`, sourceId: "a1", title: key, kind, order: 0, revision: 0 };
}

export function testMovie(number: number, more: Partial<Item> = {}): Item {
	return {
		itemId: `a1/m${number}`,
		sourceId: "a1",
		libraryId: "a1/lib",
		kind: "movie",
		title: `Movie ${number}`,
		sortTitle: `movie ${String(number).padStart(6, "0")}`,
		addedAt: number,
		genres: [],
		providerIds: {},
		etag: `e${number}`,
		...more,
	};
}

/** A server over rows in memory, with faults by hand. */
export class FakeServer implements MediaServer {
	readonly source = testSource;
	readonly watchBatchSize = 100;
	readonly calls: string[] = [];
	lists: Partial<Record<ListKind, ItemRow[]>> = {};
	libraryRows: Library[] = [testLibrary("movies")];
	fullAnswer: Outcome<FullItem> = { kind: "gone" };
	childrenAnswer: Outcome<ShowChildren> = { kind: "gone" };
	isTokenGood = true;
	/** Called before each list page; what it gives is the answer. */
	onList: (kind: ListKind, start: number) => Outcome<ItemPage> | undefined = () => undefined;

	async whoAmI() {
		this.calls.push("whoAmI");
		return this.isTokenGood ? ok({ userId: "user", userName: "alice" }) : { kind: "unauthorized" as const };
	}
	async libraries() {
		return ok(this.libraryRows);
	}
	async list(_library: Library, kind: ListKind, start: number, limit: number): Promise<Outcome<ItemPage>> {
		this.calls.push(`${kind} ${start}`);
		const fault = this.onList(kind, start);
		if (fault) return fault;
		const all = this.lists[kind] ?? [];
		const rows = all.slice(start, start + limit);
		return ok({ rows, skipped: 0, total: all.length, next: start + limit >= all.length ? null : start + limit });
	}
	changes: MediaServer["changes"] = async (_library, kind) => {
		this.calls.push(`changes ${kind}`);
		return ok({ rows: [], skipped: 0, changed: 0, total: (this.lists[kind] ?? []).length });
	};
	async full(): Promise<Outcome<FullItem>> {
		this.calls.push("full");
		return this.fullAnswer;
	}
	casts: MediaServer["casts"] = async () => ok(new Map());
	async children(): Promise<Outcome<ShowChildren>> {
		this.calls.push("children");
		return this.childrenAnswer;
	}
	watchedLately: MediaServer["watchedLately"] = async () =>
		ok({ rows: [], skipped: 0, begunSince: 0, watchedSince: 0 });
	notifications: MediaServer["notifications"] = async () => ({ url: "ws://server/", read: () => [] });
	async thresholds() {
		return ok({ ...testSource.thresholds, maxFraction: 0.8 });
	}
	async clock() {
		return ok({ offsetMs: 7, uncertaintyMs: 1, measuredAt: 1 });
	}
	readWatch: MediaServer["readWatch"] = async (itemIds) => ok(this.untouched(itemIds));
	/** Those of the titles that are in a list, as never seen. */
	untouched(itemIds: readonly ItemId[]): ReadonlyMap<ItemId, WatchState> {
		const listed = new Set(Object.values(this.lists).flatMap((rows) => rows.map(({ item }) => item.itemId)));
		return new Map(itemIds.flatMap((itemId) => (listed.has(itemId) ? [[itemId, UNTOUCHED]] : [])));
	}
	imageUrl: MediaServer["imageUrl"] = () => "";
	streams = () => Promise.reject(new Error("Nothing plays here"));
	webUrl = () => "";
	signOut = async () => ok(null);
}

/** A world of its own that is connected to such a server. */
export async function connectedFake() {
	const world = testWorld();
	await world.db.sources.put(testSource);
	return { world, server: new FakeServer() };
}
