import "fake-indexeddb/auto";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { DemoShow } from "../../../demo/library/types.ts";
import { nextUp } from "../../../src/library/home-rows.ts";
import { syncSource } from "../../../src/library/sync-source.ts";
import { touch } from "../../../src/library/touch.ts";
import { joinId } from "../../../src/model/ids.ts";
import type { Dialect } from "../../../src/model/source.ts";
import { connected, signal } from "../servers/connected.ts";
import { movie, smallLibrary } from "../servers/small-library.ts";
import { memoryLocks } from "./fake-server.ts";

const SHOWS = 40;
const REGULAR = ["s1e1", "s1e2", "s1e3", "s2e1", "s2e2", "s2e3"];

/** A special, and two seasons of three. */
function show(at: number): DemoShow {
	const { durationMs: _, file: __, kind: ___, ...title } = movie(`show-${at}`, { title: `Show ${at}` });
	const episodes = (season: number, numbers: readonly number[]) =>
		numbers.map((number) => {
			const { kind: _kind, ...rest } = movie(`show-${at}-s${season}e${number}`);
			return { ...rest, season, number };
		});
	return {
		...title,
		kind: "show",
		seasons: [
			{ number: 0, episodes: episodes(0, [1]) },
			{ number: 1, episodes: episodes(1, [1, 2, 3]) },
			{ number: 2, episodes: episodes(2, [1, 2, 3]) },
		],
	};
}

/**
 * What is done with a show: a special and some of its episodes are watched, one of them not any more. In any order on a Jellyfin, whose
 * source tells what comes then; of a Plex only the usual is known: one after the other, not to the end.
 */
const STORIES = {
	jellyfin: fc.tuple(fc.boolean(), fc.shuffledSubarray(REGULAR), fc.option(fc.constantFrom(...REGULAR))),
	plex: fc.tuple(
		fc.boolean(),
		fc.integer({ min: 2, max: REGULAR.length - 1 }).map((count) => REGULAR.slice(0, count)),
		fc.option(fc.constantFrom(...REGULAR)),
	),
};

it.each<Dialect>(["jellyfin", "plex"])("what comes next of a show is what a %s itself says", async (dialect) => {
	const library = { ...smallLibrary, shows: Array.from({ length: SHOWS }, (_, at) => show(at)) };
	const { world, demo, sourceId } = await connected(dialect, { locks: memoryLocks() }, {}, library);
	let at = Date.now() - 1_000_000_000;
	const view = (slug: string, act: "watched" | "unwatched") => {
		at += 60_000;
		demo.view({ slug, act, at });
	};
	for (const [number, [hasSpecial, watched, taken]] of fc
		.sample(STORIES[dialect], { numRuns: SHOWS, seed: 9 })
		.entries()) {
		if (hasSpecial) view(`show-${number}/s0e1`, "watched");
		for (const episode of watched) view(`show-${number}/${episode}`, "watched");
		if (taken !== null && watched.includes(taken)) view(`show-${number}/${taken}`, "unwatched");
	}
	await syncSource(world, sourceId, { signal });
	const said: string[] = [];
	const fetch: typeof world.fetch = async (input, init) => {
		const request = new Request(input, init);
		const answer = await world.fetch(request);
		if (!/\/Shows\/NextUp|\/library\/onDeck/.test(request.url)) return answer;
		const { Items = [], MediaContainer = {} } = await answer.clone().json();
		for (const { Id, ratingKey } of [...Items, ...(MediaContainer.Metadata ?? [])])
			said.push(joinId(sourceId, Id ?? ratingKey));
		return answer;
	};
	await touch({ ...world, fetch }, `home:${sourceId}`, { signal, force: true });
	const ours = (await nextUp(world.db, SHOWS)).map(({ itemId }) => itemId);
	expect(ours.length).toBeGreaterThan(SHOWS / 3);
	expect(ours).toEqual(said);
	world.db.close();
});
