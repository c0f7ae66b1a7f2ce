import type { World } from "../../db/world.ts";
import type { Source } from "../../model/source.ts";
import type { WatchServer } from "../server.ts";
import { type JellyfinAccess, jellyfinClient } from "./client.ts";
import { connectedJellyfin } from "./connected-server.ts";
import { expectedJellyfin, isJellyfinWritten, planJellyfinWrite, readJellyfinOne } from "./watch.ts";

/** What progress and pictures need of a Jellyfin server. The address must have been checked (`open-server.ts`). */
export function jellyfinWatchServer(world: World, source: Source, access: JellyfinAccess): WatchServer {
	const client = jellyfinClient(world, access);
	return {
		...connectedJellyfin(world, source, access, client),
		datesAreEvents: true,
		readOne: (itemId, signal) => readJellyfinOne(client, itemId, signal),
		planWrite: (write) => planJellyfinWrite(client, write),
		expected: expectedJellyfin,
		isWritten: isJellyfinWritten,
	};
}
