import type { StowawayDatabase } from "../db/schema.ts";
import type { World } from "../db/world.ts";
import type { Change, JournalEntry, OutboxRow } from "../model/change.ts";
import { type ItemId, joinId, type SourceId } from "../model/ids.ts";
import { rested } from "./acknowledge.ts";
import type { PortableAccount, PortableChange, PortableEntry, PortableSource } from "./export.ts";
import { readFile } from "./import-file.ts";
import { joinChanges } from "./join-changes.ts";

/** What an import did. */
export interface Imported {
	readonly kind: "imported";
	/** Titles whose changes wait here now. */
	readonly changes: number;
	/** Entries of the journal that are here now. */
	readonly entries: number;
	/** Rows and entries that were here already. */
	readonly known: number;
	/** Of those in the file, could not be read. */
	readonly skipped: number;
	/** Accounts that are not connected here, with how many changes wait for them in the file. */
	readonly notHere: readonly (PortableSource & { readonly changes: number })[];
}

/** Where a portable row belongs here. */
function placed({ itemKey, titleKey }: { itemKey: string; titleKey?: string }, sourceId: SourceId) {
	const titleId = titleKey === undefined ? {} : { titleId: joinId(sourceId, titleKey) };
	return { itemId: joinId(sourceId, itemKey), ...titleId, sourceId };
}

/** A change as it is known on any device: nobody does the same twice in one millisecond. */
function trace({ type, at, positionMs }: Change): string {
	return `${type} ${at} ${positionMs ?? ""}`;
}

function traces(changes: readonly Change[]): readonly string[] {
	return changes.flatMap((change) => [trace(change), ...(change.replaced ?? []).map(trace)]);
}

function entryKey({ itemId, at, code }: Pick<JournalEntry, "itemId" | "at" | "code">): string {
	return `${itemId} ${at} ${code}`;
}

/** What of a row is not here yet, neither waiting nor decided. */
function newChanges(row: PortableChange, here: OutboxRow | undefined, decided: ReadonlySet<string>): readonly Change[] {
	const waiting = new Set(traces(here?.changes ?? []));
	return row.changes.filter((change) => !waiting.has(trace(change)) && !decided.has(trace(change)));
}

/** The row as it waits here: as it was if it is all new, else joined with what waits, on the base that is older. */
function together(
	row: PortableChange,
	sourceId: SourceId,
	here: OutboxRow | undefined,
	fresh: readonly Change[],
): OutboxRow {
	const { itemKey: _item, titleKey: _title, push, ...rest } = row;
	const own: OutboxRow = { ...rest, ...placed(row, sourceId), attempts: 0, nextTryAt: 0 };
	if (here === undefined) {
		const isWhole = fresh.length === row.changes.length;
		return isWhole ? { ...own, ...(push ? { push } : {}) } : { ...rested(own), changes: fresh };
	}
	const first = (changes: readonly Change[]) => Math.min(...changes.map(({ at }) => at));
	const isOlder = here.push === undefined && first(fresh) < first(here.changes);
	const base = isOlder ? { base: row.base } : {};
	const joined = joinChanges({ ...here, ...base }, fresh);
	// A conflict was about less than waits now, so it is decided anew.
	return here.status === "waiting" ? joined : rested(joined);
}

async function importRows(
	db: StowawayDatabase,
	sourceId: SourceId,
	rows: readonly PortableChange[],
	journal: readonly JournalEntry[],
) {
	const decided = new Map<ItemId, Set<string>>();
	for (const { itemId, changes } of journal) {
		const known = decided.get(itemId) ?? new Set();
		decided.set(itemId, known);
		for (const one of traces(changes)) known.add(one);
	}
	let changes = 0;
	for (const row of rows) {
		const { itemId } = placed(row, sourceId);
		const here = await db.outbox.get(itemId);
		const fresh = newChanges(row, here, decided.get(itemId) ?? new Set());
		if (fresh.length === 0) continue;
		await db.outbox.put(together(row, sourceId, here, fresh));
		changes += 1;
	}
	return changes;
}

async function importEntries(
	db: StowawayDatabase,
	sourceId: SourceId,
	entries: readonly PortableEntry[],
	journal: readonly JournalEntry[],
) {
	const ids = new Map<number, number>();
	const here = new Map(journal.map((entry) => [entryKey(entry), entry.id]));
	let added = 0;
	// What an entry undoes is older than it.
	for (const { itemKey, titleKey, entryId, undoes, ...entry } of [...entries].sort((a, b) => a.at - b.at)) {
		const line = { ...entry, ...placed({ itemKey, titleKey }, sourceId) };
		const undone = undoes === undefined ? undefined : ids.get(undoes);
		let id = here.get(entryKey(line));
		if (id === undefined) {
			id = await db.journal.add({ ...line, ...(undone === undefined ? {} : { undoes: undone }) });
			added += 1;
		}
		if (entryId !== undefined && id !== undefined) ids.set(entryId, id);
	}
	return added;
}

/** One account into the source that is the same account here; undefined when there is none. */
function importAccount(db: StowawayDatabase, { source, outbox, journal }: PortableAccount) {
	return db.transaction("rw", [db.sources, db.outbox, db.journal], async () => {
		const here = (await db.sources.toArray()).find(
			({ dialect, serverId, userId }) =>
				dialect === source.dialect && serverId === source.serverId && userId === source.userId,
		);
		if (here === undefined) return undefined;
		const { sourceId } = here;
		const before = await db.journal.where("sourceId").equals(sourceId).toArray();
		const changes = await importRows(db, sourceId, outbox, before);
		const entries = await importEntries(db, sourceId, journal, before);
		return { changes, entries, known: outbox.length + journal.length - changes - entries };
	});
}

/**
 * Takes in a file that `readExport` made on this device or another. What waits joins what waits here, each change once; what was
 * decided here is not queued again; importing the same file twice changes nothing. Accounts are found by kind, server and user; what
 * belongs to one that is not connected here is left in the file and named. Rejects only when the database cannot be written; an
 * account is taken in whole or not at all.
 */
export async function importProgress(
	{ db }: Pick<World, "db">,
	content: string,
): Promise<Imported | { readonly kind: "refused"; readonly why: string }> {
	const read = readFile(content);
	if (read.kind === "refused") return read;
	let [changes, entries, known] = [0, 0, 0];
	const notHere: (PortableSource & { changes: number })[] = [];
	for (const account of read.accounts) {
		const done = await importAccount(db, account);
		if (done === undefined) {
			notHere.push({ ...account.source, changes: account.outbox.length });
			continue;
		}
		changes += done.changes;
		entries += done.entries;
		known += done.known;
	}
	await db.settings.bulkPut(read.settings);
	return { kind: "imported", changes, entries, known, skipped: read.skipped, notHere };
}
