import type { World } from "../db/world.ts";
import type { SourceId } from "../model/ids.ts";
import { IMAGE_WIDTHS, type ImageWidth } from "../model/image.ts";
import { imageKey, openImageCache } from "./image-cache.ts";
import { noteImageUse } from "./image-uses.ts";

/**
 * A picture in another width than the one that cannot be had: the next larger one in the image cache, else the largest smaller one.
 * Undefined when there is none. Nobody may keep the answer, so that the width that was asked for is fetched once it can be.
 */
export async function standInPicture(
	world: World,
	sourceId: SourceId,
	ref: string,
	width: ImageWidth,
): Promise<Response | undefined> {
	try {
		const cache = await openImageCache(world);
		if (cache === undefined) return undefined;
		const keys = inOrderOfUse(width).map((other) => imageKey(world.scope, sourceId, ref, other));
		const found = await Promise.all(keys.map((key) => cache.match(key)));
		const at = found.findIndex((response) => response !== undefined);
		const [key, response] = [keys[at], found[at]];
		if (key === undefined || response === undefined) return undefined;
		await noteImageUse(world.db, key, world.now()).catch(() => undefined);
		const headers = new Headers(response.headers);
		headers.set("cache-control", "no-store");
		return new Response(response.body, { headers });
	} catch {
		return undefined; // A cache that cannot be read has nothing to stand in.
	}
}

/** The other widths: the larger ones from the nearest on, then the smaller ones from the largest on. Pure. */
function inOrderOfUse(width: ImageWidth): ImageWidth[] {
	return [...IMAGE_WIDTHS.filter((other) => other > width), ...IMAGE_WIDTHS.filter((other) => other < width).reverse()];
}
