import type { StowawayDatabase } from "../db/schema.ts";
import type { SourceId } from "../model/ids.ts";

/** What one source takes of this device. */
export interface SourceStorage {
	readonly sourceId: SourceId;
	/** Films, shows, seasons and episodes. */
	readonly items: number;
	/** Exact. */
	readonly pictureBytes: number;
	/** Its share of what the browser says is used beside pictures: browsers tell no more. */
	readonly libraryBytes: number;
}

/** A line of a cast takes so much of what an item takes, with its person. */
const CREDIT_WEIGHT = 0.4;

/** Divides `used` bytes, less all pictures, over sources by what they hold. Pure. */
export function shareStorage(
	used: number,
	held: readonly {
		readonly sourceId: SourceId;
		readonly items: number;
		readonly credits: number;
		readonly pictureBytes: number;
	}[],
): SourceStorage[] {
	const weights = held.map(({ items, credits }) => items + credits * CREDIT_WEIGHT);
	const all = weights.reduce((sum, weight) => sum + weight, 0);
	const rest = Math.max(0, used - held.reduce((sum, { pictureBytes }) => sum + pictureBytes, 0));
	return held.map(({ sourceId, items, pictureBytes }, at) => ({
		sourceId,
		items,
		pictureBytes,
		libraryBytes: all === 0 ? 0 : (rest * (weights[at] ?? 0)) / all,
	}));
}

/** Counts what each source holds and divides `used` bytes over them. */
export async function storagePerSource(db: StowawayDatabase, used: number): Promise<SourceStorage[]> {
	const sourceIds = await db.sources.toCollection().primaryKeys();
	const held = await Promise.all(
		sourceIds.map(async (sourceId) => {
			const [items, credits, pictures] = await Promise.all([
				db.items.where("itemId").startsWith(`${sourceId}/`).count(),
				db.credits
					.where("[itemId+order]")
					.between([`${sourceId}/`], [`${sourceId}/\uffff`])
					.count(),
				db.images.where("sourceId").equals(sourceId).toArray(),
			]);
			return { sourceId, items, credits, pictureBytes: pictures.reduce((sum, { bytes }) => sum + bytes, 0) };
		}),
	);
	return shareStorage(used, held);
}
