import * as z from "zod/mini";
import type { ItemId } from "../../model/ids.ts";
import type { WatchState } from "../../model/watch-state.ts";
import { type Outcome, ok } from "../outcome.ts";
import { parseRows } from "../parse-rows.ts";
import type { JellyfinClient } from "./client.ts";
import { mapWatch } from "./map-watch.ts";
import { userDataSchema } from "./schemas.ts";

/** A row as far as its watch state goes. */
export const WATCH_ROW = z.object({ Id: z.string(), UserData: userDataSchema });
const WATCH_PAGE = z.object({ Items: z.array(z.unknown()) });

/**
 * Watch states by `/Items?ids=`: the endpoint for a single user data can show a state that is not stored, and is forbidden to
 * some users (contract/jellyfin/recorded/README.md, findings 0 and 4). No ids, no request: an empty `ids` answers with the
 * root folders (finding 8). What comes unasked is left out.
 */
export async function readJellyfinWatch(
	client: JellyfinClient,
	itemIds: readonly ItemId[],
	signal: AbortSignal,
): Promise<Outcome<ReadonlyMap<ItemId, WatchState>>> {
	const states = new Map<ItemId, WatchState>();
	if (itemIds.length === 0) return ok(states);
	const ids = itemIds.map((itemId) => client.keyOf(itemId)).join(",");
	const query = {
		userId: client.userId,
		ids,
		enableUserData: true,
		enableImages: false,
		enableTotalRecordCount: false,
	};
	const page = await client.get("/Items", query, WATCH_PAGE, signal);
	if (page.kind !== "ok") return page;
	const asked = new Set(itemIds);
	for (const row of parseRows(page.value.Items, WATCH_ROW).rows) {
		const itemId = client.toItemId(row.Id);
		if (asked.has(itemId)) states.set(itemId, mapWatch(row.UserData));
	}
	return ok(states);
}
