import type { StowawayDatabase } from "./schema.ts";

/** The part of the Web Locks API that the engine uses; tests pass an in-memory one. */
export interface Locks {
	request<T>(
		name: string,
		options: { ifAvailable?: boolean; signal?: AbortSignal },
		callback: (lock: unknown) => Promise<T>,
	): Promise<T>;
}

/**
 * Everything the engine needs of its surroundings. The page, the service worker and the tests each make one; nothing under
 * `library/`, `progress/`, `player/` or `servers/` touches a global instead.
 */
export interface World {
	readonly db: StowawayDatabase;
	readonly fetch: typeof globalThis.fetch;
	/** Device time, epoch ms. */
	readonly now: () => number;
	/** [0, 1) */
	readonly random: () => number;
	readonly locks: Locks;
	/** Path of the app, ending in `/`; prefixes the names of locks, caches and channels. */
	readonly scope: string;
	/** Which addresses this place can reach (`servers/reachable-from.ts`). `scheme` is the app's own. */
	readonly place: { readonly kind: "page" | "worker"; readonly scheme: "http" | "https"; readonly isLoopback: boolean };
	/** Cache Storage, where there is one. */
	readonly caches?: CacheStorage;
}

/** The same world, whose requests let those of what is on screen go first: for what is read while nobody waits for it. Pure. */
export function withoutHurry(world: World): World {
	return { ...world, fetch: (input, init) => world.fetch(input, { ...init, priority: "low" }) };
}
