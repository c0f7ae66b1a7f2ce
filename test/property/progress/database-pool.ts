import "fake-indexeddb/auto";
import { StowawayDatabase } from "../../../src/db/schema.ts";
import { CrashPoints, watchDatabase } from "./crash-points.ts";
import { cloneQuickly } from "./quick-clone.ts";

/** A device's storage, and the points at which it may die. */
export interface Storage {
	readonly db: StowawayDatabase;
	readonly points: CrashPoints;
	/** The names of the tables that were written to. */
	readonly touched: Set<string>;
}

cloneQuickly();

const free: Storage[] = [];
let made = 0;

/** A new, empty database. */
export function openStorage(): Storage {
	made += 1;
	const db = new StowawayDatabase(`rig-${made}`);
	// They serve live queries, which nothing here has, and take a fifth of the time.
	for (const name of ["Observability", "Cache"]) db.unuse({ stack: "dbcore", name });
	const points = new CrashPoints();
	return { db, points, touched: watchDatabase(db, points) };
}

/** An empty database that may have been another device's: it takes longer to open one than to empty it. */
export function takeStorage(): Storage {
	return free.pop() ?? openStorage();
}

/** Empties it for the next device. */
export async function giveBack(storage: Storage): Promise<void> {
	const { db, points, touched } = storage;
	points.end();
	points.isFatal = () => false;
	const tables = db.tables.filter(({ name }) => touched.has(name));
	if (tables.length > 0) await db.transaction("rw", tables, () => Promise.all(tables.map((table) => table.clear())));
	touched.clear();
	free.push(storage);
}
