import "fake-indexeddb/auto";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { checkHomeWhileShown } from "../../../src/app/home-checks.ts";
import { listenForWaking } from "../../../src/app/wake.ts";
import { world } from "../../../src/app/world.ts";
import { fetchedRow } from "../../../src/library/freshness-rows.ts";
import { testLibrary, testSource } from "../library/fake-server.ts";

const touched: string[] = [];
vi.mock("../../../src/app/refreshing.ts", () => ({ touchScope: async (scope: string) => void touched.push(scope) }));
const { at } = vi.hoisted(() => ({ at: { go(_page: string): void {} } }));
vi.mock("../../../src/app/route.ts", async () => {
	const { signal } = await import("@preact/signals");
	const route = signal({ page: "settings" });
	at.go = (page) => {
		route.value = { page };
	};
	return { route };
});
vi.mock("../../../src/app/world.ts", async () => {
	const { testWorld } = await import("../library/fake-server.ts");
	return { world: testWorld() };
});

const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
const MINUTE_MS = 60_000;

describe("what was watched on other devices", () => {
	beforeAll(async () => {
		vi.stubGlobal("document", page);
		vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
		vi.useFakeTimers({ toFake: ["setInterval", "performance"] });
		await world.db.sources.bulkPut([
			testSource,
			{ ...testSource, sourceId: "a2", state: "away" },
			{ ...testSource, sourceId: "a3", state: "left" },
			{ ...testSource, sourceId: "a4" },
		]);
		await world.db.libraries.bulkPut(
			["a1", "a2", "a3", "a4"].map((sourceId) => ({
				...testLibrary("movies"),
				sourceId,
				libraryId: `${sourceId}/lib` as const,
			})),
		);
		// The fourth is being read for the first time.
		await world.db.freshness.bulkPut(["a1", "a2", "a3"].map((sourceId) => fetchedRow(`titles:${sourceId}/lib`, 1)));
		listenForWaking();
		checkHomeWhileShown();
	});
	beforeEach(() => {
		at.go("settings");
		touched.length = 0;
	});
	const isAsked = () => vi.waitFor(() => expect(touched).toEqual(["home:a1", "home:a2"]));

	it("is asked of every server that was read, whenever Home is shown", async () => {
		at.go("home");
		await isAsked();
	});

	it("is asked when the person comes back to Home, and not to another page", async () => {
		vi.advanceTimersByTime(2_000);
		page.dispatchEvent(new Event("focus"));
		at.go("home");
		await isAsked();
		touched.length = 0;
		vi.advanceTimersByTime(2_000);
		page.dispatchEvent(new Event("focus"));
		await isAsked();
	});

	it("is asked again and again while Home stays on screen", async () => {
		at.go("home");
		await isAsked();
		touched.length = 0;
		vi.advanceTimersByTime(MINUTE_MS);
		await isAsked();
		touched.length = 0;
		page.visibilityState = "hidden";
		vi.advanceTimersByTime(10 * MINUTE_MS);
		page.visibilityState = "visible";
		expect(touched).toEqual([]);
	});
});
