import type { Page } from "playwright";
import { type Figure, figure } from "./figure.ts";
import { pageOf } from "./page-of.ts";
import type * as Bench from "./refresh-page.ts";
import { startStage } from "./stage.ts";

const TITLES = 20_000;

declare const bench: typeof Bench;

/** Bytes that a library of 20,000 titles (with their seasons and episodes) takes on disk after its first sync, beside the JSON that the server sent for it. */
export async function disk(): Promise<Figure[]> {
	const stage = await startStage(TITLES, await pageOf("refresh-page.ts"));
	try {
		const { jellyfinUrl, plexTvUrl } = stage.running;
		const jellyfin = await measure(await newPage(), (page) =>
			page.evaluate((url) => bench.connectJellyfin(url), jellyfinUrl),
		);
		const plex = await measure(await newPage(), (page) => page.evaluate((url) => bench.connectPlex(url), plexTvUrl));
		return [figureOf("Jellyfin", jellyfin), figureOf("Plex", plex)];
	} finally {
		await stage.close();
	}

	async function newPage(): Promise<Page> {
		const page = await (await stage.browser()).newPage();
		await page.goto(stage.bareUrl);
		return page;
	}
}

/** Bytes for each title, season and episode. */
interface Size {
	readonly onDisk: number;
	readonly json: number;
}

function figureOf(dialect: string, { onDisk, json }: Size): Figure {
	const name = `on disk for a title, season or episode of ${TITLES} titles on ${dialect}`;
	return figure(name, "bytes", [onDisk], "the JSON that came for it", [json], "–");
}

async function measure(page: Page, connect: (page: Page) => Promise<void>): Promise<Size> {
	await connect(page);
	const before = await settled(page);
	const { bytes, rows } = await page.evaluate(() => bench.readAll());
	const after = await settled(page);
	await page.context().close();
	return { onDisk: (after - before) / rows, json: bytes / rows };
}

/** Bytes of the page's origin on disk, once the database has put them in order: the same twice in a few seconds. */
async function settled(page: Page): Promise<number> {
	let last = Number.NaN;
	for (;;) {
		const used = await page.evaluate(async () => {
			const { usage = 0, usageDetails }: StorageEstimate & { usageDetails?: { indexedDB?: number } } =
				await navigator.storage.estimate();
			return usageDetails?.indexedDB ?? usage;
		});
		if (used === last) return used;
		last = used;
		await page.waitForTimeout(3000);
	}
}
