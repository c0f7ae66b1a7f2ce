import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import type { Corrected } from "../../../src/catalog/correct-title.ts";
import { goneTitles } from "../../../src/catalog/gone-titles.ts";
import { noteTitleChanges } from "../../../src/db/title-changes.ts";
import type { ItemId } from "../../../src/model/ids.ts";
import type { Item } from "../../../src/model/item.ts";
import { removeSource } from "../../../src/servers/sign-out.ts";
import { testSource } from "../library/fake-server.ts";
import { correctedWorld, film } from "./corrected-world.ts";

describe("what a person corrected of a title's ids", () => {
	let here: Awaited<ReturnType<typeof correctedWorld>>;
	let world: typeof here.world;
	beforeEach(async () => {
		here = await correctedWorld("a1", "b2");
		world = here.world;
	});
	const write = (...films: Item[]) => here.write(...films);
	const follow = () => here.follow();
	const correct = (itemId: ItemId, said: Corrected) => here.correct(itemId, said);
	const item = (itemId: ItemId) => here.item(itemId);
	const groups = () => here.groups();

	it("decides what it is one title with, and holds when its server gives new item ids", async () => {
		await write(film("a1", "1", { providerIds: { tmdb: "7" } }), film("b2", "1"));
		await follow();
		expect(await groups()).toEqual(["a1/1", "b2/1"]);
		await correct("a1/1", { ids: { tmdb: "19" } });
		await follow();
		expect(await groups()).toEqual(["a1/1 b2/1"]);
		await write(
			{ ...film("a1", "1", { providerIds: { tmdb: "7" } }), goneAt: 5 },
			film("a1", "new", { providerIds: { tmdb: "7" } }),
		);
		await follow();
		await follow();
		expect(await groups()).toEqual(["a1/new b2/1"]);
		expect((await item("a1/new"))?.corrected?.own.ids).toEqual({ tmdb: "19" });
		await correct("b2/1", { ids: null });
		await follow();
		expect(await groups()).toEqual(["a1/new", "b2/1"]);
	});

	it("is what it is looked for by in a Radarr", async () => {
		await write(film("a1", "1", { providerIds: { tmdb: "7" } }));
		await follow();
		await correct("a1/1", { ids: { tmdb: "19" } });
		const wrong = { arrTitleId: "r1/1", arrId: "r1", kind: "movie", title: "Wrong", monitored: true } as const;
		await world.db.arrTitles.put({ ...wrong, tmdbId: "7" });
		await noteTitleChanges(world.db, [film("a1", "1")]);
		await follow();
		await follow();
		expect((await world.db.titles.toArray())[0]?.arr).toBeUndefined();
		await world.db.arrTitles.put({ ...wrong, arrTitleId: "r1/2", tmdbId: "19" });
		await noteTitleChanges(world.db, [film("a1", "1")]);
		await follow();
		expect((await world.db.titles.toArray())[0]?.arr).toEqual(["r1/2"]);
	});

	it("is not guessed, where two items of the new server say what was corrected", async () => {
		await write(film("a1", "1", { providerIds: { tmdb: "7" } }));
		await follow();
		await correct("a1/1", { ids: { tmdb: "19" } });
		await follow();
		await write(
			{ ...film("a1", "1", { providerIds: { tmdb: "7" } }), goneAt: 5 },
			film("a1", "x", { providerIds: { tmdb: "7" } }),
			film("a1", "y", { providerIds: { tmdb: "7" } }),
		);
		await follow();
		expect((await item("a1/x"))?.corrected).toBeUndefined();
		expect((await item("a1/y"))?.corrected).toBeUndefined();
		expect((await goneTitles(world.db)).map(({ own }) => own?.values.ids)).toEqual([{ tmdb: "19" }]);
	});

	it("is there again too, where the very server that said others is connected anew", async () => {
		await world.db.sources.update("a1", { serverId: "attic" });
		await write(film("a1", "1", { providerIds: { tmdb: "7" } }), film("b2", "7", { providerIds: { tmdb: "8" } }));
		await follow();
		await correct("a1/1", { name: "Mine", ids: { tmdb: "19" } });
		await follow();
		await removeSource(world, "a1");
		await follow();
		await write(film("b2", "8", { providerIds: { tmdb: "7" } }));
		await follow();
		expect((await item("b2/8"))?.corrected, "another server may mean what it says").toBeUndefined();
		await world.db.sources.put({ ...testSource, sourceId: "c3", serverId: "attic" });
		await write(film("c3", "1", { providerIds: { tmdb: "7" } }));
		await follow();
		expect(await item("c3/1")).toMatchObject({ title: "Mine", corrected: { own: { ids: { tmdb: "19" } } } });
		expect((await item("b2/8"))?.corrected).toBeUndefined();
	});
});
