import { defineConfig } from "vitest/config";

/** Three layers, all in Node. A test that needs IndexedDB imports `fake-indexeddb/auto` itself. */
export default defineConfig({
	oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
	test: {
		// As many as CI has cores; left to itself Vitest keeps one of two free.
		maxWorkers: 2,
		projects: ["unit", "property", "contract"].map((name) => ({
			extends: true as const,
			test: {
				name,
				environment: "node",
				include: [`test/${name}/**/*.test.{ts,tsx}`],
				testTimeout: name === "unit" ? 10_000 : 60_000,
				// What the simulations leave behind is short-lived: with more room for it, little of it is ever copied. A thread cannot be told
				// so, but starts sooner.
				...(name === "property" ? { execArgv: ["--max-semi-space-size=64"] } : { pool: "threads" as const }),
			},
		})),
	},
});
