import { effect } from "@preact/signals";
import { showBadge } from "../progress/badge.ts";
import { refreshActive } from "./active-libraries.ts";
import { connectionOf } from "./data-saver.ts";
import { sendOnOccasions } from "./drain-triggers.ts";
import { checkHomeWhileShown } from "./home-checks.ts";
import { followServers } from "./live-servers.ts";
import { watchNetwork } from "./network-changes.ts";
import { listenToPulls } from "./pull.ts";
import { readShownTitles } from "./shown-titles.ts";
import { waiting } from "./sources.ts";
import { listenForWaking, onWake } from "./wake.ts";
import { world } from "./world.ts";

/** Begins to send what waits and to refresh what is stale, now and whenever there is an occasion for it. Called once. */
export function keepTogether(): void {
	listenForWaking();
	watchNetwork(window, connectionOf(navigator));
	sendOnOccasions();
	checkHomeWhileShown();
	followServers();
	readShownTitles();
	listenToPulls(document);
	effect(() => showBadge(navigator, waiting.value));
	onWake(refresh);
	refresh();
	workWhenIdle().catch((error: unknown) => console.error("Nothing will be read in the background", error));
}

async function workWhenIdle(): Promise<void> {
	const [casts, sweeps, titles] = await Promise.all([
		import("./complete-casts.ts"),
		import("./sweep-when-idle.ts"),
		import("./keep-titles.ts"),
	]);
	titles.keepTitles();
	sweeps.sweepWhenIdle();
	casts.completeCastsWhenIdle();
}

function refresh(): void {
	refreshActive()
		.then(lookAtWhatWasWritten)
		.catch((error: unknown) => console.error("Refreshing failed", error));
}

/** Queues again what servers lost of it, by what was read since: a drain does so too, but there is none while nothing waits. SYNC.md row 16. */
async function lookAtWhatWasWritten(): Promise<void> {
	if ((await world.db.written.count()) === 0) return;
	const { takeSecondLook } = await import("../progress/second-look.ts");
	for (const { sourceId } of await world.db.sources.toArray()) await takeSecondLook(world, sourceId);
}
