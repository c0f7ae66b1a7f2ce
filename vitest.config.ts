import { defineConfig, type TestUserConfig } from "vitest/config";

/** Files that stand in for modules or the clock, or meet the app's state, have the modules for themselves; the others share them: half the time. */
const ALONE = [
	"test/unit/{app,worker}/**/*.test.{ts,tsx}",
	"test/unit/library/{images,follow-server}.test.ts",
	"test/unit/servers/{listen,request}.test.ts",
];
const THREADS: TestUserConfig = { pool: "threads" };
/** Dexie looks for IndexedDB once, when the first file loads it. */
const SHARED: TestUserConfig = { isolate: false, setupFiles: ["fake-indexeddb/auto"], ...THREADS };

const PROJECTS: Readonly<Record<string, TestUserConfig>> = {
	unit: { exclude: ALONE, testTimeout: 10_000, ...SHARED },
	"unit-alone": { include: ALONE, testTimeout: 10_000, ...THREADS },
	// What the simulations leave behind is short-lived: with more room for it, little of it is ever copied. A thread cannot be told so,
	// but starts sooner.
	property: { testTimeout: 60_000, execArgv: ["--max-semi-space-size=64"] },
	contract: { testTimeout: 60_000, ...SHARED },
};

/** Three layers, all in Node. A test that needs IndexedDB imports `fake-indexeddb/auto` itself. */
export default defineConfig({
	oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
	test: {
		// As many as CI has cores; left to itself Vitest keeps one of two free.
		maxWorkers: 2,
		projects: Object.entries(PROJECTS).map(([name, config]) => ({
			extends: true as const,
			test: { name, environment: "node", include: [`test/${name}/**/*.test.{ts,tsx}`], ...config },
		})),
	},
});
