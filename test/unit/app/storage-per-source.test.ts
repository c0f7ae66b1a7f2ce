import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { shareStorage, storagePerSource } from "../../../src/app/storage-per-source.ts";
import { testMovie, testSource, testWorld } from "../library/fake-server.ts";

describe("what each server takes of this device", () => {
	it("is its pictures, and its part of the rest by what is held of it", () => {
		const shares = shareStorage(1_100, [
			{ sourceId: "a1", items: 30, credits: 0, pictureBytes: 100 },
			{ sourceId: "a2", items: 0, credits: 50, pictureBytes: 400 },
		]);
		expect(shares.map(({ libraryBytes }) => libraryBytes)).toEqual([360, 240]);
		expect(shares.reduce((sum, { libraryBytes, pictureBytes }) => sum + libraryBytes + pictureBytes, 0)).toBe(1_100);
	});

	it("is nothing where nothing is held, also when pictures take more than the browser says", () => {
		const shares = shareStorage(10, [{ sourceId: "a1", items: 0, credits: 0, pictureBytes: 100 }]);
		expect(shares).toEqual([{ sourceId: "a1", items: 0, pictureBytes: 100, libraryBytes: 0 }]);
	});

	it("is counted of each server alone, also of one whose id begins as another's", async () => {
		const { db } = testWorld();
		await db.sources.bulkPut([testSource, { ...testSource, sourceId: "a10" }]);
		await db.items.bulkPut([testMovie(1), testMovie(2), testMovie(1, { itemId: "a10/m1", sourceId: "a10" })]);
		await db.credits.put({
			itemId: "a10/m1",
			order: 0,
			personId: "a10/p1",
			kind: "actor",
			role: "Maria",
			name: "Brigitte Helm",
		});
		await db.images.put({ key: "k", sourceId: "a1", bytes: 7, usedAt: 0 });
		expect(await storagePerSource(db, 347)).toEqual([
			{ sourceId: "a1", items: 2, pictureBytes: 7, libraryBytes: expect.closeTo(200) },
			{ sourceId: "a10", items: 1, pictureBytes: 0, libraryBytes: expect.closeTo(140) },
		]);
	});
});
