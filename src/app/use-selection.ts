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

/** A selection out of the list that `list` names; what was picked stays when another is shown. Escape ends it. */
export function useSelection(list: string, idsBetween: IdsBetween): Selection {
	const [ids, setIds] = useState<ReadonlySet<ItemId> | null>(null);
	const before = useRef<{ readonly list: string; readonly place: number; readonly isPicked: boolean } | null>(null);
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
	const pick = (itemId: ItemId, place: number, isRange: boolean) => {
		const from = before.current;
		if (isRange && from?.list === list) {
			const [first, last] = [Math.min(from.place, place), Math.max(from.place, place)];
			change([itemId], from.isPicked);
			idsBetween(first, last + 1)
				.then((between) => change(between, from.isPicked))
				.catch(() => undefined); // The one that was pointed at is picked; the rest can be, one by one.
			return;
		}
		const isPicked = ids?.has(itemId) !== true;
		before.current = { list, place, isPicked };
		change([itemId], isPicked);
	};
	const pickAll = (total: number) => {
		idsBetween(0, total)
			.then((all) => change(all, true))
			.catch(() => undefined); // Nothing is picked, as the count beside the button says.
	};
	return { ids, begin: () => setIds(new Set()), end, pick, pickAll };
}
