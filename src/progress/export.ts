import type { StowawayDatabase } from "../db/schema.ts";
import type { JournalEntry, OutboxRow } from "../model/change.ts";
import { type SourceId, serverKeyOf } from "../model/ids.ts";
import type { Source } from "../model/source.ts";

/** A row under the server's own key of its item: local ids mean nothing on another device. */
type Portable<Row, Local extends keyof Row> = Omit<Row, "itemId" | "titleId" | "sourceId" | Local> & {
	readonly itemKey: string;
	/** Of the title that the item is a further file of. */
	readonly titleKey?: string;
};
export type PortableChange = Portable<OutboxRow, "lease">;
/** `entryId` is what `undoes` of other entries names. */
export type PortableEntry = Portable<JournalEntry, "id"> & { readonly entryId?: number };

/** The account that rows belong to, as every device knows it. */
export type PortableSource = Pick<Source, "dialect" | "serverId" | "userId" | "serverName" | "userName">;

/** What waits and what was decided for one account. */
export interface PortableAccount {
	readonly source: PortableSource;
	readonly outbox: readonly PortableChange[];
	readonly journal: readonly PortableEntry[];
}

/** `version` goes up when a reader of the one before could not understand it. */
export const EXPORT_FORMAT = { format: "stowaway-progress", version: 2 } as const;

/** What cannot be fetched again: what waits, what was decided, and the settings. No token, no device id, no local id. */
export interface ProgressExport {
	readonly format: typeof EXPORT_FORMAT.format;
	readonly version: typeof EXPORT_FORMAT.version;
	/** ISO date-time of the device. */
	readonly exportedAt: string;
	readonly accounts: readonly PortableAccount[];
	readonly settings: Readonly<Record<string, unknown>>;
}

/** True for settings that mean the same on any device. */
export function isPortableSetting(name: string): boolean {
	return /^(ttl\.[a-z]+|policy|theme|captions|imageCapBytes|journal\.keptMs|titles\.[a-zA-Z]+|copies\.play)$/.test(
		name,
	);
}

function portable<Row extends Pick<OutboxRow, "itemId" | "titleId" | "sourceId">>({
	itemId,
	titleId,
	sourceId: _,
	...row
}: Row) {
	return { ...row, itemKey: serverKeyOf(itemId), ...(titleId ? { titleKey: serverKeyOf(titleId) } : {}) };
}

async function readAccount(db: StowawayDatabase, source: Source): Promise<PortableAccount> {
	const { sourceId, dialect, serverId, userId, serverName, userName } = source;
	const [outbox, journal] = await Promise.all([
		db.outbox.where("sourceId").equals(sourceId).toArray(),
		db.journal.where("sourceId").equals(sourceId).toArray(),
	]);
	return {
		source: { dialect, serverId, userId, serverName, userName },
		outbox: outbox.map(({ lease: _, ...row }) => portable(row)),
		journal: journal.map(({ id: entryId, ...entry }) => ({ ...portable(entry), entryId })),
	};
}

/**
 * Everything that only this device knows, to be saved as a file (DESIGN.md §8); of one source where it is given, before that is
 * removed. Null when that is not here. `now`: device time, epoch ms.
 */
export async function readExport(
	db: StowawayDatabase,
	now: number,
	sourceId?: SourceId,
): Promise<ProgressExport | null> {
	return db.transaction("r", [db.sources, db.outbox, db.journal, db.settings], async () => {
		const [all, settings] = await Promise.all([db.sources.toArray(), db.settings.toArray()]);
		const sources = all.filter((source) => sourceId === undefined || source.sourceId === sourceId);
		if (sources.length === 0 && sourceId !== undefined) return null;
		const accounts = await Promise.all(sources.map((source) => readAccount(db, source)));
		const kept = settings.filter(({ name }) => isPortableSetting(name)).map(({ name, value }) => [name, value]);
		return { ...EXPORT_FORMAT, exportedAt: new Date(now).toISOString(), accounts, settings: Object.fromEntries(kept) };
	});
}
