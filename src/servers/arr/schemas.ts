import * as z from "zod/mini";

/** Servers of both kinds write 0, or nothing, where a catalogue has no such title. */
const catalogueId = z.nullish(z.union([z.number(), z.string()]));
const amount = z.nullish(z.number());

/** `GET /api/v3/system/status`. */
export const statusSchema = z.object({
	appName: z.string(),
	instanceName: z.nullish(z.string()),
	version: z.nullish(z.string()),
	urlBase: z.nullish(z.string()),
});

const titleFields = {
	id: z.int().check(z.positive()),
	title: z.nullish(z.string()),
	year: amount,
	titleSlug: z.nullish(z.string()),
	monitored: z.nullish(z.boolean()),
	status: z.nullish(z.string()),
	tmdbId: catalogueId,
	imdbId: catalogueId,
};

/** A row of `GET /api/v3/movie`, as far as it is of use. */
export const movieSchema = z.object({
	...titleFields,
	hasFile: z.nullish(z.boolean()),
	isAvailable: z.nullish(z.boolean()),
	movieFile: z.nullish(
		z.object({ quality: z.nullish(z.object({ quality: z.nullish(z.object({ name: z.nullish(z.string()) })) })) }),
	),
});
export type MovieRow = z.infer<typeof movieSchema>;

/** A row of `GET /api/v3/series`, as far as it is of use. */
export const seriesSchema = z.object({
	...titleFields,
	tvdbId: catalogueId,
	statistics: z.nullish(z.object({ episodeFileCount: amount, episodeCount: amount, totalEpisodeCount: amount })),
});
export type SeriesRow = z.infer<typeof seriesSchema>;

/** A list of rows that are read one by one. */
export const rowsSchema = z.array(z.unknown());

/** A page of `GET /api/v3/queue`. */
export const queueSchema = z.object({ totalRecords: z.number(), records: rowsSchema });

/** A row of it: a film or an episode on its way. */
export const queuedSchema = z.object({
	movieId: amount,
	seriesId: amount,
	size: amount,
	sizeleft: amount,
	status: z.nullish(z.string()),
	trackedDownloadState: z.nullish(z.string()),
	trackedDownloadStatus: z.nullish(z.string()),
	downloadId: z.nullish(z.string()),
});
export type QueuedRow = z.infer<typeof queuedSchema>;
