import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { refreshActive } from "../../../src/app/active-libraries.ts";
import { world } from "../../../src/app/world.ts";
import { librariesScope, listScope } from "../../../src/library/scopes.ts";
import type { SourceId } from "../../../src/model/ids.ts";
import { testLibrary, testSource } from "../library/fake-server.ts";

const resumed: SourceId[] = [];
vi.mock("../../../src/app/syncing.ts", () => ({ resumeSync: (sourceId: SourceId) => void resumed.push(sourceId) }));
const touched: string[] = [];
vi.mock("../../../src/app/refreshing.ts", () => ({ touchScope: async (scope: string) => void touched.push(scope) }));
let metered = false;
vi.mock("../../../src/app/data-saver.ts", () => ({ isMetered: () => metered }));
const at = vi.hoisted(() => ({ value: { page: "home", libraryId: "" } }));
vi.mock("../../../src/app/route.ts", () => ({ route: at }));
vi.mock("../../../src/app/world.ts", async () => {
	const { testWorld } = await import("../library/fake-server.ts");
	return { world: testWorld() };
});

const { sourceId } = testSource;
const library = testLibrary("movies");

describe("libraries that refresh by themselves", () => {
	beforeEach(async () => {
		resumed.length = 0;
		touched.length = 0;
		metered = false;
		at.value = { page: "home", libraryId: "" };
		await world.db.freshness.clear();
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

	it("is what somebody looked at within a day; where data costs money, what is on screen alone", async () => {
		const now = world.now();
		const opened = { ...library, openedAt: now - 3_600_000 };
		const other = { ...testLibrary("movies", "other"), openedAt: now - 25 * 3_600_000 };
		await world.db.libraries.bulkPut([opened, other]);
		const [mine, its] = [opened, other].map(({ libraryId }) => listScope("titles", libraryId));
		for (const scope of [mine, its]) {
			await world.db.freshness.put({ scope: scope ?? "", fetchedAt: now, attemptedAt: now, failures: 0 });
		}
		await refreshActive();
		expect(touched).toEqual([librariesScope(sourceId), mine]);
		touched.length = 0;
		metered = true;
		await refreshActive();
		expect(touched).toEqual([]);
		at.value = { page: "library", libraryId: other.libraryId };
		await refreshActive();
		expect(touched).toEqual([its]);
	});
});
