import { signal } from "@preact/signals";
import type { Item } from "../model/item.ts";

/** A title with its copies on other servers. */
export interface TitleOnce {
	readonly item: Item;
	readonly others: readonly Item[];
}

/** Items that ids alone would put together wrongly, with the title that each is: what the catalogue of titles says of them. */
const apart = signal<ReadonlyMap<string, string>>(new Map());

/** Notes what the catalogue says; lists are made anew only where it says something else. */
export function setApart(titles: ReadonlyMap<string, string>): void {
	const known = apart.peek();
	if (known.size !== titles.size || [...titles].some(([itemId, title]) => known.get(itemId) !== title)) {
		apart.value = titles;
	}
}

/** What servers say for a number that they do not know, like `0`, is none. */
const NUMBER = /^(tt)?0*[1-9]\d*$/i;

/**
 * Each title once, in the order of the first copy. Copies are told by a shared id at a public catalogue and the same kind, never
 * by name (DESIGN.md §5), two items of one server always stay two; but for items whose ids contradict each other, and those that a
 * person spoke of, the catalogue of titles has the word. Follows it where signals are.
 */
export function oncePerTitle(items: readonly Item[]): TitleOnce[] {
	const groups: Item[][] = [];
	const byId = new Map<string, Item[]>();
	for (const item of items) {
		const title = apart.value.get(item.itemId);
		const ids = title
			? [title]
			: Object.entries(item.providerIds).flatMap(([catalogue, id]) =>
					NUMBER.test(id) ? `${item.kind} ${catalogue} ${id}` : [],
				);
		const known = ids
			.flatMap((id) => {
				const group = byId.get(id);
				return group ? [group] : [];
			})
			.find((group) => title !== undefined || group.every(({ sourceId }) => sourceId !== item.sourceId));
		const group = known ?? [];
		if (!known) groups.push(group);
		group.push(item);
		for (const id of ids) if (!byId.has(id)) byId.set(id, group);
	}
	return groups.flatMap(([item, ...others]) => (item ? [{ item, others }] : []));
}
