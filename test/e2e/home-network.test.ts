import type { BrowserContext, Locator, Page } from "@playwright/test";
import { createClock } from "../../demo/core/clock.ts";
import type { ControlledServer } from "../../demo/core/control.ts";
import { createPlex } from "../../demo/plex/plex.ts";
import { type Address, type Extra, smallLibrary, test } from "../support/extra-servers.ts";
import { type AtHome, goHome } from "../support/home-network.ts";
import { controlled, markButton, openTitle, play, seek } from "../support/journey.ts";
import { DIALECTS, type Dialect, expect } from "../support/stowaway.ts";

const FILM = { title: "The General", slug: "the-general" };
const LAN_HOST = "nas.local";

const problem = (page: Page): Locator => page.getByRole("alert");
const recent = (page: Page): Locator => page.getByRole("region", { name: "Recently added" });
const goTo = (page: Page, name: string | RegExp) =>
	page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();

/** A server on plain http in the home network, and how a person connects it from a page. */
interface ServerAtHome {
	readonly server: ControlledServer;
	readonly at: Address;
	/** Once in the browser, before it is connected. */
	prepare(context: BrowserContext): Promise<unknown>;
	/** Goes as far as the server's own first answer, or the problem with that. */
	find(page: Page, appUrl: string): Promise<void>;
	/** The same again, after a problem. */
	tryAgain(page: Page): Promise<void>;
	/** The rest of the way to Home. */
	finish(page: Page): Promise<void>;
}

async function jellyfinAtHome(extra: Extra): Promise<ServerAtHome> {
	const { server, at } = await extra.jellyfin({ origin: `http://${LAN_HOST}` });
	const tryAgain = (page: Page) => page.getByRole("button", { name: "Find server" }).click();
	return {
		server,
		at,
		prepare: async () => undefined,
		find: async (page, appUrl) => {
			await page.goto(`${appUrl}#/welcome?with=jellyfin`);
			await page.getByLabel("Server address").fill(`${LAN_HOST}:${at.port}`);
			await tryAgain(page);
		},
		tryAgain,
		finish: async (page) => {
			await page.getByLabel("Name", { exact: true }).fill("demo");
			await page.getByLabel("Password").fill("demo");
			await page.getByRole("button", { name: "Sign in", exact: true }).click();
			await expect(page.getByRole("heading", { name: "Home" })).toBeAttached();
		},
	};
}

/** Without secure connections: its token travels unencrypted, which the person has to allow. */
async function plexAtHome(extra: Extra): Promise<ServerAtHome> {
	const at = await extra.address();
	const origin = `http://${LAN_HOST}:${at.port}`;
	const server = createPlex({ library: smallLibrary(), clock: createClock(), origin });
	at.answerWith(server.handle, server.connect);
	const tryAgain = (page: Page) => page.getByRole("button", { name: "Connect", exact: true }).click();
	return {
		server,
		at,
		prepare: (context) => extra.plexTv(context, [server]),
		find: async (page, appUrl) => {
			await page.goto(`${appUrl}#/welcome?with=plex`);
			const opened = page.waitForEvent("popup");
			await page.getByRole("button", { name: "Sign in with Plex" }).click();
			await (await opened).getByRole("button", { name: "Allow" }).click();
			await page.getByRole("button", { name: /^demo/i }).click();
			await expect(problem(page)).toContainText("Your Plex token would travel unencrypted");
			expect(at.seen, "nothing is sent before that is allowed").toEqual([]);
			await page.getByRole("button", { name: "Allow plain http for Plex" }).click();
			await tryAgain(page);
		},
		tryAgain,
		finish: (page) => expect(page.getByRole("heading", { name: "Home" })).toBeAttached(),
	};
}

/** Resolves when the browser has no Background Sync of ours left: the worker's answer to it was that nothing is to be tried again. */
async function syncHasEnded(page: Page): Promise<void> {
	const tags = () => page.evaluate(async () => (await navigator.serviceWorker.ready).sync.getTags());
	await expect.poll(tags, { timeout: 20_000 }).toEqual([]);
}

for (const dialect of DIALECTS) {
	const atHome: Record<Dialect, (extra: Extra) => Promise<ServerAtHome>> = {
		jellyfin: jellyfinAtHome,
		plex: plexAtHome,
	};
	test(`an https page and a ${dialect} on plain http at home`, async ({ extra }) => {
		test.slow();
		const { server, at, prepare, find, tryAgain, finish } = await atHome[dialect](extra);
		const home: AtHome = await goHome({ [LAN_HOST]: at.port }, true);
		const { page, context } = home;
		let later = page;
		try {
			await prepare(context);

			// Jellyfin's form alone takes an address; the rule behind it is the same for both.
			if (dialect === "jellyfin") {
				await test.step("a plain-http address on the internet is refused with the reason", async () => {
					await page.goto(`${home.appUrl}#/welcome?with=jellyfin`);
					await page.getByLabel("Server address").fill(`http://203.0.113.7:${at.port}`);
					await page.getByRole("button", { name: "Find server" }).click();
					await expect(problem(page)).toContainText("The browser does not allow plain http here");
					expect(at.seen).toEqual([]);
				});
			}

			await test.step("without the permission for the local network the page says so, and what to do", async () => {
				await home.setAllowed(false);
				await find(page, home.appUrl);
				await expect(problem(page)).toContainText("The browser blocks your home network");
				await expect(problem(page)).toContainText("Allow this site to reach devices on your local network");
				expect(at.seen).toEqual([]);

				await home.setAllowed(true);
				await tryAgain(page);
				await finish(page);
				await expect(recent(page).getByRole("link")).toHaveCount(7);
			});

			await test.step("library, posters, film and progress go through the page", async () => {
				const poster = recent(page).locator("img").first();
				await expect.poll(() => poster.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
				await controlled(page);
				await page.reload();
				await expect.poll(() => poster.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
				await expect.poll(() => server.listeners(), "the page may have a socket to it").toBe(1);

				await openTitle(page, FILM.title);
				const video = await play(page);
				await seek(video, 200);
				await page.goBack();
				await expect.poll(() => server.state().items[FILM.slug]?.positionMs).toBeGreaterThan(199_000);
			});

			await test.step("the worker leaves what waits to the page, and calls nobody away", async () => {
				// The worker cannot reach the server. It leaves what waits to the page, and calls nobody away.
				server.setFaults([{ kind: "down" }]);
				await markButton(page, FILM.title).click();
				await goTo(page, /Activity/);
				await expect(page.getByRole("main")).toContainText("1 change waiting");
				await syncHasEnded(page);
				await page.close();
				later = await context.newPage();
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
			});

			await test.step("without the permission again, what is here stays, and the card says what stands in the way", async () => {
				await home.setAllowed(false);
				await later.reload();
				await goTo(later, "Home");
				await expect(recent(later).getByRole("link")).toHaveCount(7);
				await goTo(later, "Settings");
				await later.getByRole("button", { name: "Refresh" }).click();
				await expect(later.getByText("Away", { exact: true })).toBeVisible();
				const card = later.locator(".server-card").getByRole("alert");
				await expect(card).toContainText("The browser blocks your home network");
				await home.setAllowed(true);
				await later.getByRole("button", { name: "Refresh" }).click();
				await expect(later.getByText("Connected", { exact: true })).toBeVisible();
			});
			expect(home.complaints).toEqual([]);
		} finally {
			await home.close();
		}
	});
}
