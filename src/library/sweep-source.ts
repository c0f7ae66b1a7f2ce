import type { World } from "../db/world.ts";
import type { SourceId } from "../model/ids.ts";
import { openServer, recordSourceOutcome } from "../servers/open-server.ts";
import { refreshList } from "./refresh-list.ts";
import { withRefreshLock } from "./refresh-lock.ts";
import { endsSync } from "./refresh-result.ts";
import { listScope } from "./scopes.ts";
import { listsToSweep } from "./sweep-due.ts";

/** Reads lists of a source whole that are due for it, or goes on where that was left, one after the other, until `signal` says otherwise. */
export async function sweepSource(world: World, sourceId: SourceId, signal: AbortSignal): Promise<void> {
	const due = await listsToSweep(world, sourceId);
	if (due.length === 0) return;
	const opened = await openServer(world, sourceId, signal);
	if (opened.kind !== "ok") return recordSourceOutcome(world, sourceId, opened);
	for (const { library, list } of due) {
		if (signal.aborted) return;
		const result = await withRefreshLock(world, listScope(list, library.libraryId), signal, () =>
			refreshList(world, opened.value, library, list, { signal, isByHand: false, isWhole: true }),
		);
		if (result?.kind === "failed" && endsSync(result)) return;
	}
}
