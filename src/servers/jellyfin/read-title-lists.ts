import { type Outcome, ok } from "../outcome.ts";
import { parseRows } from "../parse-rows.ts";
import { LIST_TIMEOUT_MS } from "../request.ts";
import type { AskedItem, ItemRow, ShowChildren } from "../server.ts";
import type { JellyfinClient } from "./client.ts";
import { mapItem } from "./map-item.ts";
import { ROW_FIELDS, ROW_QUERY, readRows } from "./read-lists.ts";
import { itemSchema, listSchema } from "./schemas.ts";

/** Rows of a playlist in one answer. */
const AT_ONCE = 500;

const QUERY = { ...ROW_QUERY, fields: `${ROW_FIELDS},RecursiveItemCount` };

/** The titles of a collection, in the order the server shows them. jellyfin/recorded 04-collections-and-people #1. */
export async function readCollection(
	client: JellyfinClient,
	{ itemId, libraryId }: AskedItem,
	signal: AbortSignal,
): Promise<Outcome<ShowChildren>> {
	const query = { ...QUERY, parentId: client.keyOf(itemId) };
	const answer = await client.get("/Items", query, listSchema, signal, { timeoutMs: LIST_TIMEOUT_MS });
	return answer.kind === "ok" ? ok(readRows(client, answer.value.Items, libraryId)) : answer;
}

/**
 * The films and episodes of a playlist in its order, page by page; a title that is in it twice comes twice. Other videos are left out.
 * As the server's own API description has it: no recording covers playlists.
 */
export async function readPlaylist(
	client: JellyfinClient,
	{ itemId, libraryId }: AskedItem,
	signal: AbortSignal,
): Promise<Outcome<ShowChildren>> {
	const path = `/Playlists/${client.keyOf(itemId)}/Items`;
	const rows: ItemRow[] = [];
	let skipped = 0;
	let total = 1;
	for (let start = 0; start < total; start += AT_ONCE) {
		const query = { ...QUERY, startIndex: start, limit: AT_ONCE };
		const answer = await client.get(path, query, listSchema, signal, { timeoutMs: LIST_TIMEOUT_MS });
		if (answer.kind !== "ok") return answer;
		const read = parseRows(answer.value.Items, itemSchema);
		rows.push(...read.rows.flatMap((row) => mapItem(row, client.sourceId, libraryId) ?? []));
		skipped += read.skipped;
		total = answer.value.TotalRecordCount ?? answer.value.Items.length;
	}
	return ok({ rows, skipped });
}
