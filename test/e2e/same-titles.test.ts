import type { Page } from "@playwright/test";
import { connectAndSync, openTitle } from "../support/journey.ts";
import { expect, test } from "../support/stowaway.ts";

const alsoOn = (page: Page) => page.getByRole("region", { name: "Also on" });
const section = (page: Page) => page.getByRole("region", { name: "The same title on several servers" });

async function open(page: Page, name: "Home" | "Activity" | "Libraries"): Promise<void> {
	await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
}

test("a title that is on two servers is one title", async ({ page, stage }) => {
	const { jellyfin, plex } = stage.servers;
	// Twice on one server under one number, as a file is that was matched wrongly.
	await jellyfin.add({ slug: "twin-reel", title: "Twin Reel", tmdb: "8800001" });
	await jellyfin.add({ slug: "twin-reel-again", title: "Twin Reel Again", tmdb: "8800001" });
	await plex.add({ slug: "twin-reel", title: "Twin Reel", tmdb: "8800001" });
	for (const server of [jellyfin, plex]) await server.add({ slug: "new-reel", title: "New Reel", tmdb: "8800002" });
	await connectAndSync(page, stage, "jellyfin");
	await connectAndSync(page, stage, "plex");

	await test.step("leads to its other copy, and back", async () => {
		await openTitle(page, "Metropolis");
		await alsoOn(page)
			.getByRole("link", { name: /Demo (Plex|Jellyfin)/ })
			.click();
		await expect(page.getByRole("heading", { level: 1, name: "Metropolis" })).toBeVisible();
		const [first] = await alsoOn(page).getByRole("link").allTextContents();
		await alsoOn(page).getByRole("link").first().click();
		await expect(alsoOn(page).getByRole("link").first()).not.toHaveText(first ?? "");
	});

	await test.step("stands once on Home, in search and on a person's page, with the number of its servers", async () => {
		await page
			.getByRole("link", { name: /^Brigitte Helm/ })
			.first()
			.click();
		await expect(page.getByRole("heading", { level: 1, name: "Brigitte Helm" })).toBeVisible();
		await expect(page.getByRole("main").getByRole("link", { name: /^Metropolis/ })).toHaveText([/2 servers/]);
		await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Search" }).click();
		await page.getByRole("searchbox").fill("New Reel");
		const found = page.getByRole("region", { name: "Titles" }).getByRole("link", { name: /^New Reel/ });
		await expect(found).toHaveText([/2 servers/]);
		await open(page, "Home");
		const recent = page.getByRole("region", { name: "Recently added" });
		await expect(recent.getByRole("link", { name: /^New Reel/ })).toHaveText([/2 servers/]);
	});

	await test.step("stands once among all films, and counts once", async () => {
		await open(page, "Libraries");
		await page
			.getByRole("main")
			.getByRole("link", { name: /^All movies/ })
			.click();
		await expect(page.getByRole("heading", { level: 1, name: "All movies" })).toBeVisible();
		await page.getByLabel("Genre").selectOption("Science Fiction");
		const films = page.getByRole("list", { name: "All movies" }).getByRole("link");
		await expect(films).toHaveCount(7);
		await expect(page.getByText("7 titles", { exact: true })).toBeVisible();
		await expect(films.and(page.getByRole("link", { name: "Metropolis 1927 · 2 servers" }))).toHaveCount(1);
		const libraries = page.getByRole("navigation", { name: "Which libraries" });
		await libraries.getByRole("link", { name: "Movies Demo Plex" }).click();
		await expect(page.getByRole("heading", { level: 1, name: "Movies", exact: true })).toBeVisible();
		await libraries.getByRole("link", { name: "All movies" }).click();
		await expect(films, "as it was left").toHaveCount(7);
	});

	await test.step("an episode is found through its show", async () => {
		await openTitle(page, "The Perils of Pauline");
		await page.getByRole("link", { name: "1. Trial by Fire", exact: true }).click();
		await expect(page.getByRole("heading", { level: 1, name: "Trial by Fire" })).toBeVisible();
		await expect(alsoOn(page)).toBeVisible();
	});

	await test.step("plays where the server is that answers", async () => {
		await openTitle(page, "Metropolis");
		const name = await alsoOn(page).getByRole("link").first().textContent();
		const [here, there] = name?.includes("Plex") ? [jellyfin, "Demo Plex"] : [plex, "Demo Jellyfin"];
		await expect(page.getByRole("main").getByRole("link", { name: "Play", exact: true })).toBeVisible();
		await here.setFaults({ kind: "down" });
		await page.keyboard.press("r");
		await expect(page.getByRole("main").getByRole("link", { name: `Play on ${there}` })).toBeVisible();
		await openTitle(page, "The Perils of Pauline");
		await expect(page.getByRole("main").getByRole("link", { name: `Play S1 E1 on ${there}` })).toBeVisible();
		await page.getByRole("link", { name: "Play Trial by Fire" }).click();
		const failed = page.url();
		await page.getByRole("button", { name: `Play on ${there}` }).click();
		await expect(page.locator("video")).toBeVisible();
		expect(page.url()).not.toBe(failed);
		await page.goBack();
		await expect(page.getByRole("heading", { level: 1, name: "The Perils of Pauline" })).toBeVisible();
		await openTitle(page, "Metropolis");
		await here.clearFaults();
		await page.keyboard.press("r");
		await expect(page.getByRole("main").getByRole("link", { name: "Play", exact: true })).toBeVisible();
	});

	await test.step("asks of numbers that contradict each other, and keeps to the answer", async () => {
		await open(page, "Activity");
		const finding = page.getByRole("listitem", { name: "Are these one title?" });
		await expect(finding.getByRole("checkbox")).toHaveCount(3);
		await finding.getByRole("listitem").filter({ hasText: "Twin Reel Again" }).getByRole("checkbox").uncheck();
		await finding.getByRole("button", { name: "The ticked are one" }).click();
		await expect(finding).toHaveCount(0);
		await page.getByRole("status").filter({ hasText: "They are one title now" }).getByRole("button").click();
		await expect(finding.getByRole("checkbox")).toHaveCount(3);
		await finding.getByRole("listitem").filter({ hasText: "Twin Reel Again" }).getByRole("checkbox").uncheck();
		await finding.getByRole("button", { name: "The ticked are one" }).click();
		await expect(finding).toHaveCount(0);
		await openTitle(page, "Twin Reel");
		await expect(alsoOn(page).getByRole("link", { name: /Demo (Plex|Jellyfin)/ })).toHaveCount(1);
	});

	await test.step("a correction is shown on each copy, over what a server says later", async () => {
		await openTitle(page, "Metropolis");
		await page.getByRole("button", { name: "Correct details" }).click();
		const dialog = page.getByRole("dialog");
		await dialog.getByLabel("Title", { exact: true }).fill("Metropolis, as I know it");
		await dialog.getByLabel("Year").fill("19");
		await dialog.getByRole("button", { name: "Save" }).click();
		await expect(dialog.getByRole("alert")).toContainText("A year from");
		await expect(dialog.getByLabel("Year")).toBeFocused();
		await dialog.getByLabel("Year").fill("1928");
		await dialog.getByRole("button", { name: "Save" }).click();
		await expect(page.getByRole("heading", { level: 1, name: "Metropolis, as I know it" })).toBeVisible();
		await expect(page.getByText(/Corrected by you on .*: title, year/)).toBeVisible();
		for (const server of [jellyfin, plex]) await server.change({ slug: "metropolis", title: "METROPOLIS.1927.REMUX" });
		await page.keyboard.press("r");
		await page.getByRole("button", { name: "Change" }).click();
		await expect(dialog.getByText("The server says METROPOLIS.1927.REMUX")).toBeVisible();
		await dialog.getByRole("button", { name: "Close" }).click();
	});

	await test.step("a run is tried, done and taken back", async () => {
		await open(page, "Activity");
		const runs = section(page).getByRole("list", { name: "Runs over titles" });
		// The last one: where the list came in two parts, the last part.
		const ofPlex = runs.getByRole("listitem").filter({ hasText: "Demo Plex" });
		await ofPlex.getByRole("button", { name: /^Undo/ }).first().click();
		await expect(runs.getByText("Undone")).toHaveCount(1);
		await section(page).getByRole("button", { name: "Go over the titles of a server" }).click();
		const dialog = page.getByRole("dialog");
		expect((await dialog.boundingBox())?.width, "as wide as other dialogs").toBeLessThanOrEqual(560);
		await dialog.getByLabel("Server").selectOption({ label: "Demo Plex (demo)" });
		await dialog.getByRole("button", { name: "Try it" }).click();
		await expect(dialog.getByRole("status")).toContainText("This would be done:");
		await expect(dialog.getByRole("button", { name: "Try it" })).toBeFocused();
		const would = (await dialog.getByRole("status").locator("li").allTextContents()).sort();
		expect(would.length).toBeGreaterThan(0);
		await dialog.getByRole("button", { name: "Do it" }).click();
		await expect(dialog.getByRole("status")).toContainText("Done:");
		expect((await dialog.getByRole("status").locator("li").allTextContents()).sort()).toEqual(would);
		await dialog.getByRole("button", { name: "Close" }).click();
		await runs.getByRole("button", { name: "Demo Plex, by hand" }).click();
		await expect(dialog.getByRole("status")).toContainText("Done:");
		expect((await dialog.getByRole("status").locator("li").allTextContents()).sort()).toEqual(would);
		await page.keyboard.press("Escape");
		await runs.getByRole("button", { name: /^Undo/ }).first().click();
		await expect(runs.getByText("Undone")).toHaveCount(2);
	});

	await test.step("what was corrected stands after the run and the undo, and is taken back", async () => {
		await openTitle(page, "Metropolis, as I know it");
		await alsoOn(page)
			.getByRole("link", { name: /Demo (Plex|Jellyfin)/ })
			.click();
		await expect(page.getByText(/^1928$/)).toBeVisible();
		await page.getByRole("button", { name: "Change" }).click();
		await page.getByRole("dialog").getByRole("button", { name: "Take all corrections back" }).click();
		await expect(page.getByRole("heading", { level: 1, name: /METROPOLIS.1927.REMUX|^Metropolis$/ })).toBeVisible();
		await expect(page.getByText(/Corrected by you/)).toHaveCount(0);
	});
});
