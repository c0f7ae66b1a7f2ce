import type { ReadonlySignal } from "@preact/signals";
import type { StowawayDatabase } from "../db/schema.ts";
import { librariesScope, listScope, listsOf } from "../library/scopes.ts";
import type { SourceId } from "../model/ids.ts";
import type { Source } from "../model/source.ts";
import { liveSignal } from "./live.ts";
import { progressOf, type SyncProgress } from "./progress-of-lists.ts";
import { isStopped, syncingSources } from "./syncing.ts";
import { world } from "./world.ts";

type ProgressOfSources = ReadonlyMap<SourceId, SyncProgress>;

const NOTHING: ProgressOfSources = new Map();
let live: ReadonlySignal<ProgressOfSources> | undefined;

/** Live progress of every source, from the freshness rows of its lists. Known at once on every page after the first that asked. */
export function syncProgress(): ProgressOfSources {
	const { db } = world;
	live ??= liveSignal(() => readProgress(db), NOTHING, [db.sources, db.libraries, db.freshness]);
	return live.value;
}

/** Whether titles of a source that was never read to its end are on their way: nobody stopped that, and nothing went wrong. */
export function isOnItsWay({ sourceId, state }: Source): boolean {
	const progress = syncProgress().get(sourceId);
	if (state !== "ok" || progress?.isComplete) return false;
	return syncingSources.value.has(sourceId) || !(isStopped(sourceId) || progress?.error);
}

async function readProgress(db: StowawayDatabase): Promise<ProgressOfSources> {
	const [sourceIds, libraries] = await Promise.all([db.sources.toCollection().primaryKeys(), db.libraries.toArray()]);
	const lists = libraries
		.filter(({ unlistedAt }) => !unlistedAt)
		.sort((a, b) => a.order - b.order)
		.flatMap((library) => listsOf(library.kind).map((list) => ({ library, list })));
	const rows = await db.freshness.bulkGet([
		...sourceIds.map(librariesScope),
		...lists.map(({ library, list }) => listScope(list, library.libraryId)),
	]);
	return new Map(
		sourceIds.map((sourceId, at) => [
			sourceId,
			progressOf(
				rows[at],
				lists.flatMap(({ library, list }, place) =>
					library.sourceId === sourceId
						? { libraryTitle: library.title, list, row: rows[sourceIds.length + place] }
						: [],
				),
			),
		]),
	);
}
