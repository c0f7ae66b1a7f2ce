import { defineConfig } from "@playwright/test";
import { BROWSER_ARGS, chromiumPath } from "./test/support/browser.ts";

/** Which stories are told: all of them unless `npm test` or `npm run test:rest` says otherwise. `REST` in `test/support/stowaway.ts`. */
const WHICH = { core: { grepInvert: /@rest/ }, rest: { grep: /@rest/ } }[process.env.STOWAWAY_STORIES ?? ""];

/**
 * The end-to-end tests: the built app in the Chromium of the machine, loopback only. Each of the two processes starts its own
 * demo servers (`test/support/stowaway.ts`), each test has a fresh profile.
 */
export default defineConfig({
	testDir: "test/e2e",
	testMatch: process.env.STOWAWAY_GALLERY === "1" ? "**/*.gallery.ts" : "**/*.test.ts",
	...WHICH,
	outputDir: "test-results",
	globalSetup: "./test/support/build-once.ts",
	fullyParallel: true,
	workers: 2,
	timeout: 60_000,
	expect: { timeout: 10_000 },
	reporter: "list",
	use: {
		headless: true,
		viewport: { width: 1280, height: 800 },
		// Nothing here is about how things move, and each frame of it costs as much as a page.
		contextOptions: { reducedMotion: "reduce" },
		actionTimeout: 10_000,
		launchOptions: { executablePath: chromiumPath(), args: BROWSER_ARGS },
	},
});
