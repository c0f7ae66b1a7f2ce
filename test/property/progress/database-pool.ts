import { StowawayDatabase } from "../../../src/db/schema.ts";
import { CrashPoints, watchDatabase } from "./crash-points.ts";
import { cloneQuickly } from "./quick-clone.ts";

/** A device's storage, and the points at which it may die. */
export interface Storage {
	readonly db: StowawayDatabase;
	readonly points: CrashPoints;
}

cloneQuickly();

const free: Storage[] = [];
let made = 0;

/** A new, empty database. */
export function openStorage(): Storage {
	made += 1;
	const db = new StowawayDatabase(`rig-${made}`);
	const points = new CrashPoints();
	watchDatabase(db, points);
	return { db, points };
}

/** An empty database that may have been another device's: it takes longer to open one than to empty it. */
export function takeStorage(): Storage {
	return free.pop() ?? openStorage();
}

/** Empties it for the next device. */
export async function giveBack(storage: Storage): Promise<void> {
	const { db, points } = storage;
	points.start();
	await db.transaction("rw", db.tables, () => Promise.all(db.tables.map((table) => table.clear())));
	free.push(storage);
}
