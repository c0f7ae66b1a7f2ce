import { effect } from "@preact/signals";
import { firstPaint } from "./first-paint.ts";
import { sources } from "./sources.ts";
import { syncingSources } from "./syncing.ts";

/**
 * Starts what keeps this device and the servers together, once the page on screen is painted. Called once. On a device without servers
 * that waits for the first one to have been read, because until then there is nothing to keep.
 */
export async function startEngine(): Promise<void> {
	await firstPaint;
	await somethingToKeep();
	const { keepTogether } = await import("./keep-together.ts");
	keepTogether();
}

/** Resolves when there is a source and none is being read. */
function somethingToKeep(): Promise<void> {
	return new Promise((resolve) => {
		const stop = effect(() => {
			if (!sources.value?.length || syncingSources.value.size > 0) return;
			queueMicrotask(() => stop());
			resolve();
		});
	});
}
