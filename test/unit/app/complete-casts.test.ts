import "fake-indexeddb/auto";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { goOnWithCasts, pauseCasts } from "../../../src/app/cast-choices.ts";
import { completeCastsWhenIdle } from "../../../src/app/complete-casts.ts";
import { world } from "../../../src/app/world.ts";
import { writeSetting } from "../../../src/db/settings.ts";
import { fetchedRow } from "../../../src/library/freshness-rows.ts";
import { listScope } from "../../../src/library/scopes.ts";
import { testLibrary, testSource } from "../library/fake-server.ts";

/** What is being read now, each with what ends it; how often something was begun; and the pauses that are waited for. */
const { reading, begun, pauses, at } = vi.hoisted(() => ({
	reading: new Map<string, () => void>(),
	begun: [] as string[],
	pauses: new Map<number, () => void>(),
	at: { go(_page: string): void {}, sync(_sourceIds: readonly string[]): void {}, later(_ms: number): void {} },
}));
vi.mock("../../../src/servers/sleep.ts", () => ({
	sleep: (ms: number, signal: AbortSignal) =>
		new Promise<void>((resolve) => {
			if (signal.aborted) return resolve();
			const end = () => {
				pauses.delete(ms);
				resolve();
			};
			pauses.set(ms, end);
			signal.addEventListener("abort", end);
		}),
}));
vi.mock("../../../src/app/sync-client.ts", () => ({
	inWorkerUntil: (
		signal: AbortSignal,
		sourceId: string,
		{ begin, stop }: Record<"begin" | "stop", (service: object) => Promise<unknown>>,
	) => {
		const service = {
			casts: () =>
				new Promise((resolve) => {
					begun.push(sourceId);
					reading.set(sourceId, () => {
						reading.delete(sourceId);
						resolve("stopped");
					});
				}),
			stopCasts: async () => reading.get(sourceId)?.(),
		};
		signal.addEventListener("abort", () => stop(service), { once: true });
		return begin(service);
	},
}));
vi.mock("../../../src/app/route.ts", async () => {
	const { signal } = await import("@preact/signals");
	const route = signal({ page: "home" });
	at.go = (page) => {
		route.value = { page };
	};
	return { route };
});
vi.mock("../../../src/app/syncing.ts", async () => {
	const { signal } = await import("@preact/signals");
	const syncingSources = signal(new Map());
	at.sync = (sourceIds) => {
		syncingSources.value = new Map(sourceIds.map((sourceId) => [sourceId, {}]));
	};
	return { syncingSources };
});
vi.mock("../../../src/app/world.ts", async () => {
	const { testWorld } = await import("../library/fake-server.ts");
	const world = testWorld();
	at.later = world.advance;
	return { world };
});

const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
const browser = { onLine: true, connection: Object.assign(new EventTarget(), { saveData: false }) };
const show = (visibilityState: string) => {
	page.visibilityState = visibilityState;
	page.dispatchEvent(new Event("visibilitychange"));
};
const QUIET_MS = 60_000;

/** A minute goes by in which nothing is in the way. */
async function quietPasses(): Promise<void> {
	await vi.waitFor(() => expect(pauses.has(QUIET_MS)).toBe(true));
	at.later(QUIET_MS);
	pauses.get(QUIET_MS)?.();
}
const isRead = () => vi.waitFor(() => expect([...reading.keys()]).toEqual(["a1"]));
const isNot = () => vi.waitFor(() => expect(reading.size).toBe(0));

describe("casts in the background", () => {
	beforeAll(async () => {
		vi.stubGlobal("document", page);
		vi.stubGlobal("navigator", browser);
		vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
		await world.db.sources.bulkPut([testSource, { ...testSource, sourceId: "a2", state: "away" }]);
		await world.db.libraries.put({ ...testLibrary("movies"), openedAt: world.now() });
		completeCastsWhenIdle();
	});
	beforeEach(async () => {
		await quietPasses();
		await isRead();
		begun.length = 0;
	});

	it.each([
		["the app is out of sight", () => show("hidden"), () => show("visible")],
		["something plays", () => at.go("play"), () => at.go("home")],
		["a server is being synced", () => at.sync(["a2"]), () => at.sync([])],
	] as const)("are not read while %s, and a minute after that again", async (_, begins, ends) => {
		begins();
		await isNot();
		expect(pauses.size).toBe(0);
		ends();
		expect(begun).toEqual([]);
	});

	it("are not read on a connection that costs money", async () => {
		browser.connection.saveData = true;
		browser.connection.dispatchEvent(new Event("change"));
		await isNot();
		browser.connection.saveData = false;
		browser.connection.dispatchEvent(new Event("change"));
	});

	it("are not read while they are switched off", async () => {
		await writeSetting(world.db, "casts.background", "off");
		await isNot();
		await writeSetting(world.db, "casts.background", "on");
	});

	it("are paused by the person, and go on at once when the person says so", async () => {
		await pauseCasts("a1");
		await isNot();
		await goOnWithCasts("a1");
		await isRead();
		expect(pauses.has(QUIET_MS)).toBe(false);
		page.dispatchEvent(new Event("pointerdown"));
		expect(reading.size).toBe(1);
		show("hidden");
		await isNot();
		show("visible");
	});

	it.each(["pointerdown", "scroll", "wheel", "keydown", "input"])(
		"are put off by somebody's %s, until ten seconds after the last",
		async (event) => {
			const touch = () => page.dispatchEvent(new Event(event));
			touch();
			await isNot();
			await vi.waitFor(() => expect([...pauses.keys()]).toEqual([10_000]));
			at.later(9_000);
			touch();
			pauses.get(10_000)?.();
			await vi.waitFor(() => expect([...pauses.keys()]).toEqual([10_000]));
			expect(begun).toEqual([]);
			at.later(10_000);
			pauses.get(10_000)?.();
			await isRead();
			show("hidden");
			await isNot();
			show("visible");
		},
	);

	it("are looked for again after a while, and once no list is due to be read whole", async () => {
		const titles = listScope("titles", "a1/lib");
		await world.db.freshness.put(fetchedRow(titles, world.now()));
		reading.get("a1")?.();
		await quietPasses();
		await vi.waitFor(() => expect(pauses.has(QUIET_MS)).toBe(true));
		expect(begun).toEqual([]);
		await world.db.freshness.delete(titles);
		await quietPasses();
		await isRead();
		show("hidden");
		await isNot();
		show("visible");
	});
});
