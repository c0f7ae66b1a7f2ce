import type { Locator, Page } from "@playwright/test";
import type { DemoControl } from "../support/demo-control.ts";
import { connectAndSync, openTitle } from "../support/journey.ts";
import { DIALECTS, expect, test } from "../support/stowaway.ts";

const continued = (page: Page, title: string): Locator =>
	page.getByRole("region", { name: "Continue watching" }).locator(".card-link", { hasText: title });
const main = (page: Page) => page.getByRole("navigation", { name: "Main" });

/** What the requests of another look at Home are told by. */
const CHECKS = { jellyfin: "/UserItems/Resume", plex: "/library/onDeck" } as const;

/** Resolves when one page hears what the server tells. */
const isHeard = (server: DemoControl) => expect.poll(() => server.listeners()).toBe(1);

for (const dialect of DIALECTS) {
	test.describe(dialect, () => {
		test("without a socket, what another device watched is on Home after half an hour, and at once by hand", async ({
			page,
			stage,
		}) => {
			const server = stage.servers[dialect];
			await server.setFaults({ kind: "status", status: 502, path: "socket" });
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

		test("what another device watches while Home is on screen is there within seconds, and gone again", async ({
			page,
			stage,
		}) => {
			const server = stage.servers[dialect];
			await connectAndSync(page, stage, dialect);
			await isHeard(server);
			await server.view({ slug: "metropolis", act: "progress", positionMs: 120_000 });
			await expect(continued(page, "Metropolis")).toBeVisible();
			await server.view({ slug: "metropolis", act: "finish" });
			await expect(continued(page, "Metropolis")).toHaveCount(0);

			// The server goes away and comes back; what it could not tell meanwhile is looked for.
			await server.setFaults({ kind: "down" });
			await expect(page.getByText(/is away/)).toBeVisible();
			await server.view({ slug: "nosferatu", act: "progress", positionMs: 120_000 });
			await server.clearFaults();
			await expect(continued(page, "Nosferatu")).toBeVisible({ timeout: 30_000 });
			await expect(page.getByText(/is away/)).toHaveCount(0);
		});

		test("one of several tabs listens, and when it is closed another does", async ({ page, context, stage }) => {
			const server = stage.servers[dialect];
			await connectAndSync(page, stage, dialect);
			await isHeard(server);
			const other = await context.newPage();
			const sockets: string[] = [];
			other.on("websocket", (socket) => sockets.push(socket.url()));
			await other.goto(stage.appUrl);
			await server.view({ slug: "metropolis", act: "progress", positionMs: 120_000 });
			await expect(continued(other, "Metropolis")).toBeVisible();
			expect(sockets).toEqual([]);
			await page.close();
			await expect.poll(() => sockets.length).toBe(1);
			await isHeard(server);
			await server.view({ slug: "nosferatu", act: "progress", positionMs: 120_000 });
			await expect(continued(other, "Nosferatu")).toBeVisible();
		});

		test("what is on screen is right again a moment after somebody comes back to it", async ({ page, stage }) => {
			const server = stage.servers[dialect];
			await server.setFaults({ kind: "status", status: 502, path: "socket" });
			await page.clock.install();
			await connectAndSync(page, stage, dialect);
			await openTitle(page, "Metropolis");
			await expect(page.getByRole("button", { name: "Mark watched: Metropolis" })).toBeVisible();
			await server.view({ slug: "metropolis", act: "watched" });
			await page.clock.fastForward("02:00");
			await page.evaluate(() => dispatchEvent(new Event("focus")));
			await expect(page.getByRole("button", { name: "Watched: Metropolis" })).toBeVisible();
		});
	});
}
