import { type ControlledServer, ControlRefusal, withControl } from "../core/control.ts";
import { createFaults, withFaults } from "../core/faults.ts";
import type { Handler } from "../core/handler.ts";
import { madeUpTitle } from "../core/title-edits.ts";
import type { DemoClock } from "../emulator.ts";
import type { DemoLibrary, DemoMovie, DemoShow } from "../library/types.ts";
import { answerArr } from "./answer-arr.ts";
import { standingOf } from "./rows.ts";

export interface ArrOptions {
	readonly kind: "radarr" | "sonarr";
	readonly library: DemoLibrary;
	readonly clock: DemoClock;
	/** With a slash in front, none at the end; none without. */
	readonly urlBase?: string;
}

/** A demo Radarr or Sonarr. `handle` answers the control paths too, and has the faults in it. */
export interface ArrDemo extends ControlledServer {
	readonly kind: "radarr" | "sonarr";
	readonly name: string;
	readonly handle: Handler;
	/** The API key now: another one after `revokeTokens`. */
	key(): string;
}

const NAMES = { radarr: "Demo Radarr", sonarr: "Demo Sonarr" } as const;
const VERSIONS = { radarr: "6.0.4.10291", sonarr: "4.0.16.2944" } as const;
const SEEDS = { radarr: 0x7a3d, sonarr: 0x50a2 } as const;

/** What downloads has this much when the server starts, and the whole after this long, ms. */
const DOWNLOADED = 0.42;
const DOWNLOAD_MS = 20 * 60_000;

/**
 * A Radarr over the films of `library`, or a Sonarr over its shows: reading only (contract/arr-api.md). What downloads comes in by the
 * server's clock. Nothing is watched here and nobody signs in: these control paths are refused.
 */
export function createArr({ kind, library, clock, urlBase = "" }: ArrOptions): ArrDemo {
	const name = NAMES[kind];
	const faults = createFaults();
	let generation = 0;
	let keys = 0;
	let startedAt = clock.now();
	let all: (DemoMovie | DemoShow)[] = [];
	const removed = new Set<string>();
	const start = () => {
		generation = 0;
		startedAt = clock.now();
		removed.clear();
		all = kind === "radarr" ? [...library.movies] : [...library.shows];
	};
	start();
	const key = () => ((SEEDS[kind] + keys) * 0x9e3779b1).toString(16).padStart(16, "0").repeat(2).slice(0, 32);
	const titles = () =>
		all.flatMap((title, at) =>
			standingOf(title.slug) === "unknown" || removed.has(title.slug)
				? []
				: [{ id: generation * 100_000 + at + 1, title }],
		);
	const at = (slug: string) => {
		const found = all.findIndex((title) => title.slug === slug);
		if (found === -1) throw new ControlRefusal(`no title ${slug}`);
		return found;
	};
	const refuse = (why: string) => () => {
		throw new ControlRefusal(why);
	};
	const server: ControlledServer = {
		clock,
		faults,
		state: () => {
			const untouched = { positionMs: 0, watched: false, playCount: 0, lastPlayedAt: null };
			const items = titles().map(({ id, title }) => [
				title.slug,
				{ ...untouched, key: String(id), title: title.title },
			]);
			return { items: Object.fromEntries(items), writes: 0, sessions: 0 };
		},
		listeners: () => 0,
		setFaults: (list) => faults.set(list),
		view: refuse("nothing is watched here"),
		approve: refuse("nobody signs in here"),
		rebuild: () => {
			generation += 1;
		},
		revokeTokens: () => {
			keys += 1;
		},
		reset: start,
		addTitle: (asked) => {
			const slug = asked.slug ?? `new-title-${all.length}`;
			if (!removed.delete(slug) && !all.some((title) => title.slug === slug)) {
				all.push(madeUpTitle({ ...asked, slug, kind: kind === "radarr" ? "movie" : "show" }, slug, clock.now()));
			}
			return slug;
		},
		changeTitle: ({ slug, title }) => {
			const index = at(slug);
			const before = all[index];
			if (before !== undefined && title !== undefined) all[index] = { ...before, title };
		},
		removeTitle: (slug) => {
			at(slug);
			removed.add(slug);
		},
		restoreTitle: (slug) => {
			if (!removed.delete(slug)) throw new ControlRefusal(`${slug} was not removed`);
		},
	};
	const fraction = () => DOWNLOADED + ((clock.now() - startedAt) / DOWNLOAD_MS) * (1 - DOWNLOADED);
	const answer = answerArr({ kind, name, version: VERSIONS[kind], urlBase, key, titles, fraction });
	return { ...server, kind, name, key, handle: withControl(server, withFaults(answer, faults)) };
}
