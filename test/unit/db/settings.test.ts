import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { isQuotaExceeded, withReopen } from "../../../src/db/database-errors.ts";
import { openDatabase } from "../../../src/db/open-database.ts";
import { databaseName, StowawayDatabase } from "../../../src/db/schema.ts";
import { readSetting, writeSetting } from "../../../src/db/settings.ts";

describe("settings", () => {
	it("have an initial value, and hold what was written", async () => {
		const db = new StowawayDatabase("settings-1");
		expect(await readSetting(db, "ttl.titles")).toBe(4 * 3_600_000);
		await writeSetting(db, "policy", "ask");
		expect(await readSetting(db, "policy")).toBe("ask");
	});

	it("fall back to their initial value when the stored one makes no sense", async () => {
		const db = new StowawayDatabase("settings-2");
		await db.settings.put({ name: "theme", value: { dark: true } });
		expect(await readSetting(db, "theme")).toBe("system");
	});

	it("refuse a value they may not hold", async () => {
		const db = new StowawayDatabase("settings-3");
		await expect(writeSetting(db, "ttl.full", -1)).rejects.toThrow();
		expect(await db.settings.count()).toBe(0);
	});
});

describe("the database", () => {
	it("is closed for good when a newer build upgrades it", async () => {
		let outdated = 0;
		const old = openDatabase("/outdated/", () => {
			outdated += 1;
		});
		await old.settings.count();
		const request = indexedDB.open(databaseName("/outdated/"), 1_000);
		await new Promise<void>((resolve, reject) => {
			request.onsuccess = () => resolve();
			request.onerror = () => reject(request.error);
		});
		expect(outdated).toBe(1);
		await expect(old.settings.count()).rejects.toThrow();
		request.result.close();
	});

	it("is tried once more when the connection was lost, and once only", async () => {
		let tries = 0;
		const lost = () => {
			tries += 1;
			return tries === 1
				? Promise.reject(Object.assign(new Error(), { name: "DatabaseClosedError" }))
				: Promise.resolve(tries);
		};
		expect(await withReopen(lost)).toBe(2);
		const gone = () => Promise.reject(Object.assign(new Error("again"), { name: "InvalidStateError" }));
		await expect(withReopen(gone)).rejects.toThrow("again");
		let others = 0;
		await expect(
			withReopen(() => {
				others += 1;
				return Promise.reject(new TypeError("a bug"));
			}),
		).rejects.toThrow("a bug");
		expect(others).toBe(1);
	});

	it("knows a full disk however it is wrapped", () => {
		const full = { name: "QuotaExceededError" };
		expect(
			[full, { name: "AbortError", inner: full }, { name: "BulkError", failures: [full] }].map(isQuotaExceeded),
		).toEqual([true, true, true]);
		expect([null, "full", { name: "AbortError" }].map(isQuotaExceeded)).toEqual([false, false, false]);
	});
});
