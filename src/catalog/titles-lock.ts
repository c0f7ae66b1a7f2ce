import { titlesLock } from "../db/title-changes.ts";
import type { World } from "../db/world.ts";

/** Runs `work` while nobody else writes the catalogue of titles, in any tab or worker; undefined when stopped while waiting. */
export async function withTitlesLock<T>(
	{ locks, scope }: Pick<World, "locks" | "scope">,
	signal: AbortSignal,
	work: () => Promise<T>,
): Promise<T | undefined> {
	try {
		return await locks.request(titlesLock(scope), { signal }, work);
	} catch (error) {
		if (signal.aborted) return undefined;
		throw error;
	}
}
