import type { Page } from "playwright";
import type { DemoState } from "../../demo/emulator.ts";
import { IN_FLIGHT } from "../../src/progress/drain-batch.ts";
import type * as Bench from "./drain-page.ts";
import { type Figure, figure, median } from "./figure.ts";
import { pageOf } from "./page-of.ts";
import { startStage } from "./stage.ts";

const CHANGES = 1_000;
const RUNS = 1;

declare const bench: typeof Bench;

/**
 * A thousand waiting changes drained against each emulator, beside a bare loop that sends the same writes with the same concurrency and
 * reads nothing; and the time to queue one change, its transaction done, beside one put of raw IndexedDB. All in one page of Chromium.
 */
export async function drain(): Promise<Figure[]> {
	const stage = await startStage(2 * CHANGES, await pageOf("drain-page.ts"));
	try {
		const context = await stage.browser();
		const { jellyfinUrl, plexUrl, plexTvUrl } = stage.running;
		const jellyfin = await context.newPage();
		await jellyfin.goto(stage.bareUrl);
		await jellyfin.evaluate((url) => bench.connectJellyfin(url), jellyfinUrl);
		const plex = await context.newPage();
		await plex.goto(stage.bareUrl);
		await plex.evaluate((url) => bench.connectPlex(url), plexTvUrl);
		return [
			...(await measure(jellyfin, jellyfinUrl, "Jellyfin", "1.3 a change")),
			...(await measure(plex, plexUrl, "Plex", "as few as its dialect allows")),
			await queueing(jellyfin, jellyfinUrl),
		];
	} finally {
		await stage.close();
	}
}

/** The first run is not counted: it notes what is written, and everything is compiled in it. */
async function measure(page: Page, url: string, name: string, aim: string): Promise<Figure[]> {
	const keys = await filmsOf(url);
	const ours: number[] = [];
	const theirs: number[] = [];
	const requests: number[] = [];
	for (let run = 0; run <= RUNS; run += 1) {
		await page.evaluate((keys) => bench.queue(keys), keys);
		const drained = await page.evaluate((isNoted) => bench.drainAll(isNoted), run === 0);
		await startAnew(page, url);
		const bareMs = await page.evaluate((inFlight) => bench.sendBare(inFlight), IN_FLIGHT);
		await startAnew(page, url);
		if (run === 0) continue;
		ours.push(drained.ms);
		theirs.push(bareMs);
		requests.push(drained.requests / CHANGES);
	}
	const bare = "bare loop: the same writes, no reads";
	return [
		figure(`drain ${CHANGES} changes to ${name}`, "ms", ours, bare, theirs, "within 1.5×"),
		figure(`drain ${CHANGES} changes to ${name}`, "requests a change", requests, bare, [1], aim),
	];
}

async function queueing(page: Page, url: string): Promise<Figure> {
	const keys = await filmsOf(url);
	const ours: number[] = [];
	const theirs: number[] = [];
	for (let run = 0; run <= RUNS; run += 1) {
		const times = await page.evaluate((keys) => bench.queue(keys), keys);
		const bareTimes = await page.evaluate((count) => bench.putBare(count), keys.length);
		await page.evaluate(() => bench.forget());
		if (run === 0) continue;
		ours.push(median(times));
		theirs.push(median(bareTimes));
	}
	return figure("queue one change", "ms", ours, "one raw IndexedDB put", theirs, "within 2×");
}

/** The keys of a thousand films as the server has them now. */
async function filmsOf(url: string): Promise<readonly string[]> {
	const { items }: { items: Record<string, DemoState> } = await (await fetch(`${url}/__demo/state`)).json();
	const shows = new Set(Object.keys(items).map((slug) => slug.slice(0, slug.indexOf("/"))));
	// Made-up films are longer than any place that the changes speak of.
	const films = Object.entries(items).filter(([slug]) => slug.startsWith("made-") && !slug.includes("/"));
	const keys = films.flatMap(([slug, { key }]) => (shows.has(slug) ? [] : [key]));
	if (keys.length < CHANGES) throw new Error(`only ${keys.length} films`);
	return keys.slice(0, CHANGES);
}

async function startAnew(page: Page, url: string): Promise<void> {
	await fetch(`${url}/__demo/reset`, { method: "POST" });
	await page.evaluate(() => bench.forget());
}
