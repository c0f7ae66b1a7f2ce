import { type ItemId, type SourceId, sourceOf } from "../model/ids.ts";
import { useLatest } from "./live.ts";
import { sourcesById } from "./sources.ts";
import { world } from "./world.ts";

/**
 * Where titles are that are shown for several servers, for the lines under their cards, live: how many servers have one, or the name of
 * the only one. `among`: the servers that are shown; of one alone nothing is said.
 */
export function useServersOf(
	itemIds: readonly ItemId[],
	among: readonly SourceId[],
): (itemId: ItemId) => string | undefined {
	const known = useLatest(
		async () => ({
			asked: new Set(among.length > 1 ? itemIds : []),
			titles: among.length > 1 ? await world.db.titles.where("copies").anyOf(itemIds).toArray() : [],
		}),
		[itemIds.join("\n"), among.join("\n")],
	);
	const numbers = new Map<ItemId, number>();
	for (const { copies } of known?.titles ?? []) {
		const servers = new Set(copies.map(sourceOf).filter((sourceId) => among.includes(sourceId))).size;
		for (const copy of copies) numbers.set(copy, servers);
	}
	return (itemId) => {
		// Nothing is said that the next moment proves wrong.
		if (!known?.asked.has(itemId)) return undefined;
		const servers = numbers.get(itemId) ?? 1;
		return servers > 1 ? `${servers} servers` : sourcesById.value.get(sourceOf(itemId))?.serverName;
	};
}
