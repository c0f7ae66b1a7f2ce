import type { World } from "../db/world.ts";
import { joinId, type LibraryId, sourceOf } from "../model/ids.ts";
import { withRefreshLock } from "./refresh-lock.ts";
import { listScope } from "./scopes.ts";
import { readBlocks, ShelfWriter } from "./shelf-blocks.ts";

/**
 * Brings genres that came with casts onto the shelf of a library, where filters look: a block of titles at a time. Waits for a reading of
 * its list, which writes the shelf too; what is cut off here is done by the next whole one.
 */
export async function shelveGenres(world: World, libraryId: LibraryId, signal: AbortSignal): Promise<void> {
	const { db } = world;
	const sourceId = sourceOf(libraryId);
	await withRefreshLock(world, listScope("titles", libraryId), signal, async () => {
		const blocks = await readBlocks(db, libraryId);
		const shelf = new ShelfWriter(libraryId, blocks);
		for (const { serverKeys } of blocks) {
			const items = await db.items.bulkGet(serverKeys.map((key) => joinId(sourceId, key)));
			shelf.put(items.flatMap((item) => (item === undefined || item.libraryId !== libraryId ? [] : [item])));
		}
		const changed = shelf.changedBlocks();
		if (changed.length === 0) return;
		await db.transaction("rw", db.shelves, db.libraries, async () => {
			const library = await db.libraries.get(libraryId);
			if (library === undefined) return;
			await db.shelves.bulkPut(changed);
			await db.libraries.put({ ...library, revision: library.revision + 1 });
		});
	});
}
