import { connectDemo, expectNothingWaits, markButton, openTitle } from "../support/journey.ts";
import { DIALECTS, expect, REST, test } from "../support/stowaway.ts";

const FILM = { title: "The General", slug: "the-general" };
const WATCHED_FILM = { title: "Metropolis", slug: "metropolis" };
const SHOW = { title: "Flash Gordon", slug: "flash-gordon" };

test.describe.configure({ timeout: 120_000 });

for (const dialect of DIALECTS) {
	test(`with a ${dialect} server, what is marked or forgotten is said only when it can be done`, { tag: REST }, async ({
		page,
		stage,
	}) => {
		const server = stage.servers[dialect];
		await server.view({ slug: FILM.slug, act: "progress", positionMs: 240_000 });
		const lists = dialect === "plex" ? ["type=4", "/allLeaves"] : ["includeItemTypes=Episode", "/Shows/"];
		await server.setFaults(...lists.map((path) => ({ kind: "status", status: 500, path }) as const));
		await connectDemo(page, stage, dialect);

		await test.step("a show whose episodes are not here is not said to be marked, and is marked once they are", async () => {
			await openTitle(page, SHOW.title);
			await expect(page.getByText("The episodes are not here yet")).toBeVisible();
			const mark = markButton(page, `all of ${SHOW.title}`);
			await mark.click();
			await expect(page.getByText(`Nothing was marked: the episodes of ${SHOW.title}`)).toBeVisible();
			await server.clearFaults();
			await mark.click();
			await expect(page.getByText(/\d+ episodes marked watched/)).toBeVisible();
			await expect.poll(async () => (await server.item(`${SHOW.slug}/s1e1`)).watched).toBe(true);
			await expect(markButton(page, `all of ${SHOW.title}`, "not watched")).toBeVisible();
		});

		await test.step("a place is forgotten from Home, brought back, and forgotten on the title's page", async () => {
			await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
			const going = page.getByRole("region", { name: "Continue watching" });
			await going.getByRole("link", { name: `Play ${FILM.title}` }).hover();
			await going.getByRole("button", { name: `Forget my place in ${FILM.title}` }).click();
			await expect(going).toHaveCount(0);
			await expect.poll(async () => (await server.item(FILM.slug)).positionMs).toBe(0);
			await page.getByRole("button", { name: "Undo" }).last().click();
			await expect(going.getByRole("link", { name: FILM.title }).first()).toBeVisible();
			await expect.poll(async () => (await server.item(FILM.slug)).positionMs).toBe(240_000);

			await openTitle(page, FILM.title);
			await page.getByRole("button", { name: "Forget my place" }).click();
			await expect(page.getByRole("link", { name: "Play", exact: true })).toBeVisible();
			await expect(page.getByRole("button", { name: "Forget my place" })).toHaveCount(0);
			await expect.poll(async () => (await server.item(FILM.slug)).positionMs).toBe(0);
			await expectNothingWaits(page);
			await page
				.getByRole("button", { name: `Undo ${FILM.title}` })
				.first()
				.click();
			await expect.poll(async () => (await server.item(FILM.slug)).positionMs).toBe(240_000);
		});

		await test.step("a place in a watched title is only said to be forgettable where the server can", async () => {
			await server.view({ slug: WATCHED_FILM.slug, act: "finish" });
			await server.view({ slug: WATCHED_FILM.slug, act: "progress", positionMs: 240_000 });
			await openTitle(page, WATCHED_FILM.title);
			await expect(page.getByRole("link", { name: "Resume" })).toBeVisible();
			await expect(markButton(page, WATCHED_FILM.title, "not watched")).toBeVisible();
			await expect(page.getByRole("button", { name: "Forget my place" })).toHaveCount(dialect === "plex" ? 0 : 1);
		});
	});
}
