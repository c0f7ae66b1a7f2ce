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
const MARKED = { title: "Metropolis", slug: "metropolis" };
const LATER_ELSEWHERE = { title: "The Navigator", slug: "the-navigator" };
const EARLIER_ELSEWHERE = { title: "Nosferatu", slug: "nosferatu" };
const LEFT_OPEN = { title: "Intolerance", slug: "intolerance" };
const HOUR_MS = 3_600_000;

test.describe.configure({ timeout: 120_000 });

for (const dialect of DIALECTS) {
	test(`what is watched with a ${dialect} server is there as it was, with a network and without`, async ({
		page,
		context,
		stage,
	}) => {
		const server = stage.servers[dialect];
		await connectAndSync(page, stage, dialect);
		await controlled(page);

		await test.step("a film with its whole cast, one of its people, and a finish that the server knows of", async () => {
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

		await test.step("marked watched without a network: still so after a reload, and right on the server afterwards", async () => {
			await openTitle(page, MARKED.title);
			await context.setOffline(true);
			await markButton(page, MARKED.title).click();
			const unmark = markButton(page, MARKED.title, "not watched");
			await expect(unmark).toBeVisible();
			await page.reload();
			await expect(unmark).toBeVisible();
			expect((await server.item(MARKED.slug)).watched).toBe(false);
			await context.setOffline(false);
			await expect
				.poll(async () => server.item(MARKED.slug), { timeout: 20_000 })
				.toMatchObject({ watched: true, positionMs: 0 });
			await expectNothingWaits(page);
		});

		await test.step("another device went on before we did: our place stands", async () => {
			const { title, slug } = EARLIER_ELSEWHERE;
			await openTitle(page, title);
			const video = await play(page);
			await buffered(video, 120);
			await context.setOffline(true);
			await server.view({ slug, act: "progress", positionMs: 300_000, at: Date.now() - 3 * HOUR_MS });
			await seek(video, 100);
			await leavePlayer(page);
			await context.setOffline(false);
			await expect.poll(async () => (await server.item(slug)).positionMs, { timeout: 20_000 }).toBeLessThan(110_000);
			expect((await server.item(slug)).positionMs).toBeGreaterThan(99_000);
		});

		await test.step("another device went on later than we did: its place stands", async () => {
			const { title, slug } = LATER_ELSEWHERE;
			await openTitle(page, title);
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
			await server.view({ slug, act: "progress", positionMs: 300_000 });
			await context.setOffline(false);
			await expectNothingWaits(page);
			expect((await server.item(slug)).positionMs).toBe(300_000);
		});

		await test.step("the network goes mid-film, the page is closed, and the position arrives by itself", async () => {
			await openTitle(page, LEFT_OPEN.title);
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
				.poll(async () => (await server.item(LEFT_OPEN.slug)).positionMs, { timeout: 20_000 })
				.toBeGreaterThan(239_000);
		});

		expect((await server.state()).sessions, "no playback session was opened by any of it").toBe(0);
	});
}
