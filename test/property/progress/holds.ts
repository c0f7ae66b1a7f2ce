import fc from "fast-check";

/** How often each property is tried: `npm run test:property -- --runs=20000` for more. */
export const RUNS = Number(process.env.RUNS ?? 200);
/** The same runs every time, unless more are asked for: then the seed is told with a failure. */
const SEED = process.env.RUNS === undefined ? 20261121 : undefined;
/** For a test over all its runs, ms. */
export const PATIENCE = 60_000 + RUNS * 600;

/** Asserts a property over `RUNS` runs. `found`: what broke it once, tried first. */
export function holds<T extends readonly unknown[]>(
	property: fc.IAsyncPropertyWithHooks<[...T]>,
	found: [...T][] = [],
): Promise<void> {
	const seeded = SEED === undefined ? {} : { seed: SEED };
	return fc.assert(property, { numRuns: RUNS + found.length, examples: found, ...seeded });
}
