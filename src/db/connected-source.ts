import type { SourceId } from "../model/ids.ts";
import type { StowawayDatabase } from "./schema.ts";

/**
 * True while rows of a source may be written: it is here and the person has not left it. What was asked of a server before that may
 * be answered after it, and must not bring a source back.
 *
 * To be called inside the transaction that writes, over `sources` too: `servers/sign-out.ts` first notes that a source is left, then
 * deletes its rows.
 */
export async function isConnected(db: StowawayDatabase, sourceId: SourceId): Promise<boolean> {
	const source = await db.sources.get(sourceId);
	return source !== undefined && source.state !== "left";
}
