import { Dexie, type IndexableType } from "dexie";
import type { StowawayDatabase } from "../db/schema.ts";
import type { LibraryId } from "../model/ids.ts";

/** Primary keys of a table that were written or deleted, both ends included. One key where both are the same. */
export interface KeyRange {
	readonly from: IndexableType;
	readonly to: IndexableType;
}

/** A node of the tree that Dexie keeps ranges in; empty without `from`. */
interface RangeNode {
	readonly d: number;
	readonly from?: IndexableType;
	readonly to?: IndexableType;
	readonly l?: RangeNode | null;
	readonly r?: RangeNode | null;
}

/**
 * Calls `heard` with the keys of a table that a committed transaction changed, here or in another tab or worker. Wide ranges stand for
 * deletions by range and for writes of 50 rows or more at once. Gives the function that ends it.
 */
export function followKeys(
	db: StowawayDatabase,
	table: "people" | "shelves" | "watch" | "outbox" | "members" | "titles",
	heard: (ranges: readonly KeyRange[]) => void,
): () => void {
	const part = `idb://${db.name}/${table}/`;
	const listen = (parts: Readonly<Record<string, RangeNode>>) => {
		const ranges = rangesOf(parts[part]);
		if (ranges.length > 0) heard(ranges);
	};
	Dexie.on("storagemutated", listen);
	return () => Dexie.on.storagemutated.unsubscribe(listen);
}

/** True when a range is of one key. */
export function isOneKey({ from, to }: KeyRange): boolean {
	return globalThis.indexedDB.cmp(from, to) === 0;
}

/** The key of a block in `shelves`. */
export type BlockKey = readonly [LibraryId, number];

/** Tells keys of `shelves` from those of other tables and from the ends of wide ranges. */
export function isBlockKey(key: unknown): key is BlockKey {
	return Array.isArray(key) && typeof key[0] === "string" && typeof key[1] === "number";
}

function rangesOf(node: RangeNode | null | undefined): KeyRange[] {
	if (!node || node.from === undefined || node.to === undefined) return [];
	return [...rangesOf(node.l), { from: node.from, to: node.to }, ...rangesOf(node.r)];
}
