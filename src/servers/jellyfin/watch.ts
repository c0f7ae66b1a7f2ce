import type { ItemId } from "../../model/ids.ts";
import { SAME_POSITION_MS, type WatchState } from "../../model/watch-state.ts";
import { type Outcome, ok } from "../outcome.ts";
import type { WatchWrite, WriteStep } from "../server.ts";
import type { JellyfinClient } from "./client.ts";
import { mapWatch } from "./map-watch.ts";
import { readJellyfinWatch, WATCH_ROW } from "./read-watch.ts";
import { ticksOfMs } from "./ticks.ts";

/**
 * One item on its own, so that its absence means something (SYNC.md rows 12 and 12b, findings 9 and 04-movie-detail #6-7).
 *
 * | by ids | single read | outcome |
 * |---|---|---|
 * | there | 200 | its state |
 * | there | 404, 403 | no-access: the library was taken from the person |
 * | absent | 404 | gone |
 * | absent | 200 | its state: another version of a film has no row of its own |
 * | 404 | | no answer: a look-up finds nothing, but is always found (SYNC.md invariant 8) |
 */
export async function readJellyfinOne(
	client: JellyfinClient,
	itemId: ItemId,
	signal: AbortSignal,
): Promise<Outcome<WatchState>> {
	const listed = await readJellyfinWatch(client, [itemId], signal);
	if (listed.kind === "gone") return { kind: "unreachable", reason: "unreadable", detail: "404 without a server" };
	if (listed.kind !== "ok") return listed;
	const path = `/Items/${encodeURIComponent(client.keyOf(itemId))}`;
	const single = await client.get(path, { userId: client.userId }, WATCH_ROW, signal);
	const state = listed.value.get(itemId);
	if (single.kind === "ok") return ok(state ?? mapWatch(single.value.UserData));
	return single.kind === "gone" && state !== undefined ? { kind: "no-access" } : single;
}

/**
 * Users without `EnableUserPreferenceAccess` may not POST user data, but may mark and report a stop (finding 4). A stop without
 * a start keeps count and date and starts no timer (contract/jellyfin-api.md §4.6); the server applies its own threshold to it.
 */
async function sendWithoutPreferences(
	client: JellyfinClient,
	{ read, target, finishes }: WatchWrite,
	key: string,
	signal: AbortSignal,
): Promise<Outcome<null>> {
	const path = `/UserPlayedItems/${key}`;
	if (read.watched && !target.watched) return client.send("DELETE", path, {}, undefined, signal);
	const isMark = finishes > 0 || (target.watched && !read.watched);
	if (isMark) {
		// With a date the server counts a play each time; without one it counts at most the first.
		const datePlayed = finishes > 0 ? dateOf(target) : undefined;
		const marked = await client.send("POST", path, { datePlayed }, undefined, signal);
		if (marked.kind !== "ok" || target.positionMs === 0) return marked;
	}
	const body = { ItemId: key, PositionTicks: ticksOfMs(target.positionMs) };
	return client.send("POST", "/Sessions/Playing/Stopped", {}, body, signal);
}

function dateOf({ lastPlayedAt }: WatchState): string | undefined {
	return lastPlayedAt === null ? undefined : new Date(lastPlayedAt).toISOString();
}

/**
 * One idempotent request with all four fields: what is left out is taken from whatever snapshot the server holds (finding 0).
 * A film with several files is unwatched by DELETE, or another file's mark shows through (finding 1); what was watched after that
 * follows it.
 */
export function planJellyfinWrite(client: JellyfinClient, write: WatchWrite): readonly WriteStep[] {
	const key = encodeURIComponent(client.keyOf(write.itemId));
	const target = expectedJellyfin(write);
	const steps: WriteStep[] = [];
	if (isByDelete(write)) {
		const path = `/UserPlayedItems/${key}`;
		steps.push({ name: "unmark", send: (signal) => client.send("DELETE", path, {}, undefined, signal) });
		if (target.positionMs <= SAME_POSITION_MS) return steps;
	}
	const body = {
		PlaybackPositionTicks: ticksOfMs(target.positionMs),
		Played: target.watched,
		PlayCount: target.playCount,
		LastPlayedDate: dateOf(target),
	};
	steps.push({
		name: "user-data",
		async send(signal) {
			const query = { userId: client.userId };
			const sent = await client.send("POST", `/UserItems/${key}/UserData`, query, body, signal);
			return sent.kind === "no-access" ? sendWithoutPreferences(client, write, key, signal) : sent;
		},
	});
	return steps;
}

function isByDelete({ isUnwatch, hasVersions }: WatchWrite): boolean {
	return isUnwatch && hasVersions === true;
}

/** What the server shows after the plan: what was written, but DELETE clears count and date too. */
export function expectedJellyfin(write: WatchWrite): WatchState {
	const { target } = write;
	if (!isByDelete(write)) return target;
	const isPlaced = target.positionMs > SAME_POSITION_MS;
	return isPlaced ? { ...target, playCount: 0 } : { positionMs: 0, watched: false, playCount: 0, lastPlayedAt: null };
}

/**
 * True when the read-back shows what was written. The date is no part of it: a user without preferences cannot set it. A film
 * with several files shows the state of the file played last, so a later date than ours excuses a difference (finding 1).
 */
export function isJellyfinWritten(write: WatchWrite, readBack: WatchState): boolean {
	const expected = expectedJellyfin(write);
	if (write.hasVersions && (readBack.lastPlayedAt ?? 0) > (write.target.lastPlayedAt ?? 0)) return true;
	return (
		readBack.watched === expected.watched &&
		Math.abs(readBack.positionMs - expected.positionMs) <= SAME_POSITION_MS &&
		readBack.playCount >= expected.playCount
	);
}
