import "fake-indexeddb/auto";
import { expect, it, vi } from "vitest";
import { keepWindow } from "../../../src/app/stored-window.ts";
import { world } from "../../../src/app/world.ts";
import { testLibrary, testMovie } from "../library/fake-server.ts";

vi.mock("../../../src/app/world.ts", async () => {
	const { testWorld } = await import("../library/fake-server.ts");
	return { world: testWorld() };
});

it("keeps what a library showed, but not of one that was removed while it was on screen", async () => {
	const library = testLibrary("movies");
	const shown = { libraryId: library.libraryId, name: "window", items: [testMovie(1)], total: 1 } as const;
	await world.db.libraries.put(library);
	await keepWindow(shown);
	expect(await world.db.windows.toArray()).toEqual([shown]);
	await world.db.windows.clear();
	await world.db.libraries.clear();
	await keepWindow(shown);
	expect(await world.db.windows.count()).toBe(0);
});

it("keeps what several libraries showed together, while each that is seen in it is here", async () => {
	const library = testLibrary("movies");
	const shown = { libraryId: "all/movies", name: "window", items: [testMovie(1)], total: 1 } as const;
	await world.db.libraries.put(library);
	await keepWindow(shown);
	expect(await world.db.windows.toArray()).toEqual([shown]);
	await world.db.windows.clear();
	await world.db.libraries.clear();
	await keepWindow(shown);
	expect(await world.db.windows.count()).toBe(0);
});
