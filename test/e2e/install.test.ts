import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { BROWSER_ARGS, chromiumPath } from "../support/browser.ts";
import { expect, test } from "../support/stowaway.ts";
import { WorkerControl } from "../support/worker-control.ts";

/** Resolves when the page has a service worker that answers it. */
const controlled = () =>
	new Promise<void>((resolve) => {
		if (navigator.serviceWorker.controller) resolve();
		navigator.serviceWorker.addEventListener("controllerchange", () => resolve());
	});

test("Chromium finds nothing that keeps the app from being installed", async ({ stage }) => {
	// Playwright's contexts are incognito, where nothing can be installed.
	const profile = await mkdtemp(join(tmpdir(), "stowaway-"));
	const context = await chromium.launchPersistentContext(profile, {
		executablePath: chromiumPath(),
		args: BROWSER_ARGS,
	});
	try {
		const page = await context.newPage();
		await page.goto(stage.appUrl);
		await page.evaluate(controlled);
		const session = await context.newCDPSession(page);
		const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
		expect(installabilityErrors).toEqual([]);
		const manifest = await session.send("Page.getAppManifest");
		expect(manifest.errors).toEqual([]);
		const { icons, shortcuts } = JSON.parse(manifest.data ?? "{}");
		expect(icons.map((icon: { purpose: string }) => icon.purpose)).toContain("maskable");
		expect(shortcuts).toHaveLength(3);
	} finally {
		await context.close();
		await rm(profile, { recursive: true, force: true });
	}
});

test("the shell opens without a network and answers for nothing else", async ({ page, context, stage }) => {
	await page.goto(stage.appUrl);
	await page.evaluate(controlled);
	await test.step("what is not ours under -/ is never answered by the shell", async () => {
		const statuses = await page.evaluate(async () => {
			const paths = ["-/nonsense", "-/image/zz/none?w=320", "-/image/zz/none?w=321"];
			return Promise.all(paths.map(async (path) => (await fetch(path)).ok));
		});
		expect(statuses).toEqual([false, false, false]);
	});

	await test.step("a page that the first worker missed is taken over all the same", async () => {
		const session = await context.newCDPSession(page);
		await Promise.all([page.waitForEvent("load"), session.send("Page.reload", { ignoreCache: true })]);
		await page.evaluate(controlled);
	});

	await test.step("where the demo servers are is read from the network every time", async () => {
		expect(await page.evaluate(async () => (await fetch("demo.json")).ok)).toBe(true);
		await context.setOffline(true);
		const answer = () =>
			fetch("demo.json").then(
				() => "answered",
				() => "failed",
			);
		expect(await page.evaluate(answer)).toBe("failed");
		await context.setOffline(false);
	});

	await test.step("it opens offline, with the worker stopped before", async () => {
		const worker = await WorkerControl.of(context, page);
		// In this order: Playwright waits for an answer of a stopped worker otherwise.
		await context.setOffline(true);
		await worker.stop();
		await page.reload();
		await expect(page).toHaveTitle(/Stowaway/);
		await expect(page.locator("#app > *").first()).toBeVisible();
	});
});
