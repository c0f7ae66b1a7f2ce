import type { BrowserContext, Locator, Page } from "@playwright/test";
import { libraryOfSize } from "../../demo/library/demo-library.ts";
import { type Extra, type SmallDemo, test } from "../support/extra-servers.ts";
import { connectDemo } from "../support/journey.ts";
import { DIALECTS, type Dialect, expect, firstWith } from "../support/stowaway.ts";

/** Titles in the server: several pages of its films. */
const TITLES = 1_600;
const SYNC_MS = 30_000;

/** What the requests for lists of titles have in their paths, and what says where they start. */
const LISTS: Readonly<Record<Dialect, { path: string; start: string }>> = {
	jellyfin: { path: "/Items?", start: "startIndex" },
	plex: { path: "/all?", start: "X-Plex-Container-Start" },
};

const strip = (page: Page): Locator => page.locator(".sync-strip");
const stop = (page: Page): Locator => strip(page).getByRole("button", { name: "Stop" });
const goOn = (page: Page): Locator => strip(page).getByRole("button", { name: "Continue" });

/** A server that keeps the page that begins with title 500 to itself, or with a later one, until it is let go. */
async function holdingServer(extra: Extra, context: BrowserContext, dialect: Dialect) {
	const demo: SmallDemo = await extra.demo(context, dialect, libraryOfSize(TITLES));
	const { path, start } = LISTS[dialect];
	const starts: number[] = [];
	let holdAt = 500;
	let letGo: () => void = () => undefined;
	const held = new Promise<void>((resolve) => {
		letGo = resolve;
	});
	demo.at.answerWith(async (request) => {
		if (request.method === "GET" && request.url.includes(path)) {
			const at = Number(new URL(request.url).searchParams.get(start));
			starts.push(at);
			if (at === holdAt) await held;
		}
		return demo.server.handle(request);
	});
	return {
		/** Where the lists that were asked for began, since it was emptied. */
		starts,
		holdAt: (start: number) => {
			holdAt = start;
		},
		letGo: () => {
			holdAt = Number.POSITIVE_INFINITY;
			letGo();
		},
	};
}

const hasWorker = (page: Page) => page.workers().some((worker) => worker.url().includes("sync-worker"));

/** How many films and shows are on this device. */
function countTitles(page: Page): Promise<number> {
	return page.evaluate(async () => {
		const [info] = (await indexedDB.databases()).filter(({ name }) => name?.startsWith("stowaway:"));
		const db = await new Promise<IDBDatabase>((resolve) => {
			const opening = indexedDB.open(info?.name ?? "");
			opening.onsuccess = () => resolve(opening.result);
		});
		const rows = await new Promise<{ kind: string }[]>((resolve) => {
			const reading = db.transaction("items").objectStore("items").getAll();
			reading.onsuccess = () => resolve(reading.result);
		});
		db.close();
		return rows.filter(({ kind }) => kind === "movie" || kind === "show").length;
	});
}

/** Everything of the server is on this device. */
async function expectComplete(page: Page): Promise<void> {
	await expect.poll(() => countTitles(page), { timeout: SYNC_MS }).toBe(TITLES);
	await expect(strip(page).getByRole("progressbar")).toHaveCount(0, { timeout: SYNC_MS });
}

for (const dialect of DIALECTS) {
	test(
		`a large ${dialect} is read by whoever is there to do it, and never twice`,
		firstWith("plex", dialect),
		async ({ page, context, stage, extra }) => {
			const server = await holdingServer(extra, context, dialect);
			/** The list of films was asked for again, and first of all at this title. */
			const begunAgainAt = async (title: number) => {
				await expect.poll(() => server.starts).toContain(title);
				expect(
					server.starts.find((start) => start > 0),
					"no page of the films is read twice",
				).toBe(title);
			};

			await test.step("without a worker the page reads the library itself", async () => {
				await context.route("**/assets/sync-worker*", (route) => route.abort());
				await connectDemo(page, stage, dialect);
				await expect(strip(page)).toContainText("500 of", { timeout: SYNC_MS });
				expect(hasWorker(page)).toBe(false);
			});

			await test.step("a page that is left in mid-sync leaves what the worker of the next start goes on from", async () => {
				await context.unroute("**/assets/sync-worker*");
				await page.goto("about:blank");
				server.starts.length = 0;
				server.holdAt(1_000);
				await page.goto(stage.appUrl);
				await begunAgainAt(500);
				expect(server.starts[0]).toBe(500);
				await expect(strip(page)).toContainText("1,000 of", { timeout: SYNC_MS });
				expect(hasWorker(page)).toBe(true);
			});

			await test.step("a worker that is ended in mid-sync leaves what the next start goes on from", async () => {
				await page.goto("about:blank");
				server.starts.length = 0;
				await page.goto(stage.appUrl);
				await begunAgainAt(1_000);
				expect(server.starts[0]).toBe(1_000);
				expect(hasWorker(page)).toBe(true);
			});

			await test.step("it ends when it is stopped, and goes on from there", async () => {
				await stop(page).click();
				await expect(goOn(page)).toBeVisible();
				server.starts.length = 0;
				await goOn(page).click();
				await begunAgainAt(1_000);
				expect(hasWorker(page)).toBe(true);
			});

			await test.step("Stop in one tab ends the sync that another tab runs", async () => {
				const other = await context.newPage();
				await other.goto(stage.appUrl);
				// By itself it waits for its turn, as the sync goes on in the first tab.
				await stop(other).click();
				await expect(goOn(other)).toBeVisible();
				await expect(goOn(page)).toBeVisible();
				await other.close();
				await page.bringToFront();
				server.starts.length = 0;
				await goOn(page).click();
				await begunAgainAt(1_000);
			});

			await test.step("a worker that breaks is replaced by the page, from where it was, to the end", async () => {
				server.starts.length = 0;
				const worker = page.workers().find((one) => one.url().includes("sync-worker"));
				await worker?.evaluate(() => {
					setTimeout(() => {
						throw new Error("broken on purpose");
					});
				});
				await begunAgainAt(1_000);
				expect(hasWorker(page)).toBe(false);
				server.letGo();
				await expectComplete(page);
				expect(hasWorker(page)).toBe(false);
			});
		},
	);
}
