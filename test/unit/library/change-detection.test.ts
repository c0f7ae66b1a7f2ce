import "fake-indexeddb/auto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { creditsOf } from "../../../src/db/title-queries.ts";
import { touch } from "../../../src/library/touch.ts";
import type { Dialect } from "../../../src/model/source.ts";
import { signal } from "../servers/connected.ts";
import {
	errors,
	look,
	type Moved,
	onShelves,
	readOnce,
	sweep,
	titled,
	withoutDates,
	withoutLibrary,
} from "./changing-server.ts";

const HOUR_MS = 3_600_000;

describe.each<Dialect>(["jellyfin", "plex"])("changes on %s", (dialect) => {
	let here: Moved;
	beforeAll(async () => {
		here = await readOnce(dialect);
		await look(here);
	});
	afterAll(() => here.world.db.close());

	it("in a title are seen by a look and written alone, by the same requests", async () => {
		const same = (await look(here)).length;
		const revisions = async () => (await here.world.db.libraries.toArray()).map(({ revision }) => revision);
		const before = await revisions();
		here.demo.changeTitle({ slug: "film-2", title: "Film 2, newly cut" });
		expect(await look(here)).toHaveLength(same);
		expect(await onShelves(here)).toContain("Film 2, newly cut");
		const after = await revisions();
		expect(after.filter((revision, at) => revision !== before[at])).toHaveLength(1);
	});

	it("that add a title, or a show with its episodes, are seen by a look", async () => {
		here.demo.addTitle({ slug: "newcomer", title: "Newcomer" });
		here.demo.addTitle({ slug: "new-show", title: "New Show", kind: "show" });
		await look(here);
		expect(await onShelves(here)).toEqual(expect.arrayContaining(["Newcomer", "New Show"]));
		const show = await titled(here, "New Show");
		expect(
			await here.world.db.items.filter(({ kind, showId }) => kind === "episode" && showId === show?.itemId).count(),
		).toBe(2);
		expect(await errors(here)).toEqual([]);
	});

	it("that remove a title or an episode are seen by a look, and taken back by one", async () => {
		here.demo.removeTitle("film-5");
		here.demo.removeTitle("serial/s1e2");
		await look(here);
		expect(await onShelves(here)).not.toContain("Film 5");
		expect(await titled(here, "Film 5")).toBeUndefined();
		expect(await titled(here, "Chapter 2")).toBeUndefined();
		here.demo.restoreTitle("film-5");
		await look(here);
		expect(await onShelves(here)).toContain("Film 5");
	});

	it("that remove one title and add another without a date are seen by a look where that was added last, else by the whole reading", async () => {
		const undated = { ...here, world: { ...here.world, fetch: withoutDates(here.world.fetch) } };
		here.demo.removeTitle("film-11");
		here.demo.addTitle({ slug: "undated", title: "Undated" });
		await look(undated);
		expect(await onShelves(here)).toContain("Undated");
		expect(await onShelves(here)).not.toContain("Film 11");
		here.demo.restoreTitle("film-11");
		here.demo.removeTitle("film-12");
		await look(undated);
		expect(await onShelves(here)).toContain("Film 12");
		await sweep(undated);
		expect(await onShelves(here)).toContain("Film 11");
		expect(await onShelves(here)).not.toContain("Film 12");
	});

	it("that replace a file by another id, or move a title to another library, are seen by a look", async () => {
		const before = await titled(here, "Film 6");
		here.demo.removeTitle("film-6");
		here.demo.addTitle({ slug: "film-6-again", title: "Film 6" });
		here.demo.removeTitle("film-7");
		here.demo.addTitle({ slug: "film-7-moved", title: "Film 7", kind: "show" });
		await look(here);
		const [after, moved] = [await titled(here, "Film 6"), await titled(here, "Film 7")];
		expect(after?.itemId).toBeDefined();
		expect(after?.itemId).not.toBe(before?.itemId);
		expect(moved?.kind).toBe("show");
		expect((await onShelves(here)).filter((title) => title === "Film 6" || title === "Film 7")).toHaveLength(2);
	});

	it("of a cast are seen by a look, and the cast is read when the title is opened", async () => {
		const film = await titled(here, "Metropolis");
		await touch(here.world, `full:${film?.itemId}`, { signal });
		here.demo.changeTitle({ slug: "metropolis", cast: ["Nora Newcomer"] });
		await look(here);
		await touch(here.world, `full:${film?.itemId}`, { signal });
		const credits = await creditsOf(here.world.db, film?.itemId ?? "a1/none");
		expect(credits.filter(({ kind }) => kind === "actor").map(({ name }) => name)).toEqual(["Nora Newcomer"]);
	});

	it("of a poster in place are seen by the whole reading, on a Plex by a look", async () => {
		const before = (await titled(here, "Film 8"))?.poster?.ref;
		here.demo.changeTitle({ slug: "film-8", poster: 1 });
		await look(here);
		const looked = (await titled(here, "Film 8"))?.poster?.ref;
		expect(looked === before).toBe(dialect === "jellyfin");
		await sweep(here);
		expect((await titled(here, "Film 8"))?.poster?.ref).not.toBe(before);
	});

	it("of what is shared are seen by the list of libraries: one that it lacks stays, is left alone, and comes back", async () => {
		const { world, sourceId } = here;
		const hiding = { ...world, fetch: withoutLibrary(world.fetch, "Movies") };
		const movies = async () => (await world.db.libraries.toArray()).find(({ title }) => title === "Movies");
		await touch(hiding, `libraries:${sourceId}`, { signal, force: true });
		expect((await movies())?.unlistedAt).toBeGreaterThan(0);
		here.advance(13 * HOUR_MS);
		world.asked.length = 0;
		await touch(hiding, `titles:${(await movies())?.libraryId}`, { signal });
		expect(world.asked.filter((request) => /\/Items|\/all/.test(request))).toEqual([]);
		expect(await onShelves(here)).toContain("Film 10");
		await look(here);
		expect((await movies())?.unlistedAt).toBeUndefined();
	});

	it("of what was watched elsewhere are seen by the home check, and any by the whole reading", async () => {
		const state = async () => here.world.db.watch.get((await titled(here, "Film 9"))?.itemId ?? "a1/none");
		here.demo.view({ slug: "film-9", act: "finish" });
		here.advance(HOUR_MS);
		await touch(here.world, `home:${here.sourceId}`, { signal });
		expect((await state())?.watched).toBe(true);
		here.demo.view({ slug: "film-9", act: "unwatched" });
		await sweep(here);
		expect((await state())?.watched ?? false).toBe(false);
	});
});
