import type { Locator, Page } from "@playwright/test";
import { connectAndSync, controlled, markButton, markWatched, openTitle } from "../support/journey.ts";
import { DIALECTS, type Dialect, expect, firstWith, REST, type Stage, test } from "../support/stowaway.ts";
import { allIsQuiet } from "../support/traces.ts";

const FILM = { title: "The General", slug: "the-general", full: "The General (1926)" };
const LATER_FILM = { title: "Metropolis", slug: "metropolis" };
/** Of each of them a place waits that the server knows otherwise by now. */
const CONFLICTS = [
	{ side: "mine", title: "The Navigator", slug: "the-navigator", full: "The Navigator (1924)" },
	{ side: "theirs", title: "Intolerance", slug: "intolerance", full: "Intolerance (1916)" },
] as const;
const SHOW = { title: "Flash Gordon", slug: "flash-gordon" };
const MANY = ["Flash Gordon", "Sherlock Holmes"];
const NAMES: Readonly<Record<Dialect, string>> = { jellyfin: "Demo Jellyfin", plex: "Demo Plex" };
const HOUR_MS = 3_600_000;
const PLACE_MS = 300_000;

const cards = (page: Page): Locator => page.locator(".activity-card");
const lines = (page: Page): Locator => page.locator(".journal-line");
const activityLink = (page: Page): Locator =>
	page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /Activity/ });

async function openActivity(page: Page): Promise<void> {
	await activityLink(page).click();
	await expect(page.getByRole("heading", { level: 1, name: "Activity" })).toBeVisible();
}

async function markShow(page: Page, title: string): Promise<void> {
	await openTitle(page, title);
	await markButton(page, `all of ${title}`).click();
	await expect(markButton(page, `all of ${title}`, "not watched")).toBeVisible();
}

async function watchedEpisodes(stage: Stage, dialect: Dialect): Promise<number> {
	const { items } = await stage.servers[dialect].state();
	const episodes = Object.entries(items).filter(([slug]) => slug.startsWith(`${SHOW.slug}/`));
	return episodes.filter(([, item]) => item.watched).length;
}

test.describe.configure({ timeout: 120_000 });

for (const dialect of DIALECTS) {
	const server = NAMES[dialect];
	test(
		`what waits for a ${dialect} server is told, sent, undone and decided in Activity`,
		firstWith("jellyfin", dialect),
		async ({ page, context, stage }) => {
			const demo = stage.servers[dialect];
			await connectAndSync(page, stage, dialect);
			await controlled(page);

			await test.step("a show that was marked is one thing that waits, one entry of the journal, and undone as one", async () => {
				await context.setOffline(true);
				await markShow(page, SHOW.title);
				await openActivity(page);
				await expect(cards(page)).toHaveCount(1);
				await expect(cards(page)).toContainText(/You marked \d+ episodes watched/);
				await expect(cards(page)).toContainText(new RegExp(`${server}: \\d+ will be changed`));
				await context.setOffline(false);
				await expect.poll(() => watchedEpisodes(stage, dialect), { timeout: 30_000 }).toBeGreaterThan(10);
				await expect(page.getByText("Everything is with your servers")).toBeVisible({ timeout: 20_000 });
				await expect(lines(page)).toHaveCount(1);
				await lines(page)
					.getByRole("button", { name: `Undo ${SHOW.title}` })
					.click();
				await expect.poll(() => watchedEpisodes(stage, dialect), { timeout: 30_000 }).toBe(0);
				await expect(page.getByText("Everything is with your servers")).toBeVisible({ timeout: 20_000 });
				await expect(lines(page).locator(".chip")).toHaveText(["Undone"]);
				await expect(lines(page)).toHaveCount(3);
			});

			await test.step("what waits is shown with what it will do and why it waits; it is discarded, brought back, and sent", async () => {
				await context.setOffline(true);
				await markWatched(page, FILM.title);
				await openActivity(page);
				const card = cards(page).filter({ hasText: FILM.full });
				await expect(card).toContainText(`${server}: Not watched → Watched`);
				await expect(page.getByText("This device is offline")).toBeVisible();
				await card.getByRole("button", { name: `Discard ${FILM.full}` }).click();
				await expect(cards(page)).toHaveCount(0);
				await page.getByRole("button", { name: "Undo", exact: true }).click();
				await expect(card).toContainText("marked it watched");
				await page.reload();
				await expect(card).toContainText("marked it watched");

				await context.setOffline(false);
				await expect.poll(async () => (await demo.item(FILM.slug)).watched, { timeout: 20_000 }).toBe(true);
				await expect(page.getByText("Everything is with your servers")).toBeVisible({ timeout: 20_000 });
				await expect(lines(page).first()).toContainText("Not watched → Watched");
				await expect(lines(page).first().locator("code")).toHaveText("fast-forward");
				await page.getByRole("searchbox", { name: "Only titles with" }).fill("no such film");
				await expect(page.getByText("Nothing like that")).toBeVisible();
				await page.getByRole("searchbox", { name: "Only titles with" }).fill("GENERAL");
				await lines(page).first().getByRole("button", { name: /^Undo/ }).click();
				await expect.poll(async () => (await demo.item(FILM.slug)).watched, { timeout: 20_000 }).toBe(false);
				await expect(page.getByText("Everything is with your servers")).toBeVisible({ timeout: 20_000 });
			});

			for (const { side, title, slug, full } of CONFLICTS) {
				await test.step(`both sides of a conflict are shown, and one tap keeps ${side}`, async () => {
					await context.setOffline(true);
					await queueProgress(page, { title, positionMs: PLACE_MS, agoMs: 2 * HOUR_MS });
					await demo.view({ slug, act: "unwatched" });
					await page.reload();
					await openActivity(page);
					const icon = await iconOf(page);
					await context.setOffline(false);
					const card = cards(page).filter({ hasText: full });
					await expect(card).toContainText("It was marked not watched somewhere else meanwhile", { timeout: 20_000 });
					await expect(card).toContainText("Before that it was watched");
					await expect(card).toContainText("You stopped at 5:00");
					await expect(activityLink(page).locator(".badge")).toHaveText(/1/);
					await expect.poll(icon).toBe(1);
					await card.getByRole("button", { name: side === "mine" ? /On this device/i : new RegExp(server) }).click();
					await expect(cards(page)).toHaveCount(0, { timeout: 20_000 });
					await expect.poll(icon).toBe(0);
					const positionMs = side === "mine" ? PLACE_MS : 0;
					await expect.poll(async () => demo.item(slug)).toMatchObject({ watched: false, positionMs });
					await expect(lines(page).first().locator("code")).toHaveText(
						side === "mine" ? "fast-forward" : "kept-theirs",
					);
				});
			}

			await test.step("sending many can be paused, also over a reload, and goes on", async () => {
				await context.setOffline(true);
				for (const title of MANY) await markShow(page, title);
				await openActivity(page);
				await demo.setFaults({ kind: "latency", ms: 250 });
				await context.setOffline(false);
				await expect(page.getByRole("progressbar", { name: "Sending" })).toBeVisible({ timeout: 20_000 });
				await page.getByRole("button", { name: "Pause" }).click();
				await expect(page.getByText("Sending is paused.").first()).toBeVisible();
				await demo.clearFaults();
				await allIsQuiet(page);
				const { writes } = await demo.state();
				await page.reload();
				await expect(page.getByText("Sending is paused.").first()).toBeVisible();
				await allIsQuiet(page);
				expect((await demo.state()).writes, "nothing is sent while it is paused").toBe(writes);
				await page.getByRole("button", { name: "Go on" }).click();
				await expect(page.getByText("Everything is with your servers")).toBeVisible({ timeout: 30_000 });
			});
		},
	);
}

// A full disk and files are nothing that a dialect changes.
test("a copy is saved and taken in, and a full disk loses nothing", { tag: REST }, async ({
	page,
	context,
	browser,
	stage,
}) => {
	const server = stage.servers.jellyfin;
	await connectAndSync(page, stage, "jellyfin");
	await controlled(page);

	await test.step("a copy saved on one device is taken in on another, once, and its changes reach the server from there", async () => {
		await context.setOffline(true);
		await markWatched(page, FILM.title);
		await openActivity(page);
		const [copy] = await Promise.all([
			page.waitForEvent("download"),
			page.getByRole("button", { name: "Save a copy" }).click(),
		]);
		const file = await copy.path();

		const elsewhere = await browser.newContext();
		const other = await elsewhere.newPage();
		await connectAndSync(other, stage, "jellyfin");
		await openActivity(other);
		await other.getByLabel("Take in a copy").setInputFiles(file);
		await expect(other.getByText("1 change and 0 journal entries were taken in.")).toBeVisible();
		await expect.poll(async () => (await server.item(FILM.slug)).watched, { timeout: 20_000 }).toBe(true);
		await expect(other.getByText("Everything is with your servers")).toBeVisible({ timeout: 20_000 });
		await other.getByLabel("Take in a copy").setInputFiles(file);
		await expect(other.getByText("Everything in this file was here already.")).toBeVisible();
		await other.getByLabel("Take in a copy").setInputFiles({
			name: "later.json",
			mimeType: "application/json",
			buffer: Buffer.from('{"format":"stowaway-progress","version":9}'),
		});
		await expect(other.getByRole("alert")).toContainText("A newer Stowaway saved this file");
		await elsewhere.close();
	});

	await test.step("on a full disk every button says so, and nothing is lost", async () => {
		await context.setOffline(false);
		await markWatched(page, LATER_FILM.title);
		await openActivity(page);
		await expect(page.getByText("Everything is with your servers")).toBeVisible({ timeout: 20_000 });
		const line = lines(page).filter({ hasText: LATER_FILM.title });
		await expect(line).toHaveCount(1);
		await context.setOffline(true);
		await queueProgress(page, { title: LATER_FILM.title, positionMs: PLACE_MS, agoMs: 0 });
		await page.reload();
		await expect(cards(page)).toHaveCount(1);
		await page.evaluate(() => {
			const full = () => {
				throw new DOMException("No room", "QuotaExceededError");
			};
			Object.assign(IDBObjectStore.prototype, { add: full, put: full });
		});
		const said = page.getByText("This device has no room left, so nothing was changed.").last();
		await cards(page)
			.getByRole("button", { name: /^Discard/ })
			.click();
		await expect(said).toBeVisible();
		await line.getByRole("button", { name: /^Undo/ }).click();
		await expect(said).toBeVisible();
		await page.reload();
		await expect(cards(page)).toHaveCount(1);
		await expect(line).toHaveCount(1);
		await expect(line.getByRole("button", { name: /^Undo/ })).toBeVisible();
	});
});

/** Listens to what the app's icon is told from now on; gives a function that tells the number on it. */
async function iconOf(page: Page): Promise<() => Promise<number>> {
	await page.evaluate(() => {
		const tell = (number: number) => async () => {
			Object(globalThis).iconNumber = number;
		};
		Object.assign(navigator, { setAppBadge: (number: number) => tell(number)(), clearAppBadge: tell(0) });
	});
	return () => page.evaluate(() => Object(globalThis).iconNumber ?? -1);
}

/** Stopping in a film that was watched, as the app writes it down: playing it would take a network. */
async function queueProgress(page: Page, made: { title: string; positionMs: number; agoMs: number }): Promise<void> {
	await page.evaluate(async ({ title, positionMs, agoMs }) => {
		const [info] = (await indexedDB.databases()).filter(({ name }) => name?.startsWith("stowaway:"));
		const finished = <T>(request: IDBRequest<T>) =>
			new Promise<T>((resolve, reject) => {
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(request.error);
			});
		const db = await finished(indexedDB.open(info?.name ?? ""));
		const store = (name: string) => db.transaction(name, "readwrite").objectStore(name);
		const items: { itemId: string; sourceId: string; title: string; kind: string; year: number }[] = await finished(
			store("items").getAll(),
		);
		const item = items.find((one) => one.title === title && one.kind === "movie");
		if (!item) throw new Error(`no ${title}`);
		const { itemId, sourceId, kind, year } = item;
		const at = Date.now() - agoMs;
		await finished(
			store("outbox").put({
				itemId,
				sourceId,
				revision: 1,
				changes: [{ type: "progress", positionMs, at, uncertaintyMs: 1000, revision: 1 }],
				base: { positionMs: 0, watched: true, playCount: 1, lastPlayedAt: at - 3_600_000 },
				createdAt: at,
				attempts: 0,
				nextTryAt: 0,
				status: "waiting",
				snapshot: { title, kind, year, providerIds: {} },
			}),
		);
		db.close();
	}, made);
}
