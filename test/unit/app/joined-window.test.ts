import "fake-indexeddb/auto";
import { beforeEach, expect, it, vi } from "vitest";
import { joinedLibrary } from "../../../src/app/joined-on-device.ts";
import { readJoinedWindow } from "../../../src/app/joined-window.ts";
import { world } from "../../../src/app/world.ts";
import type { ItemId, LibraryId } from "../../../src/model/ids.ts";
import { testMovie } from "../library/fake-server.ts";

vi.mock("../../../src/app/world.ts", async () => {
	const { testWorld } = await import("../library/fake-server.ts");
	return { world: testWorld() };
});

const { db } = world;
const parts = ["a1", "a2"].map((sourceId) => ({ sourceId, libraryId: `${sourceId}/films` as const }));
const first = async () =>
	(await readJoinedWindow(db, joinedLibrary("movies"), parts))?.items.map(({ itemId }) => itemId);
const keep = (libraryId: LibraryId, names: readonly string[], more: { total?: number; view?: string } = {}) => {
	const [sourceId = ""] = libraryId.split("/");
	const items = names.map((name) =>
		testMovie(1, { itemId: `${sourceId}/${name}`, sourceId, libraryId, sortTitle: name }),
	);
	return db.windows.put({ libraryId, name: "window", items, total: names.length, ...more });
};
const one = (...copies: ItemId[]) =>
	db.titles.put({ titleId: copies.join(), kind: "movie", copies, former: [], ids: [], facts: {}, revision: 1 });

beforeEach(async () => {
	await Promise.all([db.windows.clear(), db.titles.clear()]);
	await keep("a1/films", ["b", "d", "f"]);
	await keep("a2/films", ["a", "c", "d2", "z"]);
});

it("has the first titles of each library by title, each once, at the place of its first copy", async () => {
	await one("a1/d", "a2/d2");
	await one("a1/q", "a2/c");
	expect(await first(), "c stands where q does").toEqual(["a2/a", "a1/b", "a1/d", "a1/f", "a2/z"]);
});

it("ends where a library that has more may go on", async () => {
	await keep("a1/films", ["b", "d", "f"], { total: 400 });
	expect(await first()).toEqual(["a2/a", "a1/b", "a2/c", "a1/d", "a2/d2", "a1/f"]);
});

it("is not known where a library was left in another order, or keeps nothing", async () => {
	await keep("a2/films", ["a"], { view: "0?sort=added" });
	expect(await first()).toBeUndefined();
	await db.windows.delete(["a2/films", "window"]);
	expect(await first()).toBeUndefined();
});
