import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { imageResponse } from "../../../src/library/images.ts";
import { syncSource } from "../../../src/library/sync-source.ts";
import { touch } from "../../../src/library/touch.ts";
import type { Dialect } from "../../../src/model/source.ts";
import { forgetCheckedAddresses, openServer } from "../../../src/servers/open-server.ts";
import { removeSource, signOut } from "../../../src/servers/sign-out.ts";
import { type Connected, connected, signal } from "../servers/connected.ts";
import { memoryCaches, memoryLocks } from "./fake-server.ts";

describe.each<Dialect>(["jellyfin", "plex"])("a %s source that is removed meanwhile", (dialect) => {
	let connection: Connected;
	let world: Connected["world"];
	let cached: Map<string, Response>;
	/** Called with each answer before it is given, by part of its path. */
	let before: { path: RegExp; act: () => Promise<unknown> } | undefined;
	beforeEach(async () => {
		const { entries, storage } = memoryCaches();
		cached = entries;
		before = undefined;
		connection = await connected(dialect, { locks: memoryLocks(), caches: storage });
		const { fetch } = connection.world;
		world = Object.assign({}, connection.world, {
			fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
				const answer = await fetch(input, init);
				const url = input instanceof Request ? input.url : String(input);
				if (before?.path.test(url)) {
					const { act } = before;
					before = undefined;
					await act();
				}
				return answer;
			},
		});
	});
	const remove = () => removeSource(world, connection.sourceId);
	const leftovers = async () => {
		const counted = await Promise.all(
			world.db.tables
				.filter(({ name }) => name !== "settings")
				.map(async (table) => [table.name, await table.count()] as const),
		);
		return [...counted.filter(([, rows]) => rows > 0), ...cached.keys()];
	};
	const movie = async () => {
		await syncSource(world, connection.sourceId, { signal });
		const movies = await world.db.items
			.filter(({ kind, poster }) => kind === "movie" && poster !== undefined)
			.toArray();
		const [first] = movies;
		if (first?.poster === undefined) throw new Error("no film with a poster");
		return { itemId: first.itemId, ref: first.poster.ref };
	};
	const show = async () => (await world.db.items.filter(({ kind }) => kind === "show").toArray())[0]?.itemId;

	const lists = dialect === "jellyfin" ? /\/Items\?/ : /\/all\?/;
	it.each([
		["its libraries", dialect === "jellyfin" ? /UserViews/ : /sections\?/],
		["its titles", lists],
		["its thresholds", dialect === "jellyfin" ? /Configuration/ : /prefs/],
	])("leaves nothing behind when a sync was reading %s", async (_what, path) => {
		before = { path, act: remove };
		await syncSource(world, connection.sourceId, { signal });
		expect(before).toBeUndefined();
		expect(await leftovers()).toEqual([]);
	});

	it("leaves nothing behind when its network failed in the middle of it", async () => {
		before = {
			path: lists,
			act: async () => {
				await remove();
				throw new TypeError("Failed to fetch");
			},
		};
		await syncSource(world, connection.sourceId, { signal });
		expect(await leftovers()).toEqual([]);
	});

	it("leaves nothing behind when a title, a show or a picture was on its way", async () => {
		const { itemId, ref } = await movie();
		const showId = await show();
		const paths = {
			full: dialect === "jellyfin" ? /\/Items\/[0-9a-f]+(\?|$)/ : /\/library\/metadata\/\d+\?/,
			children: dialect === "jellyfin" ? /Episodes/ : /allLeaves/,
			picture: dialect === "jellyfin" ? /Images/ : /transcode/,
		};
		// One removal; what began before it ends after it.
		let removed: Promise<void> | undefined;
		const act = async () => {
			removed ??= remove();
			await removed;
		};
		const slow = Object.assign({}, world, {
			fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
				const answer = await world.fetch(input, init);
				const url = input instanceof Request ? input.url : String(input);
				if (Object.values(paths).some((path) => path.test(url))) await act();
				return answer;
			},
		});
		await Promise.all([
			touch(slow, `full:${itemId}`, { signal, force: true }),
			touch(slow, `children:${showId}`, { signal, force: true }),
			imageResponse(slow, connection.sourceId, ref, 320, signal),
		]);
		expect(removed).toBeDefined();
		expect(await leftovers()).toEqual([]);
	});

	it("is not asked for pictures any more, nor after signing out", async () => {
		const { itemId, ref } = await movie();
		const item = await world.db.items.get(itemId);
		// What was on screen of all servers' films together.
		await world.db.windows.put({ libraryId: "all/movies", name: "window", items: item ? [item] : [], total: 1 });
		expect((await imageResponse(world, connection.sourceId, ref, 320, signal)).status).toBe(200);
		await signOut(world, connection.sourceId, signal);
		world.asked.length = 0;
		expect((await imageResponse(world, connection.sourceId, ref, 640, signal)).status, "the other width").toBe(200);
		expect((await imageResponse(world, connection.sourceId, "never/seen", 640, signal)).status).not.toBe(200);
		await remove();
		expect((await imageResponse(world, connection.sourceId, ref, 320, signal)).status).not.toBe(200);
		expect(world.asked).toEqual([]);
		expect(await leftovers()).toEqual([]);
	});
});

describe("a Plex source that is left while its token is renewed", () => {
	afterEach(() => vi.restoreAllMocks());

	it.each([
		["signed out of", signOut],
		["removed", removeSource],
	])("has no token after it was %s", async (_how, leave) => {
		const { world, sourceId, demo } = await connected("plex", { locks: memoryLocks() });
		demo.revokeTokens();
		forgetCheckedAddresses(world);
		const { subtle } = crypto;
		const generateKey = subtle.generateKey.bind(subtle);
		const sealing = vi.spyOn(subtle, "generateKey").mockImplementationOnce(async (...given: unknown[]) => {
			await leave(world, sourceId, signal);
			return Reflect.apply(generateKey, subtle, given);
		});
		await openServer(world, sourceId, signal);
		expect(sealing).toHaveBeenCalled();
		expect(await world.db.secrets.count()).toBe(0);
	});
});
