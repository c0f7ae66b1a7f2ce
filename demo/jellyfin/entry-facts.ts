import type { DemoEpisode } from "../library/types.ts";
import type { JellyfinExtras } from "./options.ts";
import { type Stamp, stampOf } from "./stamp.ts";

/** A season's folder is read after its files. */
export function newestOf(episodes: readonly DemoEpisode[]): Stamp | null {
	const times = episodes.map(({ addedAt }) => Date.parse(addedAt)).filter((time) => !Number.isNaN(time));
	return times.length === 0 ? null : stampOf(times.reduce((a, b) => Math.max(a, b)) + 1);
}

/** What holds for every file of a film. */
export function versionExtras(
	{ versions: _, ...facts }: JellyfinExtras,
	container: string | undefined,
): JellyfinExtras {
	return container === undefined ? facts : { ...facts, container };
}

/** The key that other programs know the item by, if there is one. */
export function keyed(userDataKey: string | undefined): { userDataKey?: string } {
	return userDataKey ? { userDataKey } : {};
}
