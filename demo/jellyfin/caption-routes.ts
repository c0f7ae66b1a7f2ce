import { captionsAsSrt, captionsAsVtt } from "../core/captions.ts";
import { failed } from "./answers.ts";
import type { Call } from "./call.ts";
import { captionAt } from "./caption-streams.ts";
import { parseGuid } from "./guid.ts";
import { fileOf } from "./media-source.ts";
import type { Route } from "./router.ts";
import { ticksPerMs } from "./stamp.ts";

const FORMATS = { vtt: captionsAsVtt, srt: captionsAsSrt } as const;
const TYPES = { vtt: "text/vtt", srt: "application/x-subrip" } as const;

/** To anybody; 500 for what is no text (10-subtitles #1-13). Cues begin at 0 whatever the ticks in the path say. */
function sendCaptions(call: Call): Response {
	const { itemId = "", mediaSourceId = "", index = "", file = "" } = call.path;
	const entry = call.state.catalogue().byId.get(parseGuid(itemId) ?? "");
	const source = entry && fileOf(entry, mediaSourceId);
	const caption = source && captionAt(source, Number(index));
	const format = /^stream\.vtt$/i.test(file) ? "vtt" : /^stream\.srt$/i.test(file) ? "srt" : null;
	if (!caption || caption.isPicture || format === null) return failed(500);
	const text = FORMATS[format](caption, (source.runtimeTicks ?? 0) / ticksPerMs);
	return new Response(text, { headers: { "Content-Type": TYPES[format] } });
}

/** Captions as text. */
export const captionRoutes: readonly Route[] = ["{index}/{ticks}/{file}", "{index}/{file}"].map((path) => ({
	method: "GET",
	path: `/Videos/{itemId}/{mediaSourceId}/Subtitles/${path}`,
	gate: "open",
	answer: sendCaptions,
}));
