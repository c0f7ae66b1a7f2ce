import { joinId } from "../../model/ids.ts";
import type { Item, Library } from "../../model/item.ts";
import { type Outcome, ok } from "../outcome.ts";
import { parseRows } from "../parse-rows.ts";
import { LIST_TIMEOUT_MS, type Query } from "../request.ts";
import type { FullItem, ItemPage, ItemRow, ListKind, ShowChildren } from "../server.ts";
import type { PlexClient } from "./client.ts";
import { mapCredits } from "./map-credits.ts";
import { mapItem } from "./map-item.ts";
import { mapMarkers, mapVersions } from "./map-media.ts";
import { metadataListSchema, metadataSchema, sectionListSchema, sectionSchema } from "./schemas.ts";

const LIBRARY_KINDS: Readonly<Record<string, Library["kind"]>> = { movie: "movies", show: "shows" };

/** The libraries the account sees. `changeMark` is Plex's own counter of changes. contract/plex-api.md §3.1. */
export async function readLibraries(client: PlexClient, signal: AbortSignal): Promise<Outcome<readonly Library[]>> {
	const answer = await client.get("/library/sections", {}, sectionListSchema, signal);
	if (answer.kind !== "ok") return answer;
	const sections = parseRows(answer.value.MediaContainer.Directory ?? [], sectionSchema).rows;
	return ok(
		sections.map((section, order): Library => {
			const libraryId = joinId(client.sourceId, section.key);
			const kind = LIBRARY_KINDS[section.type] ?? "other";
			const changeMark = section.contentChangedAt ? { changeMark: section.contentChangedAt } : {};
			const title = section.title ?? "";
			return { libraryId, sourceId: client.sourceId, title, kind, order, revision: 0, ...changeMark };
		}),
	);
}

/**
 * Plex's number of a list's type; null where a library cannot hold any. contract/plex-api.md §3.2.
 *
 * | | titles | seasons | episodes | collections |
 * |---|---|---|---|---|
 * | movies | 1 | – | – | 18 |
 * | shows | 2 | 3 | 4 | 18 |
 */
export function listedType(library: Library["kind"], kind: ListKind): number | null {
	if (library !== "movies" && library !== "shows") return null;
	if (kind === "collections") return 18;
	if (kind === "titles") return library === "movies" ? 1 : 2;
	if (library === "movies") return null;
	return kind === "seasons" ? 3 : 4;
}

/**
 * One page of a library, oldest first. The server may give fewer rows than asked, so the next page begins after those that came.
 * Cast and crew of list rows are cut short and not asked for. contract/plex-api.md §3.2, §3.3.
 */
export async function readPage(
	client: PlexClient,
	library: Library,
	kind: ListKind,
	start: number,
	limit: number,
	signal: AbortSignal,
): Promise<Outcome<ItemPage>> {
	const type = listedType(library.kind, kind);
	if (type === null) return ok({ rows: [], skipped: 0, total: 0, next: null });
	const query: Query = {
		type,
		sort: "addedAt:asc",
		includeGuids: 1,
		excludeElements: "Role,Director,Writer,Producer,Country",
		"X-Plex-Container-Start": start,
		"X-Plex-Container-Size": limit,
	};
	const path = `/library/sections/${encodeURIComponent(client.keyOf(library.libraryId))}/all`;
	const answer = await client.get(path, query, metadataListSchema, signal, { timeoutMs: LIST_TIMEOUT_MS });
	if (answer.kind !== "ok") return answer;
	const { totalSize, size, Metadata } = answer.value.MediaContainer;
	const rows = Metadata ?? [];
	const total = totalSize ?? size ?? rows.length;
	const end = start + rows.length;
	return ok({
		...readRows(client, rows, library.libraryId),
		total,
		next: rows.length === 0 || end >= total ? null : end,
	});
}

function readRows(
	client: PlexClient,
	rows: readonly unknown[],
	libraryId: Library["libraryId"],
): { rows: readonly ItemRow[]; skipped: number } {
	const read = parseRows(rows, metadataSchema).rows.flatMap((row) => mapItem(row, client.sourceId, libraryId) ?? []);
	return { rows: read, skipped: rows.length - read.length };
}

/** Seasons and episodes of a show. A row that does not name its show (some answers say it once for all) belongs to this one. */
export async function readChildren(
	client: PlexClient,
	show: Pick<Item, "itemId" | "libraryId">,
	signal: AbortSignal,
): Promise<Outcome<ShowChildren>> {
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
	{ itemId, libraryId }: Pick<Item, "itemId" | "libraryId">,
	serverId: string,
	signal: AbortSignal,
): Promise<Outcome<FullItem>> {
	const path = `/library/metadata/${encodeURIComponent(client.keyOf(itemId))}`;
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

/** The title's page in the web client that the server itself serves. */
export function webPath(ratingKey: string, serverId: string): string {
	const key = encodeURIComponent(`/library/metadata/${ratingKey}`);
	return `/web/index.html#!/server/${serverId}/details?key=${key}`;
}
