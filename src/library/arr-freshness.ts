import type { World } from "../db/world.ts";
import type { ArrId, ArrProblem } from "../model/arr.ts";
import { emptyFreshness } from "./freshness-rows.ts";
import { withRefreshLock } from "./refresh-lock.ts";
import { freshnessOf, isBackingOff, type Scope } from "./scopes.ts";

/** How a Radarr or Sonarr is asked. */
export interface ArrTouch {
	/** A person asked: ignores the age and the back-off. */
	readonly force?: boolean;
	readonly signal: AbortSignal;
}

/** Whether what a scope stands for is to be read now. `ttl` in ms. */
export async function isScopeDue(
	{ db, now }: Pick<World, "db" | "now">,
	scope: Scope,
	ttl: number,
	force = false,
): Promise<boolean> {
	const row = await db.freshness.get(scope);
	return force || (!isBackingOff(row, now()) && freshnessOf(row, ttl, now()) !== "fresh");
}

/**
 * Runs `read` if the scope is due, once over all tabs: who waited for another's reading takes that for their own. What went wrong is
 * noted; nothing is for a reading that was given up (null). A key that is refused, and all that goes wrong with the titles
 * themselves, is also the server's own state.
 */
export async function readWhenDue(
	world: World,
	arrId: ArrId,
	scope: Scope,
	ttl: number,
	{ force = false, signal }: ArrTouch,
	read: () => Promise<ArrProblem | "done" | null>,
): Promise<void> {
	const before = await world.db.freshness.get(scope);
	if (signal.aborted || !(await isScopeDue(world, scope, ttl, force))) return;
	await withRefreshLock(world, scope, signal, async () => {
		const row = await world.db.freshness.get(scope);
		if (row?.attemptedAt !== before?.attemptedAt) return;
		const problem = await read();
		if (problem !== null && problem !== "done") await noteProblem(world, arrId, scope, problem);
	});
}

function noteProblem({ db, now }: World, arrId: ArrId, scope: Scope, problem: ArrProblem): Promise<void> {
	return db.transaction("rw", db.arrServers, db.freshness, async () => {
		if ((await db.arrServers.get(arrId)) === undefined) return;
		const row = (await db.freshness.get(scope)) ?? emptyFreshness(scope);
		await db.freshness.put({ ...row, attemptedAt: now(), failures: row.failures + 1, error: problem });
		if (problem === "wrong-key" || scope.startsWith("arr:")) await db.arrServers.update(arrId, { problem });
	});
}
