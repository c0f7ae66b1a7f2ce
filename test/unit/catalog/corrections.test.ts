import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { type Corrected, correctTitle } from "../../../src/catalog/correct-title.ts";
import { mergedOwn } from "../../../src/catalog/corrections.ts";
import { goneTitles } from "../../../src/catalog/gone-titles.ts";
import { syncTitles } from "../../../src/catalog/sync-titles.ts";
import { undoRun } from "../../../src/catalog/undo-run.ts";
import { correctItems } from "../../../src/library/correct-items.ts";
import { refreshFull } from "../../../src/library/full-item.ts";
import { emptyBlock } from "../../../src/library/shelf-blocks.ts";
import { mergeListRow } from "../../../src/library/write-rows.ts";
import type { ItemId } from "../../../src/model/ids.ts";
import type { Item } from "../../../src/model/item.ts";
import type { Dialect } from "../../../src/model/source.ts";
import { removeSource } from "../../../src/servers/sign-out.ts";
import { errors, look, type Moved, onShelves, readOnce, sweep } from "../library/changing-server.ts";
import { testSource } from "../library/fake-server.ts";
import { correctedWorld, film } from "./corrected-world.ts";

const { signal } = new AbortController();
const byHand = { reason: "by-hand", updateExisting: true, isDry: false, dress: correctItems, signal } as const;

describe("what a person corrected of a title", () => {
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

	it("stands on all its copies, also one that comes later, and is taken back as it was", async () => {
		const before = film("a1", "1", { title: "Metropolis", year: 1926 });
		await write(before);
		await follow();
		await correct("a1/1", { name: "The Metropolis", year: 1927 });
		expect(await item("a1/1")).toMatchObject({ title: "The Metropolis", sortTitle: "metropolis", year: 1927 });
		await write(film("b2", "1", { title: "Metrópolis" }));
		await follow();
		expect(await item("b2/1")).toMatchObject({ title: "The Metropolis", year: 1927 });
		await correct("a1/1", { year: null });
		expect(await item("a1/1")).toMatchObject({ title: "The Metropolis", year: 1926 });
		await correct("b2/1", { name: null });
		expect(await item("a1/1")).toEqual(before);
		expect(await item("b2/1")).toEqual(film("b2", "1", { title: "Metrópolis" }));
		expect((await world.db.titles.toArray())[0]?.own).toBeUndefined();
	});

	it("leaves a copy that turns out to be another title", async () => {
		await write(film("a1", "1"), film("b2", "1"));
		await follow();
		await correct("a1/1", { name: "Mine" });
		await write(mergeListRow(await item("b2/1"), film("b2", "1", { providerIds: { tmdb: "20" } })));
		await follow();
		expect(await item("b2/1")).toEqual(film("b2", "1", { providerIds: { tmdb: "20" } }));
		expect((await item("a1/1"))?.title).toBe("Mine");
	});

	it("is dated, field by field", async () => {
		await write(film("a1", "1"));
		await follow();
		const first = world.now();
		await correct("a1/1", { name: "One" });
		world.advance(1_000);
		await correct("a1/1", { year: 1927 });
		const [title] = await world.db.titles.toArray();
		expect(title?.own?.at).toEqual({ name: first, year: first + 1_000 });
		expect(title?.ownAt).toBe(first + 1_000);
	});

	it("is kept with the later word where two titles become one", () => {
		const a = { values: { name: "A", year: 1 }, at: { name: 1, year: 9 } };
		const b = { values: { name: "B", year: 2, sortTitle: "b" }, at: { name: 5, year: 5, sortTitle: 5 } };
		const both = { values: { name: "B", year: 1, sortTitle: "b" }, at: { name: 5, year: 9, sortTitle: 5 } };
		expect(mergedOwn(a, b)).toEqual(both);
		expect(mergedOwn(b, a)).toEqual(both);
	});

	it("leaves a copy that a run brought in when the run is taken back", async () => {
		await write(film("a1", "1", { title: "Metropolis" }));
		await follow();
		await correct("a1/1", { name: "Mine" });
		await world.db.items.put(film("b2", "1"));
		await world.db.shelves.put({ ...emptyBlock("b2/lib", 0), serverKeys: ["1"], kinds: "m" });
		await syncTitles(world, "b2", byHand);
		expect((await item("b2/1"))?.title).toBe("Mine");
		const [run] = await world.db.runs.toArray();
		await undoRun(world, run?.runId ?? 0, correctItems, signal);
		expect(await item("b2/1")).toEqual(film("b2", "1"));
		expect((await item("a1/1"))?.title).toBe("Mine");
	});

	it("is there again when a server that was removed is connected anew", async () => {
		await write(film("a1", "1"));
		await follow();
		await correct("a1/1", { name: "Mine" });
		await follow();
		await removeSource(world, "a1");
		await follow();
		expect((await goneTitles(world.db)).map(({ own }) => own?.values.name)).toEqual(["Mine"]);
		await world.db.sources.put({ ...testSource, sourceId: "c3" });
		await write(film("c3", "9"));
		await follow();
		expect((await item("c3/9"))?.title).toBe("Mine");
	});

	it("is joined by the poster and the description that only another copy has, as long as only that has them", async () => {
		const bare = film("a1", "1");
		await write(bare, film("b2", "1", { poster: { ref: "theirs" }, overview: "Above, a garden." }));
		await follow();
		expect(await item("a1/1")).toMatchObject({
			poster: { ref: "theirs", sourceId: "b2" },
			overview: "Above, a garden.",
		});
		expect((await world.db.titles.toArray())[0]?.own).toBeUndefined();
		await write(mergeListRow(await item("a1/1"), { ...bare, poster: { ref: "own" } }));
		await follow();
		expect(await item("a1/1")).toMatchObject({ poster: { ref: "own" }, overview: "Above, a garden." });
		await removeSource(world, "b2");
		await follow();
		expect((await item("a1/1"))?.poster).toEqual({ ref: "own" });
	});

	it("may be a poster of another copy, until that is not there any more", async () => {
		await write(film("a1", "1", { poster: { ref: "own" } }), film("b2", "1", { poster: { ref: "better" } }));
		await follow();
		await correct("a1/1", { poster: { sourceId: "b2", image: { ref: "better" } } });
		expect((await item("a1/1"))?.poster).toEqual({ ref: "better", sourceId: "b2" });
		expect((await item("b2/1"))?.poster).toEqual({ ref: "better" });
		await removeSource(world, "b2");
		await follow();
		expect((await item("a1/1"))?.poster).toEqual({ ref: "own" });
	});

	it("is no poster of a server that another one goes on for: it has that picture no more", async () => {
		await write(film("a1", "1", { poster: { ref: "own" } }), film("b2", "1", { poster: { ref: "better" } }));
		await follow();
		await correct("a1/1", { poster: { sourceId: "b2", image: { ref: "better" } } });
		await world.db.sources.put({ ...testSource, sourceId: "c3", order: 2 });
		await world.db.sources.update("b2", { successor: "c3" });
		await write(film("c3", "1", { poster: { ref: "anew" } }), film("b2", "1", { poster: { ref: "better" } }));
		await follow();
		expect((await item("a1/1"))?.poster).toEqual({ ref: "own" });
		await correct("a1/1", { name: "Mine" });
		expect((await item("a1/1"))?.poster).toEqual({ ref: "own" });
		expect((await world.db.titles.toArray())[0]?.own?.values.poster?.sourceId).toBe("b2");
	});

	it("stays with an item that its server calls a show where it was a film", async () => {
		await write(film("a1", "1"));
		await follow();
		await correct("a1/1", { name: "Mine", ids: { tmdb: "20" } });
		await write(mergeListRow(await item("a1/1"), film("a1", "1", { kind: "show", providerIds: { tvdb: "5" } })));
		await follow();
		expect(await item("a1/1")).toMatchObject({ kind: "show", title: "Mine", providerIds: { tvdb: "5" } });
		await correct("a1/1", { name: null, ids: null });
		await follow();
		expect(await item("a1/1")).toEqual(film("a1", "1", { kind: "show", providerIds: { tvdb: "5" } }));
	});
});

describe.each<Dialect>(["jellyfin", "plex"])("what a person corrected of a title on %s", (dialect) => {
	let here: Moved;
	const named = async (title: string) =>
		(await here.world.db.items.filter((item) => item.title === title).toArray())[0];
	beforeEach(async () => {
		here = await readOnce(dialect);
		await look(here);
		let made = 0;
		const world = { ...here.world, random: () => (made++ * 0.618034) % 1 };
		await syncTitles(world, here.sourceId, byHand);
	});
	const correct = async (title: string, said: Corrected) =>
		correctTitle(here.world, (await named(title))?.itemId ?? "/", said, correctItems);

	it("stays over looks for changes, whole readings and full answers, which go on telling what the server says", async () => {
		await correct("Film 2", { name: "Mine", year: 1999 });
		expect(await onShelves(here)).toContain("Mine");
		here.demo.changeTitle({ slug: "film-2", title: "Film 2, newly cut" });
		await look(here);
		await sweep(here);
		const film = await named("Mine");
		await refreshFull(here.world, here.server, film?.itemId ?? "/", signal);
		expect(await named("Mine")).toMatchObject({ year: 1999, corrected: { said: { title: "Film 2, newly cut" } } });
		expect(await onShelves(here)).toContain("Mine");
		expect(await onShelves(here)).not.toContain("Film 2, newly cut");
		await correct("Mine", { name: null, year: null });
		expect(await onShelves(here)).toContain("Film 2, newly cut");
		expect(await named("Film 2, newly cut")).not.toHaveProperty("corrected");
		expect(await errors(here)).toEqual([]);
	});

	it("is the name of a show on its seasons and episodes, those too that come later", async () => {
		await correct("The Serial", { name: "Mine" });
		const shows = async () => {
			const below = await here.world.db.items.filter(({ showId, goneAt }) => showId !== undefined && !goneAt).toArray();
			const show = await named("Mine");
			return new Set(below.filter(({ showId }) => showId === show?.itemId).map(({ showTitle }) => showTitle));
		};
		expect(await shows()).toEqual(new Set(["Mine"]));
		here.demo.removeTitle("serial/s1e2");
		const left = await here.world.db.items.filter(({ title }) => title === "Chapter 2").toArray();
		await here.world.db.items.bulkDelete(left.map(({ itemId }) => itemId));
		here.demo.restoreTitle("serial/s1e2");
		await look(here);
		await sweep(here);
		expect(await named("Chapter 2")).toMatchObject({ showTitle: "Mine" });
		expect(await shows()).toEqual(new Set(["Mine"]));
	});
});
