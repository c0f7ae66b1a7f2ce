import type { CDPSession, Page } from "playwright";
import { type Figure, figure } from "./figure.ts";
import { connectDemo, startStage, wholeLibrary } from "./stage.ts";

const TITLES = 3_000;
/** Eight rounds, at the pace of a person. The script goes as fast as the app; `HEAP_MINUTES=10` keeps that pace. */
const STEPS_A_MINUTE = 64;
const MINUTES = 10;
const WORDS = "the river garden silent vienna rosa winter train lighthouse lisbon metropolis velvet".split(" ");

/** What the page that was left had begun has its time to end, and what is put off for some seconds to begin. */
const SETTLED_MS = 5_000;

/** What the page holds once everything that can go is gone. */
interface Held {
	readonly megabytes: number;
	readonly nodes: number;
	readonly listeners: number;
}

/**
 * What the page holds after ten minutes of browsing, a step a second, beside what it held after the first: Home, a library, a jump in
 * it, a title, a person, a search, and the way back, over and over with other titles, in the built app in Chromium.
 */
export async function heap(): Promise<Figure[]> {
	const stage = await startStage(TITLES, "<!doctype html>");
	try {
		const page = await (await stage.browser()).newPage();
		await connectDemo(page, stage.running.appUrl);
		const libraryId = await wholeLibrary(page, TITLES / 2);
		const session = await page.context().newCDPSession(page);
		const pauseMs = process.env.HEAP_MINUTES
			? (Number(process.env.HEAP_MINUTES) * 60_000) / MINUTES / STEPS_A_MINUTE
			: 0;
		const held: Held[] = [];
		for (let step = 0; step < MINUTES * STEPS_A_MINUTE; step += 1) {
			await page.evaluate(browse, { step, libraryId, words: WORDS });
			await page.waitForTimeout(pauseMs);
			if (step % STEPS_A_MINUTE === STEPS_A_MINUTE - 1) {
				held.push(await weigh(page, session));
				if (process.env.HEAP_VERBOSE) console.log(new Date().toISOString(), JSON.stringify(held.at(-1)));
			}
		}
		const [first] = held;
		const late = held.at(-3);
		const last = held.at(-1);
		if (!first || !late || !last) throw new Error("nothing was held");
		const after = `after ${MINUTES} minutes of browsing`;
		const beside = "after 1 minute";
		return [
			figure(`heap ${after}`, "MB", [last.megabytes], beside, [first.megabytes], "no growth"),
			// What was on screen is kept for the way back, so much and no more: it takes some minutes until that is full.
			figure(
				"… once all that is kept is there",
				"MB",
				[last.megabytes],
				"2 minutes before",
				[late.megabytes],
				"no growth",
			),
			figure("… nodes of documents", "nodes", [last.nodes], beside, [first.nodes], "no growth"),
			figure("… listeners of events", "listeners", [last.listeners], beside, [first.listeners], "no growth"),
		];
	} finally {
		await stage.close();
	}
}

/** Weighs the page on Home, which shows the same each time. */
async function weigh(page: Page, session: CDPSession): Promise<Held> {
	await page.evaluate(browse, { step: 0, libraryId: "", words: [] });
	await page.waitForTimeout(SETTLED_MS);
	for (let time = 0; time < 3; time += 1) await session.send("HeapProfiler.collectGarbage");
	const { usedSize } = await session.send("Runtime.getHeapUsage");
	const { nodes, jsEventListeners } = await session.send("Memory.getDOMCounters");
	return { megabytes: usedSize / 1_000_000, nodes, listeners: jsEventListeners };
}

/** Runs in the page: one step of browsing, until the page shows what it led to. */
async function browse({
	step,
	libraryId,
	words,
}: {
	step: number;
	libraryId: string;
	words: readonly string[];
}): Promise<void> {
	const round = Math.floor(step / 8);
	/** The same for the same round, and unlike that of the round before. */
	const pick = (from: number) => (round * 7919) % Math.max(1, from);
	const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
	const until = async (isThere: () => boolean, what: string) => {
		for (let frames = 0; !isThere(); frames += 1) {
			if (frames > 1200) throw new Error(`step ${step}: no ${what} at ${location.hash}`);
			await new Promise(requestAnimationFrame);
		}
	};
	const cardsOnScreen = () =>
		all(".virtual-grid [data-place] a.card").filter((card) => {
			const { top } = card.getBoundingClientRect();
			return top > 0 && top < innerHeight;
		});
	const library = () => until(() => cardsOnScreen().length > 5, "titles of the library");
	switch (step % 8) {
		case 0:
			location.hash = "#/";
			return until(() => all(".home .card-title, main .row .card-title").length > 3, "titles on Home");
		case 1:
			location.hash = `#/library/${libraryId}`;
			return library();
		case 2: {
			const letters = all(".letter-rail button");
			letters[pick(letters.length)]?.click();
			return library();
		}
		case 3: {
			const cards = cardsOnScreen();
			cards[pick(cards.length)]?.click();
			return until(
				() => all(".title-page h1").length > 0 && all("a[href^='#/person/']").length > 0,
				"title with its cast",
			);
		}
		case 4: {
			const people = all("a[href^='#/person/']");
			people[pick(people.length)]?.click();
			return until(() => all(".page.person .card-title").length > 0, "person with titles");
		}
		case 5:
			location.hash = `#/search?q=${words[pick(words.length)]}`;
			return until(() => all(".search-found .card-title").length > 0, "findings");
		default:
			history.back();
			return until(() => all(step % 8 === 6 ? ".page.person .card-title" : ".title-page h1").length > 0, "page before");
	}
}
