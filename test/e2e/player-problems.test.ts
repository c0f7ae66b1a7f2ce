import { connectAndSync, openTitle } from "../support/journey.ts";
import { DIALECTS, expect, test } from "../support/stowaway.ts";

const STREAMS = { jellyfin: "/Videos/", plex: "/library/parts/" } as const;
const NAMES = { jellyfin: "Demo Jellyfin", plex: "Demo Plex" } as const;

for (const dialect of DIALECTS) {
	test.describe(dialect, () => {
		for (const [status, words] of [
			[500, "has a problem"],
			[404, "cannot find the file"],
		] as const) {
			test(`a file that is answered with ${status} names the server and what to do, and plays once that is over`, async ({
				page,
				stage,
			}) => {
				await connectAndSync(page, stage, dialect);
				await openTitle(page, "The General");
				await stage.servers[dialect].setFaults({ kind: "status", status, path: STREAMS[dialect] });
				await page.getByRole("link", { name: "Play", exact: true }).click();
				const alert = page.getByRole("alert");
				await expect(alert.getByRole("heading", { name: `${NAMES[dialect]} ${words}` })).toBeVisible();
				if (status === 500) await expect(alert).toContainText(`error 500 instead of the film`);
				await expect(alert).toContainText("Your place is kept on this device");
				await stage.servers[dialect].clearFaults();
				await alert.getByRole("button", { name: "Try again" }).click();
				await expect
					.poll(() => page.locator("video").evaluate((media: HTMLVideoElement) => media.currentTime))
					.toBeGreaterThan(0);
			});
		}

		test("a server that is back is asked, and not said to be away because it was", async ({ page, stage }) => {
			const server = stage.servers[dialect];
			await connectAndSync(page, stage, dialect);
			const { key } = await server.item("nosferatu");
			const source = await page.evaluate(() => document.querySelector("a[href^='#/title/']")?.getAttribute("href"));
			const address = `#/play/${source?.split("/")[2]}/${key}`;
			await server.setFaults({ kind: "down" });
			await page.evaluate((hash) => {
				location.hash = hash;
			}, address);
			await expect(page.getByRole("heading", { name: `${NAMES[dialect]} is away` })).toBeVisible();
			await page.getByRole("button", { name: "Back" }).first().click();
			await expect(page.getByRole("heading", { name: "Home" })).toBeAttached();
			await server.clearFaults();
			await page.evaluate(() => {
				Object.assign(globalThis, { sawAway: false });
				new MutationObserver(() => {
					if (/is away/.test(document.querySelector(".player")?.textContent ?? "")) {
						Object.assign(globalThis, { sawAway: true });
					}
				}).observe(document.body, { childList: true, subtree: true, characterData: true });
			});
			await page.evaluate((hash) => {
				location.hash = hash;
			}, address);
			await expect
				.poll(() => page.locator("video").evaluate((media: HTMLVideoElement) => media.currentTime))
				.toBeGreaterThan(0);
			expect(await page.evaluate(() => Object(globalThis).sawAway), "it said that the server is away").toBe(false);
		});
	});
}
