import type { SourceId } from "../model/ids.ts";
import type { StowawayDatabase } from "./schema.ts";
import { readSetting } from "./settings.ts";

const NONE: ReadonlySet<SourceId> = new Set();

/**
 * The sources whose titles stay out of all lists: those the person signed out of, when they chose so. Nothing is deleted, and one that
 * asks for a new sign-in by itself is not among them. DESIGN.md §4 *Leaving*.
 */
export async function hiddenSources(db: StowawayDatabase): Promise<ReadonlySet<SourceId>> {
	// Asked first: what lists follow live then is a setting that seldom changes, not every sign of life of a server.
	if (!(await readSetting(db, "hideSignedOut"))) return NONE;
	const sources = await db.sources.toArray();
	return new Set(sources.flatMap(({ sourceId, state }) => (state === "left" ? sourceId : [])));
}
