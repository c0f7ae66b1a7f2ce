import type { World } from "../../db/world.ts";
import type { Source } from "../../model/source.ts";
import { ok } from "../outcome.ts";
import type { MediaServer } from "../server.ts";
import { type JellyfinAccess, jellyfinClient } from "./client.ts";
import { imageUrl } from "./map-images.ts";
import { readChildren, readFull, readLibraries, readPage, webPath } from "./read-lists.ts";
import { readClock, readMe, readThresholds } from "./read-server.ts";
import { streamUrls } from "./streams.ts";
import { expectedJellyfin, isJellyfinWritten, planJellyfinWrite, readJellyfinOne, readJellyfinWatch } from "./watch.ts";

/** 50 ids of 33 characters stay well under the limit of a request line. contract/jellyfin-api.md §3.6. */
const WATCH_BATCH = 50;

/** A Jellyfin server behind the interface that all dialects share. The address must have been checked (`open-server.ts`). */
export function jellyfinServer(world: World, source: Source, access: JellyfinAccess): MediaServer {
	const client = jellyfinClient(world, access);
	/** Totals of lists, as their first pages said. */
	const totals = new Map<string, number>();

	return {
		source,
		watchBatchSize: WATCH_BATCH,
		datesAreEvents: true,
		whoAmI: (signal) => readMe(client, signal),
		libraries: (signal) => readLibraries(client, signal),
		async list(library, kind, start, limit, signal) {
			const list = `${library.libraryId} ${kind}`;
			const knownTotal = start === 0 ? undefined : totals.get(list);
			const page = await readPage(client, library, kind, { start, limit, knownTotal }, signal);
			if (page.kind === "ok") totals.set(list, page.value.total);
			return page;
		},
		full: (item, signal) => readFull(client, item, source.serverId, signal),
		children: (show, signal) => readChildren(client, show, signal),
		readWatch: (itemIds, signal) => readJellyfinWatch(client, itemIds, signal),
		readOne: (itemId, signal) => readJellyfinOne(client, itemId, signal),
		planWrite: (write) => planJellyfinWrite(client, write),
		expected: expectedJellyfin,
		isWritten: isJellyfinWritten,
		thresholds: (signal) => readThresholds(client, signal),
		clock: (signal) => readClock(world, access.address, signal),
		imageUrl: ({ ref }, width) => imageUrl(access.address, ref, width),
		streams: (itemId, version, playSessionId) =>
			streamUrls(client, access.token, client.keyOf(itemId), version, playSessionId),
		webUrl: (itemId) => access.address + webPath(client.keyOf(itemId), source.serverId),
		async signOut(signal) {
			const answer = await client.send("POST", "/Sessions/Logout", {}, undefined, signal);
			return answer.kind === "unauthorized" ? ok(null) : answer;
		},
	};
}
