import { showEpisodes } from "../db/item-queries.ts";
import type { StowawayDatabase } from "../db/schema.ts";
import { shownStates } from "../db/shown-states.ts";
import type { ItemId } from "../model/ids.ts";
import { holdsTitles } from "../model/item.ts";
import { UNTOUCHED } from "../model/watch-state.ts";
import { addAct, inOutbox, newGroup, type Recorder } from "./record-change.ts";

/** What a mark came to. */
export interface Marked {
	/** How many films and episodes were changed. */
	readonly changed: number;
	/** Names the act, for `undoGroup`; absent for a single film or episode. */
	readonly group?: string;
}

async function leavesOf(db: StowawayDatabase, itemIds: readonly ItemId[]): Promise<readonly ItemId[]> {
	const items = await db.items.bulkGet([...itemIds]);
	const leaves = await Promise.all(
		itemIds.map(async (itemId, at) => {
			const kind = items[at]?.kind;
			if (holdsTitles(items[at])) return [];
			if (kind !== "season" && kind !== "show") return [itemId];
			return (await showEpisodes(db, itemId)).map((episode) => episode.itemId);
		}),
	);
	return [...new Set(leaves.flat())];
}

/**
 * Marks titles, and of seasons and shows every episode, as one act: one change for each film and episode that needs it, in one group
 * (SYNC.md §3: the servers' own marks of a container count a second play for what was seen and wipe running positions). All of them or
 * none. A film or episode by itself is marked whatever it was.
 */
export function mark(
	world: Recorder,
	itemIds: readonly ItemId[],
	type: "markWatched" | "markUnwatched",
): Promise<Marked> {
	const { db } = world;
	return inOutbox(db, async () => {
		const leaves = await leavesOf(db, itemIds);
		const [only] = leaves;
		if (only !== undefined && itemIds.length === 1 && itemIds[0] === only) {
			await addAct(world, { itemId: only, type });
			return { changed: 1 };
		}
		const shown = await shownStates(db, leaves);
		const needing = leaves.filter((leaf) => {
			const { watched, positionMs } = shown.get(leaf)?.state ?? UNTOUCHED;
			return type === "markWatched" ? !watched : watched || positionMs > 0;
		});
		const group = newGroup(world);
		for (const itemId of needing) await addAct(world, { itemId, type, group });
		return { changed: needing.length, group };
	});
}
