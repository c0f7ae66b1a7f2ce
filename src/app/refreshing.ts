import { type ReadonlySignal, signal } from "@preact/signals";
import { firstPaint } from "./first-paint.ts";
import { noteFull } from "./storage-room.ts";

const busy = signal<ReadonlySet<string>>(new Set());

/** Scopes that this page is refreshing now. */
export const refreshing: ReadonlySignal<ReadonlySet<string>> = busy;

/**
 * Asks for a scope to be fresh; refreshes it behind the page when it is not. `force` ignores its age: true for
 * refreshes by hand, "news" where its server told of changes.
 * Never rejects: what went wrong stands in the scope's freshness row.
 */
export async function touchScope(scope: string, force: boolean | "news" = false): Promise<void> {
	if (busy.value.has(scope)) return;
	await firstPaint;
	busy.value = new Set(busy.value).add(scope);
	try {
		const client = await import("./sync-client.ts");
		await client.touchScope(scope, { force, signal: new AbortController().signal });
	} catch (error) {
		if (!noteFull(error)) console.error("Refreshing failed", scope, error);
	} finally {
		const rest = new Set(busy.value);
		rest.delete(scope);
		busy.value = rest;
	}
}

/** Resolves when this page refreshes the scope no longer: what asked for it first may have been somebody else. */
export function untilRefreshed(scope: string): Promise<void> {
	return new Promise((resolve) => {
		const stop = refreshing.subscribe((scopes) => {
			if (scopes.has(scope)) return;
			queueMicrotask(() => stop());
			resolve();
		});
	});
}
