import { joinId, type LibraryId, type SourceId } from "../../model/ids.ts";
import type { Item, ItemKind } from "../../model/item.ts";
import type { ProviderIds } from "../../model/provider-ids.ts";
import type { ItemRow } from "../server.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { normalId } from "./client.ts";
import { mapImages } from "./map-images.ts";
import { mapWatch } from "./map-watch.ts";
import type { JellyfinItem } from "./schemas.ts";
import { epochOfDate, msOfTicks } from "./ticks.ts";

const KINDS: Readonly<Record<string, ItemKind>> = {
	Movie: "movie",
	Series: "show",
	Season: "season",
	Episode: "episode",
	BoxSet: "collection",
	Playlist: "playlist",
};

/** One row as an item of a library, with its watch state where it can be watched itself; null for types that are not shown. */
export function mapItem(item: JellyfinItem, sourceId: SourceId, libraryId: LibraryId): ItemRow | null {
	const kind = KINDS[item.Type];
	if (kind === undefined || (kind === "episode" && item.LocationType === "Virtual")) return null;
	const id = (key: string | null | undefined) => (key ? joinId(sourceId, normalId(key)) : undefined);
	const showId = kind === "episode" || kind === "season" ? id(item.SeriesId) : undefined;
	const title = item.Name ?? "";
	const row: Item = {
		itemId: joinId(sourceId, normalId(item.Id)),
		sourceId,
		libraryId,
		kind,
		parentId: kind === "episode" ? (id(item.SeasonId) ?? showId) : showId,
		showId,
		title,
		sortTitle: (item.SortName ?? title).toLowerCase(),
		originalTitle: item.OriginalTitle || undefined,
		year: item.ProductionYear ?? undefined,
		premiered: item.PremiereDate?.slice(0, 10),
		addedAt: epochOfDate(item.DateCreated) ?? undefined,
		durationMs: item.RunTimeTicks ? msOfTicks(item.RunTimeTicks) : undefined,
		rating: item.CommunityRating ?? undefined,
		contentRating: item.OfficialRating || undefined,
		genres: item.Genres ?? [],
		overview: item.Overview || undefined,
		tagline: item.Taglines?.[0],
		studios: item.Studios?.flatMap(({ Name }) => (Name ? [Name] : [])),
		index: item.IndexNumber ?? undefined,
		indexEnd: item.IndexNumberEnd ?? undefined,
		seasonIndex: kind === "episode" ? (item.ParentIndexNumber ?? undefined) : undefined,
		showTitle: kind === "episode" || kind === "season" ? (item.SeriesName ?? undefined) : undefined,
		leafCount: kind === "show" || kind === "season" ? (item.RecursiveItemCount ?? undefined) : undefined,
		providerIds: mapProviderIds(item.ProviderIds),
		...mapImages(item),
		resolution: resolutionOf(item.Width, item.Height),
		isFavourite: item.UserData?.IsFavorite ?? undefined,
		etag: item.Etag ?? undefined,
	};
	const canBeWatched = kind === "movie" || kind === "episode";
	return { item: withoutUndefined(row), ...(canBeWatched && item.UserData ? { watch: mapWatch(item.UserData) } : {}) };
}

/** Ids at public catalogues; their names come in any case. What is none is left out, and never the title for it. */
export function mapProviderIds(ids: unknown): ProviderIds {
	const said: [string, unknown][] = typeof ids === "object" && ids !== null ? Object.entries(ids) : [];
	const of = (name: string) => {
		const values = said.flatMap(([named, value]) => (named.toLowerCase() === name ? [value] : []));
		return values
			.flatMap((value) => (typeof value === "string" || typeof value === "number" ? String(value) : []))
			.find(Boolean);
	};
	return withoutUndefined({ imdb: of("imdb"), tmdb: of("tmdb"), tvdb: of("tvdb") });
}

/** Lines of a picture, judged by its width too, because wide films have fewer lines than their class. */
export function resolutionOf(width: number | null | undefined, height: number | null | undefined): number | undefined {
	if (!width && !height) return undefined;
	const lines = Math.max(height ?? 0, Math.round(((width ?? 0) * 9) / 16));
	return [2160, 1080, 720].find((standard) => lines > standard * 0.9) ?? 480;
}
