import { connectAndSync, connectDemo, controlled, openTitle } from "../support/journey.ts";
import { DIALECTS, expect, test } from "../support/stowaway.ts";

for (const dialect of DIALECTS) {
	test.describe(dialect, () => {
		test("a fresh profile connects and sees posters without a reload", async ({ page, stage }) => {
			await connectDemo(page, stage, dialect);
			const poster = page.getByRole("region", { name: "Recently added" }).locator("img").first();
			await expect
				.poll(() => poster.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0), {
					timeout: 30_000,
				})
				.toBe(true);
		});

		for (const away of ["the network", "the servers"] as const) {
			test(`${away} gone, everything seen before is there after a reload`, async ({ page, context, stage }) => {
				await connectAndSync(page, stage, dialect);
				await controlled(page);
				await openTitle(page, "Metropolis");
				await expect(page.getByRole("region", { name: "Cast" }).getByRole("link").first()).toBeVisible();
				const address = page.url();
				if (away === "the network") await context.setOffline(true);
				await Promise.all(Object.values(stage.servers).map((server) => server.setFaults({ kind: "down" })));

				await page.reload();
				expect(page.url(), "where one was").toBe(address);
				await expect(page.getByRole("heading", { level: 1, name: "Metropolis" })).toBeVisible();
				await expect(page.getByRole("region", { name: "Cast" }).getByRole("link").nth(5)).toBeVisible();
				await page.getByRole("region", { name: "Cast" }).getByRole("link", { name: "Brigitte Helm" }).click();
				await expect(page.getByRole("heading", { level: 1, name: "Brigitte Helm" })).toBeVisible();

				const main = page.getByRole("navigation", { name: "Main" });
				await main.getByRole("link", { name: "Home" }).click();
				await expect(page.getByRole("region", { name: "Recently added" }).getByRole("link").first()).toBeVisible();
				await page
					.getByRole("region", { name: "Libraries" })
					.getByRole("link", { name: /Movies|Films/ })
					.first()
					.click();
				await expect(page.getByRole("main").getByRole("link").nth(12)).toBeVisible();
				await openTitle(page, "Nosferatu");
				await expect(page.getByText(/Loading/)).toHaveCount(0);
				await main.getByRole("link", { name: "Home" }).click();
				await expect(page.getByText(/is away/).first()).toBeVisible({ timeout: 30_000 });
			});
		}

		test("another server at the old address is called that, and told apart from one that is silent", async ({
			page,
			stage,
		}) => {
			await connectAndSync(page, stage, dialect);
			const server = stage.servers[dialect];
			await server.setFaults({ kind: "down" });
			await expect(page.getByText(/is away/)).toBeVisible();
			await server.rebuild();
			await server.clearFaults();
			await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }).click();
			const card = page.locator(".server-card");
			await card.getByRole("button", { name: "Refresh" }).click();
			await expect(card.getByRole("alert")).toContainText("Another server answers there");
			await expect(card.getByRole("alert")).toContainText("add its new address");
			await expect(card.getByRole("list", { name: /Addresses/ })).toContainText("another server answers");
			await card.getByRole("link", { name: "Connect it again" }).click();
			await expect(page).toHaveURL(/#\/welcome\?with=/);
		});
	});
}
