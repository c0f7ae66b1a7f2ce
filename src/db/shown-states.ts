import type { OutboxRow } from "../model/change.ts";
import type { ItemId } from "../model/ids.ts";
import { overlay, titleState } from "../model/overlay.ts";
import type { WatchState } from "../model/watch-state.ts";
import type { StowawayDatabase, WatchRow } from "./schema.ts";

/** What is shown of a title: its state with the unsent changes over it, and a row that holds some of those. */
export interface Shown {
	readonly state: WatchState;
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
	const files = new Map<ItemId, Map<ItemId, OutboxRow | undefined>>();
	for (const { itemId, titleId } of [...watch, ...outbox]) {
		if (titleId === undefined) continue;
		files.set(titleId, (files.get(titleId) ?? new Map()).set(itemId, waiting.get(itemId)));
	}
	const titles = new Set([...itemIds, ...[...watch, ...outbox].map((row) => row.titleId ?? row.itemId)]);
	const shown = new Map<ItemId, Shown>();
	for (const itemId of titles) {
		const own = overlay(seen.get(itemId), waiting.get(itemId));
		const further = files.get(itemId);
		const state = further
			? titleState(
					own,
					[...further].map(([fileId, row]) => overlay(seen.get(fileId), row)),
				)
			: own;
		const unsent = waiting.get(itemId) ?? [...(further?.values() ?? [])].find((row) => row);
		shown.set(itemId, unsent ? { state, unsent } : { state });
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
