import type { Library } from "../../model/item.ts";
import { type Outcome, ok } from "../outcome.ts";
import { LIST_TIMEOUT_MS } from "../request.ts";
import type { AskedChanges, ListChanges, ListKind } from "../server.ts";
import type { PlexClient } from "./client.ts";
import { listAddress, listedType, readRows } from "./read-lists.ts";
import { metadataListSchema } from "./schemas.ts";

/**
 * What was updated in a list since a server time, how long the list is, and what came to it last: two requests. The section's own counter
 * of changes is not read: the length has to be asked for whatever it says, for nobody knows whether it goes up with a removal, and it
 * would spare the other request only if every edit moved it, which nobody has said either. contract/plex-api.md §3.5, open question 4.
 */
export async function readChanges(
	client: PlexClient,
	library: Library,
	kind: ListKind,
	{ since, limit }: AskedChanges,
	signal: AbortSignal,
): Promise<Outcome<ListChanges>> {
	const type = listedType(library.kind, kind);
	if (type === null) return ok({ rows: [], skipped: 0, changed: 0, total: 0 });
	const { path, query } = listAddress(client, library, type);
	const options = { timeoutMs: LIST_TIMEOUT_MS };
	const from = { ...query, "X-Plex-Container-Start": 0 };
	const [counted, updated] = await Promise.all([
		client.get(
			path,
			{ ...from, "X-Plex-Container-Size": 1, sort: "addedAt:desc" },
			metadataListSchema,
			signal,
			options,
		),
		client.get(
			path,
			// `updatedAt>=…`: the operator belongs to the name.
			{ ...from, "X-Plex-Container-Size": limit, "updatedAt>": Math.floor(since / 1000) },
			metadataListSchema,
			signal,
			options,
		),
	]);
	if (counted.kind !== "ok") return counted;
	if (updated.kind !== "ok") return updated;
	const { totalSize, Metadata } = updated.value.MediaContainer;
	const rows = Metadata ?? [];
	const [newest] = readRows(client, counted.value.MediaContainer.Metadata ?? [], library.libraryId).rows;
	return ok({
		...readRows(client, rows, library.libraryId),
		...(newest ? { newest } : {}),
		changed: totalSize ?? rows.length,
		total: counted.value.MediaContainer.totalSize ?? -1,
	});
}
