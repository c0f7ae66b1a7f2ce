import fc from "fast-check";

/**
 * How often each property is tried with each of the two or three kinds of servers that share the runs of an invariant.
 * `npm run test:property -- --runs=20000` for more.
 */
export const RUNS = Math.ceil(Number(process.env.RUNS ?? 200) / 2);
/** The same runs every time, unless more are asked for: then the seed is told with a failure. */
const SEED = process.env.RUNS === undefined ? 20261121 : undefined;
/** For a test over all its runs, ms. */
export const PATIENCE = 60_000 + RUNS * 600;

/** Does something without the traces of its errors: many a signal ends as one that nobody reads, and a trace is most of its cost. */
export async function withoutTraces<T>(work: () => Promise<T>): Promise<T> {
	const { stackTraceLimit } = Error;
	Error.stackTraceLimit = 0;
	try {
		return await work();
	} finally {
		Error.stackTraceLimit = stackTraceLimit;
	}
}

/** Asserts a property over `RUNS` runs. `found`: what broke it once, tried first. */
export async function holds<T extends readonly unknown[]>(
	property: fc.IAsyncPropertyWithHooks<[...T]>,
	found: [...T][] = [],
): Promise<void> {
	const seeded = SEED === undefined ? {} : { seed: SEED };
	const runs = { numRuns: RUNS + found.length, examples: found, ...seeded };
	const details = await withoutTraces(async () => fc.check(property, runs));
	if (!details.failed) return;
	// What broke it, once more, to tell where.
	const { seed, counterexamplePath: path } = details;
	await fc.assert(property, { ...runs, seed, ...(path === null ? {} : { path }), endOnFailure: true });
	throw new Error(fc.defaultReportMessage(details));
}
