import { useEffect, useRef } from "preact/hooks";
import type { WindowRow } from "../db/schema.ts";
import { joinedKind } from "../library/joined-libraries.ts";
import type { ItemId, LibraryId } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import { useLive } from "./live.ts";
import { readWindowName, windowName } from "./window-name.ts";
import { world } from "./world.ts";

/** What a library showed last. `start`: place of its first title in the order. */
export interface StoredWindow extends WindowRow {
	readonly start: number;
}

/** Long enough not to write while the person scrolls. */
const REST_MS = 700;

/** The window that the library showed last, if it was of this view. Read once: it is for the first paint only. */
export function useStoredWindow(libraryId: LibraryId, query: string): StoredWindow | undefined {
	const live = useLive(() => world.db.windows.get([libraryId, "window"]), [libraryId]);
	const first = useRef<StoredWindow | undefined>(undefined);
	if (live.kind === "ready" && live.value && !first.current) {
		first.current = { ...live.value, start: readWindowName(live.value.view).start };
	}
	return first.current && readWindowName(first.current.view).query === query ? first.current : undefined;
}

/** What of a grid is in the document, with its place in the order. */
export interface ShownWindow {
	readonly start: number;
	readonly ids: readonly ItemId[];
	readonly total: number;
}

/** Keeps what is on screen as the library's window, so that the next opening paints it at once. DESIGN.md §2. Null writes nothing. */
export function useKeptWindow(
	libraryId: LibraryId,
	query: string,
	shown: ShownWindow | null,
	items: ReadonlyMap<ItemId, Item>,
): void {
	useEffect(() => {
		if (!shown) return;
		const timer = setTimeout(() => {
			const rows = shown.ids.flatMap((itemId) => items.get(itemId) ?? []);
			if (rows.length < shown.ids.length || rows.length === 0) return;
			const view = windowName(query, shown.start);
			keepWindow({
				libraryId,
				name: "window",
				items: rows.map(({ detail: _detail, ...row }): Item => row),
				total: shown.total,
				...(view === undefined ? {} : { view }),
			}).catch(() => undefined); // A full disk: only the next opening is slower.
		}, REST_MS);
		return () => clearTimeout(timer);
	}, [libraryId, query, shown?.start, shown?.ids.length, shown?.ids[0], items.size]);
}

/**
 * Writes what a library showed, or what several did together, unless a source of it was removed meanwhile: nothing would ever take the
 * record away again.
 */
export async function keepWindow(row: WindowRow): Promise<void> {
	const { db } = world;
	const shown = joinedKind(row.libraryId) ? row.items.map(({ libraryId }) => libraryId) : [row.libraryId];
	await db.transaction("rw", db.windows, db.libraries, async () => {
		const libraries = await db.libraries.bulkGet([...new Set(shown)]);
		if (!libraries.includes(undefined)) await db.windows.put(row);
	});
}
