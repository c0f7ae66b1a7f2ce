import type { World } from "../../db/world.ts";
import type { Source } from "../../model/source.ts";
import type { WatchServer } from "../server.ts";
import { connectedPlex, type PlexSourceAccess, plexSourceClient } from "./connected-server.ts";
import { expectedPlex, isPlexWritten, planPlexWrite, readPlexOne } from "./watch.ts";

/** What progress and pictures need of a Plex server. The address must have been checked (`open-server.ts`). */
export function plexWatchServer(world: World, source: Source, access: PlexSourceAccess): WatchServer {
	const client = plexSourceClient(world, source, access);
	return {
		...connectedPlex(world, source, access, client),
		datesAreEvents: false,
		readOne: (itemId, signal) => readPlexOne(client, itemId, signal),
		planWrite: (write) => planPlexWrite(client, write),
		expected: expectedPlex,
		isWritten: isPlexWritten,
	};
}
