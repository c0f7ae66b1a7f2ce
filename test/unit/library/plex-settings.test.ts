import "fake-indexeddb/auto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlexSwitches } from "../../../demo/plex/switches.ts";
import { creditsOf } from "../../../src/db/title-queries.ts";
import { touch } from "../../../src/library/touch.ts";
import { signal } from "../servers/connected.ts";
import { smallLibrary } from "../servers/small-library.ts";
import { errors, look, onShelves, readOnce, sweep, titled, withoutDates, withoutLibrary } from "./changing-server.ts";

/** What a library could notice of Plex's open questions, with all the answers, and who asks; the others are about writing what was watched. */
const settings = fc.record<Pick<PlexSwitches, Asked> & { user: "demo" | "kid" }>({
	user: fc.constantFrom("demo", "kid"),
	viewStateBumpsContentChangedAt: fc.boolean(),
	deletionBumpsContentChangedAt: fc.boolean(),
	batchHasFullCast: fc.boolean(),
	batchHasCollections: fc.boolean(),
	ownerOnlyStatus: fc.constantFrom(401, 403),
	rebuildReusesKeys: fc.boolean(),
	restoreKeepsKey: fc.boolean(),
	pageCap: fc.constantFrom(null, 7, 3),
	announcesMarks: fc.boolean(),
});
type Asked =
	| "viewStateBumpsContentChangedAt"
	| "deletionBumpsContentChangedAt"
	| "batchHasFullCast"
	| "batchHasCollections"
	| "ownerOnlyStatus"
	| "rebuildReusesKeys"
	| "restoreKeepsKey"
	| "pageCap"
	| "announcesMarks";

/** Two answers of a setting at a time. */
function pairsOf(setting: object): string[] {
	const answers = Object.entries(setting).map((answer) => answer.join(" "));
	return answers.flatMap((one, at) => answers.slice(at + 1).map((other) => `${one}, ${other}`));
}

/** Of settings drawn at random a few, in which each two answers that were drawn come together: 768 would be all. */
function fewWithEachPair<Setting extends object>(drawn: readonly Setting[]): readonly Setting[] {
	const left = new Set(drawn.flatMap(pairsOf));
	const few: Setting[] = [];
	while (left.size > 0) {
		const news = drawn.map((setting) => pairsOf(setting).filter((pair) => left.has(pair)).length);
		const best = drawn.slice(news.indexOf(Math.max(...news))).slice(0, 1);
		for (const pair of best.flatMap(pairsOf)) left.delete(pair);
		few.push(...best);
	}
	return few;
}

const LIBRARY = {
	...smallLibrary,
	collections: Array.from({ length: 8 }, (_, at) => ({ slug: `set-${at}`, title: `Set ${at}`, members: ["film-1"] })),
};
const films = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

describe("every change of a library is seen, whatever Plex's open questions are answered by", () => {
	const drawn = fc.sample(settings, { numRuns: 100, seed: 3 });
	it.each(fewWithEachPair(drawn))("%o", async ({ user, ...switches }) => {
		const here = await readOnce("plex", switches, LIBRARY, user);
		const { world, demo, sourceId } = here;
		const stateOf = async (title: string) => world.db.watch.get((await titled(here, title))?.itemId ?? "a1/none");
		const film = (at: number) => titled(here, `Film ${at}`);
		const poster = (await film(3))?.poster?.ref;

		// Edits, what came and what went, and what was watched.
		demo.changeTitle({ slug: "film-2", title: "Film 2, newly cut" });
		demo.changeTitle({ slug: "film-3", poster: 1 });
		demo.changeTitle({ slug: "metropolis", cast: ["Nora Newcomer"] });
		demo.view({ slug: "film-4", act: "finish", user });
		demo.addTitle({ slug: "new-show", title: "New Show", kind: "show" });
		demo.removeTitle("serial/s1e2");
		demo.removeTitle("set-0");
		await look(here);
		await touch(world, `home:${sourceId}`, { signal });
		const metropolis = (await titled(here, "Metropolis"))?.itemId ?? "a1/none";
		await touch(world, `full:${metropolis}`, { signal });
		expect(await onShelves(here)).toEqual(expect.arrayContaining(["Film 2, newly cut", "New Show"]));
		expect((await film(3))?.poster?.ref).not.toBe(poster);
		expect((await creditsOf(world.db, metropolis)).filter(({ kind }) => kind === "actor")).toMatchObject([
			{ name: "Nora Newcomer" },
		]);
		expect((await stateOf("Film 4"))?.watched).toBe(true);
		expect(await titled(here, "Chapter 2")).toBeUndefined();
		expect(await titled(here, "Chapter 3")).toBeDefined();
		const show = (await titled(here, "New Show"))?.itemId;
		expect(await world.db.items.filter(({ kind, showId }) => kind === "episode" && showId === show).count()).toBe(2);
		expect(await onShelves(here)).not.toContain("Set 0");
		expect(await onShelves(here)).toContain("Set 7");

		// Replaced, moved, and many gone at once.
		const replaced = await film(6);
		demo.removeTitle("film-6");
		demo.addTitle({ slug: "film-6-again", title: "Film 6" });
		demo.removeTitle("film-7");
		demo.addTitle({ slug: "film-7-moved", title: "Film 7", kind: "show" });
		for (const at of films(8, 15)) demo.removeTitle(`film-${at}`);
		await look(here);
		expect((await film(6))?.itemId).not.toBe(replaced?.itemId ?? "");
		expect((await film(7))?.kind).toBe("show");
		const left = await onShelves(here);
		expect(left.filter((title) => films(6, 16).some((at) => title === `Film ${at}`)).sort()).toEqual([
			"Film 16",
			"Film 6",
			"Film 7",
		]);

		// Not shared for a while.
		const unlisted = async () =>
			(await world.db.libraries.toArray()).flatMap(({ title, unlistedAt }) => (unlistedAt ? [title] : []));
		const touchLibraries = (fetch: typeof world.fetch) =>
			touch({ ...world, fetch }, `libraries:${sourceId}`, { signal, force: true });
		await touchLibraries(withoutLibrary(world.fetch, "Movies"));
		expect(await unlisted()).toContain("Movies");
		expect(await onShelves(here)).toEqual(left);
		await touchLibraries(world.fetch);
		expect(await unlisted()).toEqual([]);

		// What no look can see, and what is put back.
		demo.restoreTitle("film-8");
		demo.removeTitle("film-16");
		demo.view({ slug: "film-4", act: "unwatched", user });
		await sweep({ ...here, world: { ...world, fetch: withoutDates(world.fetch) } });
		expect(await film(8)).toBeDefined();
		expect(await film(16)).toBeUndefined();
		expect((await stateOf("Film 4"))?.watched ?? false).toBe(false);
		expect(await errors(here)).toEqual([]);
		expect((await world.db.sources.get(sourceId))?.state).toBe("ok");

		// Another server at the address is none of ours.
		const before = (await onShelves(here)).sort();
		demo.rebuild();
		await sweep(here);
		expect((await onShelves(here)).sort()).toEqual(before);
		expect(await world.db.items.filter(({ title, goneAt }) => title === "Film 20" && !goneAt).count()).toBe(1);
		world.db.close();
	});
});
