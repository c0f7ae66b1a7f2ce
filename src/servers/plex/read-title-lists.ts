import { joinId } from "../../model/ids.ts";
import { type Outcome, ok } from "../outcome.ts";
import { parseRows } from "../parse-rows.ts";
import { LIST_TIMEOUT_MS } from "../request.ts";
import type { AskedItem, ItemRow, ShowChildren } from "../server.ts";
import type { PlexClient } from "./client.ts";
import { mapItem } from "./map-item.ts";
import { readRows, sectionOf } from "./read-lists.ts";
import { metadataListSchema, metadataSchema } from "./schemas.ts";

/** Rows of a playlist in one answer. */
const AT_ONCE = 500;

const QUERY = { includeGuids: 1, excludeElements: "Role,Director,Writer,Producer,Country" };

/** The titles of a collection, all of the section that the collection is of. contract/plex-api.md §3.2. */
export async function readCollection(
	client: PlexClient,
	{ itemId, libraryId }: AskedItem,
	signal: AbortSignal,
): Promise<Outcome<ShowChildren>> {
	const path = `/library/collections/${encodeURIComponent(client.keyOf(itemId))}/children`;
	const answer = await client.get(path, QUERY, metadataListSchema, signal, { timeoutMs: LIST_TIMEOUT_MS });
	if (answer.kind !== "ok") return answer;
	const section = joinId(client.sourceId, sectionOf(client.keyOf(libraryId)));
	return ok(readRows(client, answer.value.MediaContainer.Metadata ?? [], section));
}

/**
 * The films and episodes of a playlist in its order, page by page; a title that is in it twice comes twice, other videos are left out.
 * The server may give fewer rows than asked, so the next page begins after those that came. Each row names its section. As Plex's own
 * API description has it: no recording covers playlists.
 */
export async function readPlaylist(
	client: PlexClient,
	{ itemId, libraryId }: AskedItem,
	signal: AbortSignal,
): Promise<Outcome<ShowChildren>> {
	const path = `/playlists/${encodeURIComponent(client.keyOf(itemId))}/items`;
	const rows: ItemRow[] = [];
	let skipped = 0;
	let start = 0;
	for (let total = 1; start < total; ) {
		const query = { ...QUERY, "X-Plex-Container-Start": start, "X-Plex-Container-Size": AT_ONCE };
		const answer = await client.get(path, query, metadataListSchema, signal, { timeoutMs: LIST_TIMEOUT_MS });
		if (answer.kind !== "ok") return answer;
		const { totalSize, size, Metadata = [] } = answer.value.MediaContainer;
		total = totalSize ?? size ?? Metadata?.length ?? 0;
		if (!Metadata?.length) {
			// It said that there is more, and gave none of it.
			skipped += Math.max(0, total - start);
			break;
		}
		const read = parseRows(Metadata, metadataSchema);
		for (const row of read.rows) {
			const section = row.librarySectionID ? joinId(client.sourceId, row.librarySectionID) : libraryId;
			rows.push(...[mapItem(row, client.sourceId, section) ?? []].flat());
		}
		skipped += read.skipped;
		start += Metadata.length;
	}
	return ok({ rows, skipped });
}

/** The playlist's page in the web client that the server itself serves: another than that of titles. */
export function playlistWebPath(ratingKey: string, serverId: string): string {
	return `/web/index.html#!/server/${serverId}/playlist?key=${encodeURIComponent(`/playlists/${ratingKey}`)}`;
}
