import type { Catalogue } from "./catalogue.ts";
import { type Entry, folderTypes, mediaTypeOf } from "./entry.ts";
import { artKind, aspectRatio, type ImageType, imageCounts, imageHash, imageTag } from "./images.ts";
import { folderFields, peopleOf, personCounts, videoFields } from "./item-fields.ts";
import { longContainerOf } from "./media-source.ts";
import { printStamp } from "./stamp.ts";
import { printUserData, type UserDataRows } from "./user-data.ts";

/** What an answer is to hold of each item. `fields` null: all, as single reads do. */
export interface RowOptions {
	readonly fields: ReadonlySet<string> | null;
	readonly enableUserData: boolean;
	readonly enableImages: boolean;
	readonly imageTypeLimit: number;
	/** null: all types. */
	readonly imageTypes: ReadonlySet<string> | null;
}

/** Where rows are printed from. */
export interface RowContext {
	readonly serverId: string;
	readonly catalogue: Catalogue;
	readonly rows: UserDataRows;
	readonly mayDownload: boolean;
	readonly hasPortrait: (name: string) => boolean;
}

/** What a session tells of the item that plays (06-playing-session #10). */
export const playingItem: RowOptions = {
	fields: new Set(
		"DateCreated ExternalUrls ProviderIds Path EnableMediaSourceDisplay Overview Taglines Genres ParentId Studios"
			.concat(
				" LocalTrailerCount SpecialFeatureCount PrimaryImageAspectRatio MediaStreams Chapters Trickplay Width Height",
			)
			.split(" "),
	),
	enableUserData: false,
	enableImages: true,
	imageTypeLimit: Number.POSITIVE_INFINITY,
	imageTypes: null,
};

export const wholeItem: RowOptions = {
	fields: null,
	enableUserData: true,
	enableImages: true,
	imageTypeLimit: Number.POSITIVE_INFINITY,
	imageTypes: null,
};

/** `BaseItemDto` of an item; which key comes when is as recorded in 03-fields, 03-item-lists and 04-*. */
export function itemRow(entry: Entry, options: RowOptions, context: RowContext): Record<string, unknown> {
	const { fields } = options;
	const has = (field: string): boolean => fields === null || fields.has(field);
	const facts = entry.facts;
	const isVideo = entry.type === "Movie" || entry.type === "Episode";
	const isFolder = folderTypes.has(entry.type);
	const row: Record<string, unknown> = { Name: entry.name };

	if (facts?.originalTitle && has("OriginalTitle")) row.OriginalTitle = facts.originalTitle;
	row.ServerId = context.serverId;
	row.Id = entry.id;
	if (has("Etag")) row.Etag = entry.etag;
	if (has("DateCreated")) row.DateCreated = printStamp(entry.dateCreated);
	if (isFolder && has("DateLastMediaAdded")) row.DateLastMediaAdded = "0001-01-01T00:00:00.0000000Z";
	if (entry.extras.airs && has("SpecialEpisodeNumbers")) {
		const { afterSeason, beforeSeason, beforeEpisode } = entry.extras.airs;
		if (afterSeason !== undefined) row.AirsAfterSeasonNumber = afterSeason;
		if (beforeSeason !== undefined) row.AirsBeforeSeasonNumber = beforeSeason;
		if (beforeEpisode !== undefined) row.AirsBeforeEpisodeNumber = beforeEpisode;
	}
	if (has("CanDelete")) row.CanDelete = false;
	if (has("CanDownload")) row.CanDownload = isVideo && context.mayDownload;
	if (isVideo) {
		if (entry.facts?.captions?.length) row.HasSubtitles = true;
		row.Container = longContainerOf(entry);
	}
	if (has("SortName")) row.SortName = entry.sortName;
	if (facts?.premiered) row.PremiereDate = `${facts.premiered}T00:00:00.0000000Z`;
	if (isVideo) videoFields(entry, has, row, context);
	if (entry.extras.criticRating !== undefined) row.CriticRating = entry.extras.criticRating;
	if (facts?.contentRating) row.OfficialRating = facts.contentRating;
	row.ChannelId = null;
	if (facts?.overview && has("Overview")) row.Overview = facts.overview;
	if (has("Taglines")) row.Taglines = facts?.tagline ? [facts.tagline] : [];
	if (facts?.rating) row.CommunityRating = facts.rating;
	if (entry.runtimeTicks !== null) row.RunTimeTicks = entry.runtimeTicks;
	if (facts?.year) row.ProductionYear = facts.year;
	if (entry.indexNumber !== null) row.IndexNumber = entry.indexNumber;
	if (entry.indexNumberEnd !== null) row.IndexNumberEnd = entry.indexNumberEnd;
	if (entry.parentIndexNumber !== null) row.ParentIndexNumber = entry.parentIndexNumber;
	if (has("ProviderIds")) row.ProviderIds = providerIds(entry);
	if (entry.type !== "Person") row.IsFolder = isFolder;
	if (has("ParentId")) row.ParentId = entry.parentId;
	row.Type = entry.type === "Folder" ? "ManualPlaylistsFolder" : entry.type;
	if (has("People")) row.People = peopleOf(entry, context);
	folderFields(entry, has, row, context);
	if (options.enableUserData) {
		row.UserData = printUserData(entry, context.rows, fields !== null);
	}
	addImages(entry, options, context, row, has);
	row.LocationType = entry.extras.isVirtual ? "Virtual" : "FileSystem";
	row.MediaType = mediaTypeOf(entry);
	if (entry.extras.endDate) row.EndDate = `${entry.extras.endDate}T00:00:00.0000000Z`;
	if (has("Settings")) {
		row.LockedFields = [];
		row.LockData = false;
	}
	if (entry.type === "Person" && fields === null) personCounts(entry, context, row);
	if (isVideo && entry.file) {
		if (has("Width")) row.Width = entry.file.width;
		if (has("Height")) row.Height = entry.file.height;
	}
	return row;
}

function providerIds(entry: Entry): Record<string, string> {
	const { imdb, tmdb, tvdb } = entry.facts?.providerIds ?? {};
	return {
		...(imdb ? { Imdb: imdb } : {}),
		...(tmdb ? { Tmdb: tmdb } : {}),
		...(tvdb ? { Tvdb: tvdb } : {}),
		...entry.extras.providerIds,
	};
}

const singleTypes: readonly ImageType[] = ["Primary", "Logo", "Banner"];

function addImages(
	entry: Entry,
	options: RowOptions,
	context: RowContext,
	row: Record<string, unknown>,
	has: (field: string) => boolean,
): void {
	const wants = (type: ImageType): boolean => options.enableImages && (options.imageTypes?.has(type) ?? true);
	const counts = imageCounts(entry, context.hasPortrait);
	const hashes: Record<string, Record<string, string>> = {};
	const note = (from: Entry, type: ImageType, index: number): string => {
		const tag = imageTag(from, type, index);
		hashes[type] = { ...hashes[type], [tag]: imageHash(from, type, index) };
		return tag;
	};
	const tags: Record<string, string> = {};
	const backdrops: string[] = [];
	if (options.imageTypeLimit > 0) {
		for (const type of singleTypes) {
			if (counts[type] > 0 && wants(type)) tags[type] = note(entry, type, 0);
		}
		if (wants("Backdrop")) {
			for (let index = 0; index < Math.min(counts.Backdrop, options.imageTypeLimit); index++) {
				backdrops.push(note(entry, "Backdrop", index));
			}
		}
	}
	const series = entry.series;
	const seriesCounts = series ? imageCounts(series, context.hasPortrait) : null;
	if (series && seriesCounts) {
		if (seriesCounts.Logo > 0 && wants("Logo")) {
			row.ParentLogoItemId = series.id;
			row.ParentLogoImageTag = imageTag(series, "Logo", 0);
		}
		if (seriesCounts.Backdrop > 0 && backdrops.length === 0 && wants("Backdrop")) {
			row.ParentBackdropItemId = series.id;
			row.ParentBackdropImageTags = [note(series, "Backdrop", 0)];
		}
		if (seriesCounts.Primary > 0) {
			row.SeriesPrimaryImageTag = tags.Primary ? imageTag(series, "Primary", 0) : note(series, "Primary", 0);
		}
	}
	const borrowed = !tags.Primary && series !== null && (seriesCounts?.Primary ?? 0) > 0;
	if (borrowed) {
		row.PrimaryImageAspectRatio = aspectRatio("poster");
	} else if (has("PrimaryImageAspectRatio") && tags.Primary) {
		row.PrimaryImageAspectRatio = aspectRatio(artKind(entry, "Primary"));
	}
	const owner = entry.season && imageCounts(entry.season, context.hasPortrait).Primary > 0 ? entry.season : series;
	if (entry.type === "Episode" && owner && wants("Primary") && imageCounts(owner, context.hasPortrait).Primary > 0) {
		row.ParentPrimaryImageItemId = owner.id;
		row.ParentPrimaryImageTag = imageTag(owner, "Primary", 0);
	}
	if (options.enableImages) {
		row.ImageTags = tags;
		row.BackdropImageTags = backdrops;
	}
	row.ImageBlurHashes = hashes;
}
