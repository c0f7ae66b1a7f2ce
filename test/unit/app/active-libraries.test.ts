import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { refreshActive } from "../../../src/app/active-libraries.ts";
import { world } from "../../../src/app/world.ts";
import { librariesScope, listScope } from "../../../src/library/scopes.ts";
import type { SourceId } from "../../../src/model/ids.ts";
import { testLibrary, testSource } from "../library/fake-server.ts";

const resumed: SourceId[] = [];
vi.mock("../../../src/app/syncing.ts", () => ({ resumeSync: (sourceId: SourceId) => void resumed.push(sourceId) }));
vi.mock("../../../src/app/refreshing.ts", () => ({ touchScope: async () => undefined }));
vi.mock("../../../src/app/world.ts", async () => {
	const { testWorld } = await import("../library/fake-server.ts");
	return { world: testWorld() };
});

const { sourceId } = testSource;
const library = testLibrary("movies");

describe("libraries that refresh by themselves", () => {
	beforeEach(async () => {
		resumed.length = 0;
		await world.db.sources.put(testSource);
		await world.db.libraries.put(library);
		await world.db.freshness.put({
			scope: librariesScope(sourceId),
			fetchedAt: world.now(),
			attemptedAt: world.now(),
			failures: 0,
		});
	});

	it("goes on with what was never read to its end", async () => {
		await refreshActive();
		expect(resumed).toEqual([sourceId]);
	});

	it("does not even begin with what failed a moment ago", async () => {
		const scope = listScope("titles", library.libraryId);
		await world.db.freshness.put({ scope, fetchedAt: 0, attemptedAt: world.now(), failures: 1, error: "No answer." });
		await refreshActive();
		expect(resumed).toEqual([]);
	});
});
