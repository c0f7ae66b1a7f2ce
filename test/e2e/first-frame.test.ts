import type { Page } from "@playwright/test";
import { connectAndSync, controlled } from "../support/journey.ts";
import { DIALECTS, expect, firstWith, test } from "../support/stowaway.ts";

/** What a page saw of the drawing and of its own cards while it started. */
interface Sightings {
	/** Titles of the drawing when it was made. */
	drawn: string[];
	/** Places of its cards, `left,top` in whole px. */
	places: string[];
	/** Cards of the app in the document at that moment. */
	ownThen: number;
	/** What the drawing could do besides being seen: `src` and `href` in it. */
	leading: number;
}

/** What the app says of a sync is above the rows and no part of a drawing: they may stand lower, all by as much. */
const fromTheFirst = (places: readonly string[]): string[] => {
	const tops = places.map((place) => Number(place.split(",")[1]));
	return places.map((place, at) => `${place.split(",")[0]},${(tops[at] ?? 0) - (tops[0] ?? 0)}`);
};

/** Notes the drawing in the moment it comes into the document. To be run before the page's own code. */
function noteDrawing(): void {
	new MutationObserver((_changes, observer) => {
		const frame = document.querySelector("#first-frame");
		if (!frame) return;
		observer.disconnect();
		requestAnimationFrame(() => {
			const cards = [...frame.querySelectorAll(".card-title")];
			Object.assign(window, {
				sightings: {
					drawn: cards.map((card) => card.textContent),
					places: cards.map((card) => {
						const { left, top } = card.getBoundingClientRect();
						return `${Math.round(left)},${Math.round(top)}`;
					}),
					ownThen: document.querySelectorAll("#app .card-title").length,
					leading: frame.querySelectorAll("[src], [href]").length,
				} satisfies Sightings,
			});
		});
	}).observe(document, { childList: true, subtree: true });
}

const sightings = (page: Page) => page.evaluate(() => ("sightings" in window ? (window.sightings as Sightings) : null));

/** Where the app's own cards are, as in `Sightings.places`. */
const ownPlaces = (page: Page) =>
	page.locator("#app .card-title").evaluateAll((cards) =>
		cards.map((card) => {
			const { left, top } = card.getBoundingClientRect();
			return `${Math.round(left)},${Math.round(top)}`;
		}),
	);

for (const dialect of DIALECTS) {
	test.describe(dialect, () => {
		test(
			"a start draws what was on screen last before the app is there, in its places, and takes it away",
			firstWith("jellyfin", dialect),
			async ({ page, stage, context }) => {
				await page.setViewportSize({ width: 1280, height: 1400 }); // Tall enough for the titles of Home's first row.
				await connectAndSync(page, stage, dialect);
				await controlled(page);
				await page.addInitScript(noteDrawing);
				for (const open of ["home", "library"] as const) {
					if (open === "library") {
						await page
							.getByRole("region", { name: "Libraries" })
							.getByRole("link", { name: /Movies|Films/ })
							.first()
							.click();
						await expect(page.locator("#app .virtual-grid .card-title").nth(5)).toBeVisible();
					}
					await context.setOffline(true);
					// Twice: the first leaves from a page that may still have moved.
					await page.reload();
					await expect(page.locator("#first-frame")).toHaveCount(0);
					await expect(page.locator("#app .card-title").nth(5)).toBeVisible();
					await page.reload();
					await expect(page.locator("#first-frame")).toHaveCount(0);
					await expect(page.locator("#app .card-title").nth(5)).toBeVisible();
					const seen = await sightings(page);
					expect(seen?.drawn.length, open).toBeGreaterThan(4);
					expect(seen?.ownThen, open).toBe(0);
					expect(seen?.leading, open).toBe(0);
					await expect
						.poll(async () => fromTheFirst(await ownPlaces(page)).slice(0, seen?.places.length), open)
						.toEqual(fromTheFirst(seen?.places ?? []));
					await context.setOffline(false);
				}

				// Neither a screen of another size nor a removed server gets a drawing.
				await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
				await expect(page.getByRole("region", { name: "Recently added" }).getByRole("link").first()).toBeVisible();
				await page.setViewportSize({ width: 700, height: 800 });
				await page.goto("about:blank");
				await page.setViewportSize({ width: 900, height: 800 });
				await page.goBack();
				await expect(page.locator("#app .card-title").first()).toBeVisible();
				expect(await sightings(page)).toBeNull();

				await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }).click();
				await page.getByRole("button", { name: /^Remove/ }).click();
				await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
				await expect(page.locator(".server-card")).toHaveCount(0);
				expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain("card-title");
			},
		);
	});
}
