import type { World } from "../../db/world.ts";
import type { Source } from "../../model/source.ts";
import { type Outcome, ok } from "../outcome.ts";
import type { ConnectedServer } from "../server.ts";
import { plexAccountClient } from "./account-client.ts";
import { type PlexAccess, type PlexClient, plexClient } from "./client.ts";
import { imageUrl } from "./map-images.ts";
import { readClock } from "./read-server.ts";
import { readPlexWatch } from "./read-watch.ts";
import { answersAtAll, lookAgain } from "./second-look.ts";

/** Batches of 100 are what other clients ask for. contract/plex-api.md §3.4. */
const WATCH_BATCH = 100;
/** How often a failing network makes the client ask whether it hides a 401. */
const SECOND_LOOK_EVERY_MS = 30_000;

/** What a connected Plex server is reached with. */
export type PlexSourceAccess = Omit<PlexAccess, "secondLook"> & { readonly accountToken: string };

/** The client of a source, which asks once more when a failure of the network may hide a 401. */
export function plexSourceClient(world: World, source: Source, access: PlexSourceAccess): PlexClient {
	let lookedAt = Number.NEGATIVE_INFINITY;

	/** Only a browser hides a 401, and only where somebody answers; a plain failure of the network costs one more try at most. */
	async function secondLook(signal: AbortSignal): Promise<Outcome<null>> {
		if (world.now() - lookedAt < SECOND_LOOK_EVERY_MS) return ok(null);
		if (!(await answersAtAll(world, `${access.address}/identity`, signal))) return ok(null);
		lookedAt = world.now();
		const again = await lookAgain(world, source, access, signal);
		return again.kind === "ok" ? ok(null) : again;
	}

	return plexClient(world, { ...access, secondLook });
}

/** What every use of a Plex server needs. The address must have been checked (`open-server.ts`). */
export function connectedPlex(
	world: World,
	source: Source,
	access: PlexSourceAccess,
	client: PlexClient,
): ConnectedServer {
	return {
		source,
		watchBatchSize: WATCH_BATCH,
		whoAmI: (signal) => lookAgain(world, source, access, signal),
		readWatch: (itemIds, signal) => readPlexWatch(client, itemIds, signal),
		clock: (signal) => readClock(world, source, access.identity, signal),
		imageUrl: ({ ref }, width) => imageUrl(client, ref, width),
		async signOut(signal) {
			const account = plexAccountClient(world, source.accountUrl ?? "", access.identity, access.accountToken);
			const answer = await account.act("DELETE", "/api/v2/users/signout", signal);
			return answer.kind === "unauthorized" ? ok(null) : answer;
		},
	};
}
