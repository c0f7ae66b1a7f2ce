import type { ItemId } from "../../model/ids.ts";
import type { WatchState } from "../../model/watch-state.ts";
import { type Outcome, ok } from "../outcome.ts";
import type { PlexClient } from "./client.ts";
import { readPlexWatch } from "./read-watch.ts";

/**
 * Watch states of several titles, also where the server gives fewer rows than it was asked for: what an answer leaves out is asked for
 * again until one brings nothing new. contract/plex-api.md §3.2.
 */
export async function readAllPlexWatch(
	client: PlexClient,
	itemIds: readonly ItemId[],
	signal: AbortSignal,
): Promise<Outcome<ReadonlyMap<ItemId, WatchState>>> {
	const states = new Map<ItemId, WatchState>();
	for (let left = itemIds; left.length > 0; ) {
		const answer = await readPlexWatch(client, left, signal);
		if (answer.kind !== "ok") return answer;
		if (answer.value.size === 0) break;
		for (const [itemId, state] of answer.value) states.set(itemId, state);
		left = left.filter((itemId) => !states.has(itemId));
	}
	return ok(states);
}
