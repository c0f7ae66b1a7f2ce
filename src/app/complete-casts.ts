import { computed } from "@preact/signals";
import { readSetting } from "../db/settings.ts";
import { isCastsDue } from "../library/cast-due.ts";
import type { CastsResult } from "../library/complete-casts.ts";
import { isSweepDue } from "../library/sweep-due.ts";
import type { SourceId } from "../model/ids.ts";
import { sleep } from "../servers/sleep.ts";
import { askedFor } from "./cast-choices.ts";
import { mayReadCasts } from "./cast-circumstances.ts";
import { LOOK_MS, QUIET_MS, surroundings, workWhile } from "./idle-work.ts";
import { whileLeftAlone } from "./left-alone.ts";
import { liveSignal } from "./live.ts";
import { sources } from "./sources.ts";
import { noteRoom } from "./storage-room.ts";
import { inWorkerUntil } from "./sync-client.ts";
import { world } from "./world.ts";

/**
 * Has the casts of active libraries read while the app is in sight, nobody touches it (unless they asked for it) and it has nothing
 * better to do. Called once.
 */
export function completeCastsWhenIdle(): void {
	const choices = liveSignal(
		async () => ({
			choice: await readSetting(world.db, "casts.background"),
			paused: await readSetting(world.db, "casts.paused"),
		}),
		null,
	);
	const wanted = computed(() => {
		const now = surroundings();
		const chosen = choices.value;
		return (sources.value ?? []).flatMap((source) =>
			chosen && mayReadCasts(source, { ...now, ...chosen }) ? [source.sourceId] : [],
		);
	});
	workWhile(wanted, keepComplete);
}

async function keepComplete(sourceId: SourceId, signal: AbortSignal): Promise<void> {
	let isAsked = askedFor.delete(sourceId);
	if (!isAsked) await sleep(QUIET_MS, signal);
	while (!signal.aborted) {
		// Lists first: two who read at leisure would be one too many for a small server.
		if ((await isCastsDue(world, sourceId)) && !(await isSweepDue(world, sourceId))) {
			const result = await (isAsked ? readCasts(sourceId, signal) : readLeftAlone(sourceId, signal));
			isAsked = false;
			if (result === "touched") continue;
			if (result === "complete") noteRoom(true);
			if (result === "storage-full") {
				noteRoom(false);
				return;
			}
		}
		await sleep(LOOK_MS, signal);
	}
}

async function readLeftAlone(sourceId: SourceId, signal: AbortSignal): Promise<CastsResult | "touched"> {
	let result: CastsResult = "stopped";
	const isDone = await whileLeftAlone(signal, async (either) => {
		result = await readCasts(sourceId, either);
	});
	return isDone ? result : "touched";
}

/** `completeCasts` in the sync worker; here for a source that only pages can reach, and where there is no worker. */
function readCasts(sourceId: SourceId, signal: AbortSignal): Promise<CastsResult> {
	return inWorkerUntil<CastsResult>(signal, sourceId, {
		begin: (service) => service.casts(sourceId),
		stop: (service) => service.stopCasts(sourceId),
		stopped: "stopped",
		instead: async () =>
			(await import("../library/complete-casts.ts")).completeCasts(world, sourceId, { signal, rest: sleep }),
	});
}
