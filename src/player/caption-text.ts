/** `00:01:02,500` or `1:02.5`, with or without hours. */
const TIME = /(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})/;
const CUE_TIMES = new RegExp(`^\\s*${TIME.source}\\s*-->\\s*${TIME.source}`);
/** What WebVTT has too; anything else that looks like a tag is left out, and a lone `<` is no tag. */
const KEPT_TAG = /^<\/?[ibu]>$/i;

/**
 * A subtitle file as WebVTT, whatever it was: WebVTT itself, SubRip (SRT) or SubStation (ASS, SSA). What cannot be read is left out;
 * null when nothing is left. The text comes from a server and is made to be no more than text with bold, italic and underline. Pure.
 */
export function webVttOf(file: string): string | null {
	const text = file.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
	if (/^WEBVTT(?:[ \t\n]|$)/.test(text)) return text;
	const cues = /^\s*\[Script Info\]/i.test(text) ? subStationCues(text) : subRipCues(text);
	return cues.length === 0 ? null : `WEBVTT\n\n${cues.join("\n\n")}\n`;
}

function subRipCues(text: string): string[] {
	return text.split(/\n\s*\n/).flatMap((block) => {
		const lines = block.split("\n");
		const at = lines.findIndex((line) => CUE_TIMES.test(line));
		const words = lines.slice(at + 1).join("\n");
		const times = CUE_TIMES.exec(lines[at] ?? "");
		return times === null ? [] : cue(times.slice(1, 5), times.slice(5, 9), words);
	});
}

/** `Dialogue: 0,0:00:01.05,0:00:04.55,Default,,0,0,0,,text` under `[Events]`, the text last. */
function subStationCues(text: string): string[] {
	const time = new RegExp(`^${TIME.source}$`);
	return text.split("\n").flatMap((line) => {
		const [, fields] = /^Dialogue:\s*(.*)$/.exec(line) ?? [];
		if (fields === undefined) return [];
		const [, start = "", end = "", , , , , , , ...words] = fields.split(",");
		const [from, to] = [time.exec(start.trim()), time.exec(end.trim())];
		return from && to ? cue(from.slice(1), to.slice(1), words.join(",").replace(/\\N/gi, "\n")) : [];
	});
}

function cue(from: readonly (string | undefined)[], to: readonly (string | undefined)[], words: string): string[] {
	const text = plainText(words);
	return text === "" ? [] : [`${timestamp(from)} --> ${timestamp(to)}\n${text}`];
}

function timestamp([hours = "0", minutes = "0", seconds = "0", fraction = "0"]: readonly (
	| string
	| undefined
)[]): string {
	const pair = (digits: string) => digits.padStart(2, "0");
	return `${pair(hours)}:${pair(minutes)}:${pair(seconds)}.${fraction.padEnd(3, "0")}`;
}

/** Without positions, colours and fonts, and without what WebVTT would take for the end of a cue. */
function plainText(words: string): string {
	return words
		.replace(/\{[\\*][^}]*\}/g, "")
		.replace(/&(?!(?:amp|lt|gt|nbsp|lrm|rlm);)/g, "&amp;")
		.replace(/<\/?[a-z][^<>]*>/gi, (tag) => (KEPT_TAG.test(tag) ? tag.toLowerCase() : ""))
		.replace(/<(?!\/?[ibu]>)/g, "&lt;")
		.replaceAll("-->", "→")
		.split("\n")
		.map((line) => line.trim())
		.filter((line) => line !== "")
		.join("\n");
}
