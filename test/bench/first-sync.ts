import type { Page } from "playwright";
import { type Figure, figure } from "./figure.ts";
import { type BenchStage, connectDemo, startStage, titlesRow } from "./stage.ts";

const TITLES = 20_000;
const RUNS = 3;

const BARE = `<!doctype html><meta charset="utf-8"><title>Bare</title>`;

/** What `items` is indexed by, as the server names it. */
const INDEXES = ["SeriesId", "ProviderIds.Imdb", "ProviderIds.Tmdb", "ProviderIds.Tvdb"];

interface Logged {
	readonly method: string;
	readonly path: string;
	readonly at: number;
}

/**
 * First sync of a library in rows a second: from the server's first page request to the list being complete in the database, beside
 * a bare page that fetches the very same pages one after the other, parses them and puts the rows into one IndexedDB store, without
 * indexes and with as many as ours has. Each run in a profile of its own. Also how often the page's thread was held up meanwhile,
 * beside the same with no worker to read the library.
 */
export async function firstSync(): Promise<Figure[]> {
	const stage = await startStage(TITLES, BARE);
	const { jellyfinUrl } = stage.running;
	try {
		const ours: Run[] = [];
		const inPage: Run[] = [];
		const bare: number[] = [];
		const indexed: number[] = [];
		for (let run = 0; run <= RUNS; run += 1) {
			const one = await sync(stage, true);
			const context = await stage.browser();
			const page = await context.newPage();
			await page.goto(stage.bareUrl);
			const ask = { jellyfinUrl, paths: one.paths };
			const rates = [
				await page.evaluate(readBare, { ...ask, indexes: [] }),
				await page.evaluate(readBare, { ...ask, indexes: INDEXES }),
			] as const;
			await context.close();
			// The first run is not counted: the server sorts its library in it.
			if (run === 0) continue;
			ours.push(one);
			bare.push(rates[0]);
			indexed.push(rates[1]);
			inPage.push(await sync(stage, false));
		}
		const rates = ours.map(({ rate }) => rate);
		const name = `first sync of ${TITLES} titles`;
		const beside = "raw fetch + JSON.parse + IndexedDB put of the same pages";
		const tasks = (runs: readonly Run[]) => runs.map(({ longTasks }) => longTasks);
		return [
			figure(name, "rows/s", rates, beside, bare, "0.8 of it"),
			figure(name, "rows/s", rates, "the same with as many indexes", indexed, "0.8 of it"),
			figure(
				"tasks over 50 ms on the page's thread during it",
				"tasks",
				tasks(ours),
				"without the worker",
				tasks(inPage),
				"none",
			),
		];
	} finally {
		await stage.close();
	}
}

/** One first sync. */
interface Run {
	/** Rows a second. */
	readonly rate: number;
	/** Tasks over 50 ms on the page's thread while the list was read. */
	readonly longTasks: number;
	/** The list's pages as the server was asked for them. */
	readonly paths: readonly string[];
}

async function sync(stage: BenchStage, hasWorker: boolean): Promise<Run> {
	const { appUrl, jellyfinUrl } = stage.running;
	await fetch(`${jellyfinUrl}/__demo/reset`, { method: "POST" });
	const context = await stage.browser();
	if (!hasWorker) await context.route("**/assets/sync-worker*", (route) => route.abort());
	const page = await context.newPage();
	await page.addInitScript(() => {
		const tasks: number[] = [];
		Object.assign(globalThis, { tasks });
		const observer = new PerformanceObserver((list) => {
			for (const { startTime } of list.getEntries()) tasks.push(performance.timeOrigin + startTime);
		});
		observer.observe({ type: "longtask", buffered: true });
	});
	await connectDemo(page, appUrl);
	const { fetchedAt, done } = await complete(page);
	const log: Logged[] = await (await fetch(`${jellyfinUrl}/__demo/requests`)).json();
	const pages = pagesOf(log);
	const startedAt = pages[0]?.at ?? Number.NaN;
	const tasks: number[] = await page.evaluate(() => Object(globalThis).tasks);
	await context.close();
	return {
		rate: (done / (fetchedAt - startedAt)) * 1000,
		longTasks: tasks.filter((at) => at >= startedAt && at <= fetchedAt).length,
		paths: pages.map(({ path }) => path),
	};
}

/** The pages of the longest list that was read. */
function pagesOf(log: readonly Logged[]): readonly Logged[] {
	const lists = new Map<string, Logged[]>();
	for (const entry of log) {
		if (entry.method !== "GET" || !entry.path.startsWith("/Items?")) continue;
		const query = new URL(entry.path, "http://demo").searchParams;
		const key = `${query.get("parentId")} ${query.get("includeItemTypes")}`;
		lists.set(key, [...(lists.get(key) ?? []), entry]);
	}
	return [...lists.values()].toSorted((a, b) => b.length - a.length)[0] ?? [];
}

async function complete(page: Page): Promise<{ fetchedAt: number; done: number }> {
	for (;;) {
		const row = await titlesRow(page).catch(() => null);
		if (row && row.fetchedAt > 0 && row.done > TITLES / 2) return row;
		// Seldom, because asking costs the page, too.
		await page.waitForTimeout(1000);
	}
}

/** Rows a second of the bare page. Signs in first, which is not counted. */
async function readBare({
	jellyfinUrl,
	paths,
	indexes,
}: {
	jellyfinUrl: string;
	paths: readonly string[];
	indexes: readonly string[];
}): Promise<number> {
	const identity = 'MediaBrowser Client="Bench", Device="Bench", DeviceId="bench", Version="1"';
	const signedIn = await fetch(`${jellyfinUrl}/Users/AuthenticateByName`, {
		method: "POST",
		headers: { "content-type": "application/json", authorization: identity },
		body: JSON.stringify({ Username: "demo", Pw: "demo" }),
	});
	const { AccessToken } = await signedIn.json();
	const headers = { authorization: `${identity}, Token="${AccessToken}"` };
	const request = indexedDB.open(`bare-${Math.random()}`, 1);
	request.onupgradeneeded = () => {
		const store = request.result.createObjectStore("rows", { keyPath: "Id" });
		for (const index of indexes) store.createIndex(index, index);
	};
	const db = await new Promise<IDBDatabase>((resolve) => {
		request.onsuccess = () => resolve(request.result);
	});
	const startedAt = performance.now();
	let rows = 0;
	for (const path of paths) {
		const { Items } = JSON.parse(await (await fetch(`${jellyfinUrl}${path}`, { headers })).text());
		const transaction = db.transaction("rows", "readwrite");
		const store = transaction.objectStore("rows");
		for (const row of Items) store.put(row);
		await new Promise((resolve) => {
			transaction.oncomplete = resolve;
		});
		rows += Items.length;
	}
	return (rows / (performance.now() - startedAt)) * 1000;
}
