import type { BrowserContext, Locator, Page } from "@playwright/test";
import { type Seen, test } from "../support/extra-servers.ts";
import { connectAndSync, connectDemo, controlled, markButton, openTitle, signInAgain } from "../support/journey.ts";
import { removeServer } from "../support/server-removal.ts";
import { sightOf } from "../support/sight.ts";
import { DIALECTS, type Dialect, expect, firstWith } from "../support/stowaway.ts";
import { timePasses } from "../support/time-passes.ts";

/** What the requests for lists of titles have in their paths. */
const LIST_PATHS: Readonly<Record<Dialect, string>> = { jellyfin: "/Items?", plex: "/all?" };
/** A film of the small library, and how many films and shows that has. */
const FILM = { title: "The General", slug: "the-general" };

const strip = (page: Page): Locator => page.locator(".sync-strip");
const recent = (page: Page): Locator => page.getByRole("region", { name: "Recently added" }).getByRole("link");
const goTo = (page: Page, name: string | RegExp) =>
	page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();

/** A small disk: room for the app and a small library, and to be filled by `fillDisk`. To be called before the app is opened. */
async function smallDisk(page: Page, context: BrowserContext, appUrl: string): Promise<{ grow(): Promise<void> }> {
	const { origin } = new URL(appUrl);
	// A page of its own that stores nothing: the quota is forgotten when the page that set it goes elsewhere.
	const keeper = await context.newPage();
	await keeper.goto(`${appUrl}manifest.json`);
	const session = await context.newCDPSession(keeper);
	// A page behind another is drawn once a second.
	await page.bringToFront();
	await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 6_000_000 });
	return {
		grow: async () => {
			await session.send("Storage.overrideQuotaForOrigin", { origin });
		},
	};
}

/**
 * Fills what room is left, as a large download of another app on this origin would. (A quota set below what is used would do
 * nothing for half a minute: Chromium remembers what is free.)
 */
async function fillDisk(page: Page): Promise<void> {
	await page.evaluate(async () => {
		const db = await new Promise<IDBDatabase>((resolve, reject) => {
			const opening = indexedDB.open("filler", 1);
			opening.onupgradeneeded = () => opening.result.createObjectStore("bytes", { autoIncrement: true });
			opening.onsuccess = () => resolve(opening.result);
			opening.onerror = () => reject(opening.error);
		});
		const put = (size: number) =>
			new Promise<boolean>((resolve) => {
				const transaction = db.transaction("bytes", "readwrite");
				transaction.objectStore("bytes").add(crypto.getRandomValues(new Uint8Array(size)));
				transaction.oncomplete = () => resolve(true);
				transaction.onabort = () => resolve(false);
			});
		// Noise, because the rest is packed; small, because what is larger than 64 KB does not count in a profile in memory.
		for (const size of [60_000, 6000, 600, 60]) {
			for (let tries = 0; tries < 200 && (await put(size)); tries += 1);
		}
		db.close();
	});
}

for (const dialect of DIALECTS) {
	test(
		`lists of ${dialect} that cannot be read, or not to their end`,
		firstWith("jellyfin", dialect),
		async ({ page, context, stage, extra }) => {
			const { server } = await extra.demo(context, dialect);
			const card = page.locator(".server-card");

			await test.step("answers that make no sense are named, and the rest is read", async () => {
				// The first list fails, and so does the second try at it; the lists after it do not.
				server.setFaults([{ kind: "garbage", path: LIST_PATHS[dialect], times: 2 }]);
				await connectDemo(page, stage, dialect);
				await expect(strip(page)).toContainText("The server gave an answer that makes no sense.");
				await expect(recent(page), "the series of the other library").toHaveCount(1);

				server.setFaults([{ kind: "html", path: LIST_PATHS[dialect] }]);
				await page.getByRole("button", { name: "Continue" }).click();
				await expect(strip(page).getByRole("button", { name: "Continue" })).toBeVisible();
				await expect(strip(page)).toContainText("The server gave an answer that makes no sense.");
				await goTo(page, "Settings");
				await expect(card).toContainText("The server gave an answer that makes no sense.");
			});

			await test.step("rows of wrong types among good ones are left out and counted", async () => {
				server.setFaults([{ kind: "wrong-types", path: LIST_PATHS[dialect] }]);
				await page.getByRole("button", { name: "Continue" }).click();
				await expect(card).toContainText(/\d+ entr(y|ies) could not be read/);
				await expect(card).not.toContainText("makes no sense");
				await goTo(page, "Home");
				await expect(recent(page)).toHaveCount(5);
			});

			await test.step("all of it heals", async () => {
				server.setFaults([]);
				await goTo(page, "Settings");
				await page.getByRole("button", { name: "Refresh" }).click();
				await expect(card).not.toContainText("could not be read");
				await expect(card).toContainText("Read just now");
				await goTo(page, "Home");
				await expect(recent(page)).toHaveCount(7);
				await expect(strip(page)).toHaveCount(0);
			});

			await test.step("a list that ends early is named, takes nothing away, and is read to its end later", async () => {
				await removeServer(page);
				server.setFaults([{ kind: "short-list", path: LIST_PATHS[dialect] }]);
				await connectDemo(page, stage, dialect);
				await expect(strip(page)).toContainText("The server listed fewer titles than it says there are.");
				await expect.poll(() => recent(page).count()).toBeGreaterThan(0);
				expect(await recent(page).count(), "the end is missing").toBeLessThan(7);
				server.setFaults([]);
				await page.getByRole("button", { name: "Continue" }).click();
				await expect(recent(page)).toHaveCount(7);
				await expect(strip(page)).toContainText("is on this device");

				server.setFaults([{ kind: "short-list", path: LIST_PATHS[dialect] }]);
				await goTo(page, "Settings");
				await page.getByRole("button", { name: "Refresh" }).click();
				await expect(card).toContainText("fewer titles than it says");
				await goTo(page, "Home");
				await expect(recent(page)).toHaveCount(7);
			});
		},
	);

	test(
		`a ${dialect} that lets nobody in any more, and one that never answers`,
		firstWith("plex", dialect),
		async ({ page, context, stage, extra }) => {
			const { server, at, revoke } = await extra.demo(context, dialect);

			await test.step("a server that never answers keeps nobody waiting", async () => {
				// The clock that is moved here is the page's alone.
				await context.route("**/assets/sync-worker*", (route) => route.abort());
				await page.clock.install();
				server.setFaults([{ kind: "hang", path: LIST_PATHS[dialect] }]);
				await connectDemo(page, stage, dialect);
				await expect(strip(page)).toContainText("Reading");
				await goTo(page, "Settings");
				await expect(page.getByRole("heading", { name: "Storage" })).toBeVisible();
				const isList = ({ method, path }: Seen) => method === "GET" && path.includes(LIST_PATHS[dialect]);
				await expect.poll(() => at.seen.some(isList)).toBe(true);
				const isAway = await sightOf(page, "Away");
				await page.clock.fastForward(61_000);
				await expect(page.locator(".server-card")).toContainText("The server took too long to answer.");
				// Not for long: what else is asked of it, it answers.
				await expect.poll(isAway).toBe(true);
				server.setFaults([]);
				await page.getByRole("button", { name: "Continue" }).click();
				await expect(page.getByText("Connected", { exact: true })).toBeVisible();
				await goTo(page, "Home");
				await expect(recent(page)).toHaveCount(7);

				server.setFaults([{ kind: "hang" }]);
				await page.reload();
				await expect(recent(page)).toHaveCount(7);
				await goTo(page, "Settings");
				await page.getByRole("button", { name: "Refresh" }).click();
				await timePasses(page, 7_000, page.getByText("Away", { exact: true }));
				await openTitle(page, FILM.title);
			});

			await test.step("a token that dies in mid-sync leaves what was read, and signing in again goes on", async () => {
				server.setFaults([]);
				await removeServer(page);
				let lists = 0;
				at.answerWith((request) => {
					if (request.url.includes(LIST_PATHS[dialect]) && request.method === "GET") lists += 1;
					if (lists === 2) revoke();
					return server.handle(request);
				});
				await connectDemo(page, stage, dialect);
				await expect(strip(page)).toContainText("asks you to sign in again");
				await expect(recent(page), "the films").toHaveCount(6);
				await openTitle(page, FILM.title);
				await markButton(page, FILM.title).click();
				await goTo(page, /Activity/);
				await expect(page.getByRole("main")).toContainText("1 change waiting");
				await expect(page.getByRole("main")).toContainText(/sign(ed)? in again/);

				at.answerWith(server.handle);
				await goTo(page, "Home");
				await strip(page).getByRole("link", { name: "Sign in" }).click();
				await signInAgain(page, dialect);
				await expect(recent(page)).toHaveCount(7);
				await expect.poll(() => server.state().items[FILM.slug]?.watched).toBe(true);
				await goTo(page, "Settings");
				await expect(page.locator(".server-card")).toHaveCount(1);
				await expect(page.getByText("Connected", { exact: true })).toBeVisible();
			});
		},
	);
}

test("a full disk is named, loses nothing, and heals", async ({ page, context, stage, extra }) => {
	const { server } = await extra.demo(context, "jellyfin");
	const disk = await smallDisk(page, context, stage.appUrl);
	await connectAndSync(page, stage, "jellyfin");
	await controlled(page);
	server.setFaults([{ kind: "down" }]);
	await openTitle(page, FILM.title);
	await markButton(page, FILM.title).click();
	await expect(markButton(page, FILM.title, "not watched")).toBeVisible();
	await openTitle(page, "The Navigator");
	await fillDisk(page);

	// A change that cannot be kept is not shown as if it were.
	await markButton(page, "The Navigator").click();
	await expect(page.getByRole("status").filter({ hasText: /no room/i })).toBeVisible();
	await expect(markButton(page, "The Navigator")).toBeVisible();
	await page.reload();
	await goTo(page, /Activity/);
	await expect(page.getByRole("main")).toContainText("1 change waiting");

	// What is there stays when no more of it can be read.
	server.setFaults([]);
	server.addTitle({ slug: "late-arrival", title: "Late Arrival", kind: "movie" });
	await goTo(page, "Settings");
	await page.getByRole("button", { name: "Refresh" }).click();
	await expect(page.getByRole("alert")).toContainText("This device has no room left");
	await goTo(page, "Home");
	await expect(strip(page)).toContainText("This device has no room left");
	await expect(recent(page)).toHaveCount(7);

	await disk.grow();
	await goTo(page, /Activity/);
	await page.keyboard.press("r");
	await expect.poll(() => server.state().items[FILM.slug]?.watched).toBe(true);
	await expect(page.getByText("Everything is with your servers")).toBeVisible();
	await goTo(page, "Settings");
	await page.getByRole("button", { name: "Refresh" }).click();
	await goTo(page, "Home");
	await expect(recent(page)).toHaveCount(8);
	await expect(strip(page)).toHaveCount(0);
});
