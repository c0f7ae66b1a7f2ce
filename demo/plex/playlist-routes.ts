import { container, errorPage } from "./answers.ts";
import type { Call } from "./call.ts";
import { page, rowOptions } from "./library-routes.ts";
import { filtersFrom } from "./lists.ts";
import { nodeByKey, nowSeconds } from "./media-server.ts";
import { sectionFields } from "./rows.ts";
import type { Row } from "./tags.ts";

/** GET `/playlists`: by title, of one kind where `playlistType` names it. From the API description (contract/plex): not recorded. */
export function playlists(call: Call): Response {
	const kind = call.read("playlistType");
	const options = rowOptions(call, false);
	const tests = filtersFrom(call.url.searchParams, options.views, nowSeconds(call.state));
	const nodes = call.state.lists
		.sorted(1, "playlist", call.read("sort"), options.views)
		.filter((node) => tests.every((test) => test(node)))
		.filter(
			(node) => node.type === "playlist" && (kind === null || kind === (node.source.isAudio ? "audio" : "video")),
		);
	return container(call.reader, page(call, nodes, options));
}

/** GET `/playlists/{id}/items`: in the playlist's own order, each row with the key of its place and its section. 404 for no playlist. */
export function playlistItems(call: Call, id: string): Response {
	const node = nodeByKey(call.state, id);
	if (node?.type !== "playlist") return errorPage(call.reader, 404);
	const items = node.items.filter((item) => !item.isRemoved);
	const { Metadata, ...rest } = page(call, items, rowOptions(call, false));
	const start = Number(rest.offset ?? 0);
	const rows: Row[] = Array.isArray(Metadata) ? Metadata : [];
	const placed = rows.map((row, at): Row => {
		const item = items[start + at];
		return { ...row, ...(item && sectionFields(item)), playlistItemID: Number(id) * 1000 + start + at };
	});
	return container(call.reader, {
		...rest,
		composite: `/playlists/${id}/composite/${node.updatedAt}`,
		leafCount: items.length,
		playlistType: node.source.isAudio ? "audio" : "video",
		ratingKey: id,
		smart: false,
		title: node.title,
		...(placed.length > 0 && { Metadata: placed }),
	});
}
