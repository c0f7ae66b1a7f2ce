import type { World } from "../db/world.ts";
import { imageResponse } from "../library/images.ts";
import { standInPicture } from "../library/stand-in-picture.ts";
import type { ImageRequest } from "./image-request.ts";

/** The part of a page used here. */
interface Page {
	postMessage(message: unknown, transfer: Transferable[]): void;
}

/** The pages of this worker by their ids: its `clients`. */
interface Pages {
	get(id: string): Promise<Page | undefined>;
}

/** How long a page may take to fetch a picture that the worker cannot reach. */
const PAGE_FETCH_MS = 20_000;

/**
 * The answer to a picture request: from the cache, else from its server, else through a page, which can reach plain-http servers
 * on the home network when a worker cannot (contract/platform.md §4.1), else in another width that is here. `clientId` is the page
 * that asked.
 */
export async function answerImage(
	world: World,
	pages: Pages,
	image: ImageRequest,
	clientId: string,
	signal: AbortSignal,
): Promise<Response> {
	const answer = await imageResponse(world, image.sourceId, image.ref, image.width, signal);
	if (answer.headers.get("x-stowaway") !== "blocked") return answer;
	const page = await pages.get(clientId);
	if (page && (await fetchedByPage(page, image))) {
		const again = await imageResponse(world, image.sourceId, image.ref, image.width, signal);
		if (again.ok) return again;
	}
	return (await standInPicture(world, image.sourceId, image.ref, image.width)) ?? answer;
}

/** True once the page says it is done; false when it does not answer in time. */
function fetchedByPage(page: Page, image: ImageRequest): Promise<boolean> {
	return new Promise((resolve) => {
		const { port1, port2 } = new MessageChannel();
		const timer = setTimeout(() => resolve(false), PAGE_FETCH_MS);
		port1.onmessage = () => {
			clearTimeout(timer);
			port1.close();
			resolve(true);
		};
		page.postMessage({ type: "fetch-image", ...image }, [port2]);
	});
}
