import { computed } from "@preact/signals";
import { isSweepDue } from "../library/sweep-due.ts";
import type { SourceId } from "../model/ids.ts";
import { sleep } from "../servers/sleep.ts";
import { mayReadCasts } from "./cast-circumstances.ts";
import { LOOK_MS, QUIET_MS, surroundings, workWhile } from "./idle-work.ts";
import { sources } from "./sources.ts";
import { inWorker } from "./sync-client.ts";
import { world } from "./world.ts";

/**
 * Has the lists of active libraries read whole when they are due for it, while the app is in sight, has nothing better to do, and the
 * connection is not metered. Called once. DESIGN.md §3.
 */
export function sweepWhenIdle(): void {
	const wanted = computed(() => {
		const now = { ...surroundings(), choice: "on", paused: [] } as const;
		return (sources.value ?? []).flatMap((source) => (mayReadCasts(source, now) ? [source.sourceId] : []));
	});
	workWhile(wanted, keepSwept);
}

async function keepSwept(sourceId: SourceId, signal: AbortSignal): Promise<void> {
	await sleep(QUIET_MS, signal);
	while (!signal.aborted) {
		if (await isSweepDue(world, sourceId)) await sweep(sourceId, signal);
		await sleep(LOOK_MS, signal);
	}
}

/** `sweepSource` in the sync worker; here for a source that only pages can reach, and where there is no worker. */
function sweep(sourceId: SourceId, signal: AbortSignal): Promise<void> {
	return inWorker(
		sourceId,
		async (service) => {
			const stop = () => service.stopSweep(sourceId);
			signal.addEventListener("abort", stop);
			try {
				if (!signal.aborted) await service.sweep(sourceId);
			} finally {
				signal.removeEventListener("abort", stop);
			}
		},
		async () => (await import("../library/sweep-source.ts")).sweepSource(world, sourceId, signal),
	);
}
