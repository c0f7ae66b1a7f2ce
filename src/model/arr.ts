/** The two kinds of server that look after a collection of films or of shows. */
export type ArrKind = "radarr" | "sonarr";

/** Short local id, `r1`: never that of a source, which begins with another letter. */
export type ArrId = string;

/** True for the id of a Radarr or Sonarr among those of sources. */
export const isArrId = (id: string): boolean => id.startsWith("r");

/** `<arrId>/<id there>` */
export type ArrTitleId = `${ArrId}/${number}`;

/**
 * Why a Radarr or Sonarr could not be read.
 *
 * | problem | means |
 * |---|---|
 * | wrong-key | it answers, but does not take the key |
 * | not-arr | somebody else answers there, or in HTML |
 * | starting | it answers that it is not ready |
 * | no-answer, too-slow | nothing came, in time |
 * | mixed-content, permission, cors | the browser does not let this page ask, or read the answer |
 * | trouble | it answers with an error of its own |
 * | unreadable | it answers something that makes no sense |
 * | storage-full | this device has no room for what came |
 */
export type ArrProblem =
	| "wrong-key"
	| "not-arr"
	| "starting"
	| "no-answer"
	| "too-slow"
	| "mixed-content"
	| "permission"
	| "cors"
	| "trouble"
	| "unreadable"
	| "storage-full";

/** A connected Radarr or Sonarr. Its key is never here (see `secrets`). */
export interface ArrServer {
	readonly arrId: ArrId;
	readonly kind: ArrKind;
	readonly name: string;
	readonly version: string;
	/** Without trailing slash; a URL base is kept. */
	readonly baseUrl: string;
	/** How many titles the last reading gave; absent before the first. */
	readonly titles?: number;
	/** Device epoch ms of the last reading that went well. */
	readonly readAt?: number;
	/** Why the last reading failed; absent when it did not. */
	readonly problem?: ArrProblem;
}

/** How the download of a title stands. */
export interface ArrDownload {
	/** `waiting`: queued, paused or delayed. `stuck`: it needs a person. */
	readonly state: "downloading" | "waiting" | "importing" | "stuck";
	/** 0 to 1; absent while nobody knows how much there is. */
	readonly fraction?: number;
	/** How many episodes or files are on their way. */
	readonly count: number;
}

/** A title as a Radarr (`movie`) or a Sonarr (`show`) knows it. */
export interface ArrTitle {
	readonly arrTitleId: ArrTitleId;
	readonly arrId: ArrId;
	readonly kind: "movie" | "show";
	readonly title: string;
	readonly year?: number;
	/** What its page there is called. */
	readonly titleSlug?: string;
	readonly monitored: boolean;
	/** As the server words it: `released`, `inCinemas`, `announced`, `continuing`, `ended`, … */
	readonly status?: string;
	readonly tmdbId?: string;
	readonly tvdbId?: string;
	readonly imdbId?: string;
	/** Movies: of the file, such as `Bluray-1080p`. */
	readonly quality?: string;
	/** Movies. */
	readonly hasFile?: boolean;
	/** Movies: false before a release that the server would look for. */
	readonly isAvailable?: boolean;
	/** Shows: episodes with a file, of those that there should be. */
	readonly episodeFiles?: number;
	readonly episodes?: number;
	readonly download?: ArrDownload;
	/** The server while its queue holds the title: a sparse index. */
	readonly queuedBy?: ArrId;
}
