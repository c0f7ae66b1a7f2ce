import type { StowawayDatabase } from "../db/schema.ts";
import type { Item } from "../model/item.ts";
import type { Finding } from "../model/title.ts";

/** A number that is on more items than this is junk. */
const MOST_ITEMS = 8;
/** Rows read at once. */
const AT_A_TIME = 200;

/**
 * Findings whose items all have one name and one year, such as a film in a library of its own for 4K: what a person may settle at once.
 * They say so: names alone never do (DESIGN.md §5).
 */
export async function alikeFindings(db: StowawayDatabase): Promise<Finding[]> {
	const findings = (await db.titleFindings.toArray()).filter(
		({ isIgnored, items }) => !isIgnored && items.length <= MOST_ITEMS,
	);
	const found: Finding[] = [];
	for (let at = 0; at < findings.length; at += AT_A_TIME) {
		const some = findings.slice(at, at + AT_A_TIME);
		const rows = await db.items.bulkGet(some.flatMap(({ items }) => items));
		const items = new Map(rows.flatMap((item) => (item ? [[item.itemId, item]] : [])));
		found.push(...some.filter((finding) => areAlike(finding.items.map((itemId) => items.get(itemId)))));
	}
	return found;
}

/** Whether items have one name and one year, which are known. Pure. */
export function areAlike(items: readonly (Item | undefined)[]): boolean {
	const [first] = items;
	if (!first?.title || !first.year) return false;
	return items.every(
		(item) => item?.kind === first.kind && item.year === first.year && plain(item.title) === plain(first.title),
	);
}

function plain(title: string): string {
	return title.trim().toLowerCase();
}
