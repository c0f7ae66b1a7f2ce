import type { StowawayDatabase } from "../db/schema.ts";
import type { JournalEntry, OutboxRow } from "../model/change.ts";
import { type SourceId, serverKeyOf } from "../model/ids.ts";
import type { Dialect, Source } from "../model/source.ts";

/** A row under the server's own key of its item: local ids mean nothing on another device. */
type Portable<Row, Local extends keyof Row> = Omit<Row, "itemId" | "titleId" | "sourceId" | Local> & {
	readonly itemKey: string;
	/** Of the title that the item is a further file of. */
	readonly titleKey?: string;
};
type PortableChange = Portable<OutboxRow, "lease">;
type PortableEntry = Portable<JournalEntry, "id">;

/**
 * What cannot be fetched again of one account: what waits, what was decided, and the settings. No token, no device id, no local id.
 * `version` goes up when a reader of the one before could not understand it.
 */
export interface ProgressExport {
	readonly format: "stowaway-progress";
	readonly version: 1;
	/** ISO date-time of the device. */
	readonly exportedAt: string;
	readonly source: {
		readonly dialect: Dialect;
		readonly serverId: string;
		readonly userId: string;
		readonly serverName: string;
		readonly userName: string;
	};
	readonly outbox: readonly PortableChange[];
	readonly journal: readonly PortableEntry[];
	readonly settings: Readonly<Record<string, unknown>>;
}

/** Settings that mean the same on any device. */
const PORTABLE_SETTINGS = /^(ttl\.|policy$|theme$|captions$|imageCapBytes$)/;

/** What `readExport` gives, of rows that were read. Pure. `now`: device time, epoch ms. */
export function exportOf(
	source: Source,
	outbox: readonly OutboxRow[],
	journal: readonly JournalEntry[],
	settings: readonly { readonly name: string; readonly value: unknown }[],
	now: number,
): ProgressExport {
	const { dialect, serverId, userId, serverName, userName } = source;
	return {
		format: "stowaway-progress",
		version: 1,
		exportedAt: new Date(now).toISOString(),
		source: { dialect, serverId, userId, serverName, userName },
		outbox: outbox.map(({ lease: _, ...row }) => portable(row)),
		journal: journal.map(({ id: _, ...entry }) => portable(entry)),
		settings: Object.fromEntries(
			settings.filter(({ name }) => PORTABLE_SETTINGS.test(name)).map(({ name, value }) => [name, value]),
		),
	};
}

function portable<Row extends Pick<OutboxRow, "itemId" | "titleId" | "sourceId">>({
	itemId,
	titleId,
	sourceId: _,
	...row
}: Row) {
	return { ...row, itemKey: serverKeyOf(itemId), ...(titleId ? { titleKey: serverKeyOf(titleId) } : {}) };
}

/** Everything of a source that only this device knows, to be saved as a file before it is removed (DESIGN.md §8). Null for none. */
export async function readExport(
	db: StowawayDatabase,
	sourceId: SourceId,
	now: number,
): Promise<ProgressExport | null> {
	return db.transaction("r", [db.sources, db.outbox, db.journal, db.settings], async () => {
		const [source, outbox, journal, settings] = await Promise.all([
			db.sources.get(sourceId),
			db.outbox.where("sourceId").equals(sourceId).toArray(),
			db.journal.where("sourceId").equals(sourceId).toArray(),
			db.settings.toArray(),
		]);
		return source === undefined ? null : exportOf(source, outbox, journal, settings, now);
	});
}
