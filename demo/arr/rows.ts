import type { DemoMovie, DemoShow } from "../library/types.ts";

/** How a title stands at the demo's Radarr or Sonarr. What is not named here has its file and is looked after. */
export type Standing = "complete" | "missing" | "unmonitored" | "downloading" | "unknown";

const STANDINGS: Readonly<Record<string, Standing>> = {
	charade: "downloading",
	metropolis: "missing",
	"the-lost-world": "missing",
	"the-general": "unknown",
	"the-kid": "unmonitored",
	"nanook-of-the-north": "unmonitored",
	"sherlock-holmes": "downloading",
	"flash-gordon": "missing",
	"the-phantom-empire": "unknown",
};

const QUALITIES = ["Bluray-1080p", "WEBDL-1080p", "DVD", "Remux-1080p"] as const;

/** How a title stands; `missing` for a show means that some of its episodes are. */
export function standingOf(slug: string): Standing {
	return STANDINGS[slug] ?? "complete";
}

/** A number of a catalogue as these servers write it: 0 for none. */
function numbered(id: string | undefined): number {
	return Number(id ?? 0);
}

/** A title with its number there. */
interface Known<T> {
	readonly id: number;
	readonly title: T;
	/** A download of it has come in. */
	readonly isImported: boolean;
}

/** A row of `GET /api/v3/movie`. */
export function movieRow({ id, title: movie, isImported }: Known<DemoMovie>) {
	const standing = standingOf(movie.slug);
	const hasFile = isImported || standing === "complete" || standing === "unmonitored";
	const quality = QUALITIES[id % QUALITIES.length];
	return {
		id,
		title: movie.title,
		originalTitle: movie.originalTitle ?? movie.title,
		sortTitle: (movie.sortTitle ?? movie.title).toLowerCase(),
		status: "released",
		year: movie.year ?? 0,
		overview: movie.overview ?? "",
		tmdbId: numbered(movie.providerIds.tmdb),
		...(movie.providerIds.imdb ? { imdbId: movie.providerIds.imdb } : {}),
		titleSlug: movie.providerIds.tmdb ?? movie.slug,
		monitored: standing !== "unmonitored",
		minimumAvailability: "released",
		isAvailable: true,
		hasFile,
		qualityProfileId: 4,
		runtime: Math.round(movie.durationMs / 60_000),
		genres: movie.genres,
		tags: [],
		added: movie.addedAt,
		statistics: { movieFileCount: hasFile ? 1 : 0, sizeOnDisk: hasFile ? 4_000_000_000 : 0 },
		...(hasFile
			? { movieFile: { id, movieId: id, quality: { quality: { id: 7, name: quality }, revision: {} } } }
			: {}),
	};
}

/** A row of `GET /api/v3/series`. */
export function seriesRow({ id, title: show, isImported }: Known<DemoShow>) {
	const standing = standingOf(show.slug);
	const numbers = show.seasons.map(({ number, episodes }) => ({ number, count: episodes.length }));
	const total = numbers.reduce((sum, { count }) => sum + count, 0);
	const wanted = numbers.reduce((sum, { number, count }) => sum + (number === 0 ? 0 : count), 0);
	const lacking = standing === "missing" ? 3 : standing === "downloading" && !isImported ? 2 : 0;
	const files = Math.max(0, wanted - lacking);
	return {
		id,
		title: show.title,
		sortTitle: (show.sortTitle ?? show.title).toLowerCase(),
		status: "ended",
		ended: true,
		year: show.year ?? 0,
		overview: show.overview ?? "",
		tvdbId: numbered(show.providerIds.tvdb),
		tmdbId: numbered(show.providerIds.tmdb),
		tvMazeId: 0,
		...(show.providerIds.imdb ? { imdbId: show.providerIds.imdb } : {}),
		titleSlug: show.slug,
		monitored: standing !== "unmonitored",
		seasons: numbers.map(({ number }) => ({ seasonNumber: number, monitored: number > 0 })),
		genres: show.genres,
		tags: [],
		added: show.addedAt,
		statistics: {
			seasonCount: numbers.filter(({ number }) => number > 0).length,
			episodeFileCount: files,
			episodeCount: wanted,
			totalEpisodeCount: total,
			sizeOnDisk: files * 400_000_000,
			percentOfEpisodes: wanted === 0 ? 0 : (files / wanted) * 100,
		},
	};
}

const SIZE = 4_000_000_000;

/** Rows of `GET /api/v3/queue` for one title, `fraction` (0 to 1) of it here: one for a film, two episodes of one pack for a show. */
export function queueRows(
	kind: "radarr" | "sonarr",
	{ id, title }: Omit<Known<DemoMovie | DemoShow>, "isImported">,
	fraction: number,
): readonly object[] {
	const row = {
		title: `${title.title} ${title.year ?? ""}`.trim(),
		size: SIZE,
		sizeleft: Math.round(SIZE * (1 - fraction)),
		status: fraction < 1 ? "downloading" : "completed",
		trackedDownloadStatus: "ok",
		trackedDownloadState: fraction < 1 ? "downloading" : "importPending",
		downloadId: `DEMO${id}`,
		protocol: "torrent",
	};
	if (kind === "radarr") return [{ ...row, id: 1000 + id, movieId: id }];
	return [0, 1].map((at) => ({ ...row, id: 1000 + id * 10 + at, seriesId: id, episodeId: id * 100 + at }));
}
