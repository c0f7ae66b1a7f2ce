import type { Page } from "playwright";
import { type Figure, figure } from "./figure.ts";
import { connectDemo, startStage, titlesRow } from "./stage.ts";

const TITLES = 20_000;
const RUNS = 3;

const BARE = `<!doctype html><meta charset="utf-8"><title>Bare</title>`;

interface Logged {
	readonly method: string;
	readonly path: string;
	readonly at: number;
}

/**
 * First sync of a library in rows a second: from the server's first page request to the list being complete in the database, beside
 * a bare page that fetches the very same pages one after the other, parses them and puts the rows into one IndexedDB store without
 * indexes. Each run in a profile of its own.
 */
export async function firstSync(): Promise<Figure[]> {
	const stage = await startStage(TITLES, BARE);
	const { appUrl, jellyfinUrl } = stage.running;
	try {
		const ours: number[] = [];
		const theirs: number[] = [];
		for (let run = 0; run <= RUNS; run += 1) {
			await fetch(`${jellyfinUrl}/__demo/reset`, { method: "POST" });
			const context = await stage.browser();
			const page = await context.newPage();
			await connectDemo(page, appUrl);
			const { fetchedAt, done } = await complete(page);
			const log: Logged[] = await (await fetch(`${jellyfinUrl}/__demo/requests`)).json();
			const pages = pagesOf(log);
			const startedAt = pages[0]?.at ?? Number.NaN;

			const bare = await context.newPage();
			await bare.goto(stage.bareUrl);
			const rate = await bare.evaluate(readBare, { jellyfinUrl, paths: pages.map(({ path }) => path) });
			await context.close();
			// The first run is not counted: the server sorts its library in it.
			if (run === 0) continue;
			ours.push((done / (fetchedAt - startedAt)) * 1000);
			theirs.push(rate);
		}
		const beside = "raw fetch + JSON.parse + IndexedDB put of the same pages";
		return [figure(`first sync of ${TITLES} titles`, "rows/s", ours, beside, theirs, "0.8 of it")];
	} finally {
		await stage.close();
	}
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
		await page.waitForTimeout(200);
	}
}

/** Rows a second of the bare page. Signs in first, which is not counted. */
async function readBare({ jellyfinUrl, paths }: { jellyfinUrl: string; paths: readonly string[] }): Promise<number> {
	const identity = 'MediaBrowser Client="Bench", Device="Bench", DeviceId="bench", Version="1"';
	const signedIn = await fetch(`${jellyfinUrl}/Users/AuthenticateByName`, {
		method: "POST",
		headers: { "content-type": "application/json", authorization: identity },
		body: JSON.stringify({ Username: "demo", Pw: "demo" }),
	});
	const { AccessToken } = await signedIn.json();
	const headers = { authorization: `${identity}, Token="${AccessToken}"` };
	const request = indexedDB.open(`bare-${Math.random()}`, 1);
	request.onupgradeneeded = () => request.result.createObjectStore("rows", { keyPath: "Id" });
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
