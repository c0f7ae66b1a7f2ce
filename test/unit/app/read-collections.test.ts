import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readCollections } from "../../../src/app/read-collections.ts";
import { StowawayDatabase } from "../../../src/db/schema.ts";
import { fetchedRow } from "../../../src/library/freshness-rows.ts";
import { emptyBlock } from "../../../src/library/shelf-blocks.ts";
import type { LibraryId } from "../../../src/model/ids.ts";
import type { Library } from "../../../src/model/item.ts";

const NOW = Date.UTC(2026, 10, 20);
const DAY = 24 * 3_600_000;
let db: StowawayDatabase;
let made = 0;
let open = 0;
let touched: string[] = [];

async function library(libraryId: LibraryId, kind: Library["kind"], keys: readonly string[]): Promise<void> {
	const [sourceId = ""] = libraryId.split("/");
	await db.libraries.put({ libraryId, sourceId, title: "", kind, order: 0, revision: 1 });
	await db.shelves.put({ ...emptyBlock(libraryId, 0), serverKeys: keys });
}
const read = (wanted: "collections" | "playlists" = "collections") =>
	readCollections(db, "a1", wanted, NOW, async (scope) => {
		expect(open++).toBe(0);
		await db.freshness.put(fetchedRow(scope, NOW));
		touched.push(scope);
		open--;
	});

beforeEach(async () => {
	db = new StowawayDatabase(`collections-${++made}`);
	touched = [];
	await library("a1/films", "movies", ["film"]);
	await library("b1/sets", "collections", ["theirs"]);
});
afterEach(() => db.close());

describe("reading what collections hold", () => {
	it("asks for each collection of that server once, one at a time", async () => {
		await library("a1/sets", "collections", ["one", "two"]);
		await read();
		expect(touched).toEqual(["children:a1/one", "children:a1/two"]);
		await read();
		expect(touched).toHaveLength(2);
	});

	it("asks for playlists where those are wanted, and for nothing else", async () => {
		await library("a1/sets", "collections", ["one"]);
		await library("a1/lists", "playlists", ["two"]);
		await read("playlists");
		expect(touched).toEqual(["children:a1/two"]);
	});

	it("asks again after a week", async () => {
		await library("a1/sets", "collections", ["one", "two"]);
		await db.freshness.put(fetchedRow("children:a1/one", NOW - 8 * DAY));
		await db.freshness.put(fetchedRow("children:a1/two", NOW - 6 * DAY));
		await read();
		expect(touched).toEqual(["children:a1/one"]);
	});

	it("does not ask for hundreds at once, but goes on with the next visit", async () => {
		await library(
			"a1/sets",
			"collections",
			Array.from({ length: 40 }, (_, at) => `c${at}`),
		);
		await read();
		expect(touched).toHaveLength(30);
		await read();
		expect(new Set(touched).size).toBe(40);
	});
});
