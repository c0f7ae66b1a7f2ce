import { withReopen } from "../db/database-errors.ts";
import type { StowawayDatabase } from "../db/schema.ts";
import type { World } from "../db/world.ts";
import type { Change, ChangeType, OutboxRow, TitleSnapshot } from "../model/change.ts";
import { type ItemId, sourceOf } from "../model/ids.ts";
import { UNTOUCHED, type WatchState } from "../model/watch-state.ts";
import { filesOf, onOtherFile } from "./all-files.ts";
import { coalesce } from "./coalesce.ts";
import { snapshotOf } from "./snapshot.ts";

/** What recording takes of the world. */
export type Recorder = Pick<World, "db" | "now" | "random">;

export interface NewChange {
	readonly itemId: ItemId;
	/** The title that the item is a further file of. */
	readonly titleId?: ItemId;
	readonly type: ChangeType;
	/** For `progress`. */
	readonly positionMs?: number;
	/** Entries of one act share a group. */
	readonly group?: string;
	/** What the title was known by, in case its item is gone. */
	readonly known?: TitleSnapshot;
}

/** A row without changes yet, on a base. `createdAt` is device time, epoch ms; `titleId`: of what the item is a further file. */
export function freshRow(
	itemId: ItemId,
	base: WatchState,
	snapshot: TitleSnapshot,
	createdAt: number,
	titleId?: ItemId,
): OutboxRow {
	return {
		itemId,
		...(titleId === undefined ? {} : { titleId }),
		sourceId: sourceOf(itemId),
		revision: 0,
		changes: [],
		base: {
			positionMs: base.positionMs,
			watched: base.watched,
			playCount: base.playCount,
			lastPlayedAt: base.lastPlayedAt,
		},
		createdAt,
		attempts: 0,
		nextTryAt: 0,
		status: "waiting",
		snapshot,
	};
}

/** A mark keeps what it takes the place of, one step deep: undone, it gives that back. */
function withReplaced(old: readonly Change[], next: Change): Change {
	if (next.type !== "markWatched" && next.type !== "markUnwatched") return next;
	const left = new Set(coalesce(old, next));
	const replaced = old.filter((change) => !left.has(change)).map(({ replaced: _, ...change }) => change);
	return replaced.length > 0 ? { ...next, replaced } : next;
}

/** A waiting row keeps its back-off, or every ten seconds of a film would ask an unreachable server again. */
function withChange({ requeued: _requeued, ...row }: OutboxRow, change: Omit<Change, "revision">): OutboxRow {
	const revision = row.revision + 1;
	const changes = coalesce(row.changes, withReplaced(row.changes, { ...change, revision }));
	if (row.status === "waiting") return { ...row, revision, changes };
	const { reason: _reason, detail: _detail, remote: _remote, ...rest } = row;
	return { ...rest, revision, changes, status: "waiting", attempts: 0, nextTryAt: 0 };
}

/** Adds a change to the item's row, `earlierMs` before now, within a transaction over outbox, items, watch and sources. */
async function addChange(
	{ db, now }: Pick<Recorder, "db" | "now">,
	{ itemId, titleId, type, positionMs, group, known }: NewChange,
	earlierMs = 0,
): Promise<void> {
	// All at once: each further turn to the database costs as much as the write.
	const [row, source, base, item] = await Promise.all([
		db.outbox.get(itemId),
		db.sources.get(sourceOf(itemId)),
		db.watch.get(itemId),
		db.items.get(titleId ?? itemId),
	]);
	// Removed with all its rows: its id never comes back, so nobody could ever send this.
	if (source === undefined) return;
	const { clock } = source;
	const change = {
		type,
		at: now() + clock.offsetMs - earlierMs,
		uncertaintyMs: clock.uncertaintyMs,
		...(type === "progress" ? { positionMs: Math.max(0, Math.round(positionMs ?? 0)) } : {}),
		...(type === "finished" ? { playUncounted: true } : {}),
		...(group === undefined ? {} : { group }),
	};
	if (row !== undefined) {
		await db.outbox.put(withChange(row, change));
		return;
	}
	const show = item?.showId === undefined ? undefined : await db.items.get(item.showId);
	const snapshot = item === undefined && known !== undefined ? known : snapshotOf(itemId, item, show);
	await db.outbox.put(withChange(freshRow(itemId, base ?? UNTOUCHED, snapshot, now(), titleId), change));
}

/** Runs work on the outbox in one transaction over what recording reads and writes. */
export function inOutbox<T>(db: StowawayDatabase, work: () => Promise<T>): Promise<T> {
	return withReopen(() => db.transaction("rw", [db.outbox, db.items, db.watch, db.sources], work));
}

/** So much earlier than an act are the other files' places cleared: the file it was about must stay the one played last. */
const EARLIER_MS = 1;

/** Adds an act, and what it means for the other files of the title. Within `inOutbox`. */
export async function addAct(recorder: Recorder, act: NewChange): Promise<void> {
	const { db } = recorder;
	const files = act.type === "progress" ? [] : await filesOf(db, act.titleId ?? act.itemId);
	const others = files.filter(({ itemId }) => itemId !== act.itemId);
	const ended = others.map((file) => ({ file, ...onOtherFile(act.type, file) }));
	const isWide = ended.some(({ clears }) => clears);
	const group = act.group ?? (isWide ? newGroup(recorder) : undefined);
	await addChange(recorder, { ...act, ...(group ? { group } : {}) });
	for (const { file, row, clears } of ended) {
		if (row === file.row && !clears) continue;
		if (row) await db.outbox.put(row);
		else if (file.row) await db.outbox.delete(file.itemId);
		const { itemId, titleId } = file;
		if (clears) await addChange(recorder, { itemId, titleId, type: "clearPosition", group }, EARLIER_MS);
	}
}

/**
 * Puts what the person did into the outbox, in one transaction with what the interface reads (SYNC.md §2). The first change
 * of an item keeps the server's state as last seen as its base, and a snapshot by which the title is known again; later ones
 * are coalesced with it. Its time is the device's, corrected by the source's clock offset. A row that was parked, in conflict
 * or dead waits again: a new act is a new try. Of a title with several files, the others end with the one that was finished or
 * marked (`all-files.ts`). Rejects only when the database cannot be written.
 */
export function recordChange(world: Recorder, change: NewChange): Promise<void> {
	return inOutbox(world.db, () => addAct(world, change));
}

/** Records several changes as one act, each of its own file only: all of them or none. */
export function recordChanges(world: Recorder, changes: readonly NewChange[]): Promise<void> {
	return inOutbox(world.db, async () => {
		for (const change of changes) await addChange(world, change);
	});
}

/** A name for one act that makes several changes, unique per device. */
export function newGroup({ now, random }: Pick<World, "now" | "random">): string {
	return `${now().toString(36)}-${Math.floor(random() * 2 ** 32).toString(36)}`;
}

/**
 * Forgets the place in a title, in all of its files, as one act. Gives what brings it back: the places that were forgotten; none when
 * there was none.
 */
export function forgetPlace(world: Recorder, titleId: ItemId): Promise<readonly NewChange[]> {
	const { db } = world;
	return inOutbox(db, async () => {
		const placed = (await filesOf(db, titleId)).filter(({ positionMs }) => positionMs > 0);
		const group = placed.length > 1 ? newGroup(world) : undefined;
		for (const { itemId, titleId: of } of placed) {
			await addChange(world, { itemId, titleId: of, type: "clearPosition", group });
		}
		return placed.map(({ itemId, titleId: of, positionMs }): NewChange => {
			return { itemId, ...(of ? { titleId: of } : {}), type: "progress", positionMs };
		});
	});
}
