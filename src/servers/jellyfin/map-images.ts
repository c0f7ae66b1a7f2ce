import type { ImageRef, ImageWidth } from "../../model/image.ts";
import { normalId } from "./client.ts";
import type { JellyfinItem } from "./schemas.ts";

type ImageType = "Primary" | "Backdrop" | "Thumb" | "Logo";

/**
 * A picture's name: owner, type, index and tag. Type and index belong to it, because the tag is made of path and file time and two
 * pictures of one item can share it. contract/jellyfin/recorded/README.md *Change detection*.
 */
export function imageRef(
	owner: string | null | undefined,
	type: ImageType,
	tag: string | null | undefined,
	hashes?: JellyfinItem["ImageBlurHashes"],
): ImageRef | undefined {
	if (!owner || !tag) return undefined;
	const blurhash = hashes?.[type]?.[tag];
	return { ref: `${normalId(owner)}.${type}.0.${tag}`, ...(blurhash ? { blurhash } : {}) };
}

/**
 * The pictures of an item. An episode's own picture is a still; its poster is its show's.
 *
 * | | poster | still | backdrop | logo |
 * |---|---|---|---|---|
 * | movie, show, collection, playlist | Primary | Thumb | Backdrop | Logo |
 * | season | Primary, else the show's | Thumb | the show's | the show's |
 * | episode | the show's | Primary | the show's | the show's |
 */
export function mapImages(item: JellyfinItem): Record<"poster" | "still" | "backdrop" | "logo", ImageRef | undefined> {
	const hashes = item.ImageBlurHashes;
	const own = (type: ImageType) => imageRef(item.Id, type, item.ImageTags?.[type], hashes);
	const ofShow = imageRef(item.SeriesId, "Primary", item.SeriesPrimaryImageTag, hashes);
	const isEpisode = item.Type === "Episode";
	return {
		poster: isEpisode ? ofShow : (own("Primary") ?? ofShow),
		still: isEpisode ? own("Primary") : own("Thumb"),
		backdrop:
			imageRef(item.Id, "Backdrop", item.BackdropImageTags?.[0], hashes) ??
			imageRef(item.ParentBackdropItemId, "Backdrop", item.ParentBackdropImageTags?.[0], hashes),
		logo: own("Logo") ?? imageRef(item.ParentLogoItemId, "Logo", item.ParentLogoImageTag, hashes),
	};
}

/** Where to get a picture. Without a token: with one the answer may be 404. contract/jellyfin/recorded/README.md *Images*. */
export function imageUrl(address: string, ref: string, width: ImageWidth): string {
	const [owner = "", type = "", index = "0", tag = ""] = ref.split(".").map(encodeURIComponent);
	return `${address}/Items/${owner}/Images/${type}/${index}?tag=${tag}&maxWidth=${width}&quality=90&format=Webp`;
}
