import type { Locator, Page } from "@playwright/test";
import { connectAndSync } from "../support/journey.ts";
import { DIALECTS, expect, test } from "../support/stowaway.ts";

const continued = (page: Page, title: string): Locator =>
	page.getByRole("region", { name: "Continue watching" }).locator(".card-link", { hasText: title });
const main = (page: Page) => page.getByRole("navigation", { name: "Main" });

/** What the requests of another look at Home are told by. */
const CHECKS = { jellyfin: "/UserItems/Resume", plex: "/library/onDeck" } as const;

/** Does something by which the page begins to listen to its server, and waits until the server has taken that. */
async function listened(page: Page, act: () => Promise<unknown>): Promise<void> {
	const opening = page.waitForEvent("websocket");
	await act();
	const socket = await opening;
	if (socket.isClosed()) throw new Error("the server closed it");
	// A Jellyfin speaks first; a Plex has nothing to say yet.
	if (socket.url().includes("/socket?")) await socket.waitForEvent("framereceived");
}

for (const dialect of DIALECTS) {
	test.describe(dialect, () => {
		test("what another device watched is on Home after half an hour, and at once by hand", async ({ page, stage }) => {
			const server = stage.servers[dialect];
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
			await listened(page, () => connectAndSync(page, stage, dialect));
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
			await listened(page, () => connectAndSync(page, stage, dialect));
			const other = await context.newPage();
			const sockets: string[] = [];
			other.on("websocket", (socket) => sockets.push(socket.url()));
			await other.goto(stage.appUrl);
			await server.view({ slug: "metropolis", act: "progress", positionMs: 120_000 });
			await expect(continued(other, "Metropolis")).toBeVisible();
			expect(sockets).toEqual([]);
			await listened(other, () => page.close());
			await server.view({ slug: "nosferatu", act: "progress", positionMs: 120_000 });
			await expect(continued(other, "Nosferatu")).toBeVisible();
		});
	});
}
