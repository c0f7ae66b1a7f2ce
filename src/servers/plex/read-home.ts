import * as z from "zod/mini";
import { type Outcome, ok } from "../outcome.ts";
import { parseRows } from "../parse-rows.ts";
import type { Query } from "../request.ts";
import { completeSince, type WatchedLately } from "../watched-lately.ts";
import type { PlexClient } from "./client.ts";
import { LEAN, WATCH_ROW, watchStateOf } from "./read-watch.ts";
import { metadataListSchema } from "./schemas.ts";

const VIEWED = 100;
const MOVIES = 1;
const EPISODES = 4;

const rowSchema = z.extend(WATCH_ROW, {
	grandparentRatingKey: z.nullish(
		z.pipe(
			z.union([z.string(), z.number()]),
			z.transform((key: string | number) => String(key)),
		),
	),
});

/**
 * Three requests whatever the number of libraries: what is on deck, and the films and episodes viewed last, begun or finished. What was
 * unscrobbled has no date left and stands in none of them (contract/plex-api.md §3.5).
 */
export async function readWatchedLately(client: PlexClient, signal: AbortSignal): Promise<Outcome<WatchedLately>> {
	const list = async (path: string, query: Query) => {
		const page = { ...LEAN, ...query, "X-Plex-Container-Start": 0, "X-Plex-Container-Size": VIEWED };
		const answer = await client.get(path, page, metadataListSchema, signal);
		if (answer.kind !== "ok") return answer;
		const read = parseRows(answer.value.MediaContainer.Metadata ?? [], rowSchema);
		const rows = read.rows.map((row) => ({
			itemId: client.toItemId(row.ratingKey),
			...(row.grandparentRatingKey ? { showId: client.toItemId(row.grandparentRatingKey) } : {}),
			watch: watchStateOf(row),
		}));
		// Servers may give fewer rows than asked for.
		const isCut = rows.length + read.skipped < (answer.value.MediaContainer.totalSize ?? Number.POSITIVE_INFINITY);
		return ok({ rows, skipped: read.skipped, since: completeSince(rows, isCut) });
	};
	const [onDeck, movies, episodes] = await Promise.all([
		list("/library/onDeck", {}),
		list("/library/all", { type: MOVIES, sort: "lastViewedAt:desc" }),
		list("/library/all", { type: EPISODES, sort: "lastViewedAt:desc" }),
	]);
	if (onDeck.kind !== "ok") return onDeck;
	if (movies.kind !== "ok") return movies;
	if (episodes.kind !== "ok") return episodes;
	const since = Math.max(movies.value.since, episodes.value.since);
	return ok({
		rows: [...onDeck.value.rows, ...movies.value.rows, ...episodes.value.rows],
		skipped: onDeck.value.skipped + movies.value.skipped + episodes.value.skipped,
		begunSince: since,
		watchedSince: since,
	});
}
