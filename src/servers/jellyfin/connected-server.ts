import type { World } from "../../db/world.ts";
import type { Source } from "../../model/source.ts";
import { askJellyfin } from "../check-address.ts";
import { ok } from "../outcome.ts";
import type { ConnectedServer } from "../server.ts";
import type { JellyfinAccess, JellyfinClient } from "./client.ts";
import { imageUrl } from "./map-images.ts";
import { readClock, readMe } from "./read-server.ts";
import { readJellyfinWatch } from "./read-watch.ts";

/** 50 ids of 33 characters stay well under the limit of a request line. contract/jellyfin-api.md §3.6. */
const WATCH_BATCH = 50;

/** What every use of a Jellyfin server needs. The address must have been checked (`open-server.ts`). */
export function connectedJellyfin(
	world: World,
	source: Source,
	{ address }: JellyfinAccess,
	client: JellyfinClient,
): ConnectedServer {
	return {
		source,
		watchBatchSize: WATCH_BATCH,
		async whoAmI(signal) {
			const me = await readMe(client, signal);
			if (me.kind !== "unauthorized") return me;
			// A server set up anew at the same address refuses everybody: that is no word of ours.
			const there = await askJellyfin(world, address, signal);
			const isOther = there.kind === "ok" && there.value.serverId !== source.serverId;
			return isOther ? { kind: "unreachable", reason: "network", detail: "another server" } : me;
		},
		readWatch: (itemIds, signal) => readJellyfinWatch(client, itemIds, signal),
		clock: (signal) => readClock(world, address, signal),
		imageUrl: ({ ref }, width) => imageUrl(address, ref, width),
		async signOut(signal) {
			const answer = await client.send("POST", "/Sessions/Logout", {}, undefined, signal);
			return answer.kind === "unauthorized" ? ok(null) : answer;
		},
	};
}
