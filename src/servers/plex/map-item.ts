import { joinId, type LibraryId, type SourceId } from "../../model/ids.ts";
import type { Item, ItemKind } from "../../model/item.ts";
import type { ProviderIds } from "../../model/provider-ids.ts";
import type { WatchState } from "../../model/watch-state.ts";
import { parseRows } from "../parse-rows.ts";
import type { ItemRow } from "../server.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { mapImages } from "./map-images.ts";
import { watchStateOf } from "./read-watch.ts";
import { guidSchema, mediaSchema, type PlexMetadata, tagSchema } from "./schemas.ts";

const KINDS: Readonly<Record<string, ItemKind>> = {
	movie: "movie",
	show: "show",
	season: "season",
	episode: "episode",
	collection: "collection",
	playlist: "playlist",
};

/** One row as an item of a library, with its view state where it can be watched itself; null for types that are not shown. */
export function mapItem(row: PlexMetadata, sourceId: SourceId, libraryId: LibraryId): ItemRow | null {
	const kind = KINDS[row.type];
	if (kind === undefined) return null;
	const id = (key: string | null | undefined) => (key ? joinId(sourceId, key) : undefined);
	const showId = { episode: id(row.grandparentRatingKey), season: id(row.parentRatingKey) }[kind as string];
	const title = row.title ?? "";
	const item: Item = {
		itemId: joinId(sourceId, row.ratingKey),
		sourceId,
		libraryId,
		kind,
		parentId: kind === "episode" ? (id(row.parentRatingKey) ?? showId) : showId,
		showId,
		title,
		sortTitle: (row.titleSort || title).toLowerCase(),
		originalTitle: row.originalTitle || undefined,
		year: row.year ?? undefined,
		premiered: row.originallyAvailableAt?.slice(0, 10),
		addedAt: row.addedAt ? row.addedAt * 1000 : undefined,
		durationMs: row.duration || undefined,
		rating: row.rating ?? row.audienceRating ?? undefined,
		contentRating: row.contentRating || undefined,
		genres: parseRows(row.Genre ?? [], tagSchema).rows.map(({ tag }) => tag),
		overview: row.summary || undefined,
		tagline: row.tagline || undefined,
		studios: row.studio ? [row.studio] : undefined,
		index: kind === "episode" || kind === "season" ? (row.index ?? undefined) : undefined,
		seasonIndex: kind === "episode" ? (row.parentIndex ?? undefined) : undefined,
		showTitle: { episode: row.grandparentTitle, season: row.parentTitle }[kind as string] ?? undefined,
		leafCount: kind === "show" || kind === "season" ? (row.leafCount ?? undefined) : undefined,
		providerIds: mapProviderIds(row, kind),
		...mapImages(row),
		resolution: bestResolution(row.Media ?? []),
		etag: row.updatedAt ? String(row.updatedAt) : undefined,
	};
	const canBeWatched = kind === "movie" || kind === "episode";
	return { item: withoutUndefined(item), ...(canBeWatched ? { watch: watchOf(row) } : {}) };
}

function watchOf({ viewCount, viewOffset, lastViewedAt }: PlexMetadata): WatchState {
	return watchStateOf({
		viewCount: viewCount ?? undefined,
		viewOffset: viewOffset ?? undefined,
		lastViewedAt: lastViewedAt ?? undefined,
	});
}

/**
 * Ids at public catalogues: from `Guid` rows, else from a guid of the agents of old, which names the show in an episode's and is
 * therefore read for movies and shows only. contract/plex-api.md §3.4.
 */
function mapProviderIds(row: PlexMetadata, kind: ItemKind): ProviderIds {
	const guids = parseRows(row.Guid ?? [], guidSchema).rows.map((guid) => guid.id);
	const of = (name: string) => guids.find((guid) => guid.startsWith(`${name}://`))?.slice(name.length + 3) || undefined;
	const legacy = kind === "movie" || kind === "show" ? legacyIds(row.guid ?? "") : {};
	return withoutUndefined({ ...legacy, ...withoutUndefined({ imdb: of("imdb"), tmdb: of("tmdb"), tvdb: of("tvdb") }) });
}

function legacyIds(guid: string): ProviderIds {
	const [, agent, value] = /^com\.plexapp\.agents\.(imdb|themoviedb|thetvdb):\/\/([^/?]+)/.exec(guid) ?? [];
	if (value === undefined) return {};
	if (agent === "imdb") return { imdb: value };
	return agent === "themoviedb" ? { tmdb: value } : { tvdb: value };
}

/** Lines of the best file: `4k`, `1080`, `sd` and the like, in either case. */
function bestResolution(media: readonly unknown[]): number | undefined {
	const lines = parseRows(media, mediaSchema).rows.map(({ videoResolution }) => {
		const name = videoResolution?.toLowerCase() ?? "";
		if (name === "4k") return 2160;
		return Number.parseInt(name, 10) || (name === "sd" ? 480 : 0);
	});
	return Math.max(0, ...lines) || undefined;
}
