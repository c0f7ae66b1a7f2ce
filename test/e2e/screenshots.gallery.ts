import { test } from "../support/stowaway.ts";
import { tour } from "../support/tour.ts";

/** Not a test: `node test/run.mjs screenshots` fills screenshots/ with every page, for eyes to judge. */
for (const colorScheme of ["dark", "light"] as const) {
	for (const [width, height] of [
		[320, 640],
		[390, 844],
		[820, 1180],
		[1440, 900],
		[1920, 1080],
	] as const) {
		test.describe(`${width} ${colorScheme}`, () => {
			test.use({ colorScheme, viewport: { width, height } });
			test("gallery", async ({ page, stage }) => {
				test.setTimeout(180_000);
				await tour(page, stage, async (name) => {
					await page.screenshot({ path: `screenshots/${name}-${width}-${colorScheme}.png` });
				});
			});
		});
	}
}
