import type { StowawayDatabase } from "../db/schema.ts";
import { isOfArr, isWholeSource, wholeSource } from "../db/title-changes.ts";
import { type SourceId, sourceOf } from "../model/ids.ts";

/** What the catalogue has not seen. */
export interface Unseen {
	/** Those that it is to go over. */
	readonly sourceIds: readonly SourceId[];
	/** Whether there are single titles too, or what a Radarr or Sonarr has. */
	readonly hasTitles: boolean;
}

/** What the catalogue has not seen: a look or two at each source, however many titles were written. */
export async function readUnseen(db: StowawayDatabase): Promise<Unseen> {
	const after = async (key: string) => (await db.titleChanges.where("key").above(key).limit(1).primaryKeys())[0];
	const sourceIds: SourceId[] = [];
	let hasTitles = false;
	for (let key = await after(""); key !== undefined; ) {
		const sourceId = sourceOf(key);
		if (isWholeSource(key) && !isOfArr(key)) {
			sourceIds.push(sourceId);
			key = await after(key);
			if (key === undefined || sourceOf(key) !== sourceId) continue;
		}
		hasTitles = true;
		key = await after(`${wholeSource(sourceId)}\uffff`);
	}
	return { sourceIds, hasTitles };
}
