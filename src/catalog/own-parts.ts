import type { ItemId } from "../model/ids.ts";
import type { Corrections, Title } from "../model/title.ts";
import { lastCorrected, mergedOwn } from "./corrections.ts";

type OwnFields = Pick<Title, "own" | "ownAt" | "joined">;
type Group = readonly ItemId[];

/** What a person said of a title, each with the copies that it was said of. Pure. */
export function partsOf({ own, joined }: OwnFields): readonly Corrections[] {
	return joined ?? (own ? [own] : []);
}

/** What a person said of a title as its row holds it: all of it together, and apart where it was said of different copies. Pure. */
export function ownFieldsOf(parts: readonly Corrections[]): OwnFields {
	const byCopies = new Map<string, Corrections>();
	for (const part of parts) {
		const copies = copiesKey(part.of);
		const merged = mergedOwn(byCopies.get(copies), part);
		if (merged) byCopies.set(copies, { ...merged, ...(part.of ? { of: part.of } : {}) });
	}
	const joined = [...byCopies].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
	const own = joined.reduce<Corrections | undefined>(mergedOwn, undefined);
	if (own === undefined) return {};
	return { own, ownAt: lastCorrected(own), ...(joined.length > 1 ? { joined } : {}) };
}

/** Copies as one text, the same for the same ones. Pure. */
export function copiesKey(copies: readonly ItemId[] = []): string {
	return copies.join(" ");
}

/**
 * Which group what a person said of titles goes to, where those become one or part. Pure.
 *
 * | what was said of a title is | where |
 * |---|---|
 * | the group's that most of the copies are in which it was said of; of as many, the one that is the title | the title has these copies still |
 * | the group's that is the title, or that one of its copies went to | it has none of them any more |
 * | left with the title | nothing of it is listed |
 */
export function partsByGroup(
	titles: readonly Title[],
	groups: readonly Group[],
	titleOf: ReadonlyMap<Group, Title>,
): ReadonlyMap<Group, readonly Corrections[]> {
	const corrected = titles.filter(({ own }) => own !== undefined);
	const found = new Map<Group, Corrections[]>();
	if (corrected.length === 0) return found;
	const groupOf = new Map(groups.flatMap((group) => group.map((itemId) => [itemId, group] as const)));
	const homes = new Map([...titleOf].map(([group, title]) => [title, group]));
	for (const title of corrected) {
		const home = homes.get(title) ?? title.copies.map((itemId) => groupOf.get(itemId)).find((group) => group);
		if (home === undefined) continue;
		const copies = new Set(title.copies);
		for (const part of partsOf(title)) {
			const of = part.of?.filter((itemId) => copies.has(itemId)) ?? [];
			const group = most(
				of.map((itemId) => groupOf.get(itemId)),
				home,
			);
			found.set(group, [...(found.get(group) ?? []), part]);
		}
	}
	return found;
}

/** What is most often among them; of as many `first`, which is it also where there is nothing. */
function most(groups: readonly (Group | undefined)[], first: Group): Group {
	const times = new Map<Group, number>([[first, 0]]);
	for (const group of groups) if (group) times.set(group, (times.get(group) ?? 0) + 1);
	const best = Math.max(...times.values());
	return [...times].find(([, count]) => count === best)?.[0] ?? first;
}
