import { isConnected } from "../db/connected-source.ts";
import { readSetting } from "../db/settings.ts";
import type { World } from "../db/world.ts";
import type { ItemId } from "../model/ids.ts";
import type { MediaServer } from "../servers/server.ts";
import { fetchedRow, noteFailure } from "./freshness-rows.ts";
import { judgeFailure } from "./judge-failure.ts";
import { failed, type Refreshed } from "./refresh-result.ts";
import { childrenScope } from "./scopes.ts";
import { writeRows } from "./write-rows.ts";

/** Reads the seasons and episodes of a show into the database, with their watch states, in one transaction. */
export async function refreshChildren(
	world: World,
	server: MediaServer,
	showId: ItemId,
	signal: AbortSignal,
): Promise<Refreshed> {
	const { db } = world;
	const scope = childrenScope(showId);
	const show = await db.items.get(showId);
	if (show === undefined) return failed("gone", "This show is not on this device.");
	const readAt = world.now();
	const answer = await server.children(show, signal);
	if (answer.kind !== "ok") {
		const result = await judgeFailure(world, server, answer, signal);
		if (result.kind === "failed") await noteFailure(db, scope, result.error, world.now());
		return result;
	}
	const { rows, skipped } = answer.value;
	const fullTtl = await readSetting(db, "ttl.full");
	return db.transaction("rw", [db.items, db.watch, db.freshness, db.sources], async (): Promise<Refreshed> => {
		if (!(await isConnected(db, server.source.sourceId))) return { kind: "stopped" };
		const now = world.now();
		await writeRows(db, rows, { readAt, now, isFirst: false, watched: null, fullTtl });
		await db.freshness.put(fetchedRow(scope, now, skipped));
		return { kind: "done", rows: rows.length, skipped };
	});
}
