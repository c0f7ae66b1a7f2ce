import type { FreshnessRow } from "../db/schema.ts";
import type { SyncedList } from "../library/scopes.ts";

/** How far a source has been read. */
export interface SyncProgress {
	/** 0 to 1 over all its lists. */
	readonly fraction: number;
	readonly isComplete: boolean;
	/** The list that is being read, or was when the sync was stopped. */
	readonly current?: {
		readonly libraryTitle: string;
		readonly list: SyncedList;
		readonly done: number;
		readonly total: number;
	};
	/** What the last try ran into. */
	readonly error?: string;
	/** Rows that came and could not be read, over all lists. */
	readonly skipped: number;
	/** Epoch ms of the last complete reading of anything; 0 for never. */
	readonly fetchedAt: number;
}

/** One list of a library with its freshness row. */
export interface ListPart {
	readonly libraryTitle: string;
	readonly list: SyncedList;
	readonly row: FreshnessRow | undefined;
}

/**
 * Adds up the lists of one source. A list read completely counts whole, one that was begun by its share; `libraries` is the row of the
 * list that names them all, without which nothing is known to be complete. Pure.
 */
export function progressOf(libraries: FreshnessRow | undefined, parts: readonly ListPart[]): SyncProgress {
	const shares = parts.map(({ row }) => {
		if (row?.total) return Math.min(1, (row.done ?? 0) / row.total);
		return (row?.fetchedAt ?? 0) > 0 ? 1 : 0;
	});
	const running = parts.find(({ row }) => row?.total !== undefined && (row.done ?? 0) < row.total);
	const error = [libraries, ...parts.map(({ row }) => row)].find((row) => row?.error !== undefined)?.error;
	const isListed = parts.length > 0 || (libraries?.fetchedAt ?? 0) > 0;
	return {
		fraction: parts.length === 0 ? Number(isListed) : shares.reduce((sum, share) => sum + share, 0) / parts.length,
		isComplete: isListed && parts.every(({ row }) => (row?.fetchedAt ?? 0) > 0),
		skipped: parts.reduce((sum, { row }) => sum + (row?.skipped ?? 0), 0),
		fetchedAt: Math.max(0, ...parts.map(({ row }) => row?.fetchedAt ?? 0)),
		...(running?.row
			? {
					current: {
						libraryTitle: running.libraryTitle,
						list: running.list,
						done: running.row.done ?? 0,
						total: running.row.total ?? 0,
					},
				}
			: {}),
		...(error === undefined ? {} : { error }),
	};
}
