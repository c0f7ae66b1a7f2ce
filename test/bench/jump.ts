import type { Page } from "playwright";
import { type Figure, figure } from "./figure.ts";
import { connectDemo, startStage, wholeLibrary } from "./stage.ts";

const TITLES = 50_000;
const RUNS = 7;

/** One jump, ms. */
interface Jump {
	/** From the question to the worker to its answer with the ids. */
	readonly idsMs: number;
	/** From that question to the last row of the window, read by these ids. */
	readonly dataMs: number;
	/** Frames from then on until one shows every title on screen; that one counts. */
	readonly frames: number;
	/** From the press to that frame. */
	readonly allMs: number;
	/** The same rows read by raw IndexedDB, one transaction. */
	readonly rawMs: number;
	/** How long a frame takes on this screen. */
	readonly frameMs: number;
}

/**
 * Jumping to the middle and to Z in a cached library of 50,000 titles, in the built app in Chromium, each time in a page that was just opened: until
 * the window's ids and rows are there, beside the same rows of raw IndexedDB, and how many frames later they are painted.
 */
export async function jump(): Promise<Figure[]> {
	const stage = await startStage(TITLES, "<!doctype html>");
	try {
		const page = await (await stage.browser()).newPage();
		await page.addInitScript(listen);
		await connectDemo(page, stage.running.appUrl);
		const libraryId = await wholeLibrary(page, TITLES / 2);
		const url = `${stage.running.appUrl}#/library/${libraryId}`;
		const jumps: Record<"the middle" | "Z", Jump[]> = { "the middle": [], Z: [] };
		for (let run = 0; run <= RUNS; run += 1) {
			for (const [to, known] of Object.entries(jumps)) {
				const one = await openAndJump(page, url, to === "Z" ? to : null);
				// The first is not counted: the browser compiles in it.
				if (run > 0) known.push(one);
			}
		}
		return Object.entries(jumps).flatMap(([to, all]) => figures(`jump to ${to} of ${TITLES}`, all));
	} finally {
		await stage.close();
	}
}

function figures(name: string, jumps: readonly Jump[]): Figure[] {
	const column = (key: keyof Jump) => jumps.map((one) => one[key]);
	const raw = "these rows by raw IndexedDB";
	return [
		figure(`${name}: ids from the worker`, "ms", column("idsMs"), raw, column("rawMs"), "10 ms"),
		figure("… ids and rows", "ms", column("dataMs"), raw, column("rawMs"), "10 ms"),
		figure("… painted after that", "frames", column("frames"), "the limit", [2], "2 frames"),
		figure("… all of it, from the press", "ms", column("allMs"), "one frame", column("frameMs"), "–"),
	];
}

async function openAndJump(page: Page, url: string, letter: string | null): Promise<Jump> {
	await page.goto("about:blank");
	await page.goto(url);
	await page.locator("html:not(:has(#first-frame)) .letter-rail button").first().waitFor({ state: "attached" });
	await page.locator('[data-place="0"] .card-title').waitFor();
	// What an opened page does behind its first titles is not what a jump costs.
	await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 5000 })));
	await page.waitForTimeout(1500);
	return page.evaluate(measure, letter);
}

/** What `listen` notes, epoch of the page, ms. */
interface Heard {
	asked: number[];
	answered: number[];
	/** When each title's row was read first. */
	rows: Map<string, number>;
}

/** Runs in the page before the app: notes when the worker is asked for a window, when it answers, and when a row of a title was read. */
function listen(): void {
	const heard: Heard = { asked: [], answered: [], rows: new Map() };
	Object.assign(globalThis, { heard });
	const questions = new Set<unknown>();
	const post = Worker.prototype.postMessage;
	Worker.prototype.postMessage = function (this: Worker, message: { id?: string; path?: string[] }, rest?: object) {
		if (message?.path?.includes("windowKeys")) {
			questions.add(message.id);
			heard.asked.push(performance.now());
			this.addEventListener("message", ({ data }) => {
				if (questions.delete(data?.id)) heard.answered.push(performance.now());
			});
		}
		return post.call(this, message, rest);
	};
	for (const name of ["get", "getAll"] as const) {
		const read = IDBObjectStore.prototype[name];
		IDBObjectStore.prototype[name] = function (this: IDBObjectStore, ...given: [IDBValidKey]) {
			const request = read.apply(this, given);
			const note = () => {
				const id = Object(request.result).itemId;
				if (!heard.rows.has(id)) heard.rows.set(id, performance.now());
			};
			if (this.name === "items") request.addEventListener("success", note);
			return request;
		};
	}
}

/** Runs in the page: jumps to a letter, or to the middle without, and waits for the frame with all titles on screen. */
async function measure(letter: string | null): Promise<Jump> {
	const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
	const before = await frame();
	for (let count = 0; count < 10; count += 1) await frame();
	const frameMs = ((await frame()) - before) / 11;
	const heard: Heard = Object(globalThis).heard;
	heard.asked = [];
	heard.answered = [];
	heard.rows = new Map();
	const onScreen = () =>
		[...document.querySelectorAll<HTMLElement>(".virtual-grid [data-place]")].filter((cell) => {
			const { top, bottom } = cell.getBoundingClientRect();
			return bottom > 0 && top < innerHeight;
		});
	const titleOf = (cell: Element) => cell.querySelector(".card-title")?.textContent;
	const from = scrollY;
	const startedAt = performance.now();
	if (letter === null) scrollTo(0, document.documentElement.scrollHeight / 2);
	else document.querySelector<HTMLElement>(`.letter-rail button[aria-label="${letter}"]`)?.click();
	const frames: number[] = [];
	for (;;) {
		await frame();
		frames.push(performance.now());
		const cells = onScreen();
		if (Math.abs(scrollY - from) > 1000 && cells.length > 0 && cells.every(titleOf)) break;
		if (frames.length > 600) throw new Error("nothing came");
	}
	const seenAt = frames.at(-1) ?? 0;
	const askedAt = heard.asked[0] ?? Number.NaN;
	const ids = onScreen().map((cell) => cell.querySelector("a.card")?.getAttribute("href")?.split("#/title/")[1] ?? "");
	const dataAt = Math.max(...ids.map((id) => heard.rows.get(decodeURIComponent(id)) ?? Number.NaN));
	const [info] = (await indexedDB.databases()).filter(({ name }) => name?.startsWith("stowaway:"));
	const request = indexedDB.open(info?.name ?? "");
	const db = await new Promise<IDBDatabase>((resolve) => {
		request.onsuccess = () => resolve(request.result);
	});
	const rawFrom = performance.now();
	const store = db.transaction("items").objectStore("items");
	const rows = await Promise.all(
		ids.map(
			(id) =>
				new Promise<unknown>((resolve) => {
					const read = store.get(decodeURIComponent(id));
					read.onsuccess = () => resolve(read.result);
				}),
		),
	);
	const rawMs = performance.now() - rawFrom;
	db.close();
	if (rows.some((row) => row === undefined)) throw new Error(`no such title: ${ids.join()}`);
	return {
		idsMs: Math.max(...heard.answered.filter((at) => at <= seenAt)) - askedAt,
		dataMs: dataAt - askedAt,
		frames: frames.filter((at) => at >= dataAt).length,
		allMs: seenAt - startedAt,
		rawMs,
		frameMs,
	};
}
