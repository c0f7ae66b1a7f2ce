import { expect, type Locator, type Page } from "@playwright/test";

/**
 * Moves the clock of the page on by `stepMs` again and again until something is so: what is asked only after a step has all of its
 * time still before it, and on a busy machine nobody knows when it is asked.
 */
export async function timePassesUntil(page: Page, stepMs: number, isSo: () => Promise<boolean>): Promise<void> {
	const step = async () => {
		if (await isSo()) return true;
		await page.clock.fastForward(stepMs);
		return false;
	};
	// What a step sets off is left alone for a while: the next one would be too long for every request under way.
	await expect.poll(step, { timeout: 30_000, intervals: [500, 3000] }).toBe(true);
}

/** The same until something is shown. */
export function timePasses(page: Page, stepMs: number, until: Locator): Promise<void> {
	return timePassesUntil(page, stepMs, () => until.isVisible());
}
