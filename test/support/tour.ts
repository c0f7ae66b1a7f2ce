import { expect, type Page } from "@playwright/test";
import { connectAndSync, controlled, markButton, openTitle } from "./journey.ts";
import type { Stage } from "./stowaway.ts";

/** Every page of the app, one after the other, each settled; `see` is told its name. The app of a new device, connected to the demo Jellyfin. */
export async function tour(page: Page, stage: Stage, see: (name: string) => Promise<void>): Promise<void> {
	const main = page.getByRole("navigation", { name: "Main" });
	const go = (name: RegExp) => main.getByRole("link", { name }).click();
	const settled = async () => {
		await page.waitForLoadState("networkidle");
		await page.waitForFunction(() =>
			document.getAnimations().every(({ playState, effect }) => {
				return playState !== "running" || effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY;
			}),
		);
	};
	const stop = async (name: string) => {
		await settled();
		await see(name);
	};

	await page.goto(`${stage.appUrl}#/welcome`);
	await expect(page.getByRole("button", { name: "Try the demo Jellyfin" })).toBeVisible();
	await stop("welcome");
	await page.getByRole("button", { name: /Connect Jellyfin/ }).click();
	await stop("welcome-jellyfin");
	await page.getByRole("button", { name: "All ways to connect" }).click();
	await connectAndSync(page, stage, "jellyfin");
	await controlled(page);
	await stage.servers.jellyfin.view({ slug: "metropolis", act: "progress", positionMs: 240_000 });
	await stage.servers.jellyfin.view({ slug: "the-kid", act: "finish" });
	await page.reload();
	await stop("home");
	await go(/Libraries/);
	await expect(page.getByRole("heading", { level: 1, name: "Libraries" })).toBeVisible();
	await stop("libraries");
	await go(/Home/);
	await page
		.getByRole("region", { name: "Libraries" })
		.getByRole("link", { name: /Movies|Films/ })
		.first()
		.click();
	await expect(page.getByRole("main").getByRole("link").nth(5)).toBeVisible();
	await stop("library");
	await openTitle(page, "Metropolis");
	await expect(page.getByRole("region", { name: "Cast" }).getByRole("link").first()).toBeVisible();
	await stop("movie");
	await page.getByRole("region", { name: "Cast" }).getByRole("link", { name: "Brigitte Helm" }).click();
	await expect(page.getByRole("heading", { level: 1, name: "Brigitte Helm" })).toBeVisible();
	await stop("person");
	await openTitle(page, "Flash Gordon");
	await stop("show");
	await go(/Search/);
	await page.getByRole("searchbox").fill("the");
	await expect(page.getByRole("region", { name: "Titles" }).getByRole("link").first()).toBeVisible();
	await stop("search");
	await openTitle(page, "The General");
	await markButton(page, "The General").click();
	await go(/Activity/);
	await expect(page.getByText("Everything is with your servers")).toBeVisible({ timeout: 20_000 });
	await stop("activity");
	await go(/Settings/);
	await stop("settings");
	await openTitle(page, "The Navigator");
	await page
		.getByRole("link", { name: /^(Play|Resume)\b/ })
		.first()
		.click();
	await expect
		.poll(() => page.locator("video").evaluate((media: HTMLVideoElement) => media.currentTime), { timeout: 20_000 })
		.toBeGreaterThan(0);
	await page.locator("video").evaluate((media: HTMLVideoElement) => media.pause());
	await see("player");
}
