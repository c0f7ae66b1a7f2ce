import type { DemoCaption } from "../library/types.ts";

/** A cue stands for this long, and the next begins a while after it, ms. */
const SHOWN_MS = 3_500;
const EVERY_MS = 5_000;
const FIRST_MS = 1_000;

/** Names of a language as servers print them. */
export const CAPTION_LANGUAGES: Readonly<Record<DemoCaption["language"], { name: string; tag: string; say: string }>> =
	{
		eng: { name: "English", tag: "en", say: "English captions" },
		fra: { name: "French", tag: "fr", say: "Sous-titres français" },
		deu: { name: "German", tag: "de", say: "Deutsche Untertitel" },
		spa: { name: "Spanish", tag: "es", say: "Subtítulos españoles" },
	};

/** The captions as WebVTT: they say what the time is, as the picture does. */
export function captionsAsVtt(caption: DemoCaption, durationMs: number): string {
	const cues = cuesOf(caption, durationMs).map(
		({ from, to, text }) => `${stamp(from, ".")} --> ${stamp(to, ".")}\n${text}`,
	);
	return ["WEBVTT", ...cues].join("\n\n");
}

/** The same as SubRip, with the line ends of its inventors. */
export function captionsAsSrt(caption: DemoCaption, durationMs: number): string {
	const cues = cuesOf(caption, durationMs).map(
		({ from, to, text }, at) => `${at + 1}\n${stamp(from, ",")} --> ${stamp(to, ",")}\n${text}`,
	);
	return `${cues.join("\n\n")}\n`.replaceAll("\n", "\r\n");
}

function cuesOf({ language, title }: DemoCaption, durationMs: number) {
	const count = Math.max(0, Math.ceil((durationMs - FIRST_MS) / EVERY_MS));
	return Array.from({ length: count }, (_, at) => {
		const from = FIRST_MS + at * EVERY_MS;
		const words = title ?? CAPTION_LANGUAGES[language].say;
		return { from, to: from + SHOWN_MS, text: `<i>${words}</i>\n${stamp(from, ".").slice(3, 8)} – déjà vu` };
	});
}

function stamp(ms: number, point: "." | ","): string {
	const [hours, minutes, seconds] = [
		Math.floor(ms / 3_600_000),
		Math.floor(ms / 60_000) % 60,
		Math.floor(ms / 1000) % 60,
	];
	const pair = (number: number) => String(number).padStart(2, "0");
	return `${pair(hours)}:${pair(minutes)}:${pair(seconds)}${point}${String(ms % 1000).padStart(3, "0")}`;
}
