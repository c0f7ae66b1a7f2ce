import type { AbsenceRow } from "../db/schema.ts";
import type { World } from "../db/world.ts";
import { type ItemId, joinId } from "../model/ids.ts";
import type { Library } from "../model/item.ts";
import { type Outcome, ok } from "../servers/outcome.ts";
import { countedTitles } from "./counted-titles.ts";
import { findAbsentChildren, findAbsentTitles } from "./find-absent.ts";
import { forgetGone } from "./forget-gone.ts";
import { fetchedRow, wholeRow } from "./freshness-rows.ts";
import { hideGone } from "./hide-gone.ts";
import { type Absence, judgeAbsence } from "./judge-absence.ts";
import { isSameValue } from "./same-value.ts";
import { listScope, listsOf, type SyncedList, sweepScope } from "./scopes.ts";
import { seenPages } from "./seen-pages.ts";
import type { ShelfWriter } from "./shelf-blocks.ts";
import { type Knowing, stillThere } from "./still-there.ts";
import { refreshWindows } from "./windows.ts";

/** A list of which every page was read. */
export interface ReadList {
	/** What it had, be it in rows that could not be read. */
	readonly seen: ReadonlySet<ItemId>;
	/** How many rows did not even say which title they are of. */
	readonly unnamed: number;
	/** Of the list of titles. */
	readonly shelf: ShelfWriter | null;
	/** How many titles were on the shelf when the reading began. */
	readonly known: number;
	readonly received: number;
	readonly skipped: number;
	/** When its reading began, server epoch ms. */
	readonly beganAt: number | undefined;
	/** The server's own count. */
	readonly total: number;
	/** Read in several pages or runs, or while it changed, or with rows that could not be read: what it did not have may be there all the same. */
	readonly isDoubtful: boolean;
}

/** What settling needs of its place. */
export interface Settling {
	readonly signal: AbortSignal;
	/** A person asked for the reading. */
	readonly isByHand: boolean;
}

/**
 * Ends a complete reading of a list: what it did not have is hidden, or asked about (`judgeAbsence`), and what has been gone for long is
 * forgotten. Every step can be cut off: until the last one the list stands as read and not settled. Gives null when done, "removed" when
 * the library went meanwhile, else why the server could not be asked.
 *
 * To be called under the list's refresh lock.
 */
export async function settleList(
	world: World,
	server: Knowing,
	library: Library,
	list: SyncedList,
	read: ReadList,
	{ signal, isByHand }: Settling,
): Promise<Exclude<Outcome<null>, { kind: "ok" }> | "removed" | null> {
	const { db } = world;
	const { sourceId, libraryId } = library;
	const { seen, shelf, known } = read;
	const said = await db.absences.get(listScope(list, libraryId));
	const absent =
		list === "titles"
			? await findAbsentTitles(db, library, shelf?.serverKeys ?? [], seen, known)
			: await findAbsentChildren(db, library, list, seen);
	// Any of what is missing may be what could not be read: nothing is said of it that was not said before.
	const told = new Set([...(said?.asked ?? []), ...(said?.kept ?? [])]);
	const missing = read.unnamed > 0 ? absent.serverKeys.filter((key) => told.has(key)) : absent.serverKeys;
	const judged = judgeAbsence(missing, absent.known, said, isByHand);
	const askIfDoubtful = async (itemIds: readonly ItemId[]) =>
		read.isDoubtful ? stillThere(server, library, itemIds, seen, signal) : ok<ReadonlySet<ItemId>>(new Set());
	const there = await askIfDoubtful(judged.gone.map((key) => joinId(sourceId, key)));
	if (there.kind !== "ok") return there;
	const gone = judged.gone.filter((key) => !there.value.has(joinId(sourceId, key)));
	await hideGone(
		db,
		gone.map((key) => joinId(sourceId, key)),
		world.now(),
	);
	shelf?.remove(new Set([...gone, ...absent.strays]));
	const left = new Set(absent.serverKeys);
	const isDone = await end(world, library, list, read, { ...judged, gone, said, left });
	if (!isDone) return "removed";
	if (read.unnamed === 0) await forgetGone(world, libraryId, { list, seen, stillThere: askIfDoubtful });
	return null;
}

interface Settled extends Absence {
	/** What was known of earlier answers when it was judged. */
	readonly said: AbsenceRow | undefined;
	/** All that is missing. */
	readonly left: ReadonlySet<string>;
}

/** Everything that says that the list was read, in one transaction. False when the library was removed meanwhile. */
function end(
	{ db, now }: World,
	{ libraryId, kind }: Library,
	list: SyncedList,
	{ shelf, skipped, total, beganAt }: ReadList,
	{ gone, said, left, ...judged }: Settled,
): Promise<boolean> {
	const scope = listScope(list, libraryId);
	const tables = [db.libraries, db.items, db.shelves, db.windows, db.freshness, db.absences, db.seen];
	return db.transaction("rw", tables, async () => {
		const library = await db.libraries.get(libraryId);
		if (library === undefined) return false;
		const row = wholeRow(scope, now(), { skipped, total, beganAt });
		await db.freshness.bulkPut([row, fetchedRow(sweepScope(list, libraryId), now())]);
		const blocks = shelf?.changedBlocks() ?? [];
		if (blocks.length > 0) await db.shelves.bulkPut(blocks);
		if (shelf !== null) await refreshWindows(db, libraryId, shelf);
		const answer = await db.absences.get(scope);
		// What the person answered meanwhile was not known when it was judged; what is missing besides waits for the next reading.
		const { asked, kept, of, ...more } = answer === undefined || isSameValue(answer, said) ? judged : answer;
		const still = (keys: readonly string[]) => keys.filter((key) => left.has(key));
		const absence: AbsenceRow = { ...more, scope, libraryId, asked: still(asked), kept: still(kept), of };
		const isAny = absence.asked.length + absence.kept.length > 0;
		await (isAny ? db.absences.put(absence) : db.absences.delete(scope));
		await seenPages(db, scope).delete();
		const titles = listsOf(kind).at(-1) === list ? await countedTitles(db, list, row, libraryId) : undefined;
		await db.libraries.put({
			...library,
			revision: library.revision + (blocks.length > 0 || gone.length > 0 ? 1 : 0),
			...(titles === undefined ? {} : { total: titles }),
		});
		return true;
	});
}
