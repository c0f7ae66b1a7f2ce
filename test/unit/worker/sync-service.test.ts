import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { librariesScope, listScope } from "../../../src/library/scopes.ts";
import type { Dialect } from "../../../src/model/source.ts";
import { syncService } from "../../../src/worker/sync-service.ts";
import { memoryLocks } from "../library/fake-server.ts";
import { type Connected, connected } from "../servers/connected.ts";
import { MOVIE_COUNT } from "../servers/small-library.ts";

const LIST_PATHS: Readonly<Record<Dialect, string>> = { jellyfin: "/Items?", plex: "/all" };

describe.each<Dialect>(["jellyfin", "plex"])("the sync worker and %s", (dialect) => {
	let connection: Connected;
	const movies = () => connection.world.db.items.filter(({ kind }) => kind === "movie").count();

	beforeEach(async () => {
		connection = await connected(dialect, { locks: memoryLocks() });
	});
	afterEach(() => vi.restoreAllMocks());

	it("brings a source into the database", async () => {
		const service = syncService(connection.world);
		expect((await service.sync(connection.sourceId, true)).kind).toBe("complete");
		expect(await movies()).toBe(MOVIE_COUNT);
	});

	it("stops when it is told to, though the server is silent, and goes on when it is told to", async () => {
		const service = syncService(connection.world);
		connection.demo.setFaults([{ kind: "hang", path: LIST_PATHS[dialect] }]);
		const syncing = service.sync(connection.sourceId, true);
		await vi.waitFor(() => expect(connection.world.asked.some((url) => url.includes(LIST_PATHS[dialect]))).toBe(true));
		await service.stop(connection.sourceId);
		expect((await syncing).kind).toBe("stopped");
		connection.demo.setFaults([]);
		expect((await service.sync(connection.sourceId, false)).kind).toBe("complete");
	});

	it("says that the device is full in words that a page can read", async () => {
		const full = new DOMException("full", "QuotaExceededError");
		vi.spyOn(connection.world.db.libraries, "bulkPut").mockRejectedValue(full);
		const result = await syncService(connection.world).sync(connection.sourceId, true);
		expect(result).toMatchObject({ kind: "failed", reason: "storage-full" });
	});

	it("says by its name that the device is full for titles, however deep the database hides it", async () => {
		const service = syncService(connection.world);
		await service.sync(connection.sourceId, true);
		const inner = new DOMException("full", "QuotaExceededError");
		const hidden = Object.assign(new Error("aborted"), { name: "AbortError", inner });
		vi.spyOn(connection.world.db.titles, "bulkPut").mockRejectedValue(hidden);
		const how = { reason: "by-hand", updateExisting: true, isDry: false } as const;
		await expect(service.titles(connection.sourceId, how)).rejects.toMatchObject({ name: "QuotaExceededError" });
	});

	it("goes over the titles of a source, and takes that back", async () => {
		const { world, sourceId } = connection;
		let made = 0;
		const service = syncService({ ...world, random: () => (made++ * 0.618034) % 1 });
		await service.sync(sourceId, true);
		const how = { reason: "by-hand", updateExisting: true, isDry: false } as const;
		expect((await service.titles(sourceId, how))?.counts.added).toBe(await world.db.titles.count());
		const [run] = await world.db.runs.toArray();
		expect(await service.undoTitles(run?.runId ?? 0)).toMatchObject({ kept: 0 });
		expect(await world.db.titles.count()).toBe(0);
	});

	it("reads one list anew when it is touched", async () => {
		const { world, sourceId } = connection;
		const service = syncService(world);
		await service.sync(sourceId, true);
		const films = (await world.db.libraries.where("sourceId").equals(sourceId).sortBy("order")).find(
			({ kind }) => kind === "movies",
		);
		const scope = listScope("titles", films?.libraryId ?? "a1/none");
		world.asked.length = 0;
		await service.touch(scope, false);
		expect(world.asked).toEqual([]);
		await service.touch(scope, true);
		expect(world.asked.some((url) => url.includes(LIST_PATHS[dialect]))).toBe(true);
		expect((await world.db.freshness.get(librariesScope(sourceId)))?.failures).toBe(0);
	});
});
