import type { Page } from "playwright";
import { type Figure, figure } from "./figure.ts";
import { pageOf } from "./page-of.ts";
import type * as Bench from "./refresh-page.ts";
import type { Synced } from "./refresh-page.ts";
import { control, startStage } from "./stage.ts";

const SIZES = [50_000, 100_000];
const RUNS = 5;
/** Older than any age in Settings. */
const LATER_MS = 49 * 3_600_000;

declare const bench: typeof Bench;

/**
 * Refreshing a library of 50,000 and of 100,000 titles in which nothing changed, with each emulator, in one page of Chromium: requests beside those
 * of its first reading, and time beside the very same requests fetched and parsed by a bare loop. Then the same with one changed title.
 */
export async function refresh(): Promise<Figure[]> {
	const figures: Figure[] = [];
	const html = await pageOf("refresh-page.ts");
	for (const titles of SIZES) {
		const stage = await startStage(titles, html);
		try {
			const { jellyfinUrl, plexUrl, plexTvUrl } = stage.running;
			for (const dialect of ["Jellyfin", "Plex"] as const) {
				const page = await (await stage.browser()).newPage();
				await page.goto(stage.bareUrl);
				if (dialect === "Jellyfin") await page.evaluate((url) => bench.connectJellyfin(url), jellyfinUrl);
				else await page.evaluate((url) => bench.connectPlex(url), plexTvUrl);
				// The first holds the titles; a Plex leaves the time to plex.tv.
				const servers = dialect === "Jellyfin" ? [jellyfinUrl] : [plexUrl, plexTvUrl];
				figures.push(...(await measure(page, servers, `${titles} titles on ${dialect}`)));
				await page.context().close();
			}
		} finally {
			await stage.close();
		}
	}
	return figures;
}

async function measure(page: Page, servers: readonly string[], name: string): Promise<Figure[]> {
	const first = await page.evaluate(() => bench.readAll());
	const unchanged: Run[] = [];
	const changed: Run[] = [];
	for (let run = 0; run <= RUNS; run += 1) {
		const one = await refreshed(page, servers);
		await control(servers[0] ?? "", "POST", "change", { slug: "metropolis", title: `Metropolis ${run}` });
		const other = await refreshed(page, servers);
		// The first is not counted: everything is compiled in it, and what was added while the library was read is looked at again.
		if (run === 0) continue;
		if (one.rows !== 0 || other.rows !== 1) throw new Error(`${one.rows} and ${other.rows} rows changed`);
		unchanged.push(one);
		changed.push(other);
	}
	const requests = (runs: readonly Run[]) => runs.map(({ requests }) => requests);
	const times = (runs: readonly Run[]) => runs.map(({ ms }) => ms);
	const bare = unchanged.map(({ bareMs }) => bareMs);
	const beside = "its first reading";
	const same = "the same requests fetched and parsed";
	const one = "… with one changed title";
	return [
		figure(`unchanged refresh of ${name}`, "requests", requests(unchanged), beside, [first.requests], "a handful"),
		figure("… time", "ms", times(unchanged), same, bare, "–"),
		figure(one, "requests", requests(changed), "unchanged", requests(unchanged), "a handful more"),
		figure(one, "ms", times(changed), "unchanged", times(unchanged), "–"),
	];
}

interface Run extends Synced {
	readonly bareMs: number;
}

/** A refresh a good while later, and the bare loop after it. */
async function refreshed(page: Page, servers: readonly string[]): Promise<Run> {
	for (const url of servers) await control(url, "PUT", "clock", { advanceMs: LATER_MS });
	await page.evaluate((ms) => bench.later(ms), LATER_MS);
	// The emulator sorts its lists anew after a change; neither of the two shall pay for that.
	await page.evaluate(() => bench.fetchBare());
	const synced = await page.evaluate(() => bench.refresh());
	return { ...synced, bareMs: await page.evaluate(() => bench.fetchBare()) };
}
