import type { StowawayDatabase } from "../db/schema.ts";
import type { TitleRunChange } from "../model/title.ts";

/**
 * What a run did to its first titles, `limit` of them at most. An added title is told as it is now, which is how it was added unless
 * somebody wrote it since; it is left out where it is no more. Undefined when the run is no longer kept.
 */
export async function readRunLog(
	db: StowawayDatabase,
	runId: number,
	limit: number,
): Promise<readonly TitleRunChange[] | undefined> {
	const log = await db.runChanges.get(runId);
	const changes = log?.changes.slice(0, limit);
	const now = await db.titles.bulkGet((changes ?? []).map(({ titleId }) => titleId));
	return changes?.flatMap((change, at): TitleRunChange[] => {
		if (change.before !== undefined) return [change];
		const after = now[at];
		return after === undefined ? [] : [{ ...change, after }];
	});
}
