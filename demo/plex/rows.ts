import {
	type CollectionNode,
	type EpisodeNode,
	guidOf,
	type MovieNode,
	type PlaylistNode,
	type PlexNode,
	type SeasonNode,
	type ShowNode,
} from "./catalogue.ts";
import { hash, hexOf } from "./hash.ts";
import { chapterRows, markers, mediaRows } from "./media-rows.ts";
import { guids, hasArt, imagePath, images, ratingRows, ratings, titleSortOf } from "./row-parts.ts";
import { sectionTitles } from "./sections.ts";
import { fullTags, type Row, some, sparseTags } from "./tags.ts";
import type { ViewStates } from "./view-states.ts";

/** What a row depends on besides its title. */
export interface RowOptions {
	readonly views: ViewStates;
	/** Full: what only `/library/metadata/{id}` says. Sparse: what lists say. */
	readonly isFull: boolean;
	readonly includeGuids: boolean;
	readonly includeMarkers: boolean;
	readonly includeChapters: boolean;
}

/** The row of a title, with what real rows of its kind have and no more (contract/plex-api.md §3.3 and §3.4). */
export function metadataRow(node: PlexNode, options: RowOptions): Row {
	const row = rowOf(node, options);
	return options.isFull && node.type !== "playlist" ? { ...row, ...sectionFields(node) } : row;
}

function rowOf(node: PlexNode, options: RowOptions): Row {
	switch (node.type) {
		case "movie":
			return movieRow(node, options);
		case "show":
			return showRow(node, options);
		case "season":
			return seasonRow(node, options);
		case "episode":
			return episodeRow(node, options);
		case "collection":
			return collectionRow(node);
		case "playlist":
			return playlistRow(node);
	}
}

/** Where a title is: in full rows, and in those of playlists. */
export function sectionFields(node: PlexNode): Row {
	return {
		librarySectionTitle: sectionTitles[node.sectionId],
		librarySectionID: node.sectionId,
		librarySectionKey: `/library/sections/${node.sectionId}`,
	};
}

function movieRow(node: MovieNode, options: RowOptions): Row {
	const { source } = node;
	return {
		ratingKey: node.ratingKey,
		key: `/library/metadata/${node.ratingKey}`,
		guid: guidOf(node, hexOf),
		slug: node.slug,
		studio: source.studio,
		type: "movie",
		title: node.title,
		titleSort: titleSortOf(node),
		originalTitle: source.originalTitle,
		contentRating: source.contentRating,
		summary: source.overview ?? "",
		...ratings(source.rating),
		...options.views.get(node),
		year: source.year,
		tagline: source.tagline,
		thumb: imagePath(node, "thumb"),
		art: imagePath(node, "art"),
		duration: source.durationMs,
		originallyAvailableAt: source.premiered?.slice(0, 10),
		addedAt: node.addedAt,
		updatedAt: node.updatedAt,
		chapterSource: "media",
		Media: mediaRows(node, options.isFull),
		...images(node, node),
		...guids(node, options),
		...ratingRows(source.rating, options),
		...(options.isFull ? fullTags(node) : sparseTags(node)),
		...(options.isFull && options.includeChapters && some("Chapter", chapterRows(node))),
		...(options.isFull && options.includeMarkers && markers(node)),
	};
}

function showRow(node: ShowNode, options: RowOptions): Row {
	const { source } = node;
	const first = node.seasons.flatMap((season) => season.episodes)[0];
	return {
		ratingKey: node.ratingKey,
		key: `/library/metadata/${node.ratingKey}/children`,
		guid: guidOf(node, hexOf),
		slug: node.slug,
		studio: source.studio,
		type: "show",
		title: node.title,
		titleSort: titleSortOf(node),
		originalTitle: source.originalTitle,
		contentRating: source.contentRating,
		summary: source.overview ?? "",
		index: 1,
		...ratings(source.rating),
		...options.views.summary(node),
		year: source.year,
		tagline: source.tagline,
		thumb: imagePath(node, "thumb"),
		art: imagePath(node, "art"),
		duration: first?.source.durationMs,
		originallyAvailableAt: source.premiered?.slice(0, 10),
		childCount: node.seasons.filter((season) => !season.isRemoved).length,
		addedAt: node.addedAt,
		updatedAt: node.updatedAt,
		...images(node, node),
		...guids(node, options),
		...ratingRows(source.rating, options),
		...(options.isFull ? { ...fullTags(node), Location: [{ path: `/data/${node.slug}` }] } : sparseTags(node)),
	};
}

function seasonRow(node: SeasonNode, options: RowOptions): Row {
	const { show } = node;
	return {
		ratingKey: node.ratingKey,
		key: `/library/metadata/${node.ratingKey}/children`,
		parentRatingKey: show.ratingKey,
		guid: guidOf(node, hexOf),
		parentGuid: guidOf(show, hexOf),
		parentSlug: show.slug,
		parentStudio: show.source.studio,
		type: "season",
		title: node.title,
		parentKey: `/library/metadata/${show.ratingKey}`,
		parentTitle: show.title,
		summary: "",
		index: node.source.number,
		parentIndex: 1,
		parentYear: show.source.year,
		...options.views.summary(node),
		thumb: imagePath(node, "thumb"),
		art: imagePath(show, "art"),
		parentThumb: imagePath(show, "thumb"),
		addedAt: node.addedAt,
		updatedAt: node.updatedAt,
		...images(node, show),
		...(options.isFull && guids(node, options)),
	};
}

function episodeRow(node: EpisodeNode, options: RowOptions): Row {
	const { source, season } = node;
	const { show } = season;
	return {
		ratingKey: node.ratingKey,
		key: `/library/metadata/${node.ratingKey}`,
		parentRatingKey: season.ratingKey,
		grandparentRatingKey: show.ratingKey,
		guid: guidOf(node, hexOf),
		parentGuid: guidOf(season, hexOf),
		grandparentGuid: guidOf(show, hexOf),
		grandparentSlug: show.slug,
		type: "episode",
		title: node.title,
		titleSort: titleSortOf(node),
		originalTitle: source.originalTitle,
		grandparentKey: `/library/metadata/${show.ratingKey}`,
		parentKey: `/library/metadata/${season.ratingKey}`,
		grandparentTitle: show.title,
		parentTitle: season.title,
		contentRating: source.contentRating ?? show.source.contentRating,
		summary: source.overview ?? "",
		index: source.number,
		parentIndex: season.source.number,
		...ratings(source.rating),
		...options.views.get(node),
		year: source.year,
		thumb: imagePath(node, "thumb"),
		art: imagePath(show, "art"),
		parentThumb: imagePath(season, "thumb"),
		grandparentThumb: imagePath(show, "thumb"),
		grandparentArt: imagePath(show, "art"),
		duration: source.durationMs,
		originallyAvailableAt: source.premiered?.slice(0, 10),
		addedAt: node.addedAt,
		updatedAt: node.updatedAt,
		chapterSource: options.isFull ? "media" : undefined,
		Media: mediaRows(node, options.isFull),
		...images(node, show),
		...guids(node, options),
		...ratingRows(source.rating, options),
		...episodeTags(node, options.isFull),
		...(options.isFull && options.includeChapters && some("Chapter", chapterRows(node))),
		...(options.isFull && options.includeMarkers && markers(node)),
	};
}

/** Episodes have no genres of their own. */
function episodeTags(node: EpisodeNode, isFull: boolean): Row {
	const { Genre: _, ...tags } = isFull ? fullTags(node) : sparseTags(node);
	return tags;
}

/** Collections have numbers that real servers print as text. */
function collectionRow(node: CollectionNode): Row {
	const members = node.members.filter((member) => !member.isRemoved);
	const years = members.flatMap(({ source }) => (source.year === undefined ? [] : [source.year]));
	return {
		ratingKey: node.ratingKey,
		key: `/library/collections/${node.ratingKey}/children`,
		guid: guidOf(node, hexOf),
		type: "collection",
		title: node.title,
		subtype: node.sectionId === 1 ? "movie" : "show",
		summary: "",
		index: hash(node.slug) % 1000,
		ratingCount: 1,
		thumb: hasArt(node)
			? `/library/collections/${node.ratingKey}/composite/${node.updatedAt}?width=400&height=600`
			: undefined,
		addedAt: node.addedAt,
		updatedAt: node.updatedAt,
		childCount: String(members.length),
		...(years.length > 0 && { maxYear: String(Math.max(...years)), minYear: String(Math.min(...years)) }),
	};
}

/** As in the answers of the API description (contract/plex): not recorded. */
function playlistRow(node: PlaylistNode): Row {
	const items = node.items.filter((item) => !item.isRemoved);
	return {
		ratingKey: node.ratingKey,
		key: `/playlists/${node.ratingKey}/items`,
		guid: guidOf(node, hexOf),
		type: "playlist",
		title: node.title,
		summary: node.source.overview ?? "",
		smart: false,
		playlistType: node.source.isAudio ? "audio" : "video",
		composite: hasArt(node) ? `/playlists/${node.ratingKey}/composite/${node.updatedAt}` : undefined,
		duration: items.length > 0 ? items.reduce((sum, { source }) => sum + source.durationMs, 0) : undefined,
		leafCount: items.length,
		addedAt: node.addedAt,
		updatedAt: node.updatedAt,
	};
}
