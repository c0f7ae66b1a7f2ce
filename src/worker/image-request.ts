import type { SourceId } from "../model/ids.ts";
import { IMAGE_WIDTHS, type ImageWidth } from "../model/image.ts";

/** A picture that a page asked for under `-/image/`. DESIGN.md §4 *Image*. */
export interface ImageRequest {
	readonly sourceId: SourceId;
	readonly ref: string;
	readonly width: ImageWidth;
}

/**
 * Reads `image/<sourceId>/<encodeURIComponent(ref)>?w=320`, the part after `-/`. Null when it is malformed or asks for a width
 * that is not one of the fixed ones. Pure.
 */
export function readImageRequest(path: string, query: URLSearchParams): ImageRequest | null {
	const [kind, sourceId, encodedRef, ...rest] = path.split("/");
	const width = IMAGE_WIDTHS.find((known) => String(known) === query.get("w"));
	if (kind !== "image" || !sourceId || !encodedRef || rest.length > 0 || width === undefined) return null;
	try {
		return { sourceId: decodeURIComponent(sourceId), ref: decodeURIComponent(encodedRef), width };
	} catch {
		return null; // A broken percent escape.
	}
}
