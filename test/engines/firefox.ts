import puppeteer from "puppeteer-core";
import type { Engine } from "./engine.ts";

export const FIREFOX = "/usr/bin/firefox-esr";

/** Firefox ESR, headless, with a profile of its own, by WebDriver BiDi. */
export async function openFirefox(): Promise<Engine> {
	const browser = await puppeteer.launch({ browser: "firefox", executablePath: FIREFOX, headless: true });
	const page = await browser.newPage();
	return {
		name: await browser.version(),
		open: async (url) => {
			await page.goto(url);
		},
		// By the page itself: the protocol's own reload counts an answer from a service worker as an aborted load (Firefox 153).
		reload: async () => {
			await page.evaluate("window.isOld = true; setTimeout(() => location.reload())");
			await page.waitForFunction("window.isOld === undefined");
		},
		evaluate: (expression) => page.evaluate(expression),
		close: () => browser.close(),
	};
}
