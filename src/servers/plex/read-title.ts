import { type Outcome, ok } from "../outcome.ts";
import { parseRows } from "../parse-rows.ts";
import { LIST_TIMEOUT_MS } from "../request.ts";
import type { AskedItem, FullItem, ShowChildren } from "../server.ts";
import type { PlexClient } from "./client.ts";
import { mapCredits } from "./map-credits.ts";
import { mapItem } from "./map-item.ts";
import { mapMarkers, mapVersions } from "./map-media.ts";
import { readRows } from "./read-lists.ts";
import { playlistWebPath, readCollection, readPlaylist } from "./read-title-lists.ts";
import { metadataListSchema, metadataSchema } from "./schemas.ts";
import { webPath } from "./web-path.ts";

/** Seasons and episodes of a show; of a collection or playlist its titles. A row that does not name its show (some answers say it once for all) belongs to this one. */
export async function readChildren(
	client: PlexClient,
	show: AskedItem,
	signal: AbortSignal,
): Promise<Outcome<ShowChildren>> {
	if (show.kind === "collection") return readCollection(client, show, signal);
	if (show.kind === "playlist") return readPlaylist(client, show, signal);
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

/** Where a single title of a kind is, if not among all others. */
const FOLDERS: Readonly<Record<string, string>> = { collection: "/library/collections", playlist: "/playlists" };

/** One title with everything. Asked without a refresh of the server's own files. contract/plex-api.md §3.4. */
export async function readFull(
	client: PlexClient,
	{ itemId, libraryId, kind }: AskedItem,
	serverId: string,
	signal: AbortSignal,
): Promise<Outcome<FullItem>> {
	const path = `${FOLDERS[kind ?? ""] ?? "/library/metadata"}/${encodeURIComponent(client.keyOf(itemId))}`;
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
		webPath: (kind === "playlist" ? playlistWebPath : webPath)(client.keyOf(itemId), serverId),
	};
	return ok({ row: { ...row, item: { ...row.item, detail } }, ...mapCredits(itemId, metadata) });
}
