import { useEffect, useRef } from "preact/hooks";
import { type Shown, shownStates } from "../db/shown-states.ts";
import type { ItemId } from "../model/ids.ts";
import { useLatest } from "./live.ts";
import { world } from "./world.ts";

export type { Shown } from "../db/shown-states.ts";

const NOBODY: ReadonlyMap<ItemId, Shown> = new Map();
/** What each part on screen shows states of. */
const parts = new Set<{ readonly current: readonly ItemId[] }>();

/** Live watch states of the titles on screen. Meant for windows and rows, not for whole libraries. */
export function useWatchStates(itemIds: readonly ItemId[]): ReadonlyMap<ItemId, Shown> {
	const part = useRef(itemIds);
	part.current = itemIds;
	useEffect(() => {
		parts.add(part);
		return () => parts.delete(part);
	}, []);
	return useLatest(() => shownStates(world.db, itemIds), [itemIds.join("\n")]) ?? NOBODY;
}

/** The titles whose states are on screen now; some more than once. */
export function shownTitles(): readonly ItemId[] {
	return [...parts].flatMap((part) => part.current);
}
