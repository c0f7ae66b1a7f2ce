import { type ArtKind, artBlurhash, artwork } from "../core/art.ts";
import type { Entry } from "./entry.ts";
import { guidOf } from "./guid.ts";

export type ImageType = "Primary" | "Backdrop" | "Logo" | "Banner";

/** How many images of each type `entry` has. `hasPortrait` decides for persons. */
export function imageCounts(entry: Entry, hasPortrait: (name: string) => boolean): Readonly<Record<ImageType, number>> {
	const given = entry.extras.images;
	const hasArt = entry.facts?.hasArt ?? false;
	const none = { Primary: 0, Backdrop: 0, Logo: 0, Banner: 0 };
	if (given) {
		return {
			Primary: given.primary === false ? 0 : 1,
			Backdrop: given.backdrops ?? 0,
			Logo: given.logo ? 1 : 0,
			Banner: given.banner ? 1 : 0,
		};
	}
	switch (entry.type) {
		case "Person":
			return hasPortrait(entry.name) ? { ...none, Primary: 1 } : none;
		case "CollectionFolder":
			return entry.children.length > 0 ? { ...none, Primary: 1 } : none;
		case "Movie":
		case "Series":
		case "BoxSet":
			return hasArt ? { ...none, Primary: 1, Backdrop: 1 } : none;
		case "Playlist":
		case "Season":
		case "Episode":
			return hasArt ? { ...none, Primary: 1 } : none;
		default:
			return none;
	}
}

/** Four of five persons have a portrait. */
export function usuallyHasPortrait(name: string): boolean {
	return Number.parseInt(guidOf("portrait", name).slice(0, 4), 16) % 5 !== 0;
}

/** The tag of an image: another after each replacement, as the file's time is part of it. */
export function imageTag(entry: Entry, type: ImageType, index: number): string {
	return guidOf("image", entry.id, type, String(index), String(entry.artRevision));
}

/** Which picture is drawn for an image. */
export function artKind(entry: Entry, type: ImageType): ArtKind {
	if (type !== "Primary") {
		return "backdrop";
	}
	switch (entry.type) {
		case "Person":
			return "portrait";
		case "Episode":
			return "still";
		case "CollectionFolder":
			return "backdrop";
		default:
			return "poster";
	}
}

const originalWidth: Readonly<Record<ArtKind, number>> = { poster: 1000, portrait: 800, backdrop: 1920, still: 1280 };

/** Width over height. */
export function aspectRatio(kind: ArtKind): number {
	return kind === "poster" || kind === "portrait" ? 2 / 3 : 16 / 9;
}

/** The picture, not wider than its original. `width` null: the original. */
export function drawImage(
	entry: Entry,
	type: ImageType,
	index: number,
	width: number | null,
): { bytes: Uint8Array<ArrayBuffer>; contentType: string } {
	const kind = artKind(entry, type);
	const original = originalWidth[kind];
	return artwork({
		slug: artSlug(entry, type, index),
		title: entry.name,
		kind,
		width: width === null || width <= 0 ? original : Math.min(width, original),
		revision: entry.artRevision,
	});
}

const hashes = new Map<string, string>();

/** The BlurHash of an image, kept once made. */
export function imageHash(entry: Entry, type: ImageType, index: number): string {
	const kind = artKind(entry, type);
	const slug = artSlug(entry, type, index);
	const key = `${slug}|${kind}|${entry.artRevision}`;
	const known = hashes.get(key);
	if (known !== undefined) {
		return known;
	}
	const made = artBlurhash(slug, kind, entry.artRevision);
	hashes.set(key, made);
	return made;
}

function artSlug(entry: Entry, type: ImageType, index: number): string {
	const slug = entry.type === "Person" ? entry.name : (entry.primary ?? entry).key;
	return index === 0 && (type === "Primary" || type === "Backdrop") ? slug : `${slug}#${type}${index}`;
}
