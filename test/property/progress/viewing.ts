import fc from "fast-check";
import type { ChangeType, OutboxRow } from "../../../src/model/change.ts";
import type { Dialect } from "../../../src/model/source.ts";
import { UNTOUCHED, type WatchState } from "../../../src/model/watch-state.ts";
import { HOUR, NO_TROUBLE, SLUGS } from "./rig.ts";
import { aChangeType, act, aMinute, change, type Scene, stateAfter } from "./story.ts";

/** The title that everything happens to. */
export const SLUG = SLUGS[0];

/** The rows that wait for the person, of all devices. */
export async function conflicts({ devices }: Scene): Promise<readonly OutboxRow[]> {
	const rows = await Promise.all(devices.map(({ db }) => db.outbox.toArray()));
	return rows.flat().filter(({ status }) => status === "conflict");
}

/** One act of a viewing, hours before the next. `seen`: the device drained and refreshed just before. */
export interface Made {
	/** A device, or somebody at the server. */
	readonly by: number | "viewer";
	readonly type: ChangeType;
	readonly min: number;
	readonly seen: boolean;
}
/** Acts of the first and of the second device. */
export const here = (type: ChangeType, min: number, seen = false): Made => ({ by: 0, type, min, seen });
export const there = (type: ChangeType, min: number, seen = false): Made => ({ by: 1, type, min, seen });

/** Different minutes, so that each position can only be from its own act. */
export function acts(by: fc.Arbitrary<Made["by"]>, maxLength: number): fc.Arbitrary<Made[]> {
	const made = fc.record({ by, type: aChangeType, min: aMinute, seen: fc.boolean() });
	return fc.uniqueArray(made, { minLength: 2, maxLength, selector: ({ min }) => min });
}

/** Lets the acts happen, four hours between them, and gives what they lead to, one after the other. */
export async function live({ rig, devices }: Scene, list: readonly Made[]): Promise<WatchState> {
	let wanted: WatchState = UNTOUCHED;
	for (const { by, type, min, seen } of list) {
		rig.clock.advance(4 * HOUR);
		wanted = stateAfter(wanted, type, min);
		if (by === "viewer") {
			const what = { progress: "progress", finished: "finish", markWatched: "watched" } as const;
			act({ rig }, SLUG, type === "markUnwatched" || type === "clearPosition" ? "unwatched" : what[type], min);
			continue;
		}
		const device = devices[by] ?? devices[0];
		if (seen) {
			await device.drain(NO_TROUBLE, true);
			await device.refresh();
		}
		await change(device, [SLUG], type, min);
	}
	rig.clock.advance(4 * HOUR);
	return wanted;
}

/**
 * Plex has no way to clear the position of a watched title without counting a play, so a mark there changes nothing. True for acts
 * that a server of a dialect can hold.
 */
export function isPossible(dialect: Dialect, made: readonly Made[]): boolean {
	if (dialect === "jellyfin") return true;
	return made.every(
		({ type }, at) => type !== "markWatched" || made.slice(0, at).every((one) => one.type === "progress"),
	);
}
