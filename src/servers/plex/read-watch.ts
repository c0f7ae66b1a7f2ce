import * as z from "zod/mini";
import type { ItemId } from "../../model/ids.ts";
import type { WatchState } from "../../model/watch-state.ts";
import { type Outcome, ok } from "../outcome.ts";
import { parseRows } from "../parse-rows.ts";
import type { PlexClient } from "./client.ts";

/** What a watch state does not need: keeps a row small. Servers take these as hints. */
export const LEAN = {
	skipRefresh: 1,
	excludeElements: "Media,Genre,Director,Writer,Role,Producer,Country,Image,Guid,Rating,Chapter,Marker",
	excludeFields: "summary,tagline",
};

/** Plex sends numbers as numbers or as text, by version and path. contract/plex-api.md §8. */
const count = z.pipe(z.union([z.number(), z.string()]), z.transform(Number));
/** The fields of a row that make its watch state. Absent: never viewed. */
export const VIEW_STATE = z.object({
	viewCount: z.optional(count),
	viewOffset: z.optional(count),
	lastViewedAt: z.optional(count),
});
/** A row as far as its watch state goes. */
export const WATCH_ROW = z.extend(VIEW_STATE, {
	ratingKey: z.pipe(z.union([z.string(), z.number()]), z.transform(String)),
});
/** A list of rows that are read one by one. */
export const WATCH_PAGE = z.object({ MediaContainer: z.object({ Metadata: z.optional(z.array(z.unknown())) }) });

function finite(value: number | undefined): number {
	return value !== undefined && Number.isFinite(value) ? value : 0;
}

/** A row's view state as a watch state: watched means a view count; the date is when the server was told. */
export function watchStateOf(row: z.infer<typeof VIEW_STATE>): WatchState {
	const playCount = finite(row.viewCount);
	const seenAt = finite(row.lastViewedAt);
	return {
		positionMs: finite(row.viewOffset),
		watched: playCount > 0,
		playCount,
		lastPlayedAt: seenAt > 0 ? seenAt * 1000 : null,
	};
}

/** Watch states by one look-up of several rating keys. What the answer leaves out is not in the map. contract/plex-api.md §3.4. */
export async function readPlexWatch(
	client: PlexClient,
	itemIds: readonly ItemId[],
	signal: AbortSignal,
): Promise<Outcome<ReadonlyMap<ItemId, WatchState>>> {
	const states = new Map<ItemId, WatchState>();
	if (itemIds.length === 0) return ok(states);
	const keys = itemIds.map((itemId) => encodeURIComponent(client.keyOf(itemId))).join(",");
	const query = { ...LEAN, "X-Plex-Container-Start": 0, "X-Plex-Container-Size": itemIds.length };
	const page = await client.get(`/library/metadata/${keys}`, query, WATCH_PAGE, signal);
	if (page.kind === "gone") return ok(states);
	if (page.kind !== "ok") return page;
	const asked = new Set(itemIds);
	for (const row of parseRows(page.value.MediaContainer.Metadata ?? [], WATCH_ROW).rows) {
		const itemId = client.toItemId(row.ratingKey);
		if (asked.has(itemId)) states.set(itemId, watchStateOf(row));
	}
	return ok(states);
}
