/** However slow the database is, the engine starts after this. */
const PATIENCE_MS = 2500;

let resolve: () => void = () => undefined;

/** Settles once the first page has shown what it has. Whatever is not needed for that waits for it. */
export const firstPaint = new Promise<void>((done) => {
	resolve = done;
	setTimeout(done, PATIENCE_MS);
});

/** Said by the page on screen once its content is in the document; the frame with it is painted before anything else starts. */
export function contentIsShown(): void {
	requestAnimationFrame(() => setTimeout(resolve));
}
