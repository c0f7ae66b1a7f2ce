import type { World } from "../db/world.ts";
import type { Title } from "../model/title.ts";
import { withTitlesLock } from "./titles-lock.ts";

/** How taking back a run ended: titles that are as before, and those that were written since and stay as they are. */
export interface UndoneRun {
	readonly restored: number;
	readonly kept: number;
}

/**
 * Takes a run back, in one transaction: what it added is removed, what it changed is as it was. A title that was written since stays.
 * Undefined when there is no such run, or it was taken back already.
 */
export function undoRun(world: World, runId: number, signal: AbortSignal): Promise<UndoneRun | undefined> {
	const { db, now } = world;
	return withTitlesLock(world, signal, () =>
		db.transaction("rw", db.titles, db.runs, async () => {
			const run = await db.runs.get(runId);
			if (run === undefined || run.undoneAt !== undefined) return undefined;
			const stored = await db.titles.bulkGet(run.changes.map(({ titleId }) => titleId));
			const put: Title[] = [];
			const remove: string[] = [];
			let kept = 0;
			for (const [at, { titleId, before, after }] of run.changes.entries()) {
				const current = stored[at];
				// What was added has been written once; what it removed is not here.
				const left = before === undefined ? 1 : after?.revision;
				if (current?.revision !== left) kept += 1;
				else if (before === undefined) remove.push(titleId);
				else put.push({ ...before, revision: (current?.revision ?? before.revision) + 1 });
			}
			await db.titles.bulkDelete(remove);
			await db.titles.bulkPut(put);
			await db.runs.update(runId, { undoneAt: now() });
			return { restored: put.length + remove.length, kept };
		}),
	);
}
