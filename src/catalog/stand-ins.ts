import { type ItemId, type SourceId, sourceOf } from "../model/ids.ts";
import type { Source } from "../model/source.ts";
import type { Ruling } from "../model/title.ts";
import { type Evidence, idKeys } from "./evidence.ts";

/**
 * A person's words as they are about what is listed now: a server that was set up anew gives new item ids. Pure.
 *
 * | an item of a ruling | is |
 * |---|---|
 * | listed | itself |
 * | not listed, and others say exactly what it said when the word was given, on its server or the one that goes on for it: no more of them than the group had with those ids, and no other group had any | one of them |
 * | otherwise | nobody: which it is cannot be told, and the ids decide or make a finding again |
 *
 * `items`: all that are listed and say one of the ids of a ruling that names something unlisted.
 */
export function rulingsNow(
	rulings: readonly Ruling[],
	items: readonly Evidence[],
	sources: readonly Pick<Source, "sourceId" | "successor">[],
): readonly Ruling[] {
	const listed = new Set(items.map(({ itemId }) => itemId));
	if (rulings.every(({ groups }) => groups.flat().every((itemId) => listed.has(itemId)))) return rulings;
	const successors = new Map(sources.map(({ sourceId, successor }) => [sourceId, successor]));
	const saying = new Map<string, ItemId[]>();
	for (const item of items) {
		const said = saidOn(item.sourceId, idKeys(item));
		const alike = saying.get(said);
		if (alike) alike.push(item.itemId);
		else saying.set(said, [item.itemId]);
	}
	return rulings.map((ruling) => {
		const named = new Set(ruling.groups.flat());
		const lost = new Map<string, { readonly group: number; readonly itemId: ItemId }[]>();
		for (const [group, itemIds] of ruling.groups.entries()) {
			for (const itemId of itemIds) {
				const keys = ruling.said?.[itemId] ?? [];
				if (listed.has(itemId) || keys.length === 0) continue;
				const said = saidOn(lastOf(sourceOf(itemId), successors), keys);
				lost.set(said, [...(lost.get(said) ?? []), { group, itemId }]);
			}
		}
		const standIns = new Map<ItemId, ItemId>();
		for (const [said, items] of lost) {
			const others = (saying.get(said) ?? []).filter((itemId) => !named.has(itemId)).sort();
			const isOneGroup = items.every(({ group }) => group === items[0]?.group);
			if (!isOneGroup || others.length > items.length) continue;
			for (const [at, other] of others.entries()) standIns.set(items[at]?.itemId ?? other, other);
		}
		if (standIns.size === 0) return ruling;
		return { ...ruling, groups: ruling.groups.map((group) => group.map((itemId) => standIns.get(itemId) ?? itemId)) };
	});
}

const saidOn = (sourceId: SourceId, keys: readonly string[]): string => `${sourceId} ${[...keys].sort().join()}`;

/** The source that goes on for one in the end. */
function lastOf(sourceId: SourceId, successors: ReadonlyMap<SourceId, SourceId | undefined>): SourceId {
	const seen = new Set([sourceId]);
	for (let next = successors.get(sourceId); next !== undefined && !seen.has(next); next = successors.get(next)) {
		sourceId = next;
		seen.add(next);
	}
	return sourceId;
}
