import { releaseProxy } from "comlink";

/**
 * Closes the channel of a function that a page gave this worker, once it will not be called again. Until then the page keeps all that the
 * function can see, a page's whole document too; by itself comlink closes it when this worker's memory is cleaned up, which may be hours later.
 * Functions that did not come through comlink are left alone.
 */
export function letGo(given: (() => void) | null): void {
	const release: unknown = given && Reflect.get(given, releaseProxy);
	if (typeof release === "function") release();
}
