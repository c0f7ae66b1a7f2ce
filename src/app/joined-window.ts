import { useLayoutEffect, useState } from "preact/hooks";
import type { StowawayDatabase } from "../db/schema.ts";
import type { LibraryId } from "../model/ids.ts";
import type { Item, Library } from "../model/item.ts";
import type { StoredWindow } from "./stored-window.ts";
import { world } from "./world.ts";

/**
 * The first titles of several libraries together, by title, each once, from what each keeps of its own for its first paint. As many as are
 * certain: beyond the last one that a library keeps, others of it may follow. Undefined where a library was left in another order, or keeps
 * nothing. `kind`: of what is joined.
 */
export async function readJoinedWindow(
	db: StowawayDatabase,
	{ libraryId, kind }: Pick<Library, "libraryId" | "kind">,
	parts: readonly Pick<Library, "libraryId" | "sourceId">[],
): Promise<StoredWindow | undefined> {
	const windows = await db.windows.bulkGet(parts.map((part): [LibraryId, string] => [part.libraryId, "window"]));
	const certain = windows.flatMap((row) => (row && row.view === undefined ? row : []));
	if (certain.length < parts.length) return undefined;
	const wanted = kind === "shows" ? "show" : "movie";
	const all = certain.flatMap(({ items }) => items).filter((item) => item.kind === wanted);
	const titles = await db.titles
		.where("copies")
		.anyOf(all.map(({ itemId }) => itemId))
		.toArray();
	const titleOf = new Map(titles.flatMap(({ titleId, copies }) => copies.map((copy) => [copy, { titleId, copies }])));
	const order = [...new Set(parts.map(({ sourceId }) => sourceId))];
	const shown = new Set<string>();
	// In the order of the libraries, as the shelf shows the first copy; one whose first copy is further down stands there.
	const once = all.filter(({ itemId, sourceId }) => {
		const title = titleOf.get(itemId);
		const name = title?.titleId ?? itemId;
		const isEarlier = (copy: string) => order.slice(0, order.indexOf(sourceId)).some((id) => copy.startsWith(`${id}/`));
		if (shown.has(name) || title?.copies.some(isEarlier)) return false;
		shown.add(name);
		return true;
	});
	const ends = certain.flatMap(({ items, total }) => (items.length < total ? (items.at(-1) ?? []) : []));
	const items = once.filter((item) => ends.every((end) => compareTitles(item, end) <= 0)).sort(compareTitles);
	if (items.length === 0) return undefined;
	return { libraryId, name: "window", items, total: items.length, start: 0 };
}

/** As the shelf orders by title. */
function compareTitles(a: Item, b: Item): number {
	return a.sortTitle.localeCompare(b.sortTitle, undefined, { sensitivity: "base" });
}

/** `readJoinedWindow` once, for the first paint of a page that was never opened; undefined until then, and unless it is wanted. */
export function useJoinedWindow(
	library: Library,
	parts: readonly Library[],
	isWanted: boolean,
): StoredWindow | undefined {
	const [first, setFirst] = useState<StoredWindow | undefined>(undefined);
	useLayoutEffect(() => {
		if (!isWanted) return;
		readJoinedWindow(world.db, library, parts).then(setFirst, () => undefined); // The whole order comes in a moment.
	}, []);
	return isWanted ? first : undefined;
}
