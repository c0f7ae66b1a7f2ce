import type { Change, OutboxRow } from "../model/change.ts";
import { coalesce } from "./coalesce.ts";

/**
 * A row with changes that were made apart from it (thrown away and brought back, or made on another device), in the order of their
 * times. Pure. They get revisions of their own, so that a push of what the row had does not take them for its.
 */
export function joinChanges(row: OutboxRow, changes: readonly Change[]): OutboxRow {
	const apart = changes.map((change, at) => ({ ...change, revision: row.revision + at + 1 }));
	const inOrder = [...apart, ...row.changes].sort((a, b) => a.at - b.at);
	return { ...row, changes: inOrder.reduce<readonly Change[]>(coalesce, []), revision: row.revision + changes.length };
}
