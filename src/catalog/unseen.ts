import type { StowawayDatabase } from "../db/schema.ts";
import { isOfArr, isWholeSource, wholeSource } from "../db/title-changes.ts";
import { type SourceId, sourceOf } from "../model/ids.ts";

/** Blocks of titles (`db/schema.ts`) that are gone over in a moment. */
const FEW_BLOCKS = 4;
/** Single titles that are looked at in a moment. */
const FEW_TITLES = 200;

/** What the catalogue has not seen. */
export interface Unseen {
	/** Sources that it is to go over, which takes a moment; in their order. */
	readonly small: readonly SourceId[];
	/** And those for which it takes many seconds in which the database has much to do. */
	readonly large: readonly SourceId[];
	/** Single titles, and what a Radarr or Sonarr has. */
	readonly titles: "none" | "few" | "many";
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
	const successors = new Map((await db.sources.toArray()).map(({ sourceId, successor }) => [sourceId, successor]));
	// One that goes on for another before that: titles would be on no server in between.
	const isLeft = (sourceId: SourceId) => successors.get(sourceId) !== undefined;
	sourceIds.sort((a, b) => Number(isLeft(a)) - Number(isLeft(b)));
	const areLarge = await Promise.all(sourceIds.map((sourceId) => isLarge(db, sourceId)));
	const large = new Set(sourceIds.filter((_, at) => areLarge[at]));
	const isHeldUp = (sourceId: SourceId) => large.has(sourceId) || large.has(successors.get(sourceId) ?? sourceId);
	const few = FEW_TITLES + sourceIds.length;
	const isMany = hasTitles && (await db.titleChanges.limit(few + 1).count()) > few;
	return {
		small: sourceIds.filter((sourceId) => !isHeldUp(sourceId)),
		large: sourceIds.filter(isHeldUp),
		titles: isMany ? "many" : hasTitles ? "few" : "none",
	};
}

async function isLarge(db: StowawayDatabase, sourceId: SourceId): Promise<boolean> {
	const blocks = db.shelves.where(":id").between([`${sourceId}/`], [`${sourceId}/\uffff`]);
	return (await blocks.count()) > FEW_BLOCKS;
}
