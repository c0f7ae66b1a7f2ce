import { joinId } from "../../model/ids.ts";
import { type Outcome, ok } from "../outcome.ts";
import { parseRows } from "../parse-rows.ts";
import { LIST_TIMEOUT_MS } from "../request.ts";
import type { AskedItem, FullItem, ShowChildren } from "../server.ts";
import type { PlexClient } from "./client.ts";
import { mapCredits } from "./map-credits.ts";
import { mapItem } from "./map-item.ts";
import { mapMarkers, mapVersions } from "./map-media.ts";
import { readRows, sectionOf } from "./read-lists.ts";
import { metadataListSchema, metadataSchema } from "./schemas.ts";
import { webPath } from "./web-path.ts";

/** The titles of a collection, all of the section that the collection is of. contract/plex-api.md §3.2. */
async function readMembers(
	client: PlexClient,
	{ itemId, libraryId }: AskedItem,
	signal: AbortSignal,
): Promise<Outcome<ShowChildren>> {
	const path = `/library/collections/${encodeURIComponent(client.keyOf(itemId))}/children`;
	const query = { includeGuids: 1, excludeElements: "Role,Director,Writer,Producer,Country" };
	const answer = await client.get(path, query, metadataListSchema, signal, { timeoutMs: LIST_TIMEOUT_MS });
	if (answer.kind !== "ok") return answer;
	const section = joinId(client.sourceId, sectionOf(client.keyOf(libraryId)));
	return ok(readRows(client, answer.value.MediaContainer.Metadata ?? [], section));
}

/** Seasons and episodes of a show; of a collection its titles. A row that does not name its show (some answers say it once for all) belongs to this one. */
export async function readChildren(
	client: PlexClient,
	show: AskedItem,
	signal: AbortSignal,
): Promise<Outcome<ShowChildren>> {
	if (show.kind === "collection") return readMembers(client, show, signal);
	const path = `/library/metadata/${encodeURIComponent(client.keyOf(show.itemId))}`;
	const options = { timeoutMs: LIST_TIMEOUT_MS };
	const [seasons, episodes] = await Promise.all([
		client.get(`${path}/children`, { includeGuids: 1 }, metadataListSchema, signal, options),
		client.get(`${path}/allLeaves`, { includeGuids: 1 }, metadataListSchema, signal, options),
	]);
	if (seasons.kind !== "ok") return seasons;
	if (episodes.kind !== "ok") return episodes;
	const rows = [...(seasons.value.MediaContainer.Metadata ?? []), ...(episodes.value.MediaContainer.Metadata ?? [])];
	const read = readRows(client, rows, show.libraryId);
	const { itemId } = show;
	return ok({
		skipped: read.skipped,
		rows: read.rows.map((row) => {
			const { showId = itemId, parentId = itemId } = row.item;
			return { ...row, item: { ...row.item, showId, parentId } };
		}),
	});
}

/** One title with everything. Asked without a refresh of the server's own files. contract/plex-api.md §3.4. */
export async function readFull(
	client: PlexClient,
	{ itemId, libraryId, kind }: AskedItem,
	serverId: string,
	signal: AbortSignal,
): Promise<Outcome<FullItem>> {
	const folder = kind === "collection" ? "collections" : "metadata";
	const path = `/library/${folder}/${encodeURIComponent(client.keyOf(itemId))}`;
	const query = { includeMarkers: 1, includeGuids: 1, skipRefresh: 1 };
	const answer = await client.get(path, query, metadataListSchema, signal);
	if (answer.kind !== "ok") return answer;
	const found = answer.value.MediaContainer.Metadata ?? [];
	if (found.length === 0) return { kind: "gone" };
	const [metadata] = parseRows(found, metadataSchema).rows;
	const row = metadata === undefined ? null : mapItem(metadata, client.sourceId, libraryId);
	if (metadata === undefined || row === null) return { kind: "unreachable", reason: "unreadable", detail: "title" };
	const detail = {
		versions: mapVersions(metadata.Media ?? []),
		markers: mapMarkers(metadata.Marker ?? []),
		webPath: webPath(client.keyOf(itemId), serverId),
	};
	return ok({ row: { ...row, item: { ...row.item, detail } }, ...mapCredits(itemId, metadata) });
}
