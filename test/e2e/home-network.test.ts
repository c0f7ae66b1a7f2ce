import type { Locator, Page } from "@playwright/test";
import { test } from "../support/extra-servers.ts";
import { goHome } from "../support/home-network.ts";
import { controlled, markButton, openTitle, play, seek } from "../support/journey.ts";
import { expect } from "../support/stowaway.ts";

const FILM = { title: "The General", slug: "the-general" };
const LAN_HOST = "nas.local";

const problem = (page: Page): Locator => page.getByRole("alert");
const recent = (page: Page): Locator => page.getByRole("region", { name: "Recently added" });
const goTo = (page: Page, name: string | RegExp) =>
	page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();

async function find(page: Page, appUrl: string, address: string): Promise<void> {
	await page.goto(`${appUrl}#/welcome?with=jellyfin`);
	await page.getByLabel("Server address").fill(address);
	await page.getByRole("button", { name: "Find server" }).click();
}

async function signIn(page: Page): Promise<void> {
	await page.getByLabel("Name", { exact: true }).fill("demo");
	await page.getByLabel("Password").fill("demo");
	await page.getByRole("button", { name: "Sign in", exact: true }).click();
	await expect(page.getByRole("heading", { name: "Home" })).toBeAttached();
}

/** Resolves when the browser has no Background Sync of ours left: the worker's answer to it was that nothing is to be tried again. */
async function syncHasEnded(page: Page): Promise<void> {
	const tags = () => page.evaluate(async () => (await navigator.serviceWorker.ready).sync.getTags());
	await expect.poll(tags, { timeout: 20_000 }).toEqual([]);
}

test("an https page and a plain-http server at home: library, posters, film and progress go through the page", async ({
	extra,
}) => {
	const { server, at } = await extra.jellyfin({ origin: `http://${LAN_HOST}` });
	const home = await goHome({ [LAN_HOST]: at.port }, true);
	const { page, context } = home;
	try {
		await find(page, home.appUrl, `${LAN_HOST}:${at.port}`);
		await signIn(page);
		await expect(recent(page).getByRole("link")).toHaveCount(7);
		const poster = recent(page).locator("img").first();
		await expect.poll(() => poster.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
		await controlled(page);
		await page.reload();
		await expect.poll(() => poster.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);

		await openTitle(page, FILM.title);
		const video = await play(page);
		await seek(video, 200);
		await page.goBack();
		await expect.poll(() => server.state().items[FILM.slug]?.positionMs).toBeGreaterThan(199_000);

		// The worker cannot reach the server. It leaves what waits to the page, and calls nobody away.
		server.setFaults([{ kind: "down" }]);
		await markButton(page, FILM.title).click();
		await goTo(page, /Activity/);
		await expect(page.getByRole("main")).toContainText("1 change waiting");
		await syncHasEnded(page);
		await page.close();
		const later = await context.newPage();
		server.setFaults([]);
		at.seen.length = 0;
		await later.goto(`${home.appUrl}manifest.json`);
		await later.evaluate(async () => (await navigator.serviceWorker.ready).sync.register("stowaway-drain"));
		await syncHasEnded(later);
		expect(at.seen, "the worker asked nobody").toEqual([]);
		expect(server.state().items[FILM.slug]?.watched).toBe(false);

		await later.goto(`${home.appUrl}#/activity`);
		await expect(later.getByRole("heading", { name: "Activity" })).toBeVisible();
		// By hand, as a person would who does not want to wait for the next try. Harmless where it went by itself.
		await later.keyboard.press("r");
		await expect.poll(() => server.state().items[FILM.slug]?.watched).toBe(true);
		await expect(later.getByText("Everything is with your servers")).toBeVisible();
		await goTo(later, "Settings");
		await expect(later.getByText("Connected", { exact: true })).toBeVisible();
		await expect(later.locator(".server-card")).toContainText("Only while the app is open");
		expect(home.complaints).toEqual([]);
	} finally {
		await home.close();
	}
});

test("without the permission for the local network the page says so, and what to do", async ({ extra }) => {
	const { at } = await extra.jellyfin({ origin: `http://${LAN_HOST}` });
	const home = await goHome({ [LAN_HOST]: at.port }, false);
	const { page } = home;
	try {
		await find(page, home.appUrl, `${LAN_HOST}:${at.port}`);
		await expect(problem(page)).toContainText("The browser blocks your home network");
		await expect(problem(page)).toContainText("Allow this site to reach devices on your local network");
		expect(at.seen).toEqual([]);

		await home.setAllowed(true);
		await page.getByRole("button", { name: "Find server" }).click();
		await signIn(page);
		await expect(recent(page).getByRole("link")).toHaveCount(7);

		// Taken back later: what is here stays, and the server's card says what stands in the way.
		await home.setAllowed(false);
		await page.reload();
		await expect(recent(page).getByRole("link")).toHaveCount(7);
		await goTo(page, "Settings");
		await page.getByRole("button", { name: "Refresh" }).click();
		await expect(page.getByText("Away", { exact: true })).toBeVisible();
		await expect(page.locator(".server-card").getByRole("alert")).toContainText("The browser blocks your home network");
		await home.setAllowed(true);
		await page.getByRole("button", { name: "Refresh" }).click();
		await expect(page.getByText("Connected", { exact: true })).toBeVisible();
		expect(home.complaints).toEqual([]);
	} finally {
		await home.close();
	}
});

test("a plain-http address on the internet is refused with the reason", async ({ extra }) => {
	const { at } = await extra.jellyfin();
	const home = await goHome({ "media.example.com": at.port }, true);
	const { page } = home;
	try {
		await find(page, home.appUrl, `http://203.0.113.7:${at.port}`);
		await expect(problem(page)).toContainText("The browser does not allow plain http here");
		expect(at.seen).toEqual([]);
	} finally {
		await home.close();
	}
});
