import { isConnected } from "../db/connected-source.ts";
import type { FreshnessRow, StowawayDatabase } from "../db/schema.ts";
import { type Scope, sourceOfScope } from "./scopes.ts";

/** The row of a scope that was never asked for. */
export function emptyFreshness(scope: Scope): FreshnessRow {
	return { scope, fetchedAt: 0, attemptedAt: 0, failures: 0 };
}

/** The row of a scope that was answered completely at `now` (device epoch ms). */
export function fetchedRow(scope: Scope, now: number, skipped = 0): FreshnessRow {
	return { ...emptyFreshness(scope), fetchedAt: now, attemptedAt: now, ...(skipped > 0 ? { skipped } : {}) };
}

/**
 * The row of a list that was read to its end at `now` (device epoch ms). `total`: the server's count. `beganAt`: the server time when its
 * first page was asked for, epoch ms; unknown for a list that an older build began to read.
 */
export function wholeRow(
	scope: Scope,
	now: number,
	{ skipped, total, beganAt }: { skipped: number; total: number; beganAt?: number | undefined },
): FreshnessRow {
	const row = { ...fetchedRow(scope, now, skipped), total, done: total };
	return beganAt === undefined ? row : { ...row, mark: { total, since: beganAt } };
}

/** Changes the row of a scope, unless its source was left meanwhile. */
export async function changeFreshness(
	db: StowawayDatabase,
	scope: Scope,
	change: (row: FreshnessRow) => FreshnessRow,
): Promise<void> {
	await db.transaction("rw", db.freshness, db.sources, async () => {
		if (!(await isConnected(db, sourceOfScope(scope)))) return;
		await db.freshness.put(change((await db.freshness.get(scope)) ?? emptyFreshness(scope)));
	});
}

/** Notes a failed refresh with its reason in plain words; what was fetched and the cursor stay. */
export async function noteFailure(db: StowawayDatabase, scope: Scope, error: string, now: number): Promise<void> {
	await changeFreshness(db, scope, (row) => ({ ...row, attemptedAt: now, failures: row.failures + 1, error }));
}
