import { librariesScope, listScope, listsOf } from "../library/scopes.ts";
import type { LibraryId } from "../model/ids.ts";
import type { Library } from "../model/item.ts";
import { touchScope } from "./refreshing.ts";
import { resumeSync } from "./syncing.ts";
import { world } from "./world.ts";

/** Libraries opened within this time refresh by themselves. DESIGN.md §3. */
const ACTIVE_MS = 24 * 3_600_000;

/** Goes on with syncs that were cut off (unless the person stopped them), and touches the libraries somebody looked at lately. */
export async function refreshActive(): Promise<void> {
	const now = world.now();
	for (const { sourceId, state } of await world.db.sources.toArray()) {
		if (state === "left" || state === "signed-out") continue;
		const libraries = await world.db.libraries.where("sourceId").equals(sourceId).toArray();
		if (!(await isReadCompletely(libraries))) {
			resumeSync(sourceId);
			continue;
		}
		await touchScope(librariesScope(sourceId));
		for (const { libraryId, openedAt, kind } of libraries) {
			if (openedAt === undefined || now - openedAt > ACTIVE_MS) continue;
			for (const list of listsOf(kind)) await touchScope(listScope(list, libraryId));
		}
	}
}

async function isReadCompletely(libraries: readonly Library[]): Promise<boolean> {
	const scopes = libraries.flatMap(({ kind, libraryId }) => listsOf(kind).map((list) => listScope(list, libraryId)));
	const rows = await world.db.freshness.bulkGet(scopes);
	return scopes.length > 0 && rows.every((row) => (row?.fetchedAt ?? 0) > 0);
}

/** Notes that a library is on screen, which makes it active for a day. */
export async function noteOpened(libraryId: LibraryId): Promise<void> {
	await world.db.libraries.update(libraryId, { openedAt: world.now() });
}
