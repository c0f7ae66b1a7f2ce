import { type World, withoutHurry } from "../db/world.ts";
import type { SourceId } from "../model/ids.ts";
import { openServer, recordSourceOutcome } from "../servers/open-server.ts";
import { refreshList } from "./refresh-list.ts";
import { withRefreshLock } from "./refresh-lock.ts";
import { endsSync, type Refreshed } from "./refresh-result.ts";
import { listScope } from "./scopes.ts";
import { listsToSweep } from "./sweep-due.ts";

/** Reads lists of a source whole that are due for it, or goes on where that was left, one after the other, until `signal` says otherwise. */
export async function sweepSource(world: World, sourceId: SourceId, signal: AbortSignal): Promise<void> {
	const due = await listsToSweep(world, sourceId);
	if (due.length === 0) return;
	const opened = await openServer(withoutHurry(world), sourceId, signal);
	if (opened.kind !== "ok") return recordSourceOutcome(world, sourceId, opened);
	for (const { library, list } of due) {
		if (signal.aborted) return;
		const scope = listScope(list, library.libraryId);
		const result = await withRefreshLock(world, scope, signal, async (): Promise<Refreshed> => {
			// Another window may have read it while this one waited.
			const still = await listsToSweep(world, sourceId);
			const isDue = still.some((each) => each.list === list && each.library.libraryId === library.libraryId);
			if (!isDue) return { kind: "done", rows: 0, skipped: 0 };
			return refreshList(world, opened.value, library, list, { signal, isByHand: false, isWhole: true });
		});
		if (result?.kind === "failed" && endsSync(result)) return;
	}
}
