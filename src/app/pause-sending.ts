import { writeSetting } from "../db/settings.ts";
import { attempt } from "./attempt.ts";
import { announceChange } from "./sending.ts";
import { world } from "./world.ts";

/** Has what waits not be sent for now, by this page nor any other tab or worker. A drain that runs stops after its batch. */
export async function pause(): Promise<void> {
	await attempt(() => writeSetting(world.db, "sending.paused", true), "Sending could not be paused. Try again.");
}

/** Sends again what waits. */
export async function goOn(): Promise<void> {
	const going = () => writeSetting(world.db, "sending.paused", false);
	if (await attempt(going, "Sending could not go on. Try again.")) announceChange();
}
