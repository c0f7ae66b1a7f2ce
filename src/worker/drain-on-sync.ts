import type { World } from "../db/world.ts";
import { drain } from "../progress/drain.ts";

/** Long enough for many batches, short of the three minutes after which a browser cuts a sync event off (contract/platform.md §2.2). */
const SYNC_BUDGET_MS = 120_000;

/**
 * The answer to a Background Sync event. Rejects when another try is needed: retryable rows are left, or another drain holds the lock
 * and may die with its page (SYNC.md §4); the browser forgets the tag otherwise. Resolves when nothing waits, or only what a person or
 * a page must see to.
 */
export async function drainOnSync(world: World): Promise<void> {
	// Forced: the event means that the network is back, so no row should sit out the pause of an earlier failure.
	const result = await drain(world, { signal: AbortSignal.timeout(SYNC_BUDGET_MS), force: true });
	if (result.heldElsewhere) throw new Error("Another drain is running; ask again.");
	if (result.retryable > 0) throw new Error(`${result.retryable} changes could not be sent yet.`);
}
