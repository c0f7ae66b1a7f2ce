import { isActive } from "../library/active-library.ts";
import { joinedKind } from "../library/joined-libraries.ts";
import { isReadCompletely } from "../library/read-completely.ts";
import { librariesScope, listScope, listsOf } from "../library/scopes.ts";
import { isSyncDue } from "../library/sync-due.ts";
import type { LibraryId, SourceId } from "../model/ids.ts";
import type { Library } from "../model/item.ts";
import { isMetered } from "./data-saver.ts";
import { touchScope } from "./refreshing.ts";
import { route } from "./route.ts";
import { resumeSync } from "./syncing.ts";
import { world } from "./world.ts";

/** Goes on with syncs that were cut off (unless the person stopped them), and touches the libraries somebody looked at lately. */
export async function refreshActive(): Promise<void> {
	for (const { sourceId, state } of await world.db.sources.toArray()) {
		if (state === "left" || state === "signed-out") continue;
		if (!(await isReadCompletely(world.db, sourceId))) {
			// Looked at first: a sync that begins and ends again changes what the button beside it does under somebody's finger.
			if (await isSyncDue(world, sourceId)) resumeSync(sourceId);
			continue;
		}
		if (!isMetered()) await touchScope(librariesScope(sourceId));
		await touchActiveLists(sourceId);
	}
}

/**
 * Touches the lists of a source's libraries that somebody looked at lately, and where data costs money only that of the one on screen;
 * whatever their age after it told of news.
 */
export async function touchActiveLists(sourceId: SourceId, force: false | "news" = false): Promise<void> {
	const now = world.now();
	const at = route.value;
	for (const library of await world.db.libraries.where("sourceId").equals(sourceId).toArray()) {
		const isOnScreen = at.page === "library" && showsLibrary(at.libraryId, library);
		if (isMetered() ? !isOnScreen : !isActive(library, now)) continue;
		for (const list of listsOf(library.kind)) await touchScope(listScope(list, library.libraryId), force);
	}
}

/** Whether the page of an id shows titles of a library: of its own, or of all that it is joined in. */
function showsLibrary(shown: LibraryId, { libraryId, kind }: Library): boolean {
	const joined = joinedKind(shown);
	return joined ? kind === joined || kind === "mixed" : shown === libraryId;
}

/** Notes that libraries are on screen, which makes them active for a day. */
export async function noteOpened(libraryIds: readonly LibraryId[]): Promise<void> {
	const openedAt = world.now();
	for (const libraryId of libraryIds) await world.db.libraries.update(libraryId, { openedAt });
}
