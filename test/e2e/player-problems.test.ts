import type { Page } from "@playwright/test";
import { test, theseTitles } from "../support/extra-servers.ts";
import { connectAndSync, openTitle } from "../support/journey.ts";
import { sightOf } from "../support/sight.ts";
import { DIALECTS, expect, firstWith } from "../support/stowaway.ts";

const STREAMS = { jellyfin: "/Videos/", plex: "/library/parts/" } as const;
const NAMES = { jellyfin: "Demo Jellyfin", plex: "Demo Plex" } as const;

/** Waits until the picture moves. */
async function expectItPlays(page: Page): Promise<void> {
	await expect
		.poll(() => page.locator("video").evaluate((media: HTMLVideoElement) => media.currentTime))
		.toBeGreaterThan(0);
}

for (const dialect of DIALECTS) {
	test(
		`${dialect} gives no film, for one reason after another`,
		firstWith("plex", dialect),
		async ({ page, context, stage, extra }) => {
			const { server } = await extra.demo(context, dialect, theseTitles("the-general", "nosferatu"));
			await connectAndSync(page, stage, dialect);
			const alert = page.getByRole("alert");

			for (const [status, words] of [
				[500, "has a problem"],
				[404, "cannot find the file"],
			] as const) {
				await test.step(`a file that is answered with ${status} names the server and what to do, and plays once that is over`, async () => {
					await openTitle(page, "The General");
					server.setFaults([{ kind: "status", status, path: STREAMS[dialect] }]);
					await page.getByRole("link", { name: /^(Play|Resume)\b/ }).click();
					await expect(alert.getByRole("heading", { name: `${NAMES[dialect]} ${words}` })).toBeVisible();
					if (status === 500) await expect(alert).toContainText("error 500 instead of the film");
					await expect(alert).toContainText("Your place is kept on this device");
					server.setFaults([]);
					await alert.getByRole("button", { name: "Try again" }).click();
					await expectItPlays(page);
					await page.goBack();
				});
			}

			await test.step("a server that is back is asked, and not said to be away because it was", async () => {
				await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
				const recent = page.getByRole("region", { name: "Recently added" });
				const title = await recent.getByRole("link", { name: /Nosferatu/ }).getAttribute("href");
				const address = title?.replace("#/title/", "#/play/") ?? "";
				server.setFaults([{ kind: "down" }]);
				await page.evaluate((hash) => {
					location.hash = hash;
				}, address);
				await expect(page.getByRole("heading", { name: `${NAMES[dialect]} is away` })).toBeVisible();
				await page.getByRole("button", { name: "Back" }).first().click();
				await expect(page.getByRole("heading", { name: "Home" })).toBeAttached();
				await expect(page.locator(".player")).toHaveCount(0);
				server.setFaults([]);
				const sawAway = await sightOf(page, "is away", ".player");
				await page.evaluate((hash) => {
					location.hash = hash;
				}, address);
				await expectItPlays(page);
				expect(await sawAway(), "it said that the server is away").toBe(false);
			});
		},
	);
}
