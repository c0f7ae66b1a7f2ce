import type { World } from "../../db/world.ts";
import type { Source } from "../../model/source.ts";
import type { MediaServer } from "../server.ts";
import { type JellyfinAccess, jellyfinClient } from "./client.ts";
import { connectedJellyfin } from "./connected-server.ts";
import { readLibraries, readPage } from "./read-lists.ts";
import { readThresholds } from "./read-server.ts";
import { webPath } from "./web-path.ts";

/** A Jellyfin server behind the interface that all dialects share. The address must have been checked (`open-server.ts`). */
export function jellyfinServer(world: World, source: Source, access: JellyfinAccess): MediaServer {
	const client = jellyfinClient(world, access);
	/** Totals of lists, as their first pages said. */
	const totals = new Map<string, number>();

	return {
		...connectedJellyfin(world, source, access, client),
		libraries: (signal) => readLibraries(client, signal),
		async list(library, kind, start, limit, signal) {
			const list = `${library.libraryId} ${kind}`;
			const knownTotal = start === 0 ? undefined : totals.get(list);
			const page = await readPage(client, library, kind, { start, limit, knownTotal }, signal);
			if (page.kind === "ok") totals.set(list, page.value.total);
			return page;
		},
		changes: async (library, kind, asked, signal) =>
			(await import("./read-changes.ts")).readChanges(client, library, kind, asked, signal),
		// What only an opened title or a later look at Home needs stays out of the first load.
		full: async (item, signal) => (await import("./read-title.ts")).readFull(client, item, source, signal),
		casts: async (items, signal) => (await import("./read-casts.ts")).readCasts(client, items, signal),
		person: async (personId, signal) => (await import("./read-casts.ts")).readPerson(client, personId, signal),
		children: async (show, signal) => (await import("./read-title.ts")).readChildren(client, show, signal),
		watchedLately: async (signal) => (await import("./read-home.ts")).readWatchedLately(client, signal),
		notifications: async () => (await import("./notifications.ts")).jellyfinNotifications(client, access),
		thresholds: (signal) => readThresholds(client, signal),
		streams: async (itemId, version, playSessionId) => {
			const { streamUrls } = await import("./streams.ts");
			return streamUrls(client, access.token, client.keyOf(itemId), version, playSessionId);
		},
		webUrl: (itemId) => access.address + webPath(client.keyOf(itemId), source.serverId),
	};
}
