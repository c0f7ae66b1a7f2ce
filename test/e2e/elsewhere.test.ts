import type { Locator, Page } from "@playwright/test";
import { connectAndSync, openTitle } from "../support/journey.ts";
import { DIALECTS, expect, REST, test } from "../support/stowaway.ts";
import { timePassesUntil } from "../support/time-passes.ts";
import { allIsQuiet } from "../support/traces.ts";

const continued = (page: Page, title: string): Locator =>
	page.getByRole("region", { name: "Continue watching" }).locator(".card-link", { hasText: title });
const main = (page: Page) => page.getByRole("navigation", { name: "Main" });

/** What the requests of another look at Home are told by. */
const CHECKS = { jellyfin: "/UserItems/Resume", plex: "/library/onDeck" } as const;

/** After a server was away or refused the socket for long, the app asks for it again within this time. */
const LONGEST_PAUSE_MS = 390_000;
/** A connection that held so long is asked for again soon after its end. */
const HELD_LONG = "01:10";
/** Longer than the first pauses before a lost connection is asked for again. */
const SHORT_PAUSES_MS = 30_000;

const comeBack = (page: Page) => page.evaluate(() => dispatchEvent(new Event("focus")));

test.describe.configure({ timeout: 120_000 });

for (const dialect of DIALECTS) {
	test(`what another device watches with a ${dialect} server is here, whether the server tells of it or not`, {
		tag: REST,
	}, async ({ page, context, stage }) => {
		const server = stage.servers[dialect];
		const goesOn = (slug: string) => server.view({ slug, act: "progress", positionMs: 120_000 });
		/** Whether one page hears what the server tells. */
		const isHeard = async () => (await server.listeners()) === 1;
		const checks = async () =>
			(await server.requests()).filter(({ method, path }) => method === "GET" && path.startsWith(CHECKS[dialect]))
				.length;
		await server.setFaults({ kind: "status", status: 502, path: "socket" });
		await page.clock.install();
		await connectAndSync(page, stage, dialect);

		await test.step("without a socket, what another device watched is on Home after half an hour, and at once by hand", async () => {
			await goesOn("metropolis");
			await page.keyboard.press("r");
			await expect(continued(page, "Metropolis")).toBeVisible();
			// What was refreshed by hand must not bring the next one too.
			await allIsQuiet(page);

			await goesOn("nosferatu");
			await main(page).getByRole("link", { name: "Settings" }).click();
			const before = await checks();
			await page.clock.fastForward("31:00");
			await main(page).getByRole("link", { name: "Home" }).click();
			await expect(continued(page, "Nosferatu")).toBeVisible();
			// It may be here already by a list that was read late.
			await expect.poll(checks).toBe(before + 1);
			await allIsQuiet(page);
			expect(await checks()).toBe(before + 1);
		});

		await test.step("what is on screen is right again a moment after somebody comes back to it", async () => {
			await openTitle(page, "Greed");
			await expect(page.getByRole("button", { name: "Mark watched: Greed" })).toBeVisible();
			await server.view({ slug: "greed", act: "watched" });
			await page.clock.fastForward("02:00");
			await comeBack(page);
			await expect(page.getByRole("button", { name: "Watched: Greed" })).toBeVisible();
		});

		await test.step("what another device watches while Home is on screen is there within seconds, and gone again", async () => {
			await main(page).getByRole("link", { name: "Home" }).click();
			await server.clearFaults();
			await timePassesUntil(page, LONGEST_PAUSE_MS, isHeard);
			await page.clock.fastForward(HELD_LONG);
			await goesOn("wings");
			await expect(continued(page, "Wings")).toBeVisible();
			await server.view({ slug: "wings", act: "finish" });
			await expect(continued(page, "Wings")).toHaveCount(0);

			// The server goes away and comes back; what it could not tell meanwhile is looked for.
			await server.setFaults({ kind: "down" });
			await expect(page.getByText(/is away/)).toBeVisible();
			await goesOn("sparrows");
			await server.clearFaults();
			await timePassesUntil(page, SHORT_PAUSES_MS, isHeard);
			await expect(continued(page, "Sparrows")).toBeVisible();
			await expect(page.getByText(/is away/)).toHaveCount(0);
		});

		await test.step("one of several tabs listens, and when it is closed another does", async () => {
			await expect.poll(isHeard).toBe(true);
			const other = await context.newPage();
			const sockets: string[] = [];
			other.on("websocket", (socket) => sockets.push(socket.url()));
			await other.goto(stage.appUrl);
			await goesOn("detour");
			await expect(continued(other, "Detour")).toBeVisible();
			expect(sockets).toEqual([]);
			await page.close();
			await expect.poll(() => sockets.length).toBe(1);
			await expect.poll(isHeard).toBe(true);
			await goesOn("intolerance");
			await expect(continued(other, "Intolerance")).toBeVisible();
		});
	});
}
