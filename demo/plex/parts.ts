import { clipBytes, clipFacts, rangeResponse } from "../core/media.ts";
import { errorPage } from "./answers.ts";
import type { Call } from "./call.ts";
import { fileOfPart, filesOf } from "./media-rows.ts";
import { nodeByKey } from "./media-server.ts";

/** GET or HEAD `/library/parts/{id}/{changestamp}/file.mp4`, by ranges; `download=1` as an attachment. */
export async function part(call: Call, id: string): Promise<Response> {
	const { ratingKey, at } = fileOfPart(id);
	const node = nodeByKey(call.state, ratingKey);
	const file = node?.type === "movie" || node?.type === "episode" ? filesOf(node)[at] : undefined;
	if (!node || !file) return errorPage(call.reader, 404);
	const facts = clipFacts(file);
	const name = `${node.slug.replaceAll("/", " ")}.${facts.container}`;
	return rangeResponse(call.request, await clipBytes(file), facts.contentType, {
		"access-control-allow-origin": call.reader.allowedOrigin,
		"x-plex-protocol": "1.0",
		...(call.read("download") === "1" && { "content-disposition": `attachment; filename="${name}"` }),
	});
}
