import type { World } from "../db/world.ts";
import { type IconBearer, showBadge } from "../progress/badge.ts";
import { drain } from "../progress/drain.ts";

/** Long enough for many batches, short of the three minutes after which a browser cuts a sync event off (contract/platform.md §2.2). */
const SYNC_BUDGET_MS = 120_000;
/** Pauses before the tries within one event, ms. The browser's own next try is five minutes away. */
const PAUSES_MS = [0, 1_000, 4_000, 15_000];

/**
 * The answer to a Background Sync event. A drain that finds the lock taken or a network that is still coming up is tried again within
 * the event: a page that was just closed often leaves its own drain behind.
 *
 * Rejects when another event is needed: retryable rows are left, or another drain still holds the lock and may die with its page
 * (SYNC.md §4); the browser forgets the tag otherwise. Resolves when nothing waits, or only what a person or a page must see to.
 */
export async function drainOnSync(
	world: World,
	send: typeof drain = drain,
	icon: IconBearer = navigator,
): Promise<void> {
	try {
		await drainInTurns(world, send);
	} finally {
		// No page may be there to see to it. A newer build may own the database by now.
		const rows = await world.db.outbox.toArray().catch(() => null);
		if (rows) showBadge(icon, rows);
	}
}

async function drainInTurns(world: World, send: typeof drain): Promise<void> {
	const signal = AbortSignal.timeout(SYNC_BUDGET_MS);
	let left = "";
	for (const pause of PAUSES_MS) {
		await new Promise((resolve) => setTimeout(resolve, pause));
		// Forced: the event means that the network is back, so no row should sit out the pause of an earlier failure.
		const result = await send(world, { signal, force: true });
		if (!result.heldElsewhere && result.retryable === 0) return;
		left = result.heldElsewhere ? "Another drain is running" : `${result.retryable} changes could not be sent yet`;
	}
	throw new Error(`${left}; ask again.`);
}
