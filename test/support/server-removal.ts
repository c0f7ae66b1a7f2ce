import { expect, type Page } from "@playwright/test";

/** Removes the only server of this device on its card in Settings, so that the next one to be connected is read from its beginning. */
export async function removeServer(page: Page): Promise<void> {
	await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }).click();
	await page.locator(".server-card").getByRole("button", { name: "Remove" }).click();
	await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
	await expect(page.locator(".server-card")).toHaveCount(0);
}
