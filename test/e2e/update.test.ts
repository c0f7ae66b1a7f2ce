import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startApp } from "../../demo/serve/start-all.ts";
import { expect, test } from "../support/stowaway.ts";

const MARK = '<meta name="build" content="second">';

/** Makes another build of a copy of the app: a new shell, and a worker that knows it. */
async function buildAgain(root: string): Promise<void> {
	const shell = await readFile(join(root, "index.html"), "utf8");
	await writeFile(join(root, "index.html"), shell.replace("<head>", `<head>${MARK}`));
	const worker = await readFile(join(root, "sw.js"), "utf8");
	const entry = /"revision":"[0-9a-f]{32}","url":"index\.html"/;
	if (!entry.test(worker)) throw new Error("The worker lists its files in another form now.");
	await writeFile(join(root, "sw.js"), worker.replace(entry, `"revision":"${"0".repeat(32)}","url":"index.html"`));
}

test("a new build waits until the person says so, and never mixes with the old one", async ({ page, context }) => {
	const root = await mkdtemp(join(tmpdir(), "stowaway-build-"));
	await cp(resolve(import.meta.dirname, "../../dist"), root, { recursive: true });
	const app = await startApp({ port: 0, root });
	try {
		const build = page.locator('meta[name="build"]');
		const update = page.getByRole("button", { name: /update|reload|restart/i });
		// The app looks for a newer build some seconds after its start, whenever that has come so far.
		await page.clock.install();
		const expectUpdate = (why?: string) =>
			expect(async () => {
				await page.clock.fastForward(8000);
				await expect(update, why).toBeVisible({ timeout: 1000 });
			}).toPass({ timeout: 30_000 });
		await page.goto(app.appUrl);
		await page.evaluate(() => navigator.serviceWorker.ready);
		await buildAgain(root);

		await page.reload();
		await expectUpdate();
		await expect(build, "the old shell is still the one in use").toHaveCount(0);
		await page.reload();
		await expect(build, "also after a reload").toHaveCount(0);
		const other = await context.newPage();
		await other.goto(app.appUrl);
		await expect(other.locator('meta[name="build"]'), "and in another tab").toHaveCount(0);

		await expectUpdate();
		const later = page.getByRole("button", { name: "Later" });
		await later.click();
		await expect(update, "put off").toHaveCount(0);
		await page.reload();
		await expectUpdate("asked again at the next start");
		await update.click();
		await expect(build, "the new one after the person's word").toHaveCount(1);
		await expect(other.locator('meta[name="build"]'), "in every tab").toHaveCount(1);
	} finally {
		await app.close();
		await rm(root, { recursive: true, force: true });
	}
});
