import type { StowawayDatabase } from "../db/schema.ts";
import type { JournalEntry } from "../model/change.ts";
import type { SourceId } from "../model/ids.ts";
import type { Dialect } from "../model/source.ts";
import { hasNoWayBack, isUndoable, undoneIds } from "./undo.ts";

/** What the person did at once, or a decision about it: one entry, or all that share a group. Newest first. */
export interface JournalAct {
	readonly entries: readonly [JournalEntry, ...JournalEntry[]];
	/** The entry to undo it by; absent when nothing of it can be taken back. */
	readonly undoId?: number;
	/** True when all that could be taken back was. */
	readonly isUndone: boolean;
}

/** Which acts to show. `title`: part of a title, in any case. */
export interface JournalFilter {
	readonly limit: number;
	readonly sourceId?: SourceId;
	readonly title?: string;
}

/** Entries of one group are one act, but taking it back is another. */
function actOf({ id, group, code }: JournalEntry): string {
	if (group === undefined) return `entry ${id}`;
	return `${code === "undone" ? "undone" : "group"} ${group}`;
}

/** The newest acts of the journal, newest first, and whether there are more. A group stands where its newest entry is. */
export function journalActs(
	db: StowawayDatabase,
	{ limit, sourceId, title = "" }: JournalFilter,
): Promise<{ readonly acts: readonly JournalAct[]; readonly hasMore: boolean }> {
	const wanted = title.trim().toLowerCase();
	return db.transaction("r", [db.journal, db.sources], async () => {
		const found = new Map<string, JournalEntry>();
		await db.journal
			.orderBy("at")
			.reverse()
			.until(() => found.size > limit)
			.each((entry) => {
				const isWanted = sourceId === undefined || entry.sourceId === sourceId;
				if (!isWanted || !entry.title.toLowerCase().includes(wanted)) return;
				const act = actOf(entry);
				if (!found.has(act)) found.set(act, entry);
			});
		const shown = [...found.values()].slice(0, limit);
		const sources = await db.sources.toArray();
		const dialects = new Map(sources.map((source) => [source.sourceId, source.dialect]));
		const acts = await Promise.all(shown.map((entry) => readAct(db, entry, dialects)));
		return { acts, hasMore: found.size > limit };
	});
}

async function readAct(
	db: StowawayDatabase,
	entry: JournalEntry,
	dialects: ReadonlyMap<SourceId, Dialect>,
): Promise<JournalAct> {
	const { group } = entry;
	const whole = group === undefined ? [] : await db.journal.where("group").equals(group).toArray();
	const others = whole.filter((one) => one.id !== entry.id && actOf(one) === actOf(entry));
	const entries = [entry, ...others.sort((a, b) => b.at - a.at)] as const;
	const undone = await undoneIds(db, entries);
	const hasWayBack = (one: JournalEntry) => isUndoable(one) && !hasNoWayBack(one, dialects.get(one.sourceId));
	const [first] = entries.filter((one) => hasWayBack(one) && !undone.has(one.id ?? 0));
	const isUndone = first === undefined && entries.some(hasWayBack);
	return { entries, ...(first?.id === undefined ? {} : { undoId: first.id }), isUndone };
}
