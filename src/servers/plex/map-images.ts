import type { ImageRef, ImageWidth } from "../../model/image.ts";
import { parseRows } from "../parse-rows.ts";
import type { PlexClient } from "./client.ts";
import { imageSchema, type PlexMetadata } from "./schemas.ts";

/** A picture is known by its path, which ends in a stamp that changes with it. contract/plex-api.md §6. */
export function imageRef(path: string | null | undefined): ImageRef | undefined {
	return path ? { ref: path } : undefined;
}

/**
 * The pictures of a row. An episode's own picture is a still; its poster is its show's.
 *
 * | | poster | still | backdrop | logo |
 * |---|---|---|---|---|
 * | movie, show, collection, playlist | thumb (composite) | – | art | clearLogo |
 * | season | thumb, else the show's | – | art | clearLogo |
 * | episode | the show's thumb | thumb | art | clearLogo |
 */
export function mapImages(row: PlexMetadata): Record<"poster" | "still" | "backdrop" | "logo", ImageRef | undefined> {
	const isEpisode = row.type === "episode";
	const logo = parseRows(row.Image ?? [], imageSchema).rows.find(({ type }) => type === "clearLogo");
	const poster = isEpisode
		? (row.grandparentThumb ?? row.parentThumb)
		: (row.thumb ?? row.parentThumb ?? row.composite);
	return {
		poster: imageRef(poster),
		still: isEpisode ? imageRef(row.thumb) : undefined,
		backdrop: imageRef(row.art ?? row.grandparentArt),
		logo: imageRef(logo?.url),
	};
}

/**
 * Where to get a picture, with the token: for the moment of fetching only, never a cache key. The server scales it into a box that
 * is twice as high as wide, so that the width decides. Logos need transparency. contract/plex-api.md §6.
 */
export function imageUrl(client: PlexClient, ref: string, width: ImageWidth): string {
	const format = ref.toLowerCase().includes("clearlogo") ? "png" : "jpeg";
	const query = { url: ref, width, height: width * 2, minSize: 0, upscale: 0, format };
	return client.urlWithToken("/photo/:/transcode", query);
}
