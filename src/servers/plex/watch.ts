import * as z from "zod/mini";
import type { ItemId } from "../../model/ids.ts";
import { SAME_POSITION_MS, type WatchState } from "../../model/watch-state.ts";
import { type Outcome, ok } from "../outcome.ts";
import { parseRows } from "../parse-rows.ts";
import type { WatchWrite, WriteStep } from "../server.ts";
import type { PlexClient } from "./client.ts";
import { LEAN, WATCH_PAGE, WATCH_ROW, watchStateOf } from "./read-watch.ts";

const LIBRARY = "com.plexapp.plugins.library";
const IDENTITY = z.object({ MediaContainer: z.object({ machineIdentifier: z.string() }) });

/**
 * One item on its own. A 404 counts as `gone` only when the server itself still answers: a proxy in front of a stopped server
 * says 404 as well, and absence must not clear anything (SYNC.md invariant 8).
 */
export async function readPlexOne(
	client: PlexClient,
	itemId: ItemId,
	signal: AbortSignal,
): Promise<Outcome<WatchState>> {
	const path = `/library/metadata/${encodeURIComponent(client.keyOf(itemId))}`;
	const page = await client.get(path, LEAN, WATCH_PAGE, signal);
	if (page.kind === "gone") {
		const server = await client.get("/identity", {}, IDENTITY, signal);
		return server.kind === "ok" ? page : { kind: "unreachable", reason: "unreadable", detail: "404 without a server" };
	}
	if (page.kind !== "ok") return page;
	const { rows } = parseRows(page.value.MediaContainer.Metadata ?? [], WATCH_ROW);
	const row = rows.find((candidate) => client.toItemId(candidate.ratingKey) === itemId);
	return row ? ok(watchStateOf(row)) : { kind: "unreachable", reason: "unreadable", detail: "no row for the item" };
}

/** What has to be sent, without the sending. */
interface Acts {
	readonly unscrobble: boolean;
	readonly scrobbles: number;
	/** Position for the timeline, or null. */
	readonly timeline: number | null;
	/** What the position is when there is no timeline. */
	readonly positionMs: number;
}

/**
 * | from | to | acts |
 * |---|---|---|
 * | watched | unwatched | unscrobble, then the position if there is one |
 * | unwatched | watched | a scrobble a play, one at least, then the position of a rewatch |
 * | watched | watched, plays to count | a scrobble a play, then the position |
 * | a position | another, or 0 never watched | timeline; unscrobble |
 * | watched with a position | watched at 0, no play | nothing: no clean write exists, the position stays |
 */
function actsOf({ read, target, finishes }: WatchWrite): Acts {
	const scrobbles = target.watched ? Math.max(finishes, read.watched ? 0 : 1) : 0;
	const moves = Math.abs(target.positionMs - read.positionMs) > SAME_POSITION_MS;
	const clears = !target.watched && (read.watched || (target.positionMs === 0 && read.positionMs > 0));
	const positionMs = clears || scrobbles > 0 ? 0 : read.positionMs;
	const wanted = target.positionMs > 0 && (moves || positionMs === 0);
	return { unscrobble: clears, scrobbles, timeline: wanted ? target.positionMs : null, positionMs };
}

/**
 * The requests of a write, in order (SYNC.md §3 *Per dialect*; contract/plex-api.md §4). A scrobble wipes the position, so the
 * timeline follows it. `updated` is left out where the server's own date is already later, by an earlier step or another
 * device: it may throw such a report away, and the decision has been made here.
 */
export function planPlexWrite(client: PlexClient, write: WatchWrite): readonly WriteStep[] {
	const { unscrobble, scrobbles, timeline } = actsOf(write);
	const ratingKey = client.keyOf(write.itemId);
	const mark = { identifier: LIBRARY, key: ratingKey };
	const steps: WriteStep[] = [];
	if (unscrobble) {
		steps.push({ name: "unscrobble", send: (signal) => client.act("GET", "/:/unscrobble", mark, signal) });
	}
	for (let play = 1; play <= scrobbles; play += 1) {
		steps.push({ name: `scrobble-${play}`, send: (signal) => client.act("GET", "/:/scrobble", mark, signal) });
	}
	if (timeline !== null) {
		const isStale = scrobbles > 0 || (write.read.lastPlayedAt ?? 0) >= write.at;
		const duration = Math.round(write.durationMs ?? 0) || undefined;
		const query = {
			ratingKey,
			key: `/library/metadata/${ratingKey}`,
			state: "stopped",
			time: Math.max(1, Math.min(Math.round(timeline), duration ?? Number.POSITIVE_INFINITY)),
			duration,
			offline: 1,
			continuing: 0,
			updated: isStale ? undefined : Math.floor(write.at / 1000),
			"X-Plex-Session-Identifier": `${client.clientIdentifier}-${ratingKey}-${write.at}`,
		};
		steps.push({ name: "timeline", send: (signal) => client.act("POST", "/:/timeline", query, signal) });
	}
	return steps;
}

/** What the server shows after the plan. It stamps its own date, so ours is the latest it is known to have. */
export function expectedPlex(write: WatchWrite): WatchState {
	const { unscrobble, scrobbles, timeline, positionMs } = actsOf(write);
	const playCount = (unscrobble ? 0 : write.read.playCount) + scrobbles;
	const dated = timeline !== null || scrobbles > 0;
	const kept = unscrobble ? null : write.read.lastPlayedAt;
	return {
		positionMs: timeline ?? positionMs,
		watched: playCount > 0,
		playCount,
		lastPlayedAt: dated ? write.target.lastPlayedAt : kept,
	};
}

/** True when the read-back shows what was written, its own date aside. */
export function isPlexWritten(write: WatchWrite, readBack: WatchState): boolean {
	const expected = expectedPlex(write);
	return (
		readBack.watched === expected.watched &&
		Math.abs(readBack.positionMs - expected.positionMs) <= SAME_POSITION_MS &&
		readBack.playCount >= expected.playCount
	);
}
