import type { StowawayDatabase } from "../db/schema.ts";
import { noteTitles } from "../db/title-changes.ts";
import type { World } from "../db/world.ts";
import type { ItemId } from "../model/ids.ts";
import type { OwnItem } from "../model/item.ts";
import type { Title, TitleRunChange } from "../model/title.ts";
import { type Dress, type Dressing, dressOf, inOrder, isDressed, liveSources } from "./corrections.ts";
import { withTitlesLock } from "./titles-lock.ts";
import { UnionFind } from "./union-find.ts";

/** Rows read at once. */
const AT_A_TIME = 200;

/** How taking back a run ended: titles that are as before, and those that were written since and stay as they are. */
export interface UndoneRun {
	readonly restored: number;
	readonly kept: number;
}

/**
 * Takes a run back, in one transaction: what it added is removed, what it changed is as it was. A title that was written since stays, and
 * with it those that it has items in common with, before or now: no item is ever of two titles. Undefined when there is no such run, or
 * it was taken back already.
 */
export function undoRun(
	world: World,
	runId: number,
	dress: Dress,
	signal: AbortSignal,
): Promise<UndoneRun | undefined> {
	const { db, now } = world;
	return withTitlesLock(world, signal, async () => {
		let restored: readonly Known[] = [];
		const undone = await db.transaction("rw", db.titles, db.runs, db.runChanges, db.titleChanges, async () => {
			const [run, log] = await Promise.all([db.runs.get(runId), db.runChanges.get(runId)]);
			if (run === undefined || log === undefined || run.undoneAt !== undefined) return undefined;
			const stored = await db.titles.bulkGet(log.changes.map(({ titleId }) => titleId));
			const known = log.changes.map((change, at): Known => ({ ...change, current: stored[at] }));
			const stays = stayingOf(known, await inOthers(db, known));
			restored = known.filter(({ titleId }) => !stays.has(titleId));
			await db.titles.bulkDelete(restored.flatMap(({ titleId, before }) => (before ? [] : [titleId])));
			await db.titles.bulkPut(
				restored.flatMap(({ before, current }) =>
					before ? [{ ...before, revision: (current?.revision ?? before.revision) + 1 }] : [],
				),
			);
			// A Radarr or Sonarr may have been removed since, or what it had.
			await noteTitles(db, [...new Set(restored.flatMap(({ before }) => before?.arr ?? []))]);
			await db.runs.update(runId, { undoneAt: now() });
			return { restored: restored.length, kept: stays.size };
		});
		const undressed = await undressedBy(world, restored);
		if (undressed.size > 0) await dress(world, undressed);
		return undone;
	});
}

/** What the copies of titles are to show as these were before; those that show it already left out. */
async function undressedBy({ db }: Pick<World, "db">, restored: readonly Known[]): Promise<Dressing> {
	const sources = await db.sources.toArray();
	const places = new Map(sources.map(({ sourceId, order }) => [sourceId, order]));
	const live = liveSources(sources);
	const dressing = new Map<ItemId, OwnItem>();
	for (let at = 0; at < restored.length; at += AT_A_TIME) {
		const some = restored.slice(at, at + AT_A_TIME);
		const itemIds = some.flatMap(({ before, current }) => [...(before?.copies ?? []), ...(current?.copies ?? [])]);
		const items = new Map((await db.items.bulkGet(itemIds)).flatMap((item) => (item ? [[item.itemId, item]] : [])));
		const kept = new Set(some.flatMap(({ before }) => before?.copies ?? []));
		for (const [itemId, item] of items) if (!kept.has(itemId) && !isDressed(item, {})) dressing.set(itemId, {});
		for (const { before } of some) {
			const copies = inOrder(
				(before?.copies ?? []).flatMap((itemId) => items.get(itemId) ?? []),
				places,
			);
			for (const copy of copies) {
				const dress = before ? dressOf(before, copy, copies, live) : {};
				if (!isDressed(copy, dress)) dressing.set(copy.itemId, dress);
			}
		}
	}
	return dressing;
}

/** A change of a run, with the title as it is now. */
interface Known extends TitleRunChange {
	readonly current: Title | undefined;
}

/** Items that titles of the run had and that titles which it did not touch have now. */
async function inOthers(db: StowawayDatabase, known: readonly Known[]): Promise<ItemId[]> {
	const held = new Set(known.flatMap(({ current }) => current?.copies ?? []));
	const lost = known.flatMap(({ before }) => before?.copies ?? []).filter((itemId) => !held.has(itemId));
	const others = await db.titles.where("copies").anyOf(lost).toArray();
	return others.flatMap(({ copies }) => copies);
}

/** The titles that are not as the run left them, and those that hang together with them by an item. */
function stayingOf(known: readonly Known[], taken: readonly ItemId[]): ReadonlySet<string> {
	const together = new UnionFind<string>();
	for (const { titleId, before, current } of known) {
		together.add(titleId);
		for (const itemId of [...(before?.copies ?? []), ...(current?.copies ?? [])]) together.join(titleId, itemId);
	}
	// What was added has been written once; what was removed is not here.
	const isLeft = ({ before, after, current }: Known) =>
		current?.revision === (before === undefined ? 1 : after?.revision);
	const moved = known.flatMap((each) => (isLeft(each) ? [] : [each.titleId]));
	const stays = new Set([...moved, ...taken].map((one) => together.find(one)));
	return new Set(known.flatMap(({ titleId }) => (stays.has(together.find(titleId)) ? [titleId] : [])));
}
