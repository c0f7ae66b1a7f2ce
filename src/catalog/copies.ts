import { hiddenSources } from "../db/hidden-sources.ts";
import { showEpisodes } from "../db/item-queries.ts";
import type { StowawayDatabase } from "../db/schema.ts";
import type { ItemId } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import type { ProviderIds } from "../model/provider-ids.ts";
import { bareIds } from "./evidence.ts";

/**
 * The other copies of a title, on other servers or in other libraries; what is gone left out, and what is
 * hidden because the person signed out there. Those of a season or an episode are found
 * through the copies of their show.
 *
 * | item | its copies |
 * |---|---|
 * | film, show | of the same title |
 * | season | with the same number, of the other shows |
 * | episode | with the same season and number, a double one with both; unless their own ids at one catalogue differ, or a show has two |
 */
export async function copiesOf(db: StowawayDatabase, item: Item): Promise<Item[]> {
	if (item.kind === "movie" || item.kind === "show") return ofTitle(db, item.itemId);
	if (item.showId === undefined || (item.kind !== "season" && item.kind !== "episode")) return [];
	const shows = await ofTitle(db, item.showId);
	const found = await Promise.all(
		shows.map(async ({ itemId }) => {
			const same = (await below(db, item, itemId)).filter((other) => isSamePart(item, other));
			return same.length === 1 ? same : [];
		}),
	);
	return found.flat();
}

async function ofTitle(db: StowawayDatabase, itemId: ItemId): Promise<Item[]> {
	const title = await db.titles.where("copies").equals(itemId).first();
	const others = (title?.copies ?? []).filter((copy) => copy !== itemId);
	if (others.length === 0) return [];
	const hidden = await hiddenSources(db);
	const items = await db.items.bulkGet(others);
	return items.flatMap((item) =>
		item && !item.goneAt && item.kind === title?.kind && !hidden.has(item.sourceId) ? item : [],
	);
}

async function below(db: StowawayDatabase, { kind }: Item, showId: ItemId): Promise<Item[]> {
	if (kind === "episode") return showEpisodes(db, showId);
	const children = await db.items.where("parentId").equals(showId).toArray();
	return children.filter((child) => child.kind === "season" && !child.goneAt);
}

/** Whether two seasons or episodes of one show are the same. Pure. */
export function isSamePart(a: Item, b: Item): boolean {
	if (a.kind !== b.kind || a.index === undefined || a.index !== b.index) return false;
	if (a.kind === "season") return true;
	if (a.seasonIndex === undefined || a.seasonIndex !== b.seasonIndex) return false;
	if ((a.indexEnd ?? a.index) !== (b.indexEnd ?? b.index)) return false;
	return !contradict(a.providerIds, b.providerIds);
}

function contradict(a: ProviderIds, b: ProviderIds): boolean {
	// As of films: the number in the address of an episode is that of its show.
	const [one, other] = [bareIds("movie", a), bareIds("movie", b)];
	return (["imdb", "tmdb", "tvdb"] as const).some((name) => one[name] && other[name] && one[name] !== other[name]);
}
