import { databaseName, StowawayDatabase } from "./schema.ts";

/**
 * Opens the database of the app served under `scope` (a path that ends in `/`), at once: opening is the largest part of a cold
 * start (contract/platform.md §3.1).
 *
 * - When a newer build upgrades the schema in another tab, this connection is closed for good and `onOutdated` is called:
 *   without that Dexie would reopen it and old code would write old-shaped rows (contract/platform.md §4.7).
 * - A failure to open shows in the first query, not here.
 */
export function openDatabase(scope: string, onOutdated: () => void): StowawayDatabase {
	const db = new StowawayDatabase(databaseName(scope));
	db.on("versionchange", () => {
		db.close({ disableAutoOpen: true });
		onOutdated();
		// Dexie's own listener comes after this one and would let the next query reopen it.
		return false;
	});
	db.open().catch(() => undefined);
	return db;
}
