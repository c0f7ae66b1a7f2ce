import { type ItemId, joinId } from "../../model/ids.ts";
import type { Library } from "../../model/item.ts";
import { countedTotal } from "../counted-total.ts";
import { type Outcome, ok } from "../outcome.ts";
import { parseRows } from "../parse-rows.ts";
import { LIST_TIMEOUT_MS, type Query } from "../request.ts";
import type { ItemPage, ItemRow, ListKind } from "../server.ts";
import { type JellyfinClient, normalId } from "./client.ts";
import { mapItem } from "./map-item.ts";
import { itemSchema, keySchema, listSchema, viewSchema } from "./schemas.ts";

/**
 * What a list row carries. People and media sources cost a query per item and are read with the full item only.
 * contract/jellyfin-api.md §3.5.
 */
export const ROW_FIELDS = "Etag,DateCreated,SortName,Genres,OriginalTitle,Overview,ProviderIds,Width,Height";
export const ROW_QUERY: Query = {
	fields: ROW_FIELDS,
	enableUserData: true,
	imageTypeLimit: 1,
	enableImageTypes: "Primary,Backdrop,Thumb,Logo",
};

const LIBRARY_KINDS: Readonly<Record<string, Library["kind"]>> = {
	movies: "movies",
	tvshows: "shows",
	boxsets: "collections",
	playlists: "playlists",
};

/** The libraries the user sees; one without a type holds anything. contract/jellyfin-api.md §3.1. */
export async function readLibraries(client: JellyfinClient, signal: AbortSignal): Promise<Outcome<readonly Library[]>> {
	const answer = await client.get("/UserViews", {}, listSchema, signal);
	if (answer.kind !== "ok") return answer;
	const views = parseRows(answer.value.Items, viewSchema).rows;
	return ok(
		views.map((view, order): Library => {
			const kind = view.CollectionType ? (LIBRARY_KINDS[view.CollectionType] ?? "other") : "mixed";
			const libraryId = joinId(client.sourceId, normalId(view.Id));
			return { libraryId, sourceId: client.sourceId, title: view.Name ?? "", kind, order, revision: 0 };
		}),
	);
}

/**
 * The item types of a list; null where a library cannot hold any.
 *
 * | | titles | seasons | episodes |
 * |---|---|---|---|
 * | movies | Movie | – | – |
 * | shows | Series | Season | Episode |
 * | mixed | Movie,Series | Season | Episode |
 * | collections | BoxSet | – | – |
 * | playlists | Playlist | – | – |
 */
export function listedTypes(library: Library["kind"], kind: ListKind): string | null {
	if (library === "collections") return kind === "titles" ? "BoxSet" : null;
	if (library === "playlists") return kind === "titles" ? "Playlist" : null;
	if (library === "other") return null;
	if (kind === "titles") return { movies: "Movie", shows: "Series", mixed: "Movie,Series" }[library];
	if (library === "movies") return null;
	return kind === "seasons" ? "Season" : "Episode";
}

/** What is asked for of a list of item types, without the page. Of playlists only those of films and episodes. */
export function listQuery(client: JellyfinClient, { libraryId }: Library, types: string): Query {
	return {
		...ROW_QUERY,
		...(types.includes("Series") ? { fields: `${ROW_FIELDS},RecursiveItemCount` } : {}),
		parentId: client.keyOf(libraryId),
		recursive: true,
		includeItemTypes: types,
		...(types === "Playlist" ? { mediaTypes: "Video" } : {}),
		sortBy: "DateCreated,SortName",
		sortOrder: "Ascending,Ascending",
	};
}

/**
 * One page of a library. Oldest first, so that what is added meanwhile comes at the end. A page may be shorter than asked without
 * being the last: only the total tells. `knownTotal` spares the count on later pages. contract/jellyfin-api.md §3.2.
 */
export async function readPage(
	client: JellyfinClient,
	library: Library,
	kind: ListKind,
	{ start, limit, knownTotal }: { start: number; limit: number; knownTotal?: number },
	signal: AbortSignal,
): Promise<Outcome<ItemPage>> {
	const types = listedTypes(library.kind, kind);
	if (types === null) return ok({ rows: [], skipped: 0, total: 0, next: null });
	const query: Query = {
		...listQuery(client, library, types),
		startIndex: start,
		limit,
		enableTotalRecordCount: knownTotal === undefined,
	};
	const answer = await client.get("/Items", query, listSchema, signal, { timeoutMs: LIST_TIMEOUT_MS });
	if (answer.kind !== "ok") return answer;
	const { Items, TotalRecordCount } = answer.value;
	const counted = knownTotal ?? TotalRecordCount ?? 0;
	const total = countedTotal(knownTotal ?? TotalRecordCount, { start, rows: Items.length, limit });
	const next = start + limit >= counted ? null : start + limit;
	return ok({ ...readRows(client, Items, library.libraryId), total, next });
}

/** What a list answered, as rows of a library; what could not be read is counted. */
export function readRows(
	client: JellyfinClient,
	items: readonly unknown[],
	libraryId: Library["libraryId"],
): { rows: readonly ItemRow[]; skipped: number; unread: readonly (ItemId | null)[] } {
	const { rows: good, bad } = parseRows(items, itemSchema);
	const rows = good.flatMap((item) => mapItem(item, client.sourceId, libraryId) ?? []);
	const unread = bad.map((row) => {
		const [named] = parseRows([row], keySchema).rows;
		return named ? client.toItemId(named.Id) : null;
	});
	return { rows, skipped: items.length - rows.length, unread };
}
