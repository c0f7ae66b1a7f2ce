import { type ArtKind, artwork } from "../core/art.ts";
import { errorPage } from "./answers.ts";
import type { Call } from "./call.ts";
import type { PlexNode } from "./catalogue.ts";
import { nodeByKey } from "./media-server.ts";
import { personAtPortrait } from "./people.ts";

const DEFAULT_WIDTH = 400;

/** GET `/photo/:/transcode?url=&width=`: a picture of this server by its path, or a portrait by its address. */
export function photoTranscode(call: Call): Response {
	const asked = call.read("url");
	if (asked === null) return errorPage(call.reader, 400);
	const width = Number.parseInt(call.read("width") ?? "", 10) || DEFAULT_WIDTH;
	if (/^https?:/.test(asked)) {
		const name = personAtPortrait(call.state.catalogue, asked);
		if (name !== null) return picture(call, name, name, "portrait", width, 0);
	}
	const path = new URL(asked, call.url).pathname;
	return pictureAt(call, path, width);
}

/** A picture by its own path, as it is. */
export function pictureAt(call: Call, path: string, width = DEFAULT_WIDTH): Response {
	const [, key = "", kind = ""] =
		/^\/(?:library\/(?:metadata|collections)|playlists)\/(\w+)\/(thumb|art|composite)(?:\/|$)/.exec(path) ?? [];
	const node = nodeByKey(call.state, key);
	if (node === null) return errorPage(call.reader, 404);
	if (kind === "art") return picture(call, node.slug, node.title, "backdrop", width, node.revision);
	const title = node.type === "season" ? `${node.show.title} ${node.title}` : node.title;
	return picture(call, slugOf(node), title, node.type === "episode" ? "still" : "poster", width, node.revision);
}

function slugOf(node: PlexNode): string {
	const inside = node.type === "collection" ? node.members : node.type === "playlist" ? node.items : [];
	return inside[0]?.slug ?? node.slug;
}

function picture(call: Call, slug: string, title: string, kind: ArtKind, width: number, revision: number): Response {
	const { bytes, contentType } = artwork({ slug, title, kind, width, revision });
	return new Response(bytes, {
		headers: {
			"access-control-allow-origin": call.reader.allowedOrigin,
			"content-type": contentType,
			"cache-control": "max-age=2628000",
			"x-plex-protocol": "1.0",
		},
	});
}
