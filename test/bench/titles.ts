import { type Figure, figure } from "./figure.ts";
import { pageOf } from "./page-of.ts";
import { startStage } from "./stage.ts";
import type * as Bench from "./titles-page.ts";

const SOURCES = 4;
const FILMS = 25_000;
const BACKFILLED = 10_000;
const TIMES = 15;
const OPENED = 5;

declare const bench: typeof Bench;

/**
 * Matching 100,000 films of four sources, following one change, and a backfill of 10,000 titles, in Chromium; each beside one pass that
 * only reads and writes the same rows. And the films of the four as one shelf, beside a library of as many.
 */
export async function titles(): Promise<Figure[]> {
	const stage = await startStage(1, await pageOf("titles-page.ts"));
	try {
		const page = await (await stage.browser()).newPage();
		await page.goto(stage.bareUrl);
		await page.evaluate(([sources, films]) => bench.fill(sources, films), [SOURCES, FILMS] as const);
		const over = await page.evaluate((sources) => bench.goOver(sources), SOURCES);
		const sum = over.reduce((all, ms) => all + ms, 0);
		await page.evaluate((films) => bench.fillAlone(films), SOURCES * FILMS);
		const all: number[] = [];
		const alone: number[] = [];
		for (let time = 0; time < OPENED; time++) {
			all.push(await page.evaluate(() => bench.order("all")));
			alone.push(await page.evaluate(() => bench.order("alone")));
		}
		const pass = await page.evaluate(([sources, films]) => bench.readAndWrite(sources, films), [
			SOURCES,
			FILMS * SOURCES,
		] as const);
		const changed = await page.evaluate((times) => bench.change(times), TIMES);
		const one = await page.evaluate((times) => bench.readAndWriteOne(times), TIMES);
		const backfilled = await page.evaluate((count) => bench.backfill(count), BACKFILLED);
		const fewer = await page.evaluate((count) => bench.readAndWrite(1, count), BACKFILLED);
		const beside = "one pass that reads and writes the same rows";
		return [
			figure(
				`matching ${SOURCES * FILMS} films of ${SOURCES} sources, one source after the other`,
				"ms",
				[sum],
				beside,
				[pass],
				"–",
			),
			figure(
				`all films of ${SOURCES} sources in order, each once`,
				"ms",
				all,
				`one library of ${SOURCES * FILMS} in order`,
				alone,
				"–",
			),
			figure("the catalogue after one change", "ms", changed, beside, one, "–"),
			figure(`backfill of ${BACKFILLED} titles of a source of ${FILMS}`, "ms", [backfilled], beside, [fewer], "–"),
		];
	} finally {
		await stage.close();
	}
}
