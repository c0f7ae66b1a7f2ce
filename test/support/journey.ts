import { expect, type Locator, type Page } from "@playwright/test";
import type { Dialect, Stage } from "./stowaway.ts";

/** How long a whole demo library may take to arrive on a busy machine. */
const SYNC_MS = 30_000;

/** Opens a fresh app and connects one of the demo servers by its button, as a person would. Ends on Home. */
export async function connectDemo(page: Page, stage: Stage, dialect: Dialect): Promise<void> {
	await page.goto(`${stage.appUrl}#/welcome`);
	const name = dialect === "jellyfin" ? "Try the demo Jellyfin" : "Try the demo Plex";
	await page.getByRole("button", { name }).click();
	await expect(page.getByRole("heading", { name: "Home" })).toBeAttached({ timeout: SYNC_MS });
}

/** Connects, and waits until everything of that server is on this device. */
export async function connectAndSync(page: Page, stage: Stage, dialect: Dialect): Promise<void> {
	await connectDemo(page, stage, dialect);
	await synced(page);
}

/** Waits on Home until everything of the server that was just connected is on this device. */
export async function synced(page: Page): Promise<void> {
	await expect(page.getByRole("region", { name: "Recently added" }).getByRole("link").first()).toBeVisible({
		timeout: SYNC_MS,
	});
	await expect(page.getByRole("progressbar", { name: /Reading/ })).toHaveCount(0, { timeout: SYNC_MS });
}

/** Signs in from the form that "Sign in" of a known server leads to. The demo's Plex asks for nothing. Ends on Home. */
export async function signInAgain(page: Page, dialect: Dialect): Promise<void> {
	if (dialect === "jellyfin") {
		await page.getByRole("button", { name: "Find server" }).click();
		await page.getByLabel("Name", { exact: true }).fill("demo");
		await page.getByLabel("Password").fill("demo");
		await page.getByRole("button", { name: "Sign in", exact: true }).click();
	}
	await expect(page.getByRole("heading", { name: "Home" })).toBeAttached();
}

/** Finds a title by the search page and opens it. */
export async function openTitle(page: Page, title: string): Promise<void> {
	await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Search" }).click();
	await page.getByRole("searchbox").fill(title);
	// Until all is read to be searched, what is found may move.
	await expect(page.getByRole("progressbar", { name: "Getting ready to search" })).toHaveCount(0);
	await page.getByRole("region", { name: "Titles" }).getByRole("link", { name: title }).first().click();
	await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}

/** The button that marks a title watched, or takes that back; named by what is to be done. */
export function markButton(page: Page, title: string, as: "watched" | "not watched" = "watched"): Locator {
	const name = as === "watched" ? `Mark watched: ${title}` : `Watched: ${title}. Mark not watched`;
	return page.getByRole("button", { name, exact: true });
}

/** Finds a title and marks it watched on its page, as a person would. */
export async function markWatched(page: Page, title: string): Promise<void> {
	await openTitle(page, title);
	await markButton(page, title).click();
	await expect(markButton(page, title, "not watched")).toBeVisible();
}

/** Plays the title whose page is open, from its button. Resolves with the media element once the picture moves. */
export async function play(page: Page): Promise<Locator> {
	await page
		.getByRole("link", { name: /^(Play|Resume)\b/ })
		.first()
		.click();
	const video = page.locator("video");
	await expect
		.poll(
			() => video.evaluate((media: HTMLVideoElement) => !media.paused && media.currentTime > 0 && media.videoWidth > 0),
			{
				timeout: 20_000,
			},
		)
		.toBe(true);
	return video;
}

/** Moves a playing film, as the seek bar does. Waits until it plays on from there. */
export async function seek(video: Locator, seconds: number): Promise<void> {
	await video.evaluate((media: HTMLVideoElement, to: number) => {
		media.currentTime = to;
	}, seconds);
	await expect
		.poll(() => video.evaluate((media: HTMLVideoElement) => (media.seeking ? 0 : media.currentTime)), {
			timeout: 20_000,
		})
		.toBeGreaterThan(seconds);
}

/** Waits until so much of the film is in the browser that a lost network does not stop it. */
export async function buffered(video: Locator, seconds: number): Promise<void> {
	await expect
		.poll(
			() =>
				video.evaluate((media: HTMLVideoElement) =>
					media.buffered.length > 0 ? media.buffered.end(media.buffered.length - 1) : 0,
				),
			{ timeout: 20_000 },
		)
		.toBeGreaterThan(seconds);
}

/** Back to the page the player was opened from. */
export async function leavePlayer(page: Page): Promise<void> {
	await page.goBack();
	await expect(page.locator("video")).toHaveCount(0);
}

/** Resolves when a service worker answers the page. */
export async function controlled(page: Page): Promise<void> {
	await page.evaluate(
		() =>
			new Promise<void>((resolve) => {
				if (navigator.serviceWorker.controller) resolve();
				navigator.serviceWorker.addEventListener("controllerchange", () => resolve());
			}),
	);
}

/** Waits until nothing is left to be sent, as Activity tells it. */
export async function expectNothingWaits(page: Page): Promise<void> {
	await page
		.getByRole("navigation", { name: "Main" })
		.getByRole("link", { name: /Activity/ })
		.click();
	await expect(page.getByText("Everything is with your servers")).toBeVisible({ timeout: 20_000 });
}
