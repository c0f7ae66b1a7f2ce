import * as z from "zod/mini";
import { type Outcome, ok } from "../outcome.ts";
import { parseRows } from "../parse-rows.ts";
import type { Query } from "../request.ts";
import { completeSince, type WatchedLately } from "../watched-lately.ts";
import type { JellyfinClient } from "./client.ts";
import { mapWatch } from "./map-watch.ts";
import { userDataSchema } from "./schemas.ts";

/** Longer lists than Home shows, so that titles of libraries that are not here do not crowd out others. */
const BEGUN = 50;
const NEXT = 50;
const WATCHED = 100;

const LEAN: Query = { enableUserData: true, enableImages: false, enableTotalRecordCount: false };
const rowSchema = z.object({ Id: z.string(), SeriesId: z.nullish(z.string()), UserData: userDataSchema });
const pageSchema = z.object({ Items: z.array(z.unknown()) });

/**
 * Three requests. Of Resume only videos: seasons and shows count as begun there too (contract/jellyfin-api.md §3.3). Watched titles come
 * in the order of their dates, because user data has no other trace of when it changed (§3.6).
 */
export async function readWatchedLately(client: JellyfinClient, signal: AbortSignal): Promise<Outcome<WatchedLately>> {
	const list = async (path: string, limit: number, query: Query = {}) => {
		const page = await client.get(path, { ...LEAN, ...query, limit }, pageSchema, signal);
		if (page.kind !== "ok") return page;
		const read = parseRows(page.value.Items, rowSchema);
		const rows = read.rows.map(({ Id, SeriesId, UserData }) => ({
			itemId: client.toItemId(Id),
			...(SeriesId ? { showId: client.toItemId(SeriesId) } : {}),
			watch: mapWatch(UserData),
		}));
		return ok({ rows, skipped: read.skipped, since: completeSince(rows, page.value.Items.length >= limit) });
	};
	const [begun, next, watched] = await Promise.all([
		list("/UserItems/Resume", BEGUN, { mediaTypes: "Video" }),
		list("/Shows/NextUp", NEXT),
		list("/Items", WATCHED, {
			recursive: true,
			includeItemTypes: "Movie,Episode",
			filters: "IsPlayed",
			sortBy: "DatePlayed",
			sortOrder: "Descending",
		}),
	]);
	if (begun.kind !== "ok") return begun;
	if (next.kind !== "ok") return next;
	if (watched.kind !== "ok") return watched;
	return ok({
		rows: [...begun.value.rows, ...next.value.rows, ...watched.value.rows],
		skipped: begun.value.skipped + next.value.skipped + watched.value.skipped,
		begunSince: begun.value.since,
		watchedSince: watched.value.since,
	});
}
