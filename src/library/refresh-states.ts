import { isConnected } from "../db/connected-source.ts";
import { readSetting } from "../db/settings.ts";
import { watchRow } from "../db/watch.ts";
import type { World } from "../db/world.ts";
import type { ItemId } from "../model/ids.ts";
import type { WatchState } from "../model/watch-state.ts";
import type { Failure } from "../servers/outcome.ts";
import type { ConnectedServer } from "../servers/server.ts";
import { writeRows } from "./write-rows.ts";

/** What the server said of some titles. */
export type States = ReadonlyMap<ItemId, WatchState>;

/** How writing states ended: which of the titles are not on this device. Null when the source was left or removed meanwhile. */
export type Written = { readonly unknown: readonly ItemId[] } | null;

/**
 * Writes states that a server told, of titles that are here and of further files of theirs that are known. Only the server's side: what
 * waits in the outbox lies over it and is not touched (SYNC.md §1). `readAt`: when they were asked for, device epoch ms; what was read
 * later stays.
 */
export async function writeStates(
	{ db, now }: Pick<World, "db" | "now">,
	{ source: { sourceId } }: Pick<ConnectedServer, "source">,
	states: States,
	readAt: number,
): Promise<Written> {
	const fullTtl = await readSetting(db, "ttl.full");
	return db.transaction(
		"rw",
		[db.items, db.titleChanges, db.watch, db.freshness, db.sources],
		async (): Promise<Written> => {
			if (!(await isConnected(db, sourceId))) return null;
			const items = await db.items.bulkGet([...states.keys()]);
			const rows = items.flatMap((item) => (item === undefined ? [] : [{ item, watch: states.get(item.itemId) }]));
			await writeRows(db, rows, { readAt, now: now(), isFirst: false, watched: null, fullTtl });
			const titles = new Set(rows.map(({ item }) => item.itemId));
			const others = [...states.keys()].filter((itemId) => !titles.has(itemId));
			const files = (await db.watch.bulkGet(others)).flatMap((row) => (row?.titleId === undefined ? [] : [row]));
			const older = files.filter((file) => file.readAt <= readAt);
			await db.watch.bulkPut(
				older.map((file) => watchRow(file.itemId, states.get(file.itemId) ?? file, readAt, file.titleId)),
			);
			const known = new Set(files.map(({ itemId }) => itemId));
			return { unknown: others.filter((itemId) => !known.has(itemId)) };
		},
	);
}

/**
 * Reads the watch states of titles by id, in as few requests as the server allows, and writes what it says. What an answer leaves out
 * stays as it was: absence clears nothing (SYNC.md invariant 8). Gives what the first failed request ended in, else null.
 */
export async function refreshStates(
	world: World,
	server: ConnectedServer,
	itemIds: readonly ItemId[],
	signal: AbortSignal,
): Promise<Failure | null> {
	for (let start = 0; start < itemIds.length; start += server.watchBatchSize) {
		const readAt = world.now();
		const answer = await server.readWatch(itemIds.slice(start, start + server.watchBatchSize), signal);
		if (answer.kind !== "ok") return answer;
		if ((await writeStates(world, server, answer.value, readAt)) === null) return null;
	}
	return null;
}
