import type { World } from "../../db/world.ts";
import type { Source } from "../../model/source.ts";
import { type Outcome, ok } from "../outcome.ts";
import type { MediaServer } from "../server.ts";
import { plexAccountClient } from "./account-client.ts";
import { type PlexAccess, plexClient } from "./client.ts";
import { imageUrl } from "./map-images.ts";
import { readChildren, readFull, readLibraries, readPage, webPath } from "./read-lists.ts";
import { readClock, readThresholds } from "./read-server.ts";
import { answersAtAll, lookAgain } from "./second-look.ts";
import { streamUrls } from "./streams.ts";
import { expectedPlex, isPlexWritten, planPlexWrite, readPlexOne, readPlexWatch } from "./watch.ts";

/** Batches of 100 are what other clients ask for. contract/plex-api.md §3.4. */
const WATCH_BATCH = 100;
/** How often a failing network makes the client ask whether it hides a 401. */
const SECOND_LOOK_EVERY_MS = 30_000;

/** A Plex server behind the interface that all dialects share. The address must have been checked (`open-server.ts`). */
export function plexServer(
	world: World,
	source: Source,
	access: Omit<PlexAccess, "secondLook"> & { readonly accountToken: string },
): MediaServer {
	let lookedAt = Number.NEGATIVE_INFINITY;

	/** Only a browser hides a 401, and only where somebody answers; a plain failure of the network costs one more try at most. */
	async function secondLook(signal: AbortSignal): Promise<Outcome<null>> {
		if (world.now() - lookedAt < SECOND_LOOK_EVERY_MS) return ok(null);
		if (!(await answersAtAll(world, `${access.address}/identity`, signal))) return ok(null);
		lookedAt = world.now();
		const again = await lookAgain(world, source, access, signal);
		return again.kind === "ok" ? ok(null) : again;
	}

	const client = plexClient(world, { ...access, secondLook });
	return {
		source,
		watchBatchSize: WATCH_BATCH,
		datesAreEvents: false,
		whoAmI: (signal) => lookAgain(world, source, access, signal),
		libraries: (signal) => readLibraries(client, signal),
		list: (library, kind, start, limit, signal) => readPage(client, library, kind, start, limit, signal),
		full: (item, signal) => readFull(client, item, source.serverId, signal),
		children: (show, signal) => readChildren(client, show, signal),
		readWatch: (itemIds, signal) => readPlexWatch(client, itemIds, signal),
		readOne: (itemId, signal) => readPlexOne(client, itemId, signal),
		planWrite: (write) => planPlexWrite(client, write),
		expected: expectedPlex,
		isWritten: isPlexWritten,
		thresholds: (signal) => readThresholds(client, signal),
		clock: (signal) => readClock(world, source, access.identity, signal),
		imageUrl: ({ ref }, width) => imageUrl(client, ref, width),
		streams: (itemId, version, playSessionId) => streamUrls(client, client.keyOf(itemId), version, playSessionId),
		webUrl: (itemId) => access.address + webPath(client.keyOf(itemId), source.serverId),
		async signOut(signal) {
			const account = plexAccountClient(world, source.accountUrl ?? "", access.identity, access.accountToken);
			const answer = await account.act("DELETE", "/api/v2/users/signout", signal);
			return answer.kind === "unauthorized" ? ok(null) : answer;
		},
	};
}
