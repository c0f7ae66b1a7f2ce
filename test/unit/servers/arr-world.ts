import { type ArrDemo, createArr } from "../../../demo/arr/create-arr.ts";
import { createClock } from "../../../demo/core/clock.ts";
import { demoLibrary } from "../../../demo/library/demo-library.ts";
import type { DemoLibrary } from "../../../demo/library/types.ts";
import type { World } from "../../../src/db/world.ts";
import type { ArrId, ArrKind } from "../../../src/model/arr.ts";
import { connectArr } from "../../../src/servers/arr/connect-arr.ts";
import { storeArr } from "../../../src/servers/arr/store-arr.ts";
import { asSeenByPage, createWorld } from "./server-world.ts";

export const ADDRESSES: Readonly<Record<ArrKind, string>> = {
	radarr: "http://127.0.0.1:7878",
	sonarr: "http://127.0.0.1:8989",
};

/** One of each standing, and a few more. */
const SLUGS = ["the-general", "sherlock-jr", "our-hospitality", "the-kid", "metropolis", "charade", "wings", "greed"];

function fewTitles(): DemoLibrary {
	const { movies, shows } = demoLibrary();
	return { movies: movies.filter(({ slug }) => SLUGS.includes(slug)), shows, collections: [] };
}

/** A world with a demo Radarr and a demo Sonarr, as a page of another origin sees them. `now` moves with their clocks. */
export function arrWorld(options: { readonly urlBase?: string } & Partial<World> = {}) {
	const { urlBase, ...more } = options;
	const clock = createClock(() => Date.UTC(2026, 10, 1));
	const demo = (kind: ArrKind): ArrDemo =>
		createArr({ kind, library: fewTitles(), clock, ...(urlBase ? { urlBase } : {}) });
	const demos = { radarr: demo("radarr"), sonarr: demo("sonarr") };
	const seen = (kind: ArrKind) => asSeenByPage(demos[kind].handle, "http://app");
	const world = createWorld(
		{ [ADDRESSES.radarr]: seen("radarr"), [ADDRESSES.sonarr]: seen("sonarr") },
		{ now: clock.now, ...more },
	);
	return { clock, demos, world };
}

/** Connects one of them, as the dialog does. */
export async function connectDemoArr({ world, demos }: ReturnType<typeof arrWorld>, kind: ArrKind): Promise<ArrId> {
	const key = demos[kind].key();
	const found = await connectArr(world, ADDRESSES[kind], key, new AbortController().signal);
	if (found.kind !== "found") throw new Error(`not found: ${JSON.stringify(found)}`);
	return storeArr(world, found.server, key);
}
