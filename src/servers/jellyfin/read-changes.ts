import type { Library } from "../../model/item.ts";
import { type Outcome, ok } from "../outcome.ts";
import { LIST_TIMEOUT_MS, type Query } from "../request.ts";
import type { AskedChanges, ListChanges, ListKind } from "../server.ts";
import type { JellyfinClient } from "./client.ts";
import { listedTypes, listQuery, readRows } from "./read-lists.ts";
import { listSchema } from "./schemas.ts";

/**
 * What was saved in a list since a server time, how long the list is, and what came to it last: two requests. Servers up to 10.10 compare the wrong one of
 * two parameters, so both are sent. Artwork replaced in place, user data and removals save nothing. contract/jellyfin-api.md §3.7.
 */
export async function readChanges(
	client: JellyfinClient,
	library: Library,
	kind: ListKind,
	{ since, limit }: AskedChanges,
	signal: AbortSignal,
): Promise<Outcome<ListChanges>> {
	const types = listedTypes(library.kind, kind);
	if (types === null) return ok({ rows: [], skipped: 0, changed: 0, total: 0 });
	const query: Query = { ...listQuery(client, library, types), startIndex: 0, enableTotalRecordCount: true };
	const date = new Date(since).toISOString();
	const [counted, saved] = await Promise.all([
		client.get("/Items", { ...query, limit: 1, sortOrder: "Descending,Descending" }, listSchema, signal, {
			timeoutMs: LIST_TIMEOUT_MS,
		}),
		client.get(
			"/Items",
			{ ...query, limit, minDateLastSaved: date, minDateLastSavedForUser: date },
			listSchema,
			signal,
			{ timeoutMs: LIST_TIMEOUT_MS },
		),
	]);
	if (counted.kind !== "ok") return counted;
	if (saved.kind !== "ok") return saved;
	const rows = saved.value.Items;
	const [newest] = readRows(client, counted.value.Items, library.libraryId).rows;
	return ok({
		...readRows(client, rows, library.libraryId),
		...(newest ? { newest } : {}),
		changed: saved.value.TotalRecordCount ?? rows.length,
		// A server that does not count has a list of unknown length, which is read whole.
		total: counted.value.TotalRecordCount ?? -1,
	});
}
