import type { PlexNode } from "./catalogue.ts";
import { hexOf } from "./hash.ts";
import { type Row, some } from "./tags.ts";

/** How much a row says. */
interface Fullness {
	readonly isFull: boolean;
	readonly includeGuids: boolean;
}

/** Path of the picture of a node, with the version stamp at its end, or undefined where there is none. */
export function imagePath(node: PlexNode, kind: "thumb" | "art"): string | undefined {
	if (!hasArt(node)) return undefined;
	const stamp = (node.updatedAt ?? node.addedAt) + node.revision;
	return `/library/metadata/${node.ratingKey}/${kind}/${stamp}`;
}

/** Whether there is a picture of the node. */
export function hasArt(node: PlexNode): boolean {
	switch (node.type) {
		case "season":
			return node.show.source.hasArt;
		case "collection":
			return node.members.some(hasArt);
		case "playlist":
			return node.items.some(hasArt);
		default:
			return node.source.hasArt;
	}
}

/** Only said where it is not the title. */
export function titleSortOf(node: PlexNode): string | undefined {
	if ("sortTitle" in node.source && node.source.sortTitle !== undefined) return node.source.sortTitle;
	const bare = node.title.replace(/^(the|an|a)\s+/i, "");
	return bare === node.title ? undefined : bare;
}

/** The audience's rating out of ten: `7` or `7.5`, whole ones come without a fraction. */
export function ratings(rating: number | undefined): Row {
	return rating === undefined ? {} : { audienceRating: rating, audienceRatingImage: "themoviedb://image.rating" };
}

/** The same as a list, which only full rows have. */
export function ratingRows(rating: number | undefined, options: Fullness): Row {
	if (rating === undefined || !options.isFull) return {};
	return { Rating: [{ image: "themoviedb://image.rating", value: rating, type: "audience" }] };
}

/** Ids at other sites: in full rows, and in lists when asked for. */
export function guids(node: PlexNode, options: Fullness): Row {
	if (!options.isFull && !options.includeGuids) return {};
	const ids = "providerIds" in node.source ? node.source.providerIds : {};
	return some(
		"Guid",
		[
			["imdb", ids.imdb],
			["tmdb", ids.tmdb],
			["tvdb", ids.tvdb],
		].flatMap(([site, id]) => (id === undefined ? [] : [{ id: `${site}://${id}` }])),
	);
}

/** Pictures as newer clients read them, with four colours of the poster. Nothing for titles without pictures. */
export function images(node: PlexNode, backdrop: PlexNode): Row {
	const thumb = imagePath(node, "thumb");
	const art = imagePath(backdrop, "art");
	if (thumb === undefined || art === undefined) return {};
	const hex = hexOf(`blur:${node.slug}`, 24);
	return {
		Image: [
			{ alt: node.title, type: node.type === "episode" ? "snapshot" : "coverPoster", url: thumb },
			{ alt: node.title, type: "background", url: art },
		],
		UltraBlurColors: {
			topLeft: hex.slice(0, 6),
			topRight: hex.slice(6, 12),
			bottomRight: hex.slice(12, 18),
			bottomLeft: hex.slice(18),
		},
	};
}
