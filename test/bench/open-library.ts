import type { Page } from "playwright";
import { type Figure, figure } from "./figure.ts";
import { connectDemo, startStage, wholeLibrary } from "./stage.ts";

const TITLES = 50_000;
const RUNS = 7;
const ROWS = 60;

/** Prints 60 rows of an own IndexedDB store of 50,000 rows, and nothing else: what any app would have to do at least. */
const BARE = `<!doctype html><meta charset="utf-8"><title>Bare</title><ul id="list"></ul><script>
const open = indexedDB.open("bare", 1);
open.onupgradeneeded = () => open.result.createObjectStore("rows", { keyPath: "id" });
open.onsuccess = () => {
	const db = open.result;
	const read = db.transaction("rows").objectStore("rows").getAll(null, ${ROWS});
	read.onsuccess = () => {
		for (const row of read.result) {
			const line = document.createElement("li");
			line.className = "title";
			line.textContent = row.title;
			document.querySelector("#list").append(line);
		}
	};
};
</script>`;

/**
 * Opening a cached library of 50,000 titles without a network, beside a bare page that reads 60 rows of an equally large store and
 * prints them. Both in a warm browser, in turns. From the start of the navigation to the frame with the first titles (drawn from
 * what was on screen last, `src/app/first-frame.ts`), and to the frame in which the app's own grid stands there and answers.
 */
export async function openLibrary(): Promise<Figure[]> {
	const stage = await startStage(TITLES, BARE);
	try {
		const context = await stage.browser();
		const page = await context.newPage();
		await connectDemo(page, stage.running.appUrl);
		const libraryId = await wholeLibrary(page, TITLES / 2);
		await page.goto(`${stage.running.appUrl}#/library/${libraryId}`);
		await page.reload();
		await page.locator(TITLE).first().waitFor();
		await page.evaluate(() => navigator.serviceWorker.ready);

		const bare = await context.newPage();
		await bare.goto(stage.bareUrl);
		await bare.evaluate(fillBare, TITLES);

		const ours: number[] = [];
		const answering: number[] = [];
		const theirs: number[] = [];
		for (let run = 0; run < RUNS; run += 1) {
			theirs.push(...(await measure(bare, stage.bareUrl, [".title"])));
			await context.setOffline(true);
			const [painted = Number.NaN, itself = Number.NaN] = await measure(page, page.url(), [TITLE, OWN_TITLE]);
			ours.push(painted);
			answering.push(itself);
			await context.setOffline(false);
		}
		const beside = `bare page: ${ROWS} rows of raw IndexedDB`;
		return [
			figure(`open a cached library of ${TITLES} offline`, "ms", ours, beside, theirs, "within 2×"),
			figure("… until the app's own grid answers", "ms", answering, beside, theirs, "none set"),
		];
	} finally {
		await stage.close();
	}
}

/** A card with its title in it: of the drawing or of the grid. */
const TITLE = ".card-title";
/** A card of the grid itself, once no drawing lies over it. */
const OWN_TITLE = "html:not(:has(#first-frame)) #app .card-title";

/** Milliseconds from the start of a fresh navigation to the frame after the first of each selector is in the document. */
async function measure(page: Page, url: string, selectors: readonly string[]): Promise<number[]> {
	await page.goto("about:blank");
	await page.goto(url, { waitUntil: "commit" });
	return page.evaluate(
		(selectors) =>
			Promise.all(
				selectors.map(
					(selector) =>
						new Promise<number>((resolve) => {
							const look = () => {
								if (!document.querySelector(selector)?.textContent) requestAnimationFrame(look);
								else requestAnimationFrame(() => resolve(performance.now()));
							};
							look();
						}),
				),
			),
		[...selectors],
	);
}

async function fillBare(count: number): Promise<void> {
	const request = indexedDB.open("bare", 1);
	const db = await new Promise<IDBDatabase>((resolve) => {
		request.onsuccess = () => resolve(request.result);
	});
	for (let start = 0; start < count; start += 2000) {
		const transaction = db.transaction("rows", "readwrite");
		const store = transaction.objectStore("rows");
		for (let at = start; at < start + 2000; at += 1) {
			const id = String(at).padStart(8, "0");
			store.put({
				id,
				title: `Title ${id}`,
				overview: "word ".repeat(60),
				genres: ["Drama", "Comedy"],
				year: 1920 + (at % 60),
			});
		}
		await new Promise((resolve) => {
			transaction.oncomplete = resolve;
		});
	}
	db.close();
}
