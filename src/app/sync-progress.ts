import type { StowawayDatabase } from "../db/schema.ts";
import { listScope, listsOf } from "../library/scopes.ts";
import type { SourceId } from "../model/ids.ts";
import { useLive } from "./live.ts";
import { progressOf, type SyncProgress } from "./progress-of-lists.ts";
import { world } from "./world.ts";

const NOTHING: ReadonlyMap<SourceId, SyncProgress> = new Map();

/** Live progress of every source, from the freshness rows of its lists. */
export function useSyncProgress(): ReadonlyMap<SourceId, SyncProgress> {
	const live = useLive(() => readProgress(world.db), []);
	return live.kind === "ready" ? live.value : NOTHING;
}

async function readProgress(db: StowawayDatabase): Promise<ReadonlyMap<SourceId, SyncProgress>> {
	const libraries = (await db.libraries.toArray()).sort((a, b) => a.order - b.order);
	const lists = libraries.flatMap((library) => listsOf(library.kind).map((list) => ({ library, list })));
	const rows = await db.freshness.bulkGet(lists.map(({ library, list }) => listScope(list, library.libraryId)));
	const parts = lists.map(({ library, list }, at) => ({
		sourceId: library.sourceId,
		libraryTitle: library.title,
		list,
		row: rows[at],
	}));
	return new Map(
		[...new Set(libraries.map((library) => library.sourceId))].map((sourceId) => [
			sourceId,
			progressOf(parts.filter((part) => part.sourceId === sourceId)),
		]),
	);
}
