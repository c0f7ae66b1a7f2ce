import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import type { Route } from "@playwright/test";
import { connectDemo } from "../support/journey.ts";
import { DIALECTS, expect, test } from "../support/stowaway.ts";

const KB = 1000;

/** Notes the time of the frame in which a title stood on Home for the first time. */
function noteFirstTitles(): void {
	const look = () => {
		if (!document.querySelector(".home .card-title")?.textContent) requestAnimationFrame(look);
		else requestAnimationFrame(() => performance.mark("first-titles"));
	};
	look();
}

/** What the first titles may be waited for with. Anything else that is asked for earlier, by a timer on a slow machine, is held up. */
const NEEDED =
	/^(index|main|rolldown-runtime|first-frame|dexie|core|welcome|jellyfin|plex|engine|use-abort|poll|sync-client|comlink|fast-blurhash)-[\w-]{7,8}\.js$/;

const nameOf = (url: string) => new URL(url).pathname.replace(/.*\//, "");

const gzippedSize = async (path: string) =>
	gzipSync(await readFile(resolve(import.meta.dirname, "../../dist", path)), { level: 9 }).length;

for (const dialect of DIALECTS) {
	test(`from a cold cache to Home's first titles by way of ${dialect}: at most 90 KB of script`, async ({
		page,
		stage,
	}) => {
		const asked = new Set<string>();
		const heldUp: Route[] = [];
		await page.route("**/assets/*.js", (route) => {
			const name = nameOf(route.request().url());
			if (/worker/.test(name)) return route.continue();
			if (NEEDED.test(name)) {
				asked.add(name);
				return route.continue();
			}
			heldUp.push(route);
		});
		await page.addInitScript(noteFirstTitles);
		await connectDemo(page, stage, dialect);
		await page.waitForFunction(() => performance.getEntriesByName("first-titles").length > 0, null, {
			timeout: 30_000,
		});
		const sizes = await Promise.all(
			[...asked].map(async (name) => [name, await gzippedSize(`assets/${name}`)] as const),
		);
		await Promise.all(heldUp.map((route) => route.continue()));
		const total = sizes.reduce((sum, [, size]) => sum + size, 0);
		const table = sizes.map(([name, size]) => `${size} ${name}`).join("\n");
		expect(total, table).toBeLessThanOrEqual(90 * KB);
		expect(total, "the scripts were measured").toBeGreaterThan(30 * KB);
	});
}

test("the service worker is at most 70 KB", async () => {
	expect(await gzippedSize("sw.js")).toBeLessThanOrEqual(70 * KB);
	const script = await readFile(resolve(import.meta.dirname, "../../dist/sw.js"), "utf8");
	expect(script, "what no classic worker may say").not.toMatch(/\bimport(\(|\.meta)/);
});
