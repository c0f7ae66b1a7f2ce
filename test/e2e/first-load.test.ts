import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import type { Response } from "@playwright/test";
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

/** Everything that was asked for before that frame. */
function scriptsBeforeFirstTitles(): string[] {
	const [titles] = performance.getEntriesByName("first-titles");
	const entries = performance.getEntriesByType("resource");
	return entries.filter(({ startTime }) => titles && startTime <= titles.startTime).map(({ name }) => name);
}

for (const dialect of DIALECTS) {
	test(`from a cold cache to Home's first titles by way of ${dialect}: at most 90 KB of script`, async ({
		page,
		stage,
	}) => {
		const sizes = new Map<string, Promise<number>>();
		const measure = (response: Response) => {
			const request = response.request();
			const isScript = request.resourceType() === "script" || /\.js$/.test(new URL(response.url()).pathname);
			const isWorkers = request.serviceWorker() !== null || /(worker|sw)[\w-]*\.js$/.test(response.url());
			if (isScript && !isWorkers)
				sizes.set(
					response.url(),
					response.body().then((body) => gzipSync(body, { level: 9 }).length),
				);
		};
		page.on("response", measure);
		await page.addInitScript(noteFirstTitles);
		await connectDemo(page, stage, dialect);
		await expect(page.getByRole("region", { name: "Recently added" }).getByRole("link").first()).toBeVisible({
			timeout: 30_000,
		});
		page.off("response", measure);
		await page.waitForFunction(() => performance.getEntriesByName("first-titles").length > 0);
		const inTime = await page.evaluate(scriptsBeforeFirstTitles);
		const table = await Promise.all(
			[...sizes]
				.filter(([url]) => inTime.includes(url))
				.map(async ([url, size]) => [url.replace(/.*\//, ""), await size] as const),
		);
		const total = table.reduce((sum, [, size]) => sum + size, 0);
		expect(total, table.map(([name, size]) => `${size} ${name}`).join("\n")).toBeLessThanOrEqual(90 * KB);
		expect(total, "the scripts were measured").toBeGreaterThan(30 * KB);
	});
}

test("the service worker is at most 70 KB", async () => {
	const script = await readFile(resolve(import.meta.dirname, "../../dist/sw.js"));
	expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(70 * KB);
	expect(script.toString(), "what no classic worker may say").not.toMatch(/\bimport(\(|\.meta)/);
});
