import type { ItemId } from "../model/ids.ts";
import type { Finding, FindingReason, Ruling } from "../model/title.ts";
import { type Evidence, idKeys } from "./evidence.ts";
import { UnionFind } from "./union-find.ts";
import { Verdicts } from "./verdicts.ts";

/** Which items are one title, and whose ids contradict each other. Items and groups are sorted. */
export interface Matched {
	readonly groups: readonly (readonly ItemId[])[];
	readonly findings: readonly Omit<Finding, "isIgnored">[];
}

/** Items that are one title by a person's word, or one item alone. */
interface Unit {
	readonly members: readonly Evidence[];
}

/**
 * Which items are the same title: by ids at public catalogues, never by name (DESIGN.md §5), and by what a person said. Pure; the order
 * of the items and of the rulings does not matter, only the rulings' times do.
 *
 * Items hang together that share an id, or that a person joined. What hangs together is, after joining what a person joined:
 *
 * | among the parts | they are |
 * |---|---|
 * | no two of one server, no two with different ids at one catalogue, none that a person told apart | one title |
 * | otherwise | a title each; and a finding, unless a person has told each from each other |
 *
 * Contradicting evidence makes no match at all, also of those that would agree: which of it is wrong is not known.
 */
export function matchTitles(items: readonly Evidence[], rulings: readonly Ruling[]): Matched {
	const verdicts = new Verdicts(rulings, new Set(items.map(({ itemId }) => itemId)));
	const units = new UnionFind<ItemId>();
	for (const { itemId } of items) units.add(itemId);
	for (const [a, b] of verdicts.joins()) units.join(a, b);
	const hanging = new UnionFind<string>();
	for (const item of items) {
		hanging.join(item.itemId, `unit ${units.find(item.itemId)}`);
		for (const key of idKeys(item)) hanging.join(item.itemId, key);
	}
	const groups: ItemId[][] = [];
	const findings: Omit<Finding, "isIgnored">[] = [];
	for (const component of grouped(items, ({ itemId }) => hanging.find(itemId))) {
		const parts = grouped(component, ({ itemId }) => units.find(itemId)).map((members): Unit => ({ members }));
		const reason = parts.length === 1 ? null : contradiction(parts);
		const named = parts.map(({ members }) => idsOf(members));
		if (reason === null && !pairs(named).some(([a, b]) => verdicts.areSomeApart(a, b))) {
			groups.push(idsOf(component));
			continue;
		}
		for (const group of named) groups.push(group);
		if (verdicts.areAllApart(named)) continue;
		const ids = idsOf(component);
		findings.push({ findingId: ids.join(" "), items: ids, reason: reason ?? "other-ids" });
	}
	return {
		groups: groups.sort(byFirst),
		findings: findings.sort((a, b) => byFirst(a.items, b.items)),
	};
}

function contradiction(parts: readonly Unit[]): FindingReason | null {
	const servers = parts.flatMap(({ members }) => [...new Set(members.map(({ sourceId }) => sourceId))]);
	if (new Set(servers).size < servers.length) return "one-server";
	for (const catalogue of ["imdb", "tmdb", "tvdb"] as const) {
		const said = parts.flatMap(({ members }) => {
			const values = members.flatMap(({ ids }) => ids[catalogue] ?? []);
			return values.length === 0 ? [] : [new Set(values)];
		});
		if (pairs(said).some(([a, b]) => ![...a].some((value) => b.has(value)))) return "other-ids";
	}
	return null;
}

function pairs<T>(all: readonly T[]): [T, T][] {
	return all.flatMap((one, at) => all.slice(at + 1).map((other): [T, T] => [one, other]));
}

function grouped(items: readonly Evidence[], keyOf: (item: Evidence) => string): Evidence[][] {
	const groups = new Map<string, Evidence[]>();
	for (const item of items) {
		const group = groups.get(keyOf(item));
		if (group) group.push(item);
		else groups.set(keyOf(item), [item]);
	}
	return [...groups.values()];
}

function idsOf(items: readonly Evidence[]): ItemId[] {
	return items.map(({ itemId }) => itemId).sort();
}

function byFirst(a: readonly ItemId[], b: readonly ItemId[]): number {
	return (a[0] ?? "") < (b[0] ?? "") ? -1 : 1;
}
