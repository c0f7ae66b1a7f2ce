import type { Page } from "@playwright/test";
import { connectAndSync } from "../support/journey.ts";
import { expect, test } from "../support/stowaway.ts";

const main = (page: Page) => page.getByRole("navigation", { name: "Main" });

test("on a wide screen every library of every server is one step away, by keys too", async ({ page, stage }) => {
	await connectAndSync(page, stage, "jellyfin");
	await test.step("arrow keys reach a library from the page and open it", async () => {
		await expect(main(page).getByRole("link", { name: "Movies" })).toBeVisible();
		const last = main(page).getByRole("link", { name: "Playlists" });
		await page.keyboard.press("ArrowDown");
		await expect(page.getByRole("main").getByRole("link", { name: "Play" }).first()).toBeFocused();
		await page.keyboard.press("ArrowLeft");
		await expect(main(page).locator(":focus")).toHaveCount(1);
		for (let place = 0; place < 8; place += 1) await page.keyboard.press("ArrowDown");
		await expect(last, "the last of the rail").toBeFocused();
		await page.keyboard.press("ArrowRight");
		await expect(page.getByRole("main").locator(":focus")).toHaveCount(1);
		// However the page has moved meanwhile.
		await page.evaluate(() => scrollTo({ top: document.body.scrollHeight, behavior: "instant" }));
		await page.keyboard.press("ArrowLeft");
		await expect(last).toBeFocused();
		await page.keyboard.press("Enter");
		await expect(page.getByRole("heading", { level: 1, name: "Playlists" })).toBeVisible();
	});

	await connectAndSync(page, stage, "plex");
	for (const name of ["Demo Jellyfin", "Demo Plex"]) {
		await test.step(`the libraries of ${name} stand under its name, and open`, async () => {
			await main(page).getByRole("link", { name: "Libraries" }).click();
			await expect(page.getByRole("main").getByRole("heading", { level: 2, name })).toBeVisible();
			const libraries = main(page).getByRole("list", { name: `Libraries of ${name}` });
			await expect(libraries.getByRole("link", { name: /Shows/ })).toBeVisible();
			await libraries.getByRole("link", { name: "Movies" }).click();
			await expect(page.getByRole("heading", { level: 1, name: "Movies" })).toBeVisible();
			await expect(libraries.getByRole("link", { name: "Movies" })).toHaveAttribute("aria-current", "page");
		});
	}
});

test("a phone has a page of libraries, one touch away", async ({ browser, stage }) => {
	const context = await browser.newContext({ viewport: { width: 320, height: 640 }, hasTouch: true });
	const page = await context.newPage();
	await connectAndSync(page, stage, "jellyfin");
	await expect(main(page).getByRole("link", { name: "Movies" })).toBeHidden();
	await main(page).getByRole("link", { name: "Libraries" }).tap();
	await expect(page.getByRole("heading", { level: 1, name: "Libraries" })).toBeVisible();
	const tiles = page.getByRole("main").getByRole("list", { name: /Libraries of / });
	await expect(tiles.getByRole("link", { name: /^Movies 146 titles/ })).toBeVisible();
	await tiles.getByRole("link", { name: /^Shows/ }).tap();
	await expect(page.getByRole("heading", { level: 1, name: "Shows" })).toBeVisible();
	await test.step("a finger that pulls a page down from its top has it read anew", async () => {
		await page.getByRole("list", { name: "Shows" }).getByRole("link").first().tap();
		await expect(page.getByRole("status").filter({ hasText: "Updated" })).toBeVisible();
		const finger = await context.newCDPSession(page);
		const touch = (type: "touchStart" | "touchMove" | "touchEnd", ...at: { x: number; y: number }[]) =>
			finger.send("Input.dispatchTouchEvent", { type, touchPoints: at });
		const pulled = page.locator(".pull");
		await touch("touchStart", { x: 160, y: 200 });
		for (const y of [230, 280, 330]) await touch("touchMove", { x: 160, y });
		await expect(pulled).toHaveClass(/is-ready/);
		const asked = page.waitForRequest((request) => request.method() === "GET" && request.url().includes("/Items"));
		await touch("touchEnd");
		await asked;
	});
	await context.close();
});
