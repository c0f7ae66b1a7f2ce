import type { ItemId } from "../model/ids.ts";
import type { Ruling } from "../model/title.ts";

/**
 * What a person said last of each two of the items that are here. Never asked of each pair: a number that a server gave to thousands of
 * items makes millions of pairs, which a person settles with one word.
 */
export class Verdicts {
	/** In the order in which they were said: of each ruling, in which of its groups an item is. */
	readonly #said: readonly ReadonlyMap<ItemId, number>[];
	/** The rulings that name an item, the last one last. */
	readonly #naming = new Map<ItemId, number[]>();

	constructor(rulings: readonly Ruling[], here: ReadonlySet<ItemId>) {
		const inOrder = [...rulings].sort((a, b) => a.at - b.at || a.rulingId - b.rulingId);
		this.#said = inOrder.map(
			({ groups }) =>
				new Map(groups.flatMap((group, at) => group.filter((id) => here.has(id)).map((id) => [id, at] as const))),
		);
		for (const [ruling, groups] of this.#said.entries()) {
			for (const itemId of groups.keys()) {
				const naming = this.#naming.get(itemId);
				if (naming) naming.push(ruling);
				else this.#naming.set(itemId, [ruling]);
			}
		}
	}

	/** True when the last that was said of the two was that they are not one title. */
	areApart(a: ItemId, b: ItemId): boolean {
		const last = this.#naming.get(a)?.findLast((ruling) => this.#said[ruling]?.has(b));
		const groups = last === undefined ? undefined : this.#said[last];
		return groups?.get(a) !== groups?.get(b);
	}

	/** As many pairs as it takes to join all of which the last that was said was that they are one title. */
	joins(): [ItemId, ItemId][] {
		return this.#said.flatMap((groups, ruling) => {
			const byGroup = new Map<number, Map<string, readonly [later: readonly number[], itemIds: ItemId[]]>>();
			for (const [itemId, group] of groups) {
				const later = (this.#naming.get(itemId) ?? []).filter((naming) => naming > ruling);
				const classes = byGroup.get(group) ?? new Map();
				byGroup.set(group, classes);
				const alike = classes.get(later.join()) ?? [later, []];
				classes.set(later.join(), alike);
				alike[1].push(itemId);
			}
			return [...byGroup.values()].flatMap((classes) => joinsOf([...classes.values()]));
		});
	}

	/** True when a person told each of the parts from each other. */
	areAllApart(parts: readonly (readonly ItemId[])[]): boolean {
		if (!parts.every((part) => part.some((itemId) => this.#naming.has(itemId)))) return false;
		const last = Math.max(...new Set(parts.flat().flatMap((itemId) => this.#naming.get(itemId) ?? [])));
		const groups = parts.flatMap((part) => {
			const named = part.find((itemId) => this.#said[last]?.has(itemId));
			return named === undefined ? [] : (this.#said[last]?.get(named) ?? []);
		});
		// With one word, as it mostly is.
		if (new Set(groups).size === parts.length) return true;
		return parts.every((part, at) => parts.slice(at + 1).every((other) => this.areSomeApart(part, other)));
	}

	/** True when one of these was told from one of those. */
	areSomeApart(some: readonly ItemId[], others: readonly ItemId[]): boolean {
		return some.some((one) => others.some((other) => this.areApart(one, other)));
	}
}

/**
 * Of the items of one group, by the later rulings that name them: of two that share a later one, that one says how they are; all others
 * are one title by this group.
 */
function joinsOf(classes: readonly (readonly [later: readonly number[], itemIds: readonly ItemId[]])[]) {
	return classes.flatMap(([later, itemIds], at) =>
		classes.slice(at).flatMap(([otherLater, otherIds]): [ItemId, ItemId][] => {
			const [first] = itemIds;
			const [other] = otherIds;
			if (first === undefined || other === undefined || later.some((ruling) => otherLater.includes(ruling))) return [];
			const toFirst = otherIds.map((itemId): [ItemId, ItemId] => [first, itemId]);
			return [...toFirst, ...itemIds.map((itemId): [ItemId, ItemId] => [other, itemId])];
		}),
	);
}
