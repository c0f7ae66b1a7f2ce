import type { Page } from "playwright";
import { type Figure, figure, percentile } from "./figure.ts";
import { pageOf } from "./page-of.ts";
import type * as Bench from "./search-page.ts";
import { startStage } from "./stage.ts";

const TITLES = 100_000;
const PEOPLE = 200_000;
/** Names that are typed letter by letter; the slow peer gets a part of them. */
const NAMES = 80;
const PEER_EVERY = 12;

declare const bench: typeof Bench;

/**
 * Search over 100,000 titles and 200,000 people in the code that the shelf worker runs, on a real database in Chromium: per keystroke,
 * beside MiniSearch over the same names and beside a look at every name; building the index, its memory, and a block that changes.
 */
export async function search(): Promise<Figure[]> {
	const stage = await startStage(1, await pageOf("search-page.ts"));
	try {
		const context = await stage.browser();
		const page = await context.newPage();
		await page.goto(stage.bareUrl);
		await page.evaluate(([titles, people]) => bench.fill(titles, people), [TITLES, PEOPLE] as const);

		const empty = await heap(page);
		const built = await page.evaluate(() => bench.build());
		const ours = (await heap(page)) - empty;
		const queries = await page.evaluate((names) => bench.keystrokes(names), NAMES);
		const some = queries.filter((_, at) => at % PEER_EVERY === 0);
		// Compiled in it.
		await page.evaluate((queries) => bench.typed(queries), some);
		const times = await page.evaluate((queries) => bench.typed(queries), queries);
		const scanned = await page.evaluate((queries) => bench.typedScan(queries), queries);
		const changed: number[] = [];
		for (let run = 0; run < 5; run += 1) changed.push(await page.evaluate(() => bench.changeBlock()));

		const before = await heap(page);
		const peerMs = await page.evaluate(() => bench.buildPeer());
		const theirs = (await heap(page)) - before;
		const peerTimes = await page.evaluate((queries) => bench.typedPeer(queries), some);

		const peer = "MiniSearch, prefix and fuzzy";
		const scan = "a look at every name";
		return [
			figure("search a keystroke, p50", "ms", [percentile(times, 50)], peer, [percentile(peerTimes, 50)], "–"),
			figure(
				"search a keystroke, p95",
				"ms",
				[percentile(times, 95)],
				peer,
				[percentile(peerTimes, 95)],
				"under 16 ms",
			),
			figure("search a keystroke, p95", "ms", [percentile(times, 95)], scan, [percentile(scanned, 95)], "–"),
			figure("index from the database", "ms", [built.ms], `${peer}, from an array`, [peerMs], "–"),
			figure("longest stop while it is built", "ms", [built.blockedMs], `${peer}, from an array`, [peerMs], "50 ms"),
			figure("index in memory", "MB", [ours], peer, [theirs], "–"),
			figure("a changed block until it is found", "ms", changed, "index from the database", [built.ms], "–"),
		];
	} finally {
		await stage.close();
	}
}

/** Megabytes that a page holds after all that can go is gone, buffers included. */
async function heap(page: Page): Promise<number> {
	const session = await page.context().newCDPSession(page);
	await session.send("HeapProfiler.collectGarbage");
	await session.send("HeapProfiler.collectGarbage");
	const { usedSize, backingStorageSize } = await session.send("Runtime.getHeapUsage");
	await session.detach();
	return (usedSize + backingStorageSize) / 1_000_000;
}
