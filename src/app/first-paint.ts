import { type ReadonlySignal, signal } from "@preact/signals";
import { removeFirstFrame } from "./first-frame.ts";

/** However slow the database is, the engine starts after this. */
const PATIENCE_MS = 2500;

let resolve: () => void = () => undefined;

/** Settles once the first page has shown what it has. Whatever is not needed for that waits for it. */
export const firstPaint = new Promise<void>((done) => {
	resolve = done;
	setTimeout(done, PATIENCE_MS);
});

const titles = signal(false);

/** True once a page with titles in it was painted: what is beside it, and not needed for it, is fetched then. */
export const titlesWerePainted: ReadonlySignal<boolean> = titles;

/** Said after the first frame with titles. */
export function noteTitlesPainted(): void {
	titles.value = true;
}

/** Calls `act` once what is in the document now was painted, however late its effects run; gives the function that takes it back. */
export function afterNextPaint(act: () => void): () => void {
	let frame = requestAnimationFrame(() => {
		frame = requestAnimationFrame(() => setTimeout(act));
	});
	return () => cancelAnimationFrame(frame);
}

/** Said by the page on screen once its content is in the document; the frame with it is painted before anything else starts. */
export function contentIsShown(): void {
	removeFirstFrame();
	requestAnimationFrame(() => setTimeout(resolve));
}
