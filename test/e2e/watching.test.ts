import {
	buffered,
	connectAndSync,
	controlled,
	expectNothingWaits,
	leavePlayer,
	markButton,
	openTitle,
	play,
	seek,
} from "../support/journey.ts";
import { DIALECTS, expect, test } from "../support/stowaway.ts";

const FILM = { title: "The General", slug: "the-general" };
const HOUR_MS = 3_600_000;

for (const dialect of DIALECTS) {
	test.describe(dialect, () => {
		test.beforeEach(async ({ page, stage }) => {
			await connectAndSync(page, stage, dialect);
			await controlled(page);
		});

		test("a film with its whole cast, one of its people, and a finish that the server knows of", async ({
			page,
			stage,
		}) => {
			const server = stage.servers[dialect];
			await openTitle(page, FILM.title);
			const cast = page.getByRole("region", { name: "Cast" }).getByRole("link");
			await expect(cast).toHaveCount(10);
			await cast.filter({ hasText: "Buster Keaton" }).click();
			await expect(page.getByRole("heading", { level: 1, name: "Buster Keaton" })).toBeVisible();
			await page.getByRole("main").getByRole("link", { name: FILM.title }).click();

			const video = await play(page);
			await seek(video, 200);
			await leavePlayer(page);
			await expect.poll(async () => (await server.item(FILM.slug)).positionMs).toBeGreaterThan(199_000);
			expect((await server.item(FILM.slug)).watched).toBe(false);
			await expect(page.getByRole("link", { name: "Resume" })).toBeVisible();

			const again = await play(page);
			expect(await again.evaluate((media: HTMLVideoElement) => media.currentTime)).toBeGreaterThan(198);
			await seek(again, 570);
			await expect
				.poll(async () => server.item(FILM.slug), { timeout: 20_000 })
				.toMatchObject({ watched: true, positionMs: 0, playCount: 1 });
			await leavePlayer(page);
			await expect(markButton(page, FILM.title, "not watched")).toBeVisible();
			expect((await server.state()).sessions, "no playback session was opened").toBe(0);
		});

		test("the network goes mid-film, the page is closed, and the position arrives by itself", async ({
			page,
			context,
			stage,
		}) => {
			await openTitle(page, FILM.title);
			const video = await play(page);
			await buffered(video, 260);
			await context.setOffline(true);
			await seek(video, 240);
			await video.evaluate((media: HTMLVideoElement) => media.pause());
			const tags = () => page.evaluate(async () => (await navigator.serviceWorker.ready).sync.getTags());
			await expect.poll(tags).not.toEqual([]);
			await page.close();
			await context.setOffline(false);
			await expect
				.poll(async () => (await stage.servers[dialect].item(FILM.slug)).positionMs, { timeout: 20_000 })
				.toBeGreaterThan(239_000);
		});

		test("marked watched without a network: still so after a reload, and right on the server afterwards", async ({
			page,
			context,
			stage,
		}) => {
			await openTitle(page, FILM.title);
			await context.setOffline(true);
			await markButton(page, FILM.title).click();
			const unmark = markButton(page, FILM.title, "not watched");
			await expect(unmark).toBeVisible();
			await page.reload();
			await expect(unmark).toBeVisible();
			expect((await stage.servers[dialect].item(FILM.slug)).watched).toBe(false);
			await context.setOffline(false);
			await expect
				.poll(async () => stage.servers[dialect].item(FILM.slug), { timeout: 20_000 })
				.toMatchObject({ watched: true, positionMs: 0 });
			await expectNothingWaits(page);
		});

		test("another device went on later than we did: its place stands", async ({ page, context, stage }) => {
			await openTitle(page, FILM.title);
			const video = await play(page);
			await buffered(video, 120);
			await context.setOffline(true);
			// What happens on this device now happened two hours ago.
			await page.evaluate((ago) => {
				const now = Date.now;
				Date.now = () => now() - ago;
			}, 2 * HOUR_MS);
			await seek(video, 100);
			await leavePlayer(page);
			await page.reload();
			await expect(page.getByRole("link", { name: "Resume" })).toBeVisible();
			const server = stage.servers[dialect];
			await server.view({ slug: FILM.slug, act: "progress", positionMs: 300_000 });
			await context.setOffline(false);
			await expectNothingWaits(page);
			expect((await server.item(FILM.slug)).positionMs).toBe(300_000);
		});

		test("another device went on before we did: our place stands", async ({ page, context, stage }) => {
			await openTitle(page, FILM.title);
			const video = await play(page);
			await buffered(video, 120);
			const server = stage.servers[dialect];
			await context.setOffline(true);
			await server.view({ slug: FILM.slug, act: "progress", positionMs: 300_000, at: Date.now() - 3 * HOUR_MS });
			await seek(video, 100);
			await leavePlayer(page);
			await context.setOffline(false);
			await expect
				.poll(async () => (await server.item(FILM.slug)).positionMs, { timeout: 20_000 })
				.toBeLessThan(110_000);
			expect((await server.item(FILM.slug)).positionMs).toBeGreaterThan(99_000);
		});
	});
}
