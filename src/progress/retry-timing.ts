const FIRST_MS = 5_000;
const LONGEST_MS = 10 * 60_000;

/** How long what is parked (gone, no access) rests before it is looked at again, ms. */
export const PARKED_REST_MS = 6 * 3_600_000;

/** How often a refusal or a read-back that differs is tried before the row becomes a dead letter. SYNC.md row 15. */
export const REFUSALS_UNTIL_DEAD = 4;

/**
 * When to try again after the `attempts`-th failure in a row: doubling from 5 s to 10 min, the upper half of it left to chance
 * so that devices do not come back together. Device epoch ms in and out; `random` in [0, 1).
 */
export function nextTryAt(now: number, attempts: number, random: number): number {
	const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts - 1, 20));
	return now + ceiling * (0.5 + random / 2);
}

/** True when a row may be tried. One that waits longer than any wait we set was written before the clock was turned back. */
export function isDue(nextTry: number, now: number): boolean {
	return nextTry <= now || nextTry > now + PARKED_REST_MS;
}
