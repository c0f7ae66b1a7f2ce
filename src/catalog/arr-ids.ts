import { ARR_IDS, arrTitlesWith } from "../db/arr-queries.ts";
import type { StowawayDatabase } from "../db/schema.ts";
import type { ArrTitle, ArrTitleId } from "../model/arr.ts";
import type { Item } from "../model/item.ts";
import type { Title } from "../model/title.ts";
import { evidenceOf, idKeys, isTitle } from "./evidence.ts";

/** What Radarr and Sonarr servers say, to be found by number there and by id at a public catalogue. */
export interface ArrIndex {
	readonly byId: ReadonlyMap<ArrTitleId, ArrTitle>;
	/** By `movie tmdb 19` and the like; in the order of their numbers. */
	readonly byKey: ReadonlyMap<string, readonly ArrTitle[]>;
}

/** The rows, to be found. Pure. */
export function arrIndex(rows: readonly ArrTitle[]): ArrIndex {
	const byKey = new Map<string, ArrTitle[]>();
	for (const row of [...rows].sort((a, b) => (a.arrTitleId < b.arrTitleId ? -1 : 1))) {
		for (const key of arrKeys(row)) {
			const said = byKey.get(key);
			if (said) said.push(row);
			else byKey.set(key, [row]);
		}
	}
	return { byId: new Map(rows.map((row) => [row.arrTitleId, row])), byKey };
}

/** What a row says at public catalogues, as titles say it (`idKeys`). Pure. */
export function arrKeys(row: ArrTitle): string[] {
	return ARR_IDS[row.kind].flatMap(([index, name]) => (row[index] ? [`${row.kind} ${name} ${row[index]}`] : []));
}

/**
 * Where a title is in the connected Radarr and Sonarr servers: of each at most one of its titles. `index`: all rows that share an id with
 * the title, and those that it names. Pure.
 *
 * | the title has of a server | and there | it is |
 * |---|---|---|
 * | a number | that is the same title still | that one |
 * | none, or one that is no more or another title now | one is the same title | that one |
 * | | several are | the one by the surest id, the first of them by number |
 * | | none is | none |
 *
 * The same title: the first catalogue of `ARR_IDS` that both name says so.
 */
export function arrIdsOf({ kind, ids, arr = [] }: Pick<Title, "kind" | "ids" | "arr">, index: ArrIndex): ArrTitleId[] {
	if (index.byId.size === 0) return [];
	const found = new Map<string, ArrTitleId>();
	const take = (row: ArrTitle | undefined) => {
		if (row && !found.has(row.arrId) && isSame(kind, ids, row)) found.set(row.arrId, row.arrTitleId);
	};
	for (const id of arr) take(index.byId.get(id));
	for (const [, name] of ARR_IDS[kind]) {
		for (const id of ids) if (id.startsWith(`${kind} ${name} `)) index.byKey.get(id)?.forEach(take);
	}
	return [...found.values()].sort();
}

function isSame(kind: Title["kind"], ids: readonly string[], row: ArrTitle): boolean {
	if (row.kind !== kind) return false;
	for (const [index, name] of ARR_IDS[kind]) {
		const said = ids.filter((id) => id.startsWith(`${kind} ${name} `));
		if (row[index] && said.length > 0) return said.includes(`${kind} ${name} ${row[index]}`);
	}
	return false;
}

/** More films and shows than this are looked for among all rows at once, which is quicker. */
const MOST_LOOKED_UP = 500;

/** The rows that titles may be: those that say an id of theirs or of the items, and those that the titles name; or all. */
export async function readArrTitles(
	db: StowawayDatabase,
	items: readonly Item[],
	titles: readonly Title[],
): Promise<readonly ArrTitle[]> {
	if (items.length + titles.length > MOST_LOOKED_UP) return db.arrTitles.toArray();
	if ((await db.arrTitles.limit(1).count()) === 0) return [];
	const said = items.filter(isTitle).flatMap((item) => idKeys(evidenceOf(item)));
	const keys = new Set([...said, ...titles.flatMap(({ ids }) => ids)]);
	return arrTitlesWith(db, [...keys], [...new Set(titles.flatMap(({ arr = [] }) => arr))]);
}

/** The title with these numbers; without the field where there are none. Pure. */
export function withArrIds({ arr: _, ...title }: Title, arr: readonly ArrTitleId[]): Title {
	return arr.length === 0 ? title : { ...title, arr };
}
