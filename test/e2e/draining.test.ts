import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { BROWSER_ARGS, chromiumPath } from "../support/browser.ts";
import { connectAndSync, controlled, expectNothingWaits, markWatched } from "../support/journey.ts";
import { DIALECTS, type Dialect, expect, firstWith, REST, type Stage, test } from "../support/stowaway.ts";
import { allIsQuiet } from "../support/traces.ts";
import { WorkerControl } from "../support/worker-control.ts";

interface Film {
	readonly title: string;
	readonly slug: string;
}

const FILMS: readonly Film[] = [
	{ title: "The General", slug: "the-general" },
	{ title: "The Navigator", slug: "the-navigator" },
	{ title: "Metropolis", slug: "metropolis" },
	{ title: "Nosferatu", slug: "nosferatu" },
];
const OTHER_FILMS: readonly Film[] = [
	{ title: "Intolerance", slug: "intolerance" },
	{ title: "Sparrows", slug: "sparrows" },
	{ title: "Greed", slug: "greed" },
	{ title: "Wings", slug: "wings" },
];
const LAST_FILMS: readonly Film[] = [
	{ title: "The Penalty", slug: "the-penalty" },
	{ title: "Robin Hood", slug: "robin-hood" },
];
const LOST = { title: "Detour", slug: "detour" };

/** The request that tells the server that a title was watched. */
const TELLS_WATCHED = {
	jellyfin: { method: "POST", path: "UserData" },
	plex: { method: "GET", path: "scrobble" },
} as const;

/** A request of the app that is given up after 15 s is given up by then. */
const REQUEST_IS_OVER = "00:16";

/** Marks every film watched, one after the other, as a person does on their pages. */
async function markAll(page: Page, films: readonly Film[]): Promise<void> {
	for (const { title } of films) await markWatched(page, title);
}

/** The films as the server has them: watched or not. */
async function onServer(stage: Stage, dialect: Dialect, films: readonly Film[]): Promise<string[]> {
	const { items } = await stage.servers[dialect].state();
	return films.map(({ slug }) => `${slug} ${items[slug]?.watched ? "watched" : "unwatched"}`);
}
const all = (films: readonly Film[], state: "watched" | "unwatched") => films.map(({ slug }) => `${slug} ${state}`);

async function expectAllArrive(stage: Stage, dialect: Dialect, films: readonly Film[]): Promise<void> {
	await expect.poll(() => onServer(stage, dialect, films), { timeout: 40_000 }).toEqual(all(films, "watched"));
}

test.describe.configure({ timeout: 120_000 });

for (const dialect of DIALECTS) {
	test(
		`what waits for a ${dialect} server reaches it once, whoever sends it and whatever ends the sending`,
		firstWith("plex", dialect),
		async ({ page, context, stage }) => {
			const server = stage.servers[dialect];
			const origin = new URL(stage.appUrl).origin;
			await connectAndSync(page, stage, dialect);
			await controlled(page);

			await test.step("two tabs that send at once write each change once", async () => {
				await context.setOffline(true);
				await markAll(page, FILMS);
				const other = await context.newPage();
				await other.goto(`${stage.appUrl}#/activity`);
				await expect(other.getByRole("main")).toContainText(`${FILMS.length} changes waiting`);
				const { writes } = await server.state();
				await context.setOffline(false);
				await Promise.all([page, other].map((each) => each.evaluate(() => dispatchEvent(new Event("online")))));
				await expectAllArrive(stage, dialect, FILMS);
				await expectNothingWaits(page);
				await allIsQuiet(page);
				expect((await server.state()).writes - writes).toBe(FILMS.length);
				await other.close();
			});

			await test.step("a worker that is stopped in the middle of sending leaves the rest to the next event, and nothing is sent twice", async () => {
				const worker = await WorkerControl.of(context, page);
				await context.setOffline(true);
				await markAll(page, OTHER_FILMS);
				// A page of the same origin without the app: it keeps the browser's tools attached, and sends nothing by itself.
				await page.goto(`${stage.appUrl}icons/icon.svg`);
				await server.setFaults({ kind: "latency", ms: 1500 });
				const before = (await server.requests()).length;
				await context.setOffline(false);
				await worker.dispatchSync(origin);
				await expect.poll(async () => (await server.requests()).length).toBeGreaterThan(before);
				await worker.stop();
				await server.clearFaults();
				expect(await onServer(stage, dialect, OTHER_FILMS), "it was stopped before the end").not.toEqual(
					all(OTHER_FILMS, "watched"),
				);
				await worker.dispatchSync(origin);
				await expectAllArrive(stage, dialect, OTHER_FILMS);
				const { items } = await server.state();
				for (const { slug } of OTHER_FILMS) expect(items[slug]?.playCount, slug).toBeLessThanOrEqual(1);
				await page.goto(stage.appUrl);
				await expectNothingWaits(page);
			});

			// From here on no page has Background Sync.
			await context.addInitScript(() => {
				if ("ServiceWorkerRegistration" in globalThis) {
					Reflect.deleteProperty(ServiceWorkerRegistration.prototype, "sync");
				}
				Reflect.deleteProperty(globalThis, "SyncManager");
			});
			const again = await context.newPage();
			await page.reload();

			await test.step("without Background Sync the page carries it at its next start", async () => {
				await context.setOffline(true);
				await markAll(page, LAST_FILMS);
				await page.close();
				await context.setOffline(false);
				expect(await onServer(stage, dialect, LAST_FILMS)).toEqual(all(LAST_FILMS, "unwatched"));
				await again.goto(stage.appUrl);
				await expectAllArrive(stage, dialect, LAST_FILMS);
				await expectNothingWaits(again);
			});

			await test.step("a server that does as it is told but loses the answer is not told twice what counts", async () => {
				await again.clock.install();
				await context.setOffline(true);
				await markWatched(again, LOST.title);
				// Not by a cut connection: Chromium itself sends a request once more when a kept connection ends without an answer.
				const write = TELLS_WATCHED[dialect];
				await server.setFaults({ kind: "hang", ...write, times: 1 });
				const before = (await server.requests()).length;
				const isTold = async () =>
					(await server.requests())
						.slice(before)
						.some(({ method, path }) => method === write.method && path.includes(write.path));
				await context.setOffline(false);
				await expect.poll(isTold).toBe(true);
				expect((await server.item(LOST.slug)).watched).toBe(false);
				await again.clock.fastForward(REQUEST_IS_OVER);
				await expect.poll(async () => (await server.item(LOST.slug)).watched).toBe(true);
				await again.reload();
				await again.goto(`${stage.appUrl}#/activity`);
				await again.keyboard.press("r");
				await expect(again.getByText("Everything is with your servers")).toBeVisible({ timeout: 30_000 });
				expect(await server.item(LOST.slug)).toMatchObject({ watched: true, positionMs: 0 });
				expect((await server.item(LOST.slug)).playCount).toBeLessThanOrEqual(1);
			});
		},
	);
}

// What is sent and how is the same as above, and so is not tried with each dialect.
test("a browser that is closed without a network and opened again brings what waited", { tag: REST }, async ({
	stage,
}) => {
	const profile = await mkdtemp(join(tmpdir(), "stowaway-closed-"));
	const open = (): Promise<BrowserContext> =>
		chromium.launchPersistentContext(profile, { executablePath: chromiumPath(), args: BROWSER_ARGS });
	try {
		const first = await open();
		const page = await first.newPage();
		await connectAndSync(page, stage, "jellyfin");
		await controlled(page);
		await first.setOffline(true);
		await markAll(page, FILMS);
		await first.close();
		expect(await onServer(stage, "jellyfin", FILMS)).toEqual(all(FILMS, "unwatched"));
		const second = await open();
		const reopened = await second.newPage();
		await reopened.goto(stage.appUrl);
		await expectAllArrive(stage, "jellyfin", FILMS);
		await expectNothingWaits(reopened);
		await second.close();
	} finally {
		await rm(profile, { recursive: true, force: true });
	}
});
