import { copiesOf } from "../catalog/copies.ts";
import type { Item } from "../model/item.ts";
import { useLatest } from "./live.ts";
import { sourcesById } from "./sources.ts";
import { world } from "./world.ts";

const NONE: readonly Item[] = [];

/** The other copies of a title, live, in the order of their servers. */
export function useCopies(item: Item): readonly Item[] {
	const found = useLatest(() => copiesOf(world.db, item), [item.itemId]) ?? NONE;
	const place = (copy: Item) => sourcesById.value.get(copy.sourceId)?.order ?? 0;
	return [...found].sort((a, b) => place(a) - place(b));
}

/** Whether the server of a title answered last. */
export function isThere({ sourceId }: Item): boolean {
	return sourcesById.value.get(sourceId)?.state === "ok";
}
