import { existsSync } from "node:fs";

/** Keeps Chromium from talking to anybody but us, and lets it run as root in a container. */
export const BROWSER_ARGS: string[] = [
	"--no-sandbox",
	"--no-first-run",
	// A machine without a graphics card would have one imitated, at a tenth of all the time.
	"--disable-gpu",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
	"--disable-quic",
	"--disable-default-apps",
	"--autoplay-policy=no-user-gesture-required",
];

/** The Chromium to use: `CHROME_PATH`, else Debian's; undefined leaves it to Playwright's own. `npm test` sets `CHROME_PATH`. */
export function chromiumPath(): string | undefined {
	const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
	return [process.env.CHROME_PATH ?? "", ...names.map((name) => `/usr/bin/${name}`)].find(
		(path) => path && existsSync(path),
	);
}
