import type { Page } from "@playwright/test";
import {
	connectAndSync,
	expectNothingWaits,
	leavePlayer,
	markButton,
	openTitle,
	play,
	seek,
} from "../support/journey.ts";
import { DIALECTS, expect, test } from "../support/stowaway.ts";

const FILM = { title: "The Phantom of the Opera", slug: "the-phantom-of-the-opera" };

async function pick(page: Page, name: RegExp): Promise<void> {
	const select = page.getByLabel("Version");
	const label = (await select.locator("option").allTextContents()).find((text) => name.test(text));
	await select.selectOption({ label: label ?? "" });
}

/** Where the file that plays comes from. */
async function playing(page: Page): Promise<string> {
	return page.locator("video").evaluate((media: HTMLVideoElement) => media.currentSrc);
}

for (const dialect of DIALECTS) {
	test.describe(dialect, () => {
		test("a film in two versions: the one that was picked plays, its place is kept where it belongs, and it is gone on with", async ({
			page,
			stage,
		}) => {
			const server = stage.servers[dialect];
			const isApart = dialect === "jellyfin";
			const second = isApart ? `${FILM.slug}@1` : FILM.slug;
			await connectAndSync(page, stage, dialect);
			await openTitle(page, FILM.title);
			await expect(page.getByLabel("Version").locator("option")).toHaveCount(2);
			await pick(page, /144p/);
			const video = await play(page);
			expect(await playing(page)).toContain(isApart ? (await server.item(second)).key : ".mp4");
			await seek(video, 200);
			await leavePlayer(page);
			await expect.poll(async () => (await server.item(second)).positionMs).toBeGreaterThan(199_000);
			if (isApart) expect(await server.item(FILM.slug)).toMatchObject({ positionMs: 0, playCount: 0 });
			await expectNothingWaits(page);

			// As another day: nothing in the address says which version it was.
			await openTitle(page, FILM.title);
			await expect(page.getByRole("link", { name: "Resume" })).toBeVisible();
			if (isApart) await expect(page.getByLabel("Version").locator("option:checked")).toContainText("144p");
			await pick(page, /144p/);
			const again = await play(page);
			expect(await again.evaluate((media: HTMLVideoElement) => media.currentTime)).toBeGreaterThan(198);
			await seek(again, 570);
			await expect
				.poll(() => server.item(second), { timeout: 20_000 })
				.toMatchObject({ watched: true, positionMs: 0, playCount: 1 });
			await leavePlayer(page);
			await expect(markButton(page, FILM.title, "not watched")).toBeVisible();

			await markButton(page, FILM.title, "not watched").click();
			for (const key of new Set([FILM.slug, second])) {
				await expect.poll(() => server.item(key)).toMatchObject({ watched: false, positionMs: 0 });
			}
			await expect(markButton(page, FILM.title, "watched")).toBeVisible();
		});

		test("the version is changed while the film runs, and the film goes on where it was", async ({ page, stage }) => {
			const server = stage.servers[dialect];
			await connectAndSync(page, stage, dialect);
			await openTitle(page, FILM.title);
			const video = await play(page);
			await seek(video, 120);
			await page.mouse.move(400, 400);
			await page.getByRole("button", { name: "Version" }).click();
			const menu = page.getByRole("menu", { name: "Version" });
			await expect(menu.getByRole("menuitemradio", { checked: true })).toContainText("216p");
			await menu.getByRole("menuitemradio", { name: /144p/ }).click();
			await expect.poll(() => playing(page)).toContain(".mp4");
			await expect
				.poll(() => video.evaluate((media: HTMLVideoElement) => (media.paused ? 0 : media.currentTime)))
				.toBeGreaterThan(119);
			await seek(video, 240);
			await leavePlayer(page);
			const second = dialect === "jellyfin" ? `${FILM.slug}@1` : FILM.slug;
			await expect.poll(async () => (await server.item(second)).positionMs).toBeGreaterThan(239_000);
		});
	});
}
