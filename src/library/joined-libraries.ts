import { hiddenSources } from "../db/hidden-sources.ts";
import type { StowawayDatabase } from "../db/schema.ts";
import { ALL_SOURCES, joinId, type LibraryId, type SourceId, serverKeyOf, sourceOf } from "../model/ids.ts";
import type { Library } from "../model/item.ts";
import type { Source } from "../model/source.ts";

/** What the libraries of all servers can be joined by. */
export const JOINED_KINDS = ["movies", "shows"] as const;
export type JoinedKind = (typeof JOINED_KINDS)[number];

/** The id of all films, or all shows, of every server: used where that of a library is. Pure. */
export function joinedId(kind: JoinedKind): LibraryId {
	return joinId(ALL_SOURCES, kind);
}

/** What an id joins; undefined for a library of a server. Pure. */
export function joinedKind(libraryId: LibraryId): JoinedKind | undefined {
	if (sourceOf(libraryId) !== ALL_SOURCES) return undefined;
	return JOINED_KINDS.find((kind) => kind === serverKeyOf(libraryId));
}

/**
 * The libraries whose films, or shows, are joined, in the person's order of servers, then the server's of libraries. Pure.
 *
 * | library | is |
 * |---|---|
 * | of films (of shows), or mixed | in it |
 * | of a server the person signed out of and wants hidden, or that another server goes on for | out |
 * | no longer listed by its server | out |
 * | known to be empty | out |
 * | of collections, playlists, anything else | out |
 */
export function librariesToJoin(
	kind: JoinedKind,
	libraries: readonly Library[],
	sources: readonly Pick<Source, "sourceId" | "order" | "successor">[],
	hidden: ReadonlySet<SourceId>,
): readonly Library[] {
	const orders = new Map(
		sources
			.filter(({ sourceId, successor }) => successor === undefined && !hidden.has(sourceId))
			.map(({ sourceId, order }) => [sourceId, order]),
	);
	const orderOf = (library: Library) => orders.get(library.sourceId) ?? 0;
	return libraries
		.filter((library) => orders.has(library.sourceId) && (library.kind === kind || library.kind === "mixed"))
		.filter(({ unlistedAt, total }) => !unlistedAt && total !== 0)
		.sort((a, b) => orderOf(a) - orderOf(b) || a.order - b.order || (a.libraryId < b.libraryId ? -1 : 1));
}

/** The same of the database as it is. */
export async function joinedLibraries(db: StowawayDatabase, kind: JoinedKind): Promise<readonly Library[]> {
	const [libraries, sources, hidden] = await Promise.all([
		db.libraries.toArray(),
		db.sources.toArray(),
		hiddenSources(db),
	]);
	return librariesToJoin(kind, libraries, sources, hidden);
}
