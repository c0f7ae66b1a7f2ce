import { watchAndOutbox } from "../db/item-queries.ts";
import type { OutboxRow } from "../model/change.ts";
import type { ItemId } from "../model/ids.ts";
import { overlay } from "../model/overlay.ts";
import type { WatchState } from "../model/watch-state.ts";
import { useLatest } from "./live.ts";
import { world } from "./world.ts";

/** What is shown of a title: its state with the unsent changes over it, and the row that holds those. */
export interface Shown {
	readonly state: WatchState;
	readonly unsent?: OutboxRow;
}

const NOBODY: ReadonlyMap<ItemId, Shown> = new Map();

/** Live watch states of the titles on screen. Meant for windows and rows, not for whole libraries. */
export function useWatchStates(itemIds: readonly ItemId[]): ReadonlyMap<ItemId, Shown> {
	const latest = useLatest(async () => {
		const rows = await watchAndOutbox(world.db, itemIds);
		return new Map([...rows].map(([itemId, { watch, outbox }]) => [itemId, shownOf(overlay(watch, outbox), outbox)]));
	}, [itemIds.join("\n")]);
	return latest ?? NOBODY;
}

function shownOf(state: WatchState, unsent: OutboxRow | undefined): Shown {
	return unsent ? { state, unsent } : { state };
}
