import type { World } from "../db/world.ts";
import type { Scope } from "./scopes.ts";

/**
 * Runs `work` while no other tab or worker refreshes the same scope; waits for its turn until `signal` says otherwise.
 * Gives undefined when stopped while waiting. DESIGN.md §3.
 */
export async function withRefreshLock<T>(
	world: World,
	scope: Scope | `source:${string}`,
	signal: AbortSignal,
	work: () => Promise<T>,
): Promise<T | undefined> {
	try {
		return await world.locks.request(`stowaway:${world.scope}:refresh:${scope}`, { signal }, work);
	} catch (error) {
		if (signal.aborted) return undefined;
		throw error;
	}
}
