import { CAPTION_LANGUAGES } from "../core/captions.ts";
import type { DemoCaption } from "../library/types.ts";
import type { Entry } from "./entry.ts";

/** Picture and sound stand between the captions beside the file and those in it. */
const OTHER_STREAMS = 2;

function placed(entry: Entry, place: DemoCaption["place"]): readonly DemoCaption[] {
	return (entry.facts?.captions ?? []).filter((caption) => caption.place === place);
}

/** The caption that a stream's index names, if it is one. */
export function captionAt(entry: Entry, index: number): DemoCaption | undefined {
	const beside = placed(entry, "beside");
	return beside[index] ?? placed(entry, "inside")[index - beside.length - OTHER_STREAMS];
}

/** The streams of captions beside the file, which come before all others, or of those in it, which come last. No `Index`. */
export function captionStreams(entry: Entry, place: DemoCaption["place"], path: string): Record<string, unknown>[] {
	return placed(entry, place).map((caption) => {
		const isBeside = place === "beside";
		const isForDeaf = caption.isForHearingImpaired === true;
		const { name, tag } = CAPTION_LANGUAGES[caption.language];
		const codec = caption.isPicture ? "PGSSUB" : "subrip";
		const said = [
			caption.title,
			name,
			isForDeaf && "Hearing Impaired",
			caption.isForced && "Forced",
			codec.toUpperCase(),
			isBeside && "External",
		];
		return {
			Codec: codec,
			Language: caption.language,
			TimeBase: "1/1000",
			...(caption.title ? { Title: caption.title } : {}),
			VideoRange: "Unknown",
			VideoRangeType: "Unknown",
			AudioSpatialFormat: "None",
			LocalizedUndefined: "Undefined",
			LocalizedDefault: "Default",
			LocalizedForced: "Forced",
			LocalizedExternal: "External",
			LocalizedHearingImpaired: "Hearing Impaired",
			LocalizedLanguage: name,
			DisplayTitle: said.filter(Boolean).join(" - "),
			IsInterlaced: false,
			IsDefault: false,
			IsForced: caption.isForced ?? false,
			IsHearingImpaired: isForDeaf,
			IsOriginal: false,
			Type: "Subtitle",
			...(isBeside ? { Score: 111_222 } : {}),
			IsExternal: isBeside,
			IsTextSubtitleStream: !caption.isPicture,
			SupportsExternalStream: !caption.isPicture,
			...(isBeside ? { Path: path.replace(/\.\w+$/, `.${tag}${isForDeaf ? ".sdh" : ""}.srt`) } : {}),
		};
	});
}
