import type { StowawayDatabase } from "../db/schema.ts";
import type { SourceId } from "../model/ids.ts";

/** A server notes a change a little before it can be asked for it. contract/jellyfin-api.md §3.7, contract/plex-api.md §3.2. */
const OVERLAP_MS = 10 * 60_000;
/** How far a server's clock may be off that was never compared with ours. */
const UNKNOWN_MS = 24 * 3_600_000;

/** From which server time on changes may be missing from a list that was asked for at `askedAt` (device epoch ms). Epoch ms. */
export async function changesSince(db: StowawayDatabase, sourceId: SourceId, askedAt: number): Promise<number> {
	const clock = (await db.sources.get(sourceId))?.clock;
	const offsetMs = clock?.offsetMs ?? 0;
	const doubtMs = clock?.measuredAt ? clock.uncertaintyMs : UNKNOWN_MS;
	return askedAt + offsetMs - doubtMs - OVERLAP_MS;
}
