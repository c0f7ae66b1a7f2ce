import type { Page } from "@playwright/test";
import { connectAndSync } from "../support/journey.ts";
import { expect, test } from "../support/stowaway.ts";

/** The places of the titles whose cell has the focus. */
const focusedPlace = (page: Page) => page.locator("[data-place]:focus-within");
const expectPlace = (page: Page, place: number) =>
	expect(focusedPlace(page)).toHaveAttribute("data-place", String(place));

async function openMovies(page: Page): Promise<number> {
	await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Movies" }).click();
	await expect(page.getByRole("heading", { level: 1, name: "Movies" })).toBeVisible();
	const cells = page.getByRole("list", { name: "Movies" }).getByRole("listitem");
	await expect(cells.nth(10)).toBeVisible();
	const tops = await cells.evaluateAll((all) => all.map((cell) => cell.getBoundingClientRect().top));
	return tops.filter((top) => top === tops[0]).length;
}

test("keys walk through a library, lose no row and no place, and lead out of it", async ({ page, stage }) => {
	await connectAndSync(page, stage, "jellyfin");
	const columns = await openMovies(page);
	const last = 145;
	await test.step("by rows, screens and ends, and out of it again", async () => {
		await page.keyboard.press("ArrowDown");
		await expectPlace(page, 0);
		await page.keyboard.press("ArrowRight");
		await page.keyboard.press("ArrowDown");
		await expectPlace(page, columns + 1);
		await page.keyboard.press("PageDown");
		await expect.poll(() => focusedPlace(page).getAttribute("data-place").then(Number)).toBeGreaterThan(2 * columns);
		const place = Number(await focusedPlace(page).getAttribute("data-place"));
		expect(place % columns, "the column is kept").toBe(1);
		await expect(focusedPlace(page)).toBeInViewport({ ratio: 1 });
		await page.keyboard.press("PageUp");
		await expectPlace(page, columns + 1);
		await page.keyboard.press("End");
		await expectPlace(page, last);
		await expect(focusedPlace(page)).toBeInViewport({ ratio: 1 });
		await page.keyboard.press("Home");
		await expectPlace(page, 0);
		await page.keyboard.press("ArrowUp");
		await expect(page.getByRole("main").locator(".filters :focus, .library-head :focus")).toHaveCount(1);
		await page.keyboard.press("ArrowDown");
		await expect(focusedPlace(page)).toHaveCount(1);
	});

	await test.step("the first arrow key goes on where the focus was when a click took it away", async () => {
		await page.keyboard.press("Home");
		await expectPlace(page, 0);
		await page.keyboard.press("ArrowRight");
		await page.keyboard.press("ArrowRight");
		await expectPlace(page, 2);
		await page.locator(".library-line").click();
		await expect(focusedPlace(page)).toHaveCount(0);
		await page.keyboard.press("ArrowDown");
		await expectPlace(page, 2);
	});

	await test.step("Escape leads back from a title to its card, and from the library to Home", async () => {
		await page.keyboard.press("ArrowLeft");
		await expectPlace(page, 1);
		await page.keyboard.press("Enter");
		await expect(page.getByRole("link", { name: /^Play\b/ }).first()).toBeVisible();
		await page.keyboard.press("Escape");
		await expectPlace(page, 1);
		await page.keyboard.press("ArrowDown");
		await page.keyboard.press("Escape");
		await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeAttached();
	});

	await test.step("a key held down loses no row", async () => {
		await openMovies(page);
		await page.keyboard.press("ArrowDown");
		await expectPlace(page, 0);
		const rows = Math.ceil(146 / columns);
		for (let row = 1; row < rows; row += 1) {
			await page.keyboard.press("ArrowDown");
			await expectPlace(page, row * columns);
		}
		await expect(focusedPlace(page)).toBeInViewport({ ratio: 1 });
	});
});
