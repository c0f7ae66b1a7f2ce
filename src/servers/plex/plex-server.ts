import type { World } from "../../db/world.ts";
import type { Source } from "../../model/source.ts";
import type { MediaServer } from "../server.ts";
import { connectedPlex, type PlexSourceAccess, plexSourceClient } from "./connected-server.ts";
import { readLibraries, readPage } from "./read-lists.ts";
import { readThresholds } from "./read-server.ts";
import { webPath } from "./web-path.ts";

/** A Plex server behind the interface that all dialects share. The address must have been checked (`open-server.ts`). */
export function plexServer(world: World, source: Source, access: PlexSourceAccess): MediaServer {
	const client = plexSourceClient(world, source, access);
	return {
		...connectedPlex(world, source, access, client),
		libraries: (signal) => readLibraries(client, signal),
		list: (library, kind, start, limit, signal) => readPage(client, library, kind, start, limit, signal),
		changes: async (library, kind, asked, signal) =>
			(await import("./read-changes.ts")).readChanges(client, library, kind, asked, signal),
		readWatch: async (itemIds, signal) =>
			(await import("./read-all-watch.ts")).readAllPlexWatch(client, itemIds, signal),
		// What only an opened title or a later look at Home needs stays out of the first load.
		full: async (item, signal) => (await import("./read-title.ts")).readFull(client, item, source.serverId, signal),
		casts: async (items, signal) => (await import("./read-casts.ts")).readCasts(client, items, signal),
		children: async (show, signal) => (await import("./read-title.ts")).readChildren(client, show, signal),
		watchedLately: async (signal) => (await import("./read-home.ts")).readWatchedLately(client, signal),
		notifications: async () => (await import("./notifications.ts")).plexNotifications(client),
		thresholds: (signal) => readThresholds(client, signal),
		streams: async (itemId, version, playSessionId) =>
			(await import("./streams.ts")).streamUrls(client, client.keyOf(itemId), version, playSessionId),
		webUrl: (itemId) => access.address + webPath(client.keyOf(itemId), source.serverId),
	};
}
