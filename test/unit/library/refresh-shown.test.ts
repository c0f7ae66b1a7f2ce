import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { refreshShown, SHOWN_FRESH_MS } from "../../../src/library/refresh-shown.ts";
import { syncSource } from "../../../src/library/sync-source.ts";
import { type ItemId, joinId } from "../../../src/model/ids.ts";
import type { Dialect } from "../../../src/model/source.ts";
import { type Connected, connected, signal } from "../servers/connected.ts";
import { memoryLocks } from "./fake-server.ts";

describe.each<Dialect>(["jellyfin", "plex"])("what is on screen of a %s server", (dialect) => {
	let connection: Connected;
	let world: Connected["world"];
	let demo: Connected["demo"];
	let readAt: Map<ItemId, number>;
	let now = 0;
	beforeEach(async () => {
		now = Date.now();
		connection = await connected(dialect, { locks: memoryLocks(), now: () => now });
		({ world, demo } = connection);
		readAt = new Map();
		await syncSource(world, connection.sourceId, { signal });
	});
	const idOf = (slug: string) => joinId(connection.sourceId, demo.state().items[slug]?.key ?? "");
	const stateOf = (slug: string) => world.db.watch.get(idOf(slug));
	const films = () => Array.from({ length: 24 }, (_, at) => idOf(`film-${at}`));
	const look = async (itemIds: readonly ItemId[]) => {
		world.asked.length = 0;
		await refreshShown(world, itemIds, readAt, signal);
		return world.asked.length;
	};

	it("is read in one request, marks and unmarks too", async () => {
		demo.view({ slug: "film-1", act: "watched" });
		demo.view({ slug: "film-2", act: "progress", positionMs: 200_000 });
		expect(await look([...films(), ...films()])).toBe(1);
		expect(await stateOf("film-1")).toMatchObject({ watched: true });
		expect(await stateOf("film-2")).toMatchObject({ positionMs: 200_000 });
		demo.view({ slug: "film-1", act: "unwatched" });
		now += SHOWN_FRESH_MS;
		await look(films());
		expect(await stateOf("film-1")).toBeUndefined();
	});

	it("is left alone for a minute, whether anything had happened or not", async () => {
		await look(films());
		now += SHOWN_FRESH_MS - 1;
		expect(await look(films())).toBe(0);
		now += 1;
		expect(await look(films())).toBe(1);
		now -= 2 * SHOWN_FRESH_MS;
		expect(await look(films()), "after the clock was turned back").toBe(1);
	});

	it("is asked for where it has a state of its own, and is here", async () => {
		const show = (await world.db.items.toArray()).find(({ kind }) => kind === "show");
		expect(await look([show?.itemId ?? "a1/none", joinId(connection.sourceId, "nowhere")])).toBe(0);
	});

	it("keeps what it shows when its server does not answer, and asks again as soon as it does", async () => {
		demo.view({ slug: "film-1", act: "watched" });
		await look(films());
		now += SHOWN_FRESH_MS;
		demo.setFaults([{ kind: "garbage" }]);
		await look(films());
		expect(await stateOf("film-1")).toMatchObject({ watched: true });
		demo.setFaults([]);
		expect(await look(films())).toBe(1);
	});

	it("notes a server that went away, and asks it no more until it is back", async () => {
		demo.setFaults([{ kind: "down" }]);
		await look(films());
		expect((await world.db.sources.get(connection.sourceId))?.state).toBe("away");
		expect(await look(films())).toBe(0);
	});
});
