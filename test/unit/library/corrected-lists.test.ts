import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { correctTitle } from "../../../src/catalog/correct-title.ts";
import { followChanges } from "../../../src/catalog/follow-changes.ts";
import { noteTitleChanges } from "../../../src/db/title-changes.ts";
import { correctItems } from "../../../src/library/correct-items.ts";
import { refreshList } from "../../../src/library/refresh-list.ts";
import type { Item } from "../../../src/model/item.ts";
import type { FakeServer } from "./fake-server.ts";
import { connectedFake, testLibrary, testMovie } from "./fake-server.ts";

const { signal } = new AbortController();
const byHand = { signal, isByHand: true };

describe("a correction made while a list is read", () => {
	let world: Awaited<ReturnType<typeof connectedFake>>["world"];
	let server: FakeServer;
	beforeEach(async () => {
		({ world, server } = await connectedFake());
		let made = 0;
		Object.assign(world, { random: () => (made++ * 0.618034) % 1 });
	});
	/** What the tab of the person does; it is closed before the reading ends. */
	const correct = async (item: Item, name: string) => {
		await noteTitleChanges(world.db, [item]);
		await followChanges(world, correctItems, signal);
		await correctTitle(world, item.itemId, { name }, correctItems);
	};

	it.each(["first", "second"])(
		"is on the shelf after the %s reading, though that had the title already",
		async (which) => {
			const films = Array.from({ length: 501 }, (_, at) => testMovie(at + 1));
			server.lists = { titles: films.map((item) => ({ item })) };
			const library = testLibrary("movies");
			await world.db.libraries.put(library);
			if (which === "second") {
				await refreshList(world, server, library, "titles", byHand);
				const renamed = films.map((item) => ({ item: { ...item, rating: 5, etag: "new" } }));
				server.lists = { titles: renamed };
			}
			const list = server.list.bind(server);
			server.list = async (...asked) => {
				// The page after the last one that is on its way: the first one is written by now.
				if (asked[2] === 500) {
					while ((await world.db.shelves.toArray())[0]?.ratings[0] !== (which === "second" ? 5 : 0));
					await correct(testMovie(1), "Mine");
				}
				return list(...asked);
			};
			expect((await refreshList(world, server, library, "titles", byHand)).kind).toBe("done");
			const [block] = await world.db.shelves.toArray();
			expect(block?.titles[0]).toBe("Mine");
			expect((await world.db.windows.get(["a1/lib", "recent"]))?.total).toBe(501);
		},
	);

	it("is the name of a show on seasons and episodes that are read for the first time", async () => {
		const library = testLibrary("shows");
		await world.db.libraries.put(library);
		const show: Item = { ...testMovie(1), itemId: "a1/s", kind: "show", title: "Serial" };
		const below = (key: string, kind: "season" | "episode", parent: string): Item => ({
			...testMovie(2),
			itemId: `a1/${key}`,
			kind,
			parentId: `a1/${parent}`,
			showId: "a1/s",
			showTitle: "Serial",
		});
		server.lists = {
			titles: [{ item: show }],
			seasons: [{ item: below("s1", "season", "s") }],
			episodes: [{ item: below("e1", "episode", "s1") }],
		};
		await refreshList(world, server, library, "titles", byHand);
		await correct(show, "Mine");
		await refreshList(world, server, library, "seasons", byHand);
		await refreshList(world, server, library, "episodes", byHand);
		const names = (await world.db.items.bulkGet(["a1/s1", "a1/e1"])).map((item) => item?.showTitle);
		expect(names).toEqual(["Mine", "Mine"]);
	});
});
