import type { ArrServer, ArrTitle, ArrTitleId } from "../../model/arr.ts";
import { withoutUndefined } from "../without-undefined.ts";
import type { MovieRow, SeriesRow } from "./schemas.ts";

/** The database key of a title by its number there. */
export function arrTitleId(arrId: string, id: number): ArrTitleId {
	return `${arrId}/${id}`;
}

/** A film of a Radarr. */
export function mapMovie({ arrId }: Pick<ArrServer, "arrId">, row: MovieRow): ArrTitle {
	const { hasFile, isAvailable, movieFile } = row;
	return withoutUndefined({
		...titleOf(arrId, row),
		kind: "movie" as const,
		hasFile: hasFile ?? movieFile != null,
		isAvailable: isAvailable ?? undefined,
		quality: movieFile?.quality?.quality?.name || undefined,
	});
}

/** A show of a Sonarr. Of episodes it counts those that are out and wanted, and the rest where it wants none. */
export function mapSeries({ arrId }: Pick<ArrServer, "arrId">, row: SeriesRow): ArrTitle {
	const { episodeFileCount, episodeCount, totalEpisodeCount } = row.statistics ?? {};
	return withoutUndefined({
		...titleOf(arrId, row),
		kind: "show" as const,
		tvdbId: numberedId(row.tvdbId),
		episodeFiles: episodeFileCount ?? undefined,
		episodes: episodeCount || (totalEpisodeCount ?? undefined),
	});
}

function titleOf(arrId: string, row: MovieRow | SeriesRow) {
	return {
		arrTitleId: arrTitleId(arrId, row.id),
		arrId,
		title: row.title ?? "",
		year: row.year || undefined,
		titleSlug: row.titleSlug || undefined,
		monitored: row.monitored ?? false,
		status: row.status ?? undefined,
		tmdbId: numberedId(row.tmdbId),
		imdbId: imdbId(row.imdbId),
	};
}

/** An id of TMDB or TVDB as a bare number; nothing for 0, for less, and for what is none: an address, a text. */
function numberedId(id: number | string | null | undefined): string | undefined {
	const text = String(id ?? "").trim();
	return /^[1-9]\d{0,15}$/.test(text) ? text : undefined;
}

/** An id of IMDb, `tt0017136`; nothing for one that is all zeros, and for what is none. */
function imdbId(id: number | string | null | undefined): string | undefined {
	const text = String(id ?? "").trim();
	return /^tt0*[1-9]\d*$/.test(text) ? text : undefined;
}
