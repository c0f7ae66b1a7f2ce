import { computed } from "@preact/signals";
import { isSweepDue } from "../library/sweep-due.ts";
import type { SourceId } from "../model/ids.ts";
import { sleep } from "../servers/sleep.ts";
import { LOOK_MS, QUIET_MS, surroundings, workWhile } from "./idle-work.ts";
import { whileLeftAlone } from "./left-alone.ts";
import { isAtLeisure } from "./leisure.ts";
import { sources } from "./sources.ts";
import { inWorkerUntil } from "./sync-client.ts";
import { world } from "./world.ts";

/**
 * Has the lists of active libraries read whole when they are due for it, while the app is in sight, nobody touches it, it has nothing
 * better to do, and the connection is not metered. Called once. DESIGN.md §3.
 */
export function sweepWhenIdle(): void {
	const wanted = computed(() => {
		const now = surroundings();
		return (sources.value ?? []).flatMap((source) => (isAtLeisure(source, now) ? [source.sourceId] : []));
	});
	workWhile(wanted, keepSwept);
}

async function keepSwept(sourceId: SourceId, signal: AbortSignal): Promise<void> {
	await sleep(QUIET_MS, signal);
	while (!signal.aborted) {
		const isDue = await isSweepDue(world, sourceId);
		if (isDue && !(await whileLeftAlone(signal, (either) => sweep(sourceId, either)))) continue;
		await sleep(LOOK_MS, signal);
	}
}

/** `sweepSource` in the sync worker; here for a source that only pages can reach, and where there is no worker. */
function sweep(sourceId: SourceId, signal: AbortSignal): Promise<void> {
	return inWorkerUntil<void>(signal, sourceId, {
		begin: (service) => service.sweep(sourceId),
		stop: (service) => service.stopSweep(sourceId),
		stopped: undefined,
		instead: async () => (await import("../library/sweep-source.ts")).sweepSource(world, sourceId, signal),
	});
}
