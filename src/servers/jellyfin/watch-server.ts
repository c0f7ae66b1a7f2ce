import type { World } from "../../db/world.ts";
import type { Source } from "../../model/source.ts";
import { ok } from "../outcome.ts";
import type { WatchServer } from "../server.ts";
import type { JellyfinAccess, JellyfinClient } from "./client.ts";
import { imageUrl } from "./map-images.ts";
import { readClock, readMe } from "./read-server.ts";
import { expectedJellyfin, isJellyfinWritten, planJellyfinWrite, readJellyfinOne, readJellyfinWatch } from "./watch.ts";

/** 50 ids of 33 characters stay well under the limit of a request line. contract/jellyfin-api.md §3.6. */
const WATCH_BATCH = 50;

/** What progress and pictures need of a Jellyfin server. The address must have been checked (`open-server.ts`). */
export function jellyfinWatchServer(
	world: World,
	source: Source,
	{ address }: JellyfinAccess,
	client: JellyfinClient,
): WatchServer {
	return {
		source,
		watchBatchSize: WATCH_BATCH,
		datesAreEvents: true,
		whoAmI: (signal) => readMe(client, signal),
		readWatch: (itemIds, signal) => readJellyfinWatch(client, itemIds, signal),
		readOne: (itemId, signal) => readJellyfinOne(client, itemId, signal),
		planWrite: (write) => planJellyfinWrite(client, write),
		expected: expectedJellyfin,
		isWritten: isJellyfinWritten,
		clock: (signal) => readClock(world, address, signal),
		imageUrl: ({ ref }, width) => imageUrl(address, ref, width),
		async signOut(signal) {
			const answer = await client.send("POST", "/Sessions/Logout", {}, undefined, signal);
			return answer.kind === "unauthorized" ? ok(null) : answer;
		},
	};
}
