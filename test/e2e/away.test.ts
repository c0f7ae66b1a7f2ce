import { connectDemo, controlled, openTitle, synced } from "../support/journey.ts";
import { DIALECTS, expect, firstWith, test } from "../support/stowaway.ts";

/** What goes away, and the titles that are looked at meanwhile: others each time, so that nothing is there from the time before. */
const ABSENCES = [
	{ away: "the network", title: "Metropolis", person: "Brigitte Helm", unseen: "Nosferatu" },
	{ away: "the servers", title: "The General", person: "Buster Keaton", unseen: "Intolerance" },
] as const;

test.describe.configure({ timeout: 120_000 });

for (const dialect of DIALECTS) {
	const title = `a ${dialect} server that was read is of use while it is away, and missed when another answers in its place`;
	test(title, firstWith("jellyfin", dialect), async ({ page, context, stage }) => {
		const server = stage.servers[dialect];
		const main = page.getByRole("navigation", { name: "Main" });

		await test.step("a fresh profile connects and sees posters without a reload", async () => {
			await connectDemo(page, stage, dialect);
			const poster = page.getByRole("region", { name: "Recently added" }).locator("img").first();
			await expect
				.poll(() => poster.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0), {
					timeout: 30_000,
				})
				.toBe(true);
			await synced(page);
			await controlled(page);
		});

		for (const { away, title, person, unseen } of ABSENCES) {
			await test.step(`${away} gone, everything seen before is there after a reload`, async () => {
				await context.setOffline(false);
				await Promise.all(Object.values(stage.servers).map((each) => each.clearFaults()));
				await expect(page.getByText(/is away/)).toHaveCount(0, { timeout: 30_000 });

				await openTitle(page, title);
				await expect(page.getByRole("region", { name: "Cast" }).getByRole("link").first()).toBeVisible();
				const address = page.url();
				if (away === "the network") await context.setOffline(true);
				await Promise.all(Object.values(stage.servers).map((each) => each.setFaults({ kind: "down" })));

				await page.reload();
				expect(page.url(), "where one was").toBe(address);
				await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
				await expect(page.getByRole("region", { name: "Cast" }).getByRole("link").nth(5)).toBeVisible();
				await page.getByRole("region", { name: "Cast" }).getByRole("link", { name: person }).click();
				await expect(page.getByRole("heading", { level: 1, name: person })).toBeVisible();

				await main.getByRole("link", { name: "Home" }).click();
				await expect(page.getByRole("region", { name: "Recently added" }).getByRole("link").first()).toBeVisible();
				await page
					.getByRole("region", { name: "Libraries" })
					.getByRole("link", { name: /Movies|Films/ })
					.first()
					.click();
				await expect(page.getByRole("main").getByRole("link").nth(12)).toBeVisible();
				await openTitle(page, unseen);
				await expect(page.getByText(/Loading/)).toHaveCount(0);
				await main.getByRole("link", { name: "Home" }).click();
				await expect(page.getByText(/is away/).first()).toBeVisible({ timeout: 30_000 });
			});
		}

		await test.step("another server at the old address is called that, and told apart from one that is silent", async () => {
			await expect(page.getByText(/is away/)).toBeVisible();
			await server.rebuild();
			await server.clearFaults();
			await main.getByRole("link", { name: "Settings" }).click();
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
