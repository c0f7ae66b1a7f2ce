import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { test } from "../support/extra-servers.ts";
import { connectAndSync, connectDemo, controlled, markButton, openTitle, signInAgain } from "../support/journey.ts";
import { DIALECTS, type Dialect, expect, firstWith } from "../support/stowaway.ts";
import { allIsQuiet, everythingKept, type Kept } from "../support/traces.ts";

const FILM = { title: "The General", slug: "the-general" };
const OTHER_FILM = { title: "The Navigator" };
const NAMES: Readonly<Record<Dialect, string>> = { jellyfin: "Demo Jellyfin", plex: "Demo Plex" };

const recent = (page: Page): Locator => page.getByRole("region", { name: "Recently added" }).getByRole("link");
const card = (page: Page, dialect: Dialect): Locator => page.locator(".server-card", { hasText: NAMES[dialect] });
const goTo = (page: Page, name: string | RegExp) =>
	page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();

/** What is kept of a source: its id in any place, its server's address. */
function tracesOf(kept: readonly Kept[], sourceId: string, url: string): Kept[] {
	const { host } = new URL(url);
	const id = new RegExp(`"${sourceId}["/]|[:/]${sourceId}["/]|\\b${sourceId}(/|%2F)`);
	return kept.filter(({ text }) => id.test(text) || text.includes(host));
}

for (const dialect of DIALECTS) {
	const other: Dialect = dialect === "jellyfin" ? "plex" : "jellyfin";
	test(
		`a ${dialect} is left in every way there is`,
		firstWith("jellyfin", dialect),
		async ({ page, context, stage, extra }) => {
			test.slow();
			const { server, at } = await extra.demo(context, dialect);

			await test.step("removing a server while it is being read leaves nothing of it", async () => {
				server.setFaults([{ kind: "latency", ms: 300 }]);
				await connectDemo(page, stage, dialect);
				await expect(recent(page).first()).toBeVisible();
				await goTo(page, "Settings");
				await card(page, dialect).getByRole("button", { name: "Remove" }).click();
				await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
				await expect(page.locator(".server-card")).toHaveCount(0);
				await allIsQuiet(page);
				expect(tracesOf(await everythingKept(page), "a1", at.url)).toEqual([]);
			});

			await test.step("signing out keeps the library and what waits, and signing in again goes on", async () => {
				server.setFaults([]);
				await connectAndSync(page, stage, dialect);
				await controlled(page);
				server.setFaults([{ kind: "down" }]);
				await openTitle(page, FILM.title);
				await markButton(page, FILM.title).click();
				await expect(markButton(page, FILM.title, "not watched")).toBeVisible();
				await goTo(page, "Settings");
				await page.getByRole("button", { name: "Sign out" }).click();
				const dialog = page.getByRole("dialog", { name: /Sign out of/ });
				await expect(dialog.getByRole("alert")).toContainText("1 change not sent yet");
				await dialog.getByRole("button", { name: "Sign out" }).click();
				await expect(page.getByText("Signed out. 1 change waits until you sign in again.")).toBeVisible();
				await expect(card(page, dialect)).toContainText("1 change waiting");
				const kept = await everythingKept(page);
				expect(
					kept.filter(({ where }) => / secrets$/.test(where)),
					"the token",
				).toEqual([]);

				// The server is back, but nobody is signed in: nothing is asked, everything can be browsed.
				await allIsQuiet(page);
				server.setFaults([]);
				at.seen.length = 0;
				await page.reload();
				await goTo(page, "Home");
				await expect(recent(page)).toHaveCount(7);
				await openTitle(page, FILM.title);
				await expect(markButton(page, FILM.title, "not watched")).toBeVisible();
				await goTo(page, /Activity/);
				await page.getByRole("button", { name: "Send now" }).click();
				await expect(page.getByRole("main")).toContainText("1 change waiting");
				expect(at.seen).toEqual([]);

				// Who does not want to see any of it meanwhile has it hidden, not deleted.
				await goTo(page, "Settings");
				await page.getByLabel(/Hide the titles of servers I signed out of/).check();
				await goTo(page, "Home");
				await expect(page.getByRole("main")).toContainText("No titles to show");
				await expect(recent(page)).toHaveCount(0);
				await goTo(page, "Libraries");
				await expect(page.getByRole("heading", { name: "No libraries to show" })).toBeVisible();
				await goTo(page, "Search");
				await page.getByRole("searchbox").fill(FILM.title);
				await expect(page.getByRole("main")).toContainText(/Nothing/);

				await goTo(page, "Settings");
				await card(page, dialect).getByRole("link", { name: "Sign in" }).click();
				await signInAgain(page, dialect);
				await expect(recent(page)).toHaveCount(7);
				await expect.poll(() => server.state().items[FILM.slug]?.watched).toBe(true);
				await goTo(page, "Settings");
				await expect(page.locator(".server-card")).toHaveCount(1);
				await expect(card(page, dialect)).toContainText("Connected");
			});

			await test.step("removing a server warns of what waits, leaves nothing of it, and touches no other", async () => {
				await goTo(page, "Home");
				// Something of everything: pictures, a full answer with people, a library that was looked at, a change that waits.
				await page
					.getByRole("region", { name: "Libraries" })
					.getByRole("link", { name: /Movies|Films/ })
					.first()
					.click();
				await expect(page.getByRole("main").getByRole("link", { name: OTHER_FILM.title })).toBeVisible();
				await openTitle(page, OTHER_FILM.title);
				await page.getByRole("region", { name: "Cast" }).getByRole("link").first().click();
				await page.goBack();
				server.setFaults([{ kind: "down" }]);
				await markButton(page, OTHER_FILM.title).click();
				await expect(markButton(page, OTHER_FILM.title, "not watched")).toBeVisible();
				await connectDemo(page, stage, other);
				await expect(page.getByRole("progressbar", { name: new RegExp(`Reading ${NAMES[other]}`) })).toHaveCount(0);
				await goTo(page, "Settings");
				await expect(card(page, other)).toContainText("Read just now");
				await allIsQuiet(page);
				const before = await everythingKept(page);
				const places = new Set(tracesOf(before, "a2", at.url).map(({ where }) => where.split(" ").at(-1)));
				for (const store of ["sources", "secrets", "items", "credits", "people", "freshness", "outbox", "shelves"]) {
					expect(places, "there is something to be removed").toContain(store);
				}

				await card(page, dialect).getByRole("button", { name: "Remove" }).click();
				const dialog = page.getByRole("dialog", { name: /Remove .* from this device/ });
				await expect(dialog.getByRole("alert")).toContainText("1 change not sent yet");
				await expect(dialog.getByRole("alert")).toContainText("What cannot be sent is lost");
				const [copy] = await Promise.all([
					page.waitForEvent("download"),
					dialog.getByRole("button", { name: "Save a copy of what waits" }).click(),
				]);
				const saved = JSON.parse(await readFile(await copy.path(), "utf8"));
				expect(saved.accounts).toHaveLength(1);
				expect(saved.accounts[0].outbox).toMatchObject([
					{ changes: [{ type: "markWatched" }], snapshot: { title: OTHER_FILM.title } },
				]);
				await dialog.getByRole("button", { name: "Keep it" }).click();
				await expect(card(page, dialect)).toContainText("1 change waiting");
				await card(page, dialect).getByRole("button", { name: "Remove" }).click();
				await dialog.getByRole("button", { name: "Remove", exact: true }).click();
				await expect(page.getByText(`${NAMES[dialect]} is gone from this device`)).toBeVisible();
				await expect(page.locator(".server-card")).toHaveCount(1);
				await allIsQuiet(page);
				const after = await everythingKept(page);
				expect(tracesOf(after, "a2", at.url)).toEqual([]);
				const ofOther = (kept: readonly Kept[], store: string) =>
					kept.filter(({ where, text }) => where.endsWith(` ${store}`) && /"a3["/]/.test(text));
				for (const store of ["sources", "items", "libraries", "shelves"]) {
					expect(ofOther(before, store).length).toBeGreaterThan(0);
					expect(ofOther(after, store).length, store).toBe(ofOther(before, store).length);
				}

				at.seen.length = 0;
				await page.reload();
				await goTo(page, "Home");
				await expect(recent(page)).toHaveCount(7);
				expect(at.seen, "nobody asks for it any more").toEqual([]);
			});
		},
	);
}
