import { type Shown, shownStates } from "../db/shown-states.ts";
import type { ItemId } from "../model/ids.ts";
import { useLatest } from "./live.ts";
import { world } from "./world.ts";

export type { Shown } from "../db/shown-states.ts";

const NOBODY: ReadonlyMap<ItemId, Shown> = new Map();

/** Live watch states of the titles on screen. Meant for windows and rows, not for whole libraries. */
export function useWatchStates(itemIds: readonly ItemId[]): ReadonlyMap<ItemId, Shown> {
	return useLatest(() => shownStates(world.db, itemIds), [itemIds.join("\n")]) ?? NOBODY;
}
