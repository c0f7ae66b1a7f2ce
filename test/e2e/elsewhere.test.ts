import type { Locator, Page } from "@playwright/test";
import { connectAndSync } from "../support/journey.ts";
import { DIALECTS, expect, test } from "../support/stowaway.ts";

const continued = (page: Page, title: string): Locator =>
	page.getByRole("region", { name: "Continue watching" }).locator(".card-link", { hasText: title });
const main = (page: Page) => page.getByRole("navigation", { name: "Main" });

/** What the requests of another look at Home are told by. */
const CHECKS = { jellyfin: "/UserItems/Resume", plex: "/library/onDeck" } as const;

for (const dialect of DIALECTS) {
	test.describe(dialect, () => {
		test("what another device watched is on Home after half an hour, and at once by hand", async ({ page, stage }) => {
			const server = stage.servers[dialect];
			const checks = async () =>
				(await server.requests()).filter(({ method, path }) => method === "GET" && path.startsWith(CHECKS[dialect]))
					.length;
			await page.clock.install();
			await connectAndSync(page, stage, dialect);
			await server.view({ slug: "metropolis", act: "progress", positionMs: 120_000 });
			await page.keyboard.press("r");
			await expect(continued(page, "Metropolis")).toBeVisible();

			await server.view({ slug: "nosferatu", act: "progress", positionMs: 120_000 });
			await main(page).getByRole("link", { name: "Settings" }).click();
			const before = await checks();
			await page.clock.fastForward("31:00");
			await main(page).getByRole("link", { name: "Home" }).click();
			await expect(continued(page, "Nosferatu")).toBeVisible();
			expect(await checks()).toBe(before + 1);
		});
	});
}
