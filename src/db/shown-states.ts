import type { OutboxRow } from "../model/change.ts";
import type { ItemId } from "../model/ids.ts";
import { overlay, playedLast, titleState } from "../model/overlay.ts";
import type { WatchState } from "../model/watch-state.ts";
import type { StowawayDatabase, WatchRow } from "./schema.ts";

/** What is shown of a title: its state with the unsent changes over it, and a row that holds some of those. */
export interface Shown {
	readonly state: WatchState;
	/** The further file of the title whose state it is, if it is not the title's own. */
	readonly fileId?: ItemId;
	readonly unsent?: OutboxRow;
}

/**
 * What is shown of each title that one of the rows is about, be it the title itself or a further file of it; and of `itemIds`, of
 * which nothing may be known. Pure.
 */
export function statesFrom(
	watch: readonly WatchRow[],
	outbox: readonly OutboxRow[],
	itemIds: readonly ItemId[] = [],
): Map<ItemId, Shown> {
	const seen = new Map(watch.map((row) => [row.itemId, row]));
	const waiting = new Map(outbox.map((row) => [row.itemId, row]));
	const files = new Map<ItemId, Set<ItemId>>();
	const titles = new Set(itemIds);
	for (const { itemId, titleId } of [...watch, ...outbox]) {
		titles.add(titleId ?? itemId);
		if (titleId !== undefined) files.set(titleId, (files.get(titleId) ?? new Set()).add(itemId));
	}
	const shown = new Map<ItemId, Shown>();
	for (const titleId of titles) {
		const own = overlay(seen.get(titleId), waiting.get(titleId));
		const further = [...(files.get(titleId) ?? [])].map((itemId) => ({
			itemId,
			state: overlay(seen.get(itemId), waiting.get(itemId)),
		}));
		const played = playedLast(own, further);
		const unsent = [titleId, ...(files.get(titleId) ?? [])].map((itemId) => waiting.get(itemId)).find((row) => row);
		shown.set(titleId, {
			state: played ? titleState(own, played.state) : own,
			...(played ? { fileId: played.itemId } : {}),
			...(unsent ? { unsent } : {}),
		});
	}
	return shown;
}

/** What is shown of the titles asked for; every id has an entry. Meant for windows and rows, not for whole libraries. */
export async function shownStates(db: StowawayDatabase, itemIds: readonly ItemId[]): Promise<Map<ItemId, Shown>> {
	const keys = [...itemIds];
	const isThere = <T>(row: T | undefined): row is T => row !== undefined;
	const [watch, outbox, fileWatch, fileOutbox] = await Promise.all([
		db.watch.bulkGet(keys),
		db.outbox.bulkGet(keys),
		db.watch.where("titleId").anyOf(keys).toArray(),
		db.outbox.where("titleId").anyOf(keys).toArray(),
	]);
	return statesFrom([...watch.filter(isThere), ...fileWatch], [...outbox.filter(isThere), ...fileOutbox], keys);
}
