import { captionsAsSrt, captionsAsVtt } from "../core/captions.ts";
import { clipBytes, clipFacts, rangeResponse } from "../core/media.ts";
import { errorPage } from "./answers.ts";
import type { Call } from "./call.ts";
import { captionOfStream, fileOfPart, filesOf } from "./media-rows.ts";
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

/** GET `/library/streams/{id}[.ext]`: a caption beside a file, as SubRip unless `format=webvtt`; 501 for one in it, 404 for none. */
export function captionFile(call: Call, id: string): Response {
	const { partId, at } = captionOfStream(id);
	const node = nodeByKey(call.state, fileOfPart(partId).ratingKey);
	const source = node?.type === "movie" || node?.type === "episode" ? node.source : undefined;
	const caption = source?.captions?.[at];
	if (!source || !caption) return errorPage(call.reader, 404);
	if (caption.place !== "beside") return errorPage(call.reader, 501);
	const isVtt = call.read("format") === "webvtt";
	const text = isVtt ? captionsAsVtt(caption, source.durationMs) : captionsAsSrt(caption, source.durationMs);
	return new Response(text, {
		headers: {
			"access-control-allow-origin": call.reader.allowedOrigin,
			"content-type": isVtt ? "text/vtt" : "text/srt",
			"x-plex-protocol": "1.0",
		},
	});
}
