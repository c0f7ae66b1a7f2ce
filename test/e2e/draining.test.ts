import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { BROWSER_ARGS, chromiumPath } from "../support/browser.ts";
import { connectAndSync, controlled, expectNothingWaits, markButton, openTitle } from "../support/journey.ts";
import { DIALECTS, expect, type Stage, test } from "../support/stowaway.ts";
import { allIsQuiet } from "../support/traces.ts";
import { WorkerControl } from "../support/worker-control.ts";

const FILMS = [
	{ title: "The General", slug: "the-general" },
	{ title: "The Navigator", slug: "the-navigator" },
	{ title: "Metropolis", slug: "metropolis" },
	{ title: "Nosferatu", slug: "nosferatu" },
] as const;

/** Marks every film watched, one after the other, as a person does on their pages. */
async function markAll(page: Page): Promise<void> {
	for (const { title } of FILMS) {
		await openTitle(page, title);
		await markButton(page, title).click();
		await expect(markButton(page, title, "not watched")).toBeVisible();
	}
}

/** The films as the server has them: watched or not, and how often. */
async function onServer(stage: Stage, dialect: "jellyfin" | "plex"): Promise<string[]> {
	const { items } = await stage.servers[dialect].state();
	return FILMS.map(({ slug }) => `${slug} ${items[slug]?.watched ? "watched" : "unwatched"}`);
}
const ALL_WATCHED = FILMS.map(({ slug }) => `${slug} watched`);

for (const dialect of DIALECTS) {
	test.describe(dialect, () => {
		test("a worker that is stopped in the middle of sending leaves the rest to the next event, and nothing is sent twice", async ({
			page,
			context,
			stage,
		}) => {
			const server = stage.servers[dialect];
			await connectAndSync(page, stage, dialect);
			await controlled(page);
			const worker = await WorkerControl.of(context, page);
			await context.setOffline(true);
			await markAll(page);
			// A page of the same origin without the app: it keeps the browser's tools attached, and sends nothing by itself.
			await page.goto(`${stage.appUrl}icons/icon.svg`);
			await server.setFaults({ kind: "latency", ms: 1500 });
			const before = (await server.requests()).length;
			await context.setOffline(false);
			const origin = new URL(stage.appUrl).origin;
			await worker.dispatchSync(origin);
			await expect.poll(async () => (await server.requests()).length).toBeGreaterThan(before);
			await worker.stop();
			await server.clearFaults();
			expect(await onServer(stage, dialect), "it was stopped before the end").not.toEqual(ALL_WATCHED);
			await worker.dispatchSync(origin);
			await expect.poll(() => onServer(stage, dialect), { timeout: 40_000 }).toEqual(ALL_WATCHED);
			const { items } = await server.state();
			for (const { slug } of FILMS) expect(items[slug]?.playCount, slug).toBeLessThanOrEqual(1);
			await page.goto(stage.appUrl);
			await expectNothingWaits(page);
		});

		test("two tabs that send at once write each change once", async ({ page, context, stage }) => {
			const server = stage.servers[dialect];
			await connectAndSync(page, stage, dialect);
			await controlled(page);
			await context.setOffline(true);
			await markAll(page);
			const other = await context.newPage();
			await other.goto(`${stage.appUrl}#/activity`);
			await expect(other.getByRole("main")).toContainText(`${FILMS.length} changes waiting`);
			const { writes } = await server.state();
			await context.setOffline(false);
			await Promise.all([page, other].map((each) => each.evaluate(() => dispatchEvent(new Event("online")))));
			await expect.poll(() => onServer(stage, dialect), { timeout: 20_000 }).toEqual(ALL_WATCHED);
			await expectNothingWaits(page);
			await allIsQuiet(page);
			expect((await server.state()).writes - writes).toBe(FILMS.length);
		});

		test("a server that does as it is told but loses the answer is not told twice what counts", async ({
			page,
			context,
			stage,
		}) => {
			const server = stage.servers[dialect];
			await connectAndSync(page, stage, dialect);
			await controlled(page);
			await context.setOffline(true);
			const [film] = FILMS;
			await openTitle(page, film.title);
			await markButton(page, film.title).click();
			await expect(markButton(page, film.title, "not watched")).toBeVisible();
			// Not by a cut connection: Chromium itself sends a request once more when a kept connection ends without an answer.
			await server.setFaults({ kind: "hang", path: dialect === "jellyfin" ? "UserData" : "scrobble", times: 1 });
			await context.setOffline(false);
			await expect.poll(async () => (await server.item(film.slug)).watched, { timeout: 40_000 }).toBe(true);
			await page.reload();
			await page.goto(`${stage.appUrl}#/activity`);
			await page.keyboard.press("r");
			await expect(page.getByText("Everything is with your servers")).toBeVisible({ timeout: 30_000 });
			expect(await server.item(film.slug)).toMatchObject({ watched: true, positionMs: 0 });
			expect((await server.item(film.slug)).playCount).toBeLessThanOrEqual(1);
		});

		test("without Background Sync the page carries it at its next start", async ({ page, context, stage }) => {
			await context.addInitScript(() => {
				if ("ServiceWorkerRegistration" in globalThis) {
					Reflect.deleteProperty(ServiceWorkerRegistration.prototype, "sync");
				}
				Reflect.deleteProperty(globalThis, "SyncManager");
			});
			await connectAndSync(page, stage, dialect);
			await controlled(page);
			await context.setOffline(true);
			await markAll(page);
			expect(await onServer(stage, dialect)).toEqual(FILMS.map(({ slug }) => `${slug} unwatched`));
			await page.close();
			await context.setOffline(false);
			const again = await context.newPage();
			await again.goto(stage.appUrl);
			await expect.poll(() => onServer(stage, dialect), { timeout: 20_000 }).toEqual(ALL_WATCHED);
			await expectNothingWaits(again);
		});

		test("a browser that is closed without a network and opened again brings what waited", async ({ stage }) => {
			const profile = await mkdtemp(join(tmpdir(), "stowaway-closed-"));
			const open = (): Promise<BrowserContext> =>
				chromium.launchPersistentContext(profile, { executablePath: chromiumPath(), args: BROWSER_ARGS });
			try {
				const first = await open();
				const page = await first.newPage();
				await connectAndSync(page, stage, dialect);
				await controlled(page);
				await first.setOffline(true);
				await markAll(page);
				await first.close();
				expect(await onServer(stage, dialect)).toEqual(FILMS.map(({ slug }) => `${slug} unwatched`));
				const second = await open();
				const reopened = await second.newPage();
				await reopened.goto(stage.appUrl);
				await expect.poll(() => onServer(stage, dialect), { timeout: 20_000 }).toEqual(ALL_WATCHED);
				await expectNothingWaits(reopened);
				await second.close();
			} finally {
				await rm(profile, { recursive: true, force: true });
			}
		});
	});
}
