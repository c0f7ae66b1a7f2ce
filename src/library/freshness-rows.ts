import type { FreshnessRow, StowawayDatabase } from "../db/schema.ts";
import type { Scope } from "./scopes.ts";

/** The row of a scope that was never asked for. */
export function emptyFreshness(scope: Scope): FreshnessRow {
	return { scope, fetchedAt: 0, attemptedAt: 0, failures: 0 };
}

/** The row of a scope that was answered completely at `now` (device epoch ms). */
export function fetchedRow(scope: Scope, now: number, skipped = 0): FreshnessRow {
	return { ...emptyFreshness(scope), fetchedAt: now, attemptedAt: now, ...(skipped > 0 ? { skipped } : {}) };
}

/** Notes a failed refresh with its reason in plain words; what was fetched and the cursor stay. */
export async function noteFailure(db: StowawayDatabase, scope: Scope, error: string, now: number): Promise<void> {
	await db.transaction("rw", db.freshness, async () => {
		const row = (await db.freshness.get(scope)) ?? emptyFreshness(scope);
		await db.freshness.put({ ...row, attemptedAt: now, failures: row.failures + 1, error });
	});
}
