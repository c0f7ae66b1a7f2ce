import type { World } from "../db/world.ts";
import { joinId } from "../model/ids.ts";
import { hideGone } from "./hide-gone.ts";
import { withRefreshLock } from "./refresh-lock.ts";
import type { Scope } from "./scopes.ts";
import { seenPages } from "./seen-pages.ts";
import { readBlocks, ShelfWriter } from "./shelf-blocks.ts";
import { refreshWindows } from "./windows.ts";

/**
 * Takes a person's answer about titles that are no longer listed. `keep`: they stay, whatever is missing of them. `removed`: they are
 * hidden at once, or when the reading of the list that is under way has ended; that they are is noted first, so that it is done however
 * this ends. Those that a reading which was cut off has seen since they were asked about are listed again, and stay.
 */
export async function answerAbsence(
	world: World,
	scope: Scope,
	answer: "keep" | "removed",
	signal: AbortSignal,
): Promise<void> {
	const { db } = world;
	await db.transaction("rw", db.absences, async () => {
		const row = await db.absences.get(scope);
		if (row === undefined) return;
		const { asked, kept } = row;
		await db.absences.put(
			answer === "keep" ? { ...row, asked: [], kept: [...kept, ...asked] } : { ...row, areRemoved: true },
		);
	});
	if (answer === "removed") await withRefreshLock(world, scope, signal, () => hideRemoved(world, scope));
}

/** Hides what the person said was removed, but for what is listed again. */
async function hideRemoved({ db, now }: World, scope: Scope): Promise<void> {
	const row = await db.absences.get(scope);
	if (!row?.areRemoved) return;
	const { libraryId, asked, kept, of } = row;
	const library = await db.libraries.get(libraryId);
	if (library === undefined) return;
	const seen = new Set((await seenPages(db, scope).toArray()).flatMap(({ serverKeys }) => serverKeys));
	const removed = asked.filter((key) => !seen.has(key));
	await hideGone(
		db,
		removed.map((key) => joinId(library.sourceId, key)),
		now(),
	);
	const shelf = new ShelfWriter(libraryId, await readBlocks(db, libraryId));
	shelf.remove(new Set(removed));
	await db.transaction("rw", [db.libraries, db.items, db.shelves, db.windows, db.absences], async () => {
		await db.shelves.bulkPut(shelf.changedBlocks());
		await refreshWindows(db, libraryId, shelf);
		await (kept.length > 0 ? db.absences.put({ scope, libraryId, asked: [], kept, of }) : db.absences.delete(scope));
		// Another list of the library may have moved it on meanwhile.
		await db.libraries
			.where("libraryId")
			.equals(libraryId)
			.modify((row, ref) => {
				ref.value = { ...row, revision: row.revision + 1 };
			});
	});
}
