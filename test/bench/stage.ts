import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright";
import { type Mounted, mountHttp } from "../../demo/core/http-mount.ts";
import { type Running, startAll } from "../../demo/serve/start-all.ts";
import { BROWSER_ARGS, chromiumPath } from "../support/browser.ts";

/** The built app with demo servers of a given size, and a bare page on an origin of its own to measure beside it. */
export interface BenchStage {
	readonly running: Running;
	/** Where `bare` is served; ends in `/`. */
	readonly bareUrl: string;
	/** A browser with a profile of its own, closed and deleted with the stage. */
	browser(): Promise<BrowserContext>;
	close(): Promise<void>;
}

/** Starts the stage. `bare` is the HTML of the bare page. */
export async function startStage(items: number, bare: string): Promise<BenchStage> {
	const running = await startAll({ port: 0, items });
	const mounted: Mounted = await mountHttp(
		async () => new Response(bare, { headers: { "content-type": "text/html; charset=utf-8" } }),
		0,
	);
	const contexts: { context: BrowserContext; profile: string }[] = [];
	return {
		running,
		bareUrl: `http://127.0.0.1:${mounted.port}/`,
		async browser() {
			const profile = await mkdtemp(join(tmpdir(), "stowaway-bench-"));
			const context = await chromium.launchPersistentContext(profile, {
				executablePath: chromiumPath(),
				args: BROWSER_ARGS,
				viewport: { width: 1280, height: 800 },
			});
			contexts.push({ context, profile });
			return context;
		},
		async close() {
			for (const { context, profile } of contexts) {
				await context.close();
				await rm(profile, { recursive: true, force: true });
			}
			await mounted.close();
			await running.close();
		},
	};
}

/** Asks a demo server's control path for something; throws when it refuses. */
export async function control(url: string, method: string, path: string, body: object): Promise<void> {
	const answer = await fetch(`${url}/__demo/${path}`, { method, body: JSON.stringify(body) });
	if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

/** Connects the demo Jellyfin with one tap on the welcome page. */
export async function connectDemo(page: Page, appUrl: string): Promise<void> {
	await page.goto(`${appUrl}#/welcome`);
	await page.getByRole("button", { name: /demo jellyfin/i }).click();
}

/** What the page's database says of the list of titles of the first library, by raw IndexedDB. */
export function titlesRow(page: Page): Promise<{ fetchedAt: number; done: number; libraryId: string } | null> {
	return page.evaluate(async () => {
		const [info] = (await indexedDB.databases()).filter(({ name }) => name?.startsWith("stowaway:"));
		if (!info?.name) return null;
		const db = await new Promise<IDBDatabase>((resolve, reject) => {
			const request = indexedDB.open(info.name ?? "");
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => reject(request.error);
		});
		try {
			const rows = await new Promise<{ scope: string; fetchedAt: number; done?: number }[]>((resolve) => {
				const request = db.transaction("freshness").objectStore("freshness").getAll();
				request.onsuccess = () => resolve(request.result);
			});
			const titles = rows
				.filter(({ scope }) => scope.startsWith("titles:"))
				.toSorted((a, b) => (b.done ?? 0) - (a.done ?? 0))[0];
			return titles
				? { fetchedAt: titles.fetchedAt, done: titles.done ?? 0, libraryId: titles.scope.slice("titles:".length) }
				: null;
		} finally {
			db.close();
		}
	});
}

/** Waits until the first library was read to its end, and has more titles than that. Gives its id. */
export async function wholeLibrary(page: Page, atLeast: number): Promise<string> {
	for (;;) {
		const row = await titlesRow(page).catch(() => null); // The page may navigate meanwhile.
		if (row && row.fetchedAt > 0 && row.done > atLeast) return row.libraryId;
		// Seldom, because asking costs the page, too.
		await page.waitForTimeout(1000);
	}
}
