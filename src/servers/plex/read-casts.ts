import * as z from "zod/mini";
import type { ItemId } from "../../model/ids.ts";
import { type Outcome, ok } from "../outcome.ts";
import { parseRows } from "../parse-rows.ts";
import { LIST_TIMEOUT_MS } from "../request.ts";
import type { AskedItem, ListedCast } from "../server.ts";
import type { PlexClient } from "./client.ts";
import { mapCredits } from "./map-credits.ts";
import { metadataListSchema, metadataSchema, tagSchema } from "./schemas.ts";

/** Large parts of a row that say nothing of its cast or genres; servers take this as a hint. */
const NO_CAST = "Media,Country,Image,Guid,Rating,Chapter,Marker,Similar,Collection";

/** A row as far as its people and genres go. */
const castRow = z.pick(metadataSchema, {
	ratingKey: true,
	Genre: true,
	Role: true,
	Director: true,
	Writer: true,
	Producer: true,
});
type CastRow = z.infer<typeof castRow>;

/**
 * Casts by one look-up of several rating keys. Whether that has whole casts is not written anywhere, so an answer counts only as far as
 * it shows it: contract/plex-api.md §3.3, §3.4. Genres are whole where people are.
 *
 * | people of the row | in an answer | is |
 * |---|---|---|
 * | any | about one title | complete |
 * | all with ids | any | complete |
 * | some by their bare names | of several | cut short |
 * | none | of several, in which some row is complete by ids and none is cut short | complete |
 * | none | of several otherwise | unknown |
 */
export async function readCasts(
	client: PlexClient,
	items: readonly AskedItem[],
	signal: AbortSignal,
): Promise<Outcome<ReadonlyMap<ItemId, ListedCast>>> {
	if (items.length === 0) return ok(new Map());
	const keys = items.map(({ itemId }) => encodeURIComponent(client.keyOf(itemId)));
	const query = {
		skipRefresh: 1,
		excludeElements: NO_CAST,
		excludeFields: "summary,tagline",
		"X-Plex-Container-Start": 0,
		"X-Plex-Container-Size": keys.length,
	};
	const path = `/library/metadata/${keys.join(",")}`;
	const answer = await client.get(path, query, metadataListSchema, signal, { timeoutMs: LIST_TIMEOUT_MS });
	if (answer.kind !== "ok") return answer;
	const { rows } = parseRows(answer.value.MediaContainer.Metadata ?? [], castRow);
	const isAlone = items.length === 1;
	const isWhole = rows.some((row) => peopleIn(row) === "known") && rows.every((row) => peopleIn(row) !== "bare");
	const asked = new Set(items.map(({ itemId }) => itemId));
	return ok(
		new Map(
			rows.flatMap((row): [ItemId, ListedCast][] => {
				const itemId = client.toItemId(row.ratingKey);
				const people = peopleIn(row);
				const isComplete = isAlone || people === "known" || (people === "none" && isWhole);
				if (!asked.has(itemId) || !isComplete) return [];
				const genres = parseRows(row.Genre ?? [], tagSchema).rows.map(({ tag }) => tag);
				return [[itemId, { ...mapCredits(itemId, row), ...(genres.length > 0 ? { genres } : {}) }]];
			}),
		),
	);
}

function peopleIn({ Role, Director, Writer, Producer }: CastRow): "none" | "bare" | "known" {
	const all = [Role, Director, Writer, Producer].flatMap((rows) => parseRows(rows ?? [], tagSchema).rows);
	if (all.length === 0) return "none";
	return all.every(({ id, tagKey }) => id || tagKey) ? "known" : "bare";
}
