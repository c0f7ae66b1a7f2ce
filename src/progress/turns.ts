import type { StowawayDatabase } from "../db/schema.ts";
import type { OutboxRow } from "../model/change.ts";
import type { ItemId } from "../model/ids.ts";

/** What decides whose turn it is among the files of one title. */
export type Turn = Pick<OutboxRow, "itemId" | "titleId" | "status" | "createdAt">;

function isBefore(a: Turn, b: Turn): boolean {
	// Of the same moment the title goes first: its unwatch clears the other files.
	return (
		a.createdAt < b.createdAt || (a.createdAt === b.createdAt && a.titleId === undefined && b.titleId !== undefined)
	);
}

/**
 * Those of `itemIds` that may be sent now. Files of one title go one after the other, oldest first, for a mark of one shows on the
 * others; a file waits as long as an older one of its title does. Rows that rest hold up nobody. `rows`: all that wait for titles
 * with several files. Pure.
 */
export function whoseTurn(itemIds: readonly ItemId[], rows: readonly Turn[]): readonly ItemId[] {
	const byId = new Map(rows.map((row) => [row.itemId, row]));
	const titleOf = ({ itemId, titleId }: Turn) => titleId ?? itemId;
	return itemIds.filter((itemId) => {
		const own = byId.get(itemId);
		return (
			own === undefined ||
			rows.every(
				(row) =>
					row.itemId === itemId || titleOf(row) !== titleOf(own) || row.status !== "waiting" || isBefore(own, row),
			)
		);
	});
}

/** The rows of all titles with several files of which at least one further file waits. */
export async function turnsOf(db: StowawayDatabase): Promise<readonly Turn[]> {
	const files = await db.outbox.orderBy("titleId").toArray();
	const titleIds = new Set(files.flatMap(({ titleId }) => titleId ?? []));
	const titles = await db.outbox.bulkGet([...titleIds]);
	return [...files, ...titles.flatMap((row) => row ?? [])];
}
