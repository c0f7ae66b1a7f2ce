import type { Page } from "@playwright/test";
import { generatedLibrary } from "../../demo/library/generated-library.ts";
import { test } from "../support/extra-servers.ts";
import { connectDemo } from "../support/journey.ts";
import { DIALECTS, type Dialect, expect, REST } from "../support/stowaway.ts";

/** What the requests for lists of titles have in their paths. */
const LIST_PATHS: Readonly<Record<Dialect, string>> = { jellyfin: "/Items?", plex: "/all?" };
/** Some pages of 500. */
const TITLES = 2600;
/** What no page may say before the server has told of all it has. */
const EMPTY = /empty|no titles|nothing (here|matches)|0 titles|0 shows/i;

/** How far things moved by themselves from now on, as Chromium counts it; 0.1 is what people notice. */
async function watchJumps(page: Page): Promise<() => Promise<number>> {
	await page.evaluate(() => {
		const state = Object.assign(globalThis, { jumps: 0 });
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) {
				if (!Reflect.get(entry, "hadRecentInput")) state.jumps += Number(Reflect.get(entry, "value"));
			}
		}).observe({ type: "layout-shift" });
	});
	return () => page.evaluate(() => Number(Reflect.get(globalThis, "jumps")));
}

const goTo = (page: Page, name: string | RegExp) =>
	page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
const firstTitles = (page: Page) =>
	page.locator("[data-place] .card-title").evaluateAll((all) => all.slice(0, 12).map((title) => title.textContent));

for (const dialect of DIALECTS) {
	test(`${dialect}: while a large library is read, counts are honest, nothing is called empty and nothing jumps`, {
		tag: REST,
	}, async ({ page, context, stage, extra }) => {
		const { server } = await extra.demo(context, dialect, generatedLibrary(TITLES, 7));
		server.setFaults([{ kind: "hang", path: LIST_PATHS[dialect] }]);
		await connectDemo(page, stage, dialect);
		const main = page.getByRole("main");
		await expect(page.locator(".sync-strip")).toContainText("Reading");
		await expect(main.locator(".skeleton").first(), "Home waits with shapes").toBeVisible();
		await expect(main).not.toContainText(EMPTY);
		await goTo(page, "Libraries");
		await goTo(page, "Movies");
		await expect(main.locator(".skeleton").first(), "and so does a library").toBeVisible();
		await expect(main).not.toContainText(EMPTY);

		// One page of titles at a time from here on.
		server.setFaults([{ kind: "latency", ms: 1500, path: LIST_PATHS[dialect] }]);
		await goTo(page, "Settings");
		await page.getByRole("button", { name: "Stop" }).click();
		await page.getByRole("button", { name: "Continue" }).click();
		await goTo(page, "Movies");
		const count = page.locator(".library-line").getByRole("status");
		await expect(count).toHaveText(/^[\d,]+ of 2,\d\d\d titles$/, { timeout: 20_000 });
		await expect(main.locator("[data-place] .card-title").nth(12)).toBeVisible();
		const before = await firstTitles(page);
		const jumps = await watchJumps(page);
		const more = main.getByRole("button", { name: /^Show .* more$/ });
		await expect(more).toBeVisible({ timeout: 20_000 });
		expect(await firstTitles(page), "what is on screen stays there").toEqual(before);
		await more.click();
		await expect.poll(() => firstTitles(page), "until one asks for it").not.toEqual(before);
		await goTo(page, "Home");
		await expect(main.getByRole("region", { name: "Recently added" }).getByRole("link").first()).toBeVisible();
		expect(await jumps(), "jumps in the library").toBeLessThan(0.01);
		const onHome = await watchJumps(page);
		server.setFaults([]);
		await expect(page.locator(".sync-strip")).toContainText("is on this device", { timeout: 30_000 });
		expect(await onHome(), "jumps on Home").toBeLessThan(0.01);
		await goTo(page, "Movies");
		await expect(count).toHaveText(/^2,\d\d\d titles$/);
	});
}
