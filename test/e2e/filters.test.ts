import type { Page } from "@playwright/test";
import { connectAndSync } from "../support/journey.ts";
import { type Dialect, expect, type Stage, test } from "../support/stowaway.ts";

const navigation = (page: Page) => page.getByRole("navigation", { name: "Main" });
const count = (page: Page) => page.locator(".library-line").getByRole("status");
const cards = (page: Page) => page.getByRole("list", { name: "Movies" }).getByRole("link");
const choose = (page: Page, list: string, name: RegExp) =>
	page
		.getByLabel(list)
		.locator("option", { hasText: name })
		.first()
		.getAttribute("value")
		.then((value) => page.getByLabel(list).selectOption(value));

/** Keeps everybody else from writing libraries for as long as the page lives. Runs in the page. */
async function holdLibraries(): Promise<void> {
	const [{ name } = { name: undefined }] = await indexedDB.databases();
	const opening = indexedDB.open(name ?? "");
	await new Promise((resolve) => {
		opening.onsuccess = resolve;
	});
	const libraries = opening.result.transaction("libraries", "readwrite").objectStore("libraries");
	const ask = () => {
		libraries.count().onsuccess = ask;
	};
	ask();
}

async function openMovies(page: Page, stage: Stage, dialect: Dialect): Promise<void> {
	await connectAndSync(page, stage, dialect);
	await navigation(page).getByRole("link", { name: "Movies" }).click();
	await expect(count(page)).toContainText("titles");
}

test("a Jellyfin library shows what is chosen of it", async ({ page, stage }) => {
	await addFavourite(
		stage.servers.jellyfin.url,
		(await stage.servers.jellyfin.item("sunrise-a-song-of-two-humans")).key,
	);
	await openMovies(page, stage, "jellyfin");
	await test.step("favourites alone", async () => {
		await page.getByRole("button", { name: "Favourites (1)" }).click();
		await expect(count(page)).toHaveText("1 title");
		await expect(cards(page)).toContainText("Sunrise");
		await page.getByRole("button", { name: "Favourites" }).click();
		await expect(count(page)).not.toHaveText("1 title");
	});

	await test.step("what is chosen together, counted, and kept over reload and return", async () => {
		const all = await count(page).textContent();
		// What is chosen does not reach the database before the reload.
		await page.evaluate(holdLibraries);
		await choose(page, "Genre", /^Horror/);
		await choose(page, "Decade", /^1920s/);
		await choose(page, "Rating", /^7/);
		await choose(page, "Sort by", /^Best rated/);
		await expect(cards(page).first()).toContainText("Faust");
		const some = await count(page).textContent();
		expect(some).not.toBe(all);
		// What is left in a list says what choosing it would show.
		const [, told] =
			/\((\d+)\)/.exec((await page.getByLabel("Genre").locator("option:checked").textContent()) ?? "") ?? [];
		expect(some).toMatch(new RegExp(`^${told} title`));

		await page.reload();
		await expect(count(page)).toHaveText(some ?? "");
		await expect(page.getByLabel("Genre").locator("option:checked")).toContainText("Horror");
		await navigation(page).getByRole("link", { name: "Home" }).click();
		await expect(page.getByRole("region", { name: "Recently added" })).toBeVisible();
		await navigation(page).getByRole("link", { name: "Movies" }).click();
		await expect(count(page)).toHaveText(some ?? "");
		await expect(cards(page).first()).toContainText("Faust");

		await page.getByRole("button", { name: "Show everything" }).click();
		await expect(count(page)).toHaveText(all ?? "");
		await expect(page.getByLabel("Sort by")).toHaveValue("rating");
	});

	await test.step("a collection of it, whose titles are picked, marked and undone as one", () =>
		pickAmongCollection(page, stage, "jellyfin"));
});

test("a Plex library shows what is chosen of it", async ({ page, stage }) => {
	await openMovies(page, stage, "plex");
	await test.step("shuffled as it was shuffled, until it is shuffled again", async () => {
		// By their places: rows that are known already are drawn before the others.
		const order = () =>
			page.evaluate(() =>
				Array.from({ length: 8 }, (_, place) =>
					String(document.querySelector(`[data-place="${place}"] .card-title`)?.textContent ?? ""),
				),
			);
		const isAnotherThan = async (other: readonly string[]) => {
			const now = await order();
			return now.every((title) => title !== "") && now.join() !== other.join();
		};
		await expect.poll(() => isAnotherThan([])).toBe(true);
		const byTitle = await order();
		await choose(page, "Sort by", /^Shuffled/);
		await expect(page).toHaveURL(/seed=\d+/);
		await expect.poll(() => isAnotherThan(byTitle)).toBe(true);
		const first = await order();
		await page.reload();
		await expect.poll(order).toEqual(first);
		await page.getByRole("button", { name: "Shuffle again" }).click();
		await expect.poll(() => isAnotherThan(first)).toBe(true);
	});

	await test.step("a collection of it, whose titles are picked, marked and undone as one", () =>
		pickAmongCollection(page, stage, "plex"));
});

/** From the page of movies, whatever is chosen there. */
async function pickAmongCollection(page: Page, stage: Stage, dialect: Dialect): Promise<void> {
	await expect(page.getByLabel("Collection").locator("option", { hasText: "Chaplin at Mutual (5)" })).toHaveCount(1, {
		timeout: 20_000,
	});
	await choose(page, "Collection", /Chaplin at Mutual/);
	await expect(count(page)).toHaveText("5 titles");
	await expect(cards(page).filter({ hasText: "The Rink" })).toBeVisible();

	const watched = async () => {
		const { items } = await stage.servers[dialect].state();
		return ["the-rink", "the-immigrant"].filter((slug) => items[slug]?.watched).length;
	};
	const picks = page.getByRole("list", { name: "Movies" }).getByRole("checkbox");
	await page.getByRole("button", { name: "Select", exact: true }).click();
	await picks.first().click();
	await picks.nth(3).click({ modifiers: ["Shift"] });
	await expect(page.getByText("4 films picked")).toBeVisible();
	await page.getByRole("button", { name: "All 5" }).click();
	await expect(page.getByText("5 films picked")).toBeVisible();
	await page.getByRole("button", { name: "Mark watched" }).click();
	await expect(picks).toHaveCount(0);
	await expect.poll(watched).toBe(2);
	// Not by the message, which is gone after some seconds.
	await navigation(page).getByRole("link", { name: "Activity" }).click();
	await page.getByRole("button", { name: /^Undo .+ and 3 more$/ }).click();
	await expect.poll(watched).toBe(0);
}

/** As the person does it in another client. */
async function addFavourite(url: string, key: string): Promise<void> {
	const identity = 'MediaBrowser Client="Other", Device="Other", DeviceId="other", Version="1"';
	const signedIn = await fetch(`${url}/Users/AuthenticateByName`, {
		method: "POST",
		headers: { "content-type": "application/json", authorization: identity },
		body: JSON.stringify({ Username: "demo", Pw: "demo" }),
	});
	const { AccessToken } = await signedIn.json();
	const answer = await fetch(`${url}/UserFavoriteItems/${key}`, {
		method: "POST",
		headers: { authorization: `${identity}, Token="${AccessToken}"` },
	});
	expect(answer.status).toBe(200);
}
