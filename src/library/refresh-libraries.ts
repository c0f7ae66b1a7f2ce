import { isConnected } from "../db/connected-source.ts";
import { noteClock } from "../db/note-clock.ts";
import type { World } from "../db/world.ts";
import type { Library } from "../model/item.ts";
import type { MediaServer } from "../servers/server.ts";
import { fetchedRow, noteFailure } from "./freshness-rows.ts";
import { judgeFailure } from "./judge-failure.ts";
import type { Refreshed } from "./refresh-result.ts";
import { isSameValue } from "./same-value.ts";
import { librariesScope } from "./scopes.ts";

/**
 * Reads the list of libraries into the database. What this device knows of a library (revision, when it was opened and how, its total)
 * stays. A library that is no longer listed stays too, with a note: losing sight of it may be a disk or a right that comes back.
 */
export async function refreshLibraries(world: World, server: MediaServer, signal: AbortSignal): Promise<Refreshed> {
	const { db } = world;
	const scope = librariesScope(server.source.sourceId);
	const answer = await server.libraries(signal);
	if (answer.kind !== "ok") {
		const result = await judgeFailure(world, server, answer, signal);
		if (result.kind === "failed") await noteFailure(db, scope, result.error, world.now());
		return result;
	}
	return db.transaction("rw", [db.libraries, db.freshness, db.sources], async (): Promise<Refreshed> => {
		if (!(await isConnected(db, server.source.sourceId))) return { kind: "stopped" };
		const stored = await db.libraries.bulkGet(answer.value.map(({ libraryId }) => libraryId));
		const changed = answer.value.flatMap(({ isUnsure, ...library }, at): Library[] => {
			if (isUnsure) return [];
			const before = stored[at];
			if (before === undefined) return [library];
			const { revision, openedAt, total, view } = before;
			const after = { ...library, revision, openedAt, total, view };
			return isSameValue(before, after) ? [] : [after];
		});
		const listed = new Set(answer.value.map(({ libraryId }) => libraryId));
		const known = await db.libraries.where("sourceId").equals(server.source.sourceId).toArray();
		const lost = known.filter(({ libraryId, unlistedAt }) => !listed.has(libraryId) && unlistedAt === undefined);
		const unlistedAt = world.now();
		const rows = [...changed, ...lost.map((library) => ({ ...library, unlistedAt }))];
		if (rows.length > 0) await db.libraries.bulkPut(rows);
		await db.freshness.put(fetchedRow(scope, world.now()));
		return { kind: "done", rows: answer.value.length, skipped: 0 };
	});
}

/**
 * Notes where the server draws its lines and how its clock goes, so that both hold offline (SYNC.md §2). What it does not answer
 * stays as it was.
 */
export async function refreshServerFacts(world: World, server: MediaServer, signal: AbortSignal): Promise<void> {
	const [thresholds, clock] = await Promise.all([server.thresholds(signal), server.clock(signal)]);
	const { sourceId } = server.source;
	if (thresholds.kind === "ok") await world.db.sources.update(sourceId, { thresholds: thresholds.value });
	if (clock.kind === "ok") await noteClock(world.db, sourceId, clock.value);
}
