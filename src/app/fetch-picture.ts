import { imageResponse } from "../library/images.ts";
import { IMAGE_WIDTHS } from "../model/image.ts";
import { world } from "./world.ts";

/**
 * Fetches a picture for the worker from a server that only a page can reach (plain http on the home network, from an https app).
 * Answers on the message's port once the picture is in the cache, or cannot be had; not at all a message that names none.
 */
export async function fetchPicture({ data, ports }: MessageEvent): Promise<void> {
	if (typeof data.sourceId !== "string" || typeof data.ref !== "string") return;
	const width = IMAGE_WIDTHS.find((known) => known === data.width);
	if (width === undefined) return;
	await imageResponse(world, data.sourceId, data.ref, width, new AbortController().signal).catch(() => undefined);
	ports[0]?.postMessage("done");
}
