import type { ItemId } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import type { StowawayDatabase } from "./schema.ts";

/** By season number, then episode number; what has no number comes last, by title. */
export function compareEpisodes(a: Item, b: Item): number {
	return (
		(a.seasonIndex ?? Number.MAX_SAFE_INTEGER) - (b.seasonIndex ?? Number.MAX_SAFE_INTEGER) ||
		(a.index ?? Number.MAX_SAFE_INTEGER) - (b.index ?? Number.MAX_SAFE_INTEGER) ||
		a.sortTitle.localeCompare(b.sortTitle)
	);
}

/** The episodes of a season by number. */
export async function episodesOf(db: StowawayDatabase, seasonId: ItemId): Promise<Item[]> {
	const children = await db.items.where("parentId").equals(seasonId).toArray();
	return children.filter((item) => item.kind === "episode" && !item.goneAt).sort(compareEpisodes);
}

/** All episodes of a show by season and number; those without a season of their own included. */
export async function showEpisodes(db: StowawayDatabase, showId: ItemId): Promise<Item[]> {
	const children = await db.items.where("parentId").equals(showId).toArray();
	const seasonIds = children.filter((item) => item.kind === "season").map((season) => season.itemId);
	const inSeasons = seasonIds.length === 0 ? [] : await db.items.where("parentId").anyOf(seasonIds).toArray();
	return [...children, ...inSeasons].filter((item) => item.kind === "episode" && !item.goneAt).sort(compareEpisodes);
}
