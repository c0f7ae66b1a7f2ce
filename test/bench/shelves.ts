import { type Figure, figure, percentile } from "./figure.ts";
import { pageOf } from "./page-of.ts";
import type * as Bench from "./shelf-page.ts";
import { startStage } from "./stage.ts";

const TITLES = 100_000;

declare const bench: typeof Bench;

/**
 * Any sort and any filters over 100,000 titles in the shelf that the worker holds, beside the same over an array of objects, in Chromium;
 * and making that shelf of its blocks.
 */
export async function shelves(): Promise<Figure[]> {
	const stage = await startStage(1, await pageOf("shelf-page.ts"));
	try {
		const page = await (await stage.browser()).newPage();
		await page.goto(stage.bareUrl);
		const madeMs = await page.evaluate((count) => bench.make(count), TITLES);
		const views = await page.evaluate(() => bench.views());
		// Compiled in it.
		await page.evaluate((views) => bench.ordered(views), views);
		const ours = await page.evaluate((views) => bench.ordered(views), views);
		const theirs = await page.evaluate((views) => bench.orderedObjects(views), views);
		const name = `${views.length} sorts with filters over ${TITLES} titles`;
		const beside = "the same over an array of objects";
		return [
			figure(`${name}, p50`, "ms", [percentile(ours, 50)], beside, [percentile(theirs, 50)], "–"),
			figure(`${name}, p95`, "ms", [percentile(ours, 95)], beside, [percentile(theirs, 95)], "under 50 ms"),
			figure(`${name}, slowest`, "ms", [Math.max(...ours)], beside, [Math.max(...theirs)], "under 50 ms"),
			figure("their shelf from its blocks", "ms", [madeMs], "the slowest over objects", [Math.max(...theirs)], "–"),
		];
	} finally {
		await stage.close();
	}
}
