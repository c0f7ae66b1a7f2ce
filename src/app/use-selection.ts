import { useEffect, useRef, useState } from "preact/hooks";
import type { ItemId } from "../model/ids.ts";

/** Titles that are being picked out of a list, to do one thing with all of them. */
export interface Selection {
	/** Null while nothing is being picked. */
	readonly ids: ReadonlySet<ItemId> | null;
	readonly begin: () => void;
	readonly end: () => void;
	/** Picks the title at a place, or puts it back. `isRange`: with all that lies between it and the one before. */
	readonly pick: (itemId: ItemId, place: number, isRange: boolean) => void;
	/** Picks every title of the list, of which there are so many. */
	readonly pickAll: (total: number) => void;
}

/** The ids at the places of a list from `start` up to, not including, `end`; none where they cannot be had. */
type IdsBetween = (start: number, end: number) => Promise<readonly ItemId[]>;

/** What is picked after titles were picked or put back. Pure. */
export function withPicked(
	ids: ReadonlySet<ItemId>,
	changed: readonly ItemId[],
	isPicked: boolean,
): ReadonlySet<ItemId> {
	const next = new Set(ids);
	for (const itemId of changed) {
		if (isPicked) next.add(itemId);
		else next.delete(itemId);
	}
	return next;
}

/** One title of a list: `place` counts in the list of that name. */
export interface Picked {
	readonly list: string;
	readonly itemId: ItemId;
	readonly place: number;
}

/**
 * The ids of a list from one title to another, both included, in either direction.
 *
 * | the one picked before | gives |
 * |---|---|
 * | in the same list | all at the places between |
 * | in another, and in this one too: it was ordered anew meanwhile | all between where both are now |
 * | not in this list | nothing |
 */
export async function idsOfRange(from: Picked, to: Picked, idsBetween: IdsBetween): Promise<readonly ItemId[]> {
	if (from.list === to.list) return idsBetween(Math.min(from.place, to.place), Math.max(from.place, to.place) + 1);
	const all = await idsBetween(0, Number.MAX_SAFE_INTEGER);
	const [one, other] = [all.indexOf(from.itemId), all.indexOf(to.itemId)];
	return one < 0 || other < 0 ? [] : all.slice(Math.min(one, other), Math.max(one, other) + 1);
}

/** A selection out of the list that `list` names; what was picked stays when another is shown. Escape ends it. */
export function useSelection(list: string, idsBetween: IdsBetween): Selection {
	const [ids, setIds] = useState<ReadonlySet<ItemId> | null>(null);
	const before = useRef<(Picked & { readonly isPicked: boolean }) | null>(null);
	const isOn = ids !== null;
	const end = () => {
		before.current = null;
		setIds(null);
	};
	useEffect(() => {
		if (!isOn) return;
		const onKey = (event: KeyboardEvent) => {
			const target = event.target instanceof Element ? event.target : null;
			const isElsewhere = Boolean(target?.closest("dialog, input:not([type=checkbox]), select"));
			if (event.key !== "Escape" || isElsewhere) return;
			event.preventDefault(); // It would lead back.
			end();
		};
		addEventListener("keydown", onKey, { capture: true });
		return () => removeEventListener("keydown", onKey, { capture: true });
	}, [isOn]);

	const change = (changed: readonly ItemId[], isPicked: boolean) => {
		setIds((now) => now && withPicked(now, changed, isPicked));
	};
	const pickOne = (picked: Picked) => {
		const isPicked = ids?.has(picked.itemId) !== true;
		before.current = { ...picked, isPicked };
		change([picked.itemId], isPicked);
	};
	const pick = (itemId: ItemId, place: number, isRange: boolean) => {
		const from = before.current;
		const picked = { list, itemId, place };
		if (!isRange || from === null) return pickOne(picked);
		if (from.list === list) change([itemId], from.isPicked);
		idsOfRange(from, picked, idsBetween)
			.then((range) => (range.length > 0 ? change(range, from.isPicked) : pickOne(picked)))
			.catch(() => change([itemId], from.isPicked)); // The rest can be picked one by one.
	};
	const pickAll = (total: number) => {
		idsBetween(0, total)
			.then((all) => change(all, true))
			.catch(() => undefined); // Nothing is picked, as the count beside the button says.
	};
	return { ids, begin: () => setIds(new Set()), end, pick, pickAll };
}
