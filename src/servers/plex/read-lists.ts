import { type ItemId, joinId, type LibraryId } from "../../model/ids.ts";
import type { Library } from "../../model/item.ts";
import { countedTotal } from "../counted-total.ts";
import { type Outcome, ok } from "../outcome.ts";
import { parseRows } from "../parse-rows.ts";
import { LIST_TIMEOUT_MS, type Query } from "../request.ts";
import type { ItemPage, ItemRow, ListedLibrary, ListKind } from "../server.ts";
import type { PlexClient } from "./client.ts";
import { mapItem } from "./map-item.ts";
import { keySchema, metadataListSchema, metadataSchema, sectionListSchema, sectionSchema } from "./schemas.ts";

const LIBRARY_KINDS: Readonly<Record<string, Library["kind"]>> = { movie: "movies", show: "shows" };

/** Ends the key of what stands for the collections of a section, which Plex keeps apart from its titles. */
const COLLECTIONS = "/collections";

/** The key of what stands for the video playlists of the account, and where they are listed. No recording covers them. */
const PLAYLISTS = "playlists";
const VIDEO = { playlistType: "video" };

/** Questions that are asked at once: an account may see dozens of sections. contract/plex-api.md §8. */
const AT_ONCE = 4;

/** The section that a library is, or whose collections it holds. */
export function sectionOf(libraryKey: string): string {
	return libraryKey.endsWith(COLLECTIONS) ? libraryKey.slice(0, -COLLECTIONS.length) : libraryKey;
}

/**
 * The libraries the account sees, one more for the collections of each section that has some, and one for its playlists if there are
 * any. contract/plex-api.md §3.1.
 */
export async function readLibraries(
	client: PlexClient,
	signal: AbortSignal,
): Promise<Outcome<readonly ListedLibrary[]>> {
	const answer = await client.get("/library/sections", {}, sectionListSchema, signal);
	if (answer.kind !== "ok") return answer;
	const sections = parseRows(answer.value.MediaContainer.Directory ?? [], sectionSchema).rows;
	const libraries = sections.map((section, order): Library => {
		const libraryId = joinId(client.sourceId, section.key);
		const kind = LIBRARY_KINDS[section.type] ?? "other";
		const title = section.title ?? "";
		return { libraryId, sourceId: client.sourceId, title, kind, order, revision: 0 };
	});
	const playlists = await countRows(client, `/${PLAYLISTS}`, VIDEO, signal);
	const counts: (number | undefined)[] = [];
	while (counts.length < libraries.length) {
		const few = libraries.slice(counts.length, counts.length + AT_ONCE).map(({ kind, libraryId }) => {
			const path = `/library/sections/${encodeURIComponent(client.keyOf(libraryId))}${COLLECTIONS}`;
			return kind === "other" ? 0 : countRows(client, path, {}, signal);
		});
		counts.push(...(await Promise.all(few)));
	}
	const withSome = libraries.flatMap((library, at) => (counts[at] === 0 ? [] : [{ ...library, ...sure(counts[at]) }]));
	const collections = withSome.map((library, at): ListedLibrary => {
		const title = withSome.length === 1 ? "Collections" : `Collections in ${library.title}`;
		const libraryId: LibraryId = `${library.libraryId}${COLLECTIONS}`;
		return { ...library, libraryId, title, kind: "collections", order: libraries.length + at };
	});
	const all: ListedLibrary[] = [...libraries, ...collections];
	if (playlists !== 0) {
		const { sourceId } = client;
		const libraryId: LibraryId = joinId(sourceId, PLAYLISTS);
		all.push({
			libraryId,
			sourceId,
			title: "Playlists",
			kind: PLAYLISTS,
			order: all.length,
			revision: 0,
			...sure(playlists),
		});
	}
	return ok(all);
}

const sure = (count: number | undefined) => (count === undefined ? { isUnsure: true as const } : {});

/** How long a list is; 0 when it may not be seen, undefined when the server does not say. */
async function countRows(
	client: PlexClient,
	path: string,
	of: Query,
	signal: AbortSignal,
): Promise<number | undefined> {
	const query = { ...of, "X-Plex-Container-Start": 0, "X-Plex-Container-Size": 0 };
	const answer = await client.get(path, query, metadataListSchema, signal);
	if (answer.kind === "ok") return answer.value.MediaContainer.totalSize ?? 0;
	return answer.kind === "unreachable" || answer.kind === "blocked" ? undefined : 0;
}

/**
 * Plex's number of a list's type; null where a library cannot hold any. contract/plex-api.md §3.2.
 *
 * | | titles | seasons | episodes |
 * |---|---|---|---|
 * | movies | 1 | – | – |
 * | shows | 2 | 3 | 4 |
 * | collections | 18 | – | – |
 * | playlists | 15 | – | – |
 */
export function listedType(library: Library["kind"], kind: ListKind): number | null {
	if (kind !== "titles") return library === "shows" ? (kind === "seasons" ? 3 : 4) : null;
	return { movies: 1, shows: 2, collections: 18, playlists: 15, mixed: null, other: null }[library];
}

/**
 * Where a list is and what is asked for of it, without the page. Cast and crew of list rows are cut short and not asked for.
 * contract/plex-api.md §3.2, §3.3.
 */
export function listAddress(client: PlexClient, { libraryId, kind }: Library, type: number) {
	const query: Query = {
		type,
		sort: "addedAt:asc",
		includeGuids: 1,
		excludeElements: "Role,Director,Writer,Producer,Country",
	};
	if (kind === PLAYLISTS) return { query: { ...query, ...VIDEO }, path: `/${PLAYLISTS}` };
	return { query, path: `/library/sections/${encodeURIComponent(sectionOf(client.keyOf(libraryId)))}/all` };
}

/**
 * One page of a library, oldest first. The server may give fewer rows than asked, so the next page begins after those that came; a row
 * names two genres at most. contract/plex-api.md §3.2, §3.3.
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
	const { path, query } = listAddress(client, library, type);
	const page = { ...query, "X-Plex-Container-Start": start, "X-Plex-Container-Size": limit };
	const answer = await client.get(path, page, metadataListSchema, signal, { timeoutMs: LIST_TIMEOUT_MS });
	if (answer.kind !== "ok") return answer;
	const { totalSize, Metadata } = answer.value.MediaContainer;
	const rows = Metadata ?? [];
	const total = countedTotal(totalSize, { start, rows: rows.length, limit });
	const end = start + rows.length;
	return ok({
		...readRows(client, rows, library.libraryId),
		total,
		cutsGenres: true,
		next: rows.length === 0 || end >= (totalSize ?? 0) ? null : end,
	});
}

/** What a list answered, as rows of a library; what could not be read is counted. */
export function readRows(
	client: PlexClient,
	rows: readonly unknown[],
	libraryId: Library["libraryId"],
): { rows: readonly ItemRow[]; skipped: number; unread: readonly (ItemId | null)[] } {
	const { rows: good, bad } = parseRows(rows, metadataSchema);
	const read = good.flatMap((row) => mapItem(row, client.sourceId, libraryId) ?? []);
	const unread = bad.map((row) => {
		const [named] = parseRows([row], keySchema).rows;
		return named ? client.toItemId(named.ratingKey) : null;
	});
	return { rows: read, skipped: rows.length - read.length, unread };
}
