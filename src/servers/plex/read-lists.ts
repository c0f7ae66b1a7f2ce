import { joinId } from "../../model/ids.ts";
import type { Library } from "../../model/item.ts";
import { type Outcome, ok } from "../outcome.ts";
import { parseRows } from "../parse-rows.ts";
import { LIST_TIMEOUT_MS, type Query } from "../request.ts";
import type { ItemPage, ItemRow, ListKind } from "../server.ts";
import type { PlexClient } from "./client.ts";
import { mapItem } from "./map-item.ts";
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

export function readRows(
	client: PlexClient,
	rows: readonly unknown[],
	libraryId: Library["libraryId"],
): { rows: readonly ItemRow[]; skipped: number } {
	const read = parseRows(rows, metadataSchema).rows.flatMap((row) => mapItem(row, client.sourceId, libraryId) ?? []);
	return { rows: read, skipped: rows.length - read.length };
}
