/**
 * Ids used as keys in the database. Every key starts with the source, so two servers never collide.
 *
 * | id | form |
 * |---|---|
 * | SourceId | short local id, `a1` |
 * | ItemId, PersonId, LibraryId | `<sourceId>/<serverKey>`; the server key is opaque and may hold anything but `/` at its start |
 */
export type SourceId = string;
/** Stands for all sources in the id of what is joined of their libraries; no source has it, their ids end in a number. */
export const ALL_SOURCES: SourceId = "all";
export type ItemId = `${SourceId}/${string}`;
export type PersonId = `${SourceId}/${string}`;
export type LibraryId = `${SourceId}/${string}`;

/** Joins a source and the server's own key into a database key. */
export function joinId(sourceId: SourceId, serverKey: string): `${SourceId}/${string}` {
	return `${sourceId}/${serverKey}`;
}

/** The source that an item, person or library id belongs to. */
export function sourceOf(id: `${SourceId}/${string}`): SourceId {
	return id.slice(0, id.indexOf("/"));
}

/** The server's own key inside an item, person or library id. */
export function serverKeyOf(id: `${SourceId}/${string}`): string {
	return id.slice(id.indexOf("/") + 1);
}
