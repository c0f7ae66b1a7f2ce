import { readSetting, writeSetting } from "../db/settings.ts";
import type { SourceId } from "../model/ids.ts";
import { attempt } from "./attempt.ts";
import { world } from "./world.ts";

/** Sources whose casts the person has just asked for: they do not wait until nothing else happened for a while. */
export const askedFor = new Set<SourceId>();

/** Has no more casts of a source read until the person wants it, in all tabs. */
export async function pauseCasts(sourceId: SourceId): Promise<void> {
	await change((paused) => [...paused.filter((other) => other !== sourceId), sourceId]);
}

/** Goes on with them, at once. */
export async function goOnWithCasts(sourceId: SourceId): Promise<void> {
	askedFor.add(sourceId);
	await change((paused) => paused.filter((other) => other !== sourceId));
}

async function change(next: (paused: readonly SourceId[]) => SourceId[]): Promise<void> {
	const write = async () => {
		await writeSetting(world.db, "casts.paused", next(await readSetting(world.db, "casts.paused")));
	};
	await attempt(write, "This could not be saved. Is the disk full?");
}
