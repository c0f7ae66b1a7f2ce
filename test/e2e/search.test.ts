import type { Page } from "@playwright/test";
import { connectAndSync, controlled, openTitle } from "../support/journey.ts";
import { expect, test } from "../support/stowaway.ts";

const field = (page: Page) => page.getByRole("searchbox", { name: "Search titles and people" });
const found = (page: Page, region: "Titles" | "People" | "Collections") =>
	page.getByRole("region", { name: region }).getByRole("link");

test("search, from nothing at all to two servers", async ({ page, context, stage }) => {
	await test.step("says what to do when there is nothing: no server, no hit", async () => {
		await page.goto(`${stage.appUrl}#/search`);
		await expect(page.getByRole("link", { name: "Connect a server" })).toBeVisible();
		await connectAndSync(page, stage, "jellyfin");
		await page.keyboard.press("/");
		await field(page).fill("xyzzyxyzzy");
		await expect(page.getByText("Nothing here for “xyzzyxyzzy”")).toBeVisible();
		await page.getByRole("button", { name: "Begin anew" }).click();
		await expect(field(page)).toBeFocused();
		await expect(field(page)).toHaveValue("");
	});

	await test.step("is used by keys alone, and is as it was on the way back", async () => {
		await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
		await page.keyboard.press("/");
		await field(page).pressSequentially("the g");
		await expect(found(page, "Titles").first()).toContainText("The G");
		const first = await found(page, "Titles").first().locator(".card-title").textContent();

		await page.keyboard.press("ArrowDown");
		await expect(found(page, "Titles").first()).toBeFocused();
		await page.keyboard.press("ArrowUp");
		await expect(field(page)).toBeFocused();
		await page.keyboard.press("Enter");
		await expect(page.getByRole("heading", { level: 1 })).toHaveText(first ?? "");
		await page.goBack();
		await expect(field(page)).toHaveValue("the g");
		await expect(found(page, "Titles").first()).toContainText("The G");
		await page.reload();
		await expect(field(page)).toHaveValue("the g");
		await expect(found(page, "Titles").first()).toContainText("The G");

		await page.keyboard.press("ArrowDown");
		await expect(found(page, "Titles").first()).toBeFocused();
		await page.keyboard.press("Escape");
		await expect(field(page)).toHaveValue("");
		await expect(field(page)).toBeFocused();
		await expect(page.getByText("Find a film, a show, a face")).toBeVisible();
	});

	await test.step("names the server where there are several, and shows a title once", async () => {
		await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
		await connectAndSync(page, stage, "plex");
		await page.keyboard.press("/");
		await field(page).fill("metropolis");
		await expect(found(page, "Titles")).toHaveText([/Metropolis.*2 servers/s]);
		await field(page).fill("nibelungen");
		await expect(found(page, "Collections").first()).toContainText("Demo Jellyfin");
	});

	await test.step("finds offline while one types: unfinished, mistyped, in other letters, with the year", async () => {
		await controlled(page);
		await openTitle(page, "Metropolis");
		await expect(page.getByRole("link", { name: "Brigitte Helm" })).toBeVisible();
		const onPlex = (await stage.servers.plex.state()).items.metropolis?.key;
		await page.goto(`${stage.appUrl}#/title/a2/${onPlex}`);
		await expect(page.getByRole("link", { name: "Brigitte Helm" })).toHaveAttribute("href", /^#\/person\/a2\//);
		await context.setOffline(true);
		await page.keyboard.press("/");
		await expect(field(page)).toBeFocused();
		await field(page).pressSequentially("metr");
		await expect(found(page, "Titles")).toHaveText([/Metropolis/]);
		for (const [words, title] of [
			["metropl", "Metropolis"],
			["gold rsuh", "The Gold Rush"],
			["faust 1926", "Faust"],
			["потемкин", "Потёмкин"],
			["一頁", "狂った一頁"],
		] as const) {
			await field(page).fill(words);
			await expect(found(page, "Titles").first()).toContainText(title);
		}
		await field(page).fill("helm");
		await expect(found(page, "People")).toHaveText([/Brigitte Helm.*2 servers/s]);
		await field(page).fill("chaplin");
		await expect(found(page, "Collections")).toHaveText([
			/Chaplin at Mutual.*Demo Jellyfin/s,
			/Chaplin at Mutual.*Demo Plex/s,
		]);
	});

	await test.step("knows a human over both servers, offline", async () => {
		await field(page).fill("helm");
		await expect(found(page, "People")).toHaveText([/Brigitte Helm/]);
		await found(page, "People").click();
		await expect(page.getByRole("heading", { level: 1, name: "Brigitte Helm" })).toBeVisible();
		await expect(page.getByText("1 title found so far · from Demo Jellyfin and Demo Plex")).toBeVisible();
		await expect(page.getByRole("link", { name: "Metropolis" })).toHaveCount(1);
	});

	await test.step("opens a title whose picture fails while it is pressed", async () => {
		const card = page.getByRole("link", { name: "Metropolis" });
		await card.hover();
		await page.mouse.down();
		await card.locator(".picture").evaluate((picture) => picture.firstElementChild?.remove());
		await page.mouse.up();
		await expect(page.getByRole("heading", { level: 1, name: "Metropolis" })).toBeVisible();
	});
});
