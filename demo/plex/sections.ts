import { uuidOf } from "./hash.ts";
import type { Row } from "./tags.ts";

export const sectionIds = [1, 2] as const;
export type SectionId = (typeof sectionIds)[number];
export const sectionTitles: Readonly<Record<SectionId, string>> = { 1: "Movies", 2: "TV Shows" };

/** Of the flags of formats, the same for every answer of a server. */
export const MEDIA_TAGS = { mediaTagPrefix: "/system/bundle/media/flags/", mediaTagVersion: 1_734_362_201 } as const;

/** The section that `text` names, or null. */
export function sectionIdOf(text: string): SectionId | null {
	return sectionIds.find((id) => String(id) === text) ?? null;
}

function sectionUuid(id: SectionId, machineIdentifier: string): string {
	return uuidOf(`section:${id}:${machineIdentifier}`);
}

/** One row of `/library/sections`, without art, thumb and composite, which PMS 1.41.9 dropped. */
export function sectionRow(
	id: SectionId,
	machineIdentifier: string,
	times: { readonly createdAt: number; readonly scannedAt: number; readonly contentChangedAt: number },
): Row {
	const isMovies = id === 1;
	return {
		allowSync: true,
		filters: true,
		refreshing: false,
		key: String(id),
		type: isMovies ? "movie" : "show",
		title: sectionTitles[id],
		agent: isMovies ? "tv.plex.agents.movie" : "tv.plex.agents.series",
		scanner: isMovies ? "Plex Movie" : "Plex TV Series",
		language: "en-US",
		uuid: sectionUuid(id, machineIdentifier),
		updatedAt: times.createdAt,
		createdAt: times.createdAt,
		scannedAt: times.scannedAt,
		content: true,
		directory: true,
		contentChangedAt: times.contentChangedAt,
		// A number here, a truth value there (contract/plex-api.md §3.1).
		hidden: isMovies ? 0 : false,
		Location: [{ id, path: isMovies ? "/data/Movies" : "/data/TV" }],
	};
}

/** The fields of a container that belong to its section. */
export function sectionContainer(id: SectionId, machineIdentifier: string): Row {
	return {
		allowSync: true,
		identifier: "com.plexapp.plugins.library",
		librarySectionID: id,
		librarySectionTitle: sectionTitles[id],
		librarySectionUUID: sectionUuid(id, machineIdentifier),
		...MEDIA_TAGS,
	};
}
