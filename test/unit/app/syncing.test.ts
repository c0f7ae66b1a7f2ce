import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { isStopped, resumeSync, startSync, stopSync, syncingSources } from "../../../src/app/syncing.ts";
import type { SyncOptions } from "../../../src/library/sync-source.ts";

const begun: SyncOptions[] = [];
let end: () => void = () => undefined;
vi.mock("../../../src/app/sync-client.ts", () => ({
	syncSource: (_sourceId: string, options: SyncOptions) => {
		begun.push(options);
		return new Promise((resolve) => {
			end = () => resolve({ kind: "not-due", rows: 0, skipped: 0 });
		});
	},
}));
vi.mock("../../../src/app/world.ts", async () => {
	const { testWorld } = await import("../library/fake-server.ts");
	return { world: testWorld() };
});
vi.mock("../../../src/app/pwa.ts", () => ({ registerDrain: async () => undefined, drainInWorker: () => undefined }));
vi.mock("../../../src/app/first-paint.ts", () => ({ firstPaint: Promise.resolve() }));

const isIdle = () => vi.waitFor(() => expect(syncingSources.value.size).toBe(0));
const syncs = (count: number) => vi.waitFor(() => expect(begun).toHaveLength(count));

describe("syncing a source", () => {
	beforeEach(() => {
		begun.length = 0;
	});

	it("reads it for a person who asked while it was only being looked at whether anything is due", async () => {
		resumeSync("a1");
		await syncs(1);
		startSync("a1", true);
		end();
		await syncs(2);
		expect(begun.map(({ force }) => force)).toEqual([false, true]);
		end();
		await isIdle();
	});

	it("is not done twice for somebody who asks twice", async () => {
		startSync("a1", true);
		await syncs(1);
		startSync("a1", true);
		resumeSync("a1");
		end();
		await isIdle();
		expect(begun).toHaveLength(1);
	});

	it("goes on for somebody who stopped it and thought better of it before it had ended", async () => {
		startSync("a1", true);
		await syncs(1);
		stopSync("a1");
		expect(begun[0]?.signal.aborted).toBe(true);
		startSync("a1", true);
		expect(isStopped("a1")).toBe(false);
		end();
		await syncs(2);
		expect(begun[1]?.signal.aborted).toBe(false);
		end();
		await isIdle();
	});

	it("is left alone once stopped, whatever was asked for before", async () => {
		resumeSync("a1");
		await syncs(1);
		startSync("a1", true);
		stopSync("a1");
		end();
		await isIdle();
		resumeSync("a1");
		expect(begun).toHaveLength(1);
		expect(isStopped("a1")).toBe(true);
	});
});
