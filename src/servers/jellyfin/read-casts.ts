import * as z from "zod/mini";
import type { ItemId, PersonId } from "../../model/ids.ts";
import { type Outcome, ok } from "../outcome.ts";
import { parseRows } from "../parse-rows.ts";
import { LIST_TIMEOUT_MS } from "../request.ts";
import type { AskedItem, Cast, PersonDetail } from "../server.ts";
import type { JellyfinClient } from "./client.ts";
import { mapCredits } from "./map-credits.ts";
import { mapProviderIds } from "./map-item.ts";
import { itemSchema, listSchema } from "./schemas.ts";

/** A row as far as its people go. */
const castRow = z.object({ Id: z.string(), People: z.array(z.unknown()) });

/**
 * Casts by `/Items?ids=`: never cut short there, and people have their portraits without any images asked for
 * (jellyfin/recorded 04-collections-and-people, 03-fields). Alternate versions of a title may be left out for another.
 * contract/jellyfin-api.md §3.2, §3.4.
 */
export async function readCasts(
	client: JellyfinClient,
	items: readonly AskedItem[],
	signal: AbortSignal,
): Promise<Outcome<ReadonlyMap<ItemId, Cast>>> {
	// Without any ids the server gives its root folders.
	if (items.length === 0) return ok(new Map());
	const query = {
		ids: items.map(({ itemId }) => client.keyOf(itemId)).join(","),
		fields: "People",
		enableImages: false,
		enableUserData: false,
		enableTotalRecordCount: false,
	};
	const answer = await client.get("/Items", query, listSchema, signal, { timeoutMs: LIST_TIMEOUT_MS });
	if (answer.kind !== "ok") return answer;
	const asked = new Set(items.map(({ itemId }) => itemId));
	return ok(
		new Map(
			parseRows(answer.value.Items, castRow).rows.flatMap(({ Id, People }): [ItemId, Cast][] => {
				const itemId = client.toItemId(Id);
				return asked.has(itemId) ? [[itemId, mapCredits(itemId, People)]] : [];
			}),
		),
	);
}

/** Life and catalogue ids of a person. By `ids`: read on its own, a person is looked up in the wide world first. contract/jellyfin-api.md §3.3. */
export async function readPerson(
	client: JellyfinClient,
	personId: PersonId,
	signal: AbortSignal,
): Promise<Outcome<PersonDetail>> {
	const query = {
		ids: client.keyOf(personId),
		fields: "Overview,ProviderIds",
		enableImages: false,
		enableUserData: false,
		enableTotalRecordCount: false,
	};
	const answer = await client.get("/Items", query, listSchema, signal);
	if (answer.kind !== "ok") return answer;
	const { rows } = parseRows(answer.value.Items, itemSchema);
	const row = rows.find(({ Id }) => client.toItemId(Id) === personId);
	if (row === undefined) return { kind: "gone" };
	const providerIds = mapProviderIds(row.ProviderIds);
	return ok({
		...(row.Overview ? { overview: row.Overview } : {}),
		...(Object.keys(providerIds).length > 0 ? { providerIds } : {}),
	});
}
