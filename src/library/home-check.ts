import type { StowawayDatabase, WatchRow } from "../db/schema.ts";
import type { World } from "../db/world.ts";
import type { ItemId, SourceId } from "../model/ids.ts";
import type { Failure } from "../servers/outcome.ts";
import type { MediaServer } from "../servers/server.ts";
import type { WatchedLately, WatchedRow } from "../servers/watched-lately.ts";
import { refreshChildren } from "./children.ts";
import { changeFreshness, fetchedRow, noteFailure } from "./freshness-rows.ts";
import { judgeFailure } from "./judge-failure.ts";
import type { Refreshed } from "./refresh-result.ts";
import { refreshStates, writeStates } from "./refresh-states.ts";
import { homeScope } from "./scopes.ts";

/** Titles of ours that the server's lists no longer have, looked at again in one check. */
const MOST_LEFT = 100;
/** Shows with an episode that is not here yet, read anew in one check. */
const MOST_SHOWS = 3;

/**
 * Learns what was watched on other devices: a few requests, whatever the size of the library. DESIGN.md §3, home rows.
 *
 * | a title | is |
 * |---|---|
 * | in what the server says was watched lately | written as the server has it |
 * | here begun or watched, and missing from it | read again by id: absence alone clears nothing (SYNC.md invariant 8) |
 * | not here, an episode of a show that is | read with the other episodes of its show, of three shows a check |
 * | not here otherwise | counted as skipped: it comes with its library's list |
 *
 * To be called under the scope's refresh lock. Failures are noted in the scope's freshness row.
 */
export async function checkHome(world: World, server: MediaServer, signal: AbortSignal): Promise<Refreshed> {
	const { db } = world;
	const { sourceId } = server.source;
	const scope = homeScope(sourceId);
	const giveUp = async (failure: Failure): Promise<Refreshed> => {
		const result = await judgeFailure(world, server, failure, signal);
		if (result.kind === "failed") await noteFailure(db, scope, result.error, world.now());
		return result;
	};
	const readAt = world.now();
	const answer = await server.watchedLately(signal);
	if (answer.kind !== "ok") return giveUp(answer);
	const { rows, skipped } = answer.value;
	const states = new Map(rows.map(({ itemId, watch }) => [itemId, watch]));
	const written = await writeStates(world, server, states, readAt);
	if (written === null) return { kind: "stopped" };
	const missing = await missingFrom(db, sourceId, answer.value);
	const failure = await refreshStates(world, server, missing, signal);
	if (failure !== null) return giveUp(failure);
	const unknown = await readNewEpisodes(world, server, rows, written.unknown, signal);
	await changeFreshness(db, scope, () => fetchedRow(scope, world.now(), skipped + unknown));
	return { kind: "done", rows: states.size - unknown, skipped: skipped + unknown };
}

/** Titles that stand here as begun or watched, that the server's lists reach back to, and that it told nothing of. Those played last come first. */
async function missingFrom(
	db: StowawayDatabase,
	sourceId: SourceId,
	{ rows, begunSince, watchedSince }: WatchedLately,
): Promise<readonly ItemId[]> {
	const told = new Set(rows.map(({ itemId }) => itemId));
	// Further files have no row of their own in an answer by id: the title's stands for them.
	const isMissing = ({ sourceId: of, itemId, titleId }: WatchRow) =>
		of === sourceId && titleId === undefined && !told.has(itemId);
	const [begun, watched] = await Promise.all([
		db.watch.where("resumableAt").aboveOrEqual(begunSince).reverse().filter(isMissing).limit(MOST_LEFT).toArray(),
		db.watch
			.where("playedAt")
			.aboveOrEqual(watchedSince)
			.reverse()
			.filter((row) => row.watched && isMissing(row))
			.limit(MOST_LEFT)
			.toArray(),
	]);
	return [...new Set([...begun, ...watched].map(({ itemId }) => itemId))].slice(0, MOST_LEFT);
}

/** Reads shows anew that have an episode which is not here: a new one, watched elsewhere. Gives how many titles stay unknown. */
async function readNewEpisodes(
	world: World,
	server: MediaServer,
	rows: readonly WatchedRow[],
	unknown: readonly ItemId[],
	signal: AbortSignal,
): Promise<number> {
	const { db } = world;
	const showOf = new Map(rows.map(({ itemId, showId }) => [itemId, showId]));
	const asked = new Set(unknown.flatMap((itemId) => showOf.get(itemId) ?? []));
	const here = (await db.items.bulkGet([...asked])).flatMap((show) => show?.itemId ?? []);
	for (const showId of here.slice(0, MOST_SHOWS)) await refreshChildren(world, server, showId, signal);
	const found = await db.items
		.where(":id")
		.anyOf([...unknown])
		.count();
	return unknown.length - found;
}
