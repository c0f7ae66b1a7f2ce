import type { DemoCredit, DemoCreditKind } from "./types.ts";

/** One title as a data file has it, before it gets slug, ids and file. */
export interface WrittenTitle {
	readonly title: string;
	readonly sort?: string;
	readonly original?: string;
	readonly year?: number;
	readonly premiered?: string;
	readonly genres: readonly string[];
	readonly studio?: string;
	readonly rating?: number;
	readonly contentRating?: string;
	readonly about?: string;
	readonly tagline?: string;
	readonly credits: readonly DemoCredit[];
	readonly flags: ReadonlySet<string>;
	readonly seasonTitles: ReadonlyMap<number, string>;
	readonly episodes: readonly WrittenEpisode[];
}

export interface WrittenEpisode {
	readonly season: number;
	readonly number?: number;
	readonly numberEnd?: number;
	readonly title: string;
	readonly year?: number;
	readonly premiered?: string;
	readonly about?: string;
	readonly guests: readonly DemoCredit[];
}

const creditTags: Readonly<Record<string, DemoCreditKind>> = {
	creator: "creator",
	director: "director",
	writer: "writer",
	producer: "producer",
	music: "composer",
};
const textTags = new Set(["sort", "original", "about", "tagline"]);
const knownFlags = new Set(["no-art", "no-ids", "hevc", "ac3", "chapters"]);

/**
 * Reads a data file. Titles are apart by an empty line; the first line of each is its head, every field after the title may be
 * missing; a line that begins with a space goes on the line before.
 *
 * | line | means |
 * |---|---|
 * | `Title \| date or year \| genres \| studio \| rating \| content rating` | head |
 * | `cast: Name = Role; Name = Role` | actors in order |
 * | `director:`, `writer:`, `producer:`, `music:`, `creator: Name, Name` | crew |
 * | `sort:`, `original:`, `about:`, `tagline:` | texts |
 * | `flags:` | `no-art`, `no-ids`; `hevc`, `ac3` (a file no browser plays); `chapters` (episodes without text say "Chapter 2 of 12.") |
 * | `season 2: Title` | a season with a name |
 * | `1x05 Title \| date \| about \| guests: Name = Role` | an episode; `1x05-06` a double one, `1x--` a file without a number |
 *
 * Throws on anything else, naming the line.
 */
export function parseTitles(text: string): WrittenTitle[] {
	const whole = text.replaceAll(/\n[ \t]+/g, " ").trim();
	return whole.split(/\n{2,}/).map(parseTitle);
}

function parseTitle(block: string): WrittenTitle {
	const [head = "", ...lines] = block.split("\n");
	const [title = "", date, genres, studio, rating, contentRating] = head.split("|").map((field) => field.trim());
	const texts: Record<string, string> = {};
	const cast: DemoCredit[] = [];
	const crew: DemoCredit[] = [];
	const flags = new Set<string>();
	const seasonTitles = new Map<number, string>();
	const episodes: WrittenEpisode[] = [];
	for (const line of lines) {
		const episode = parseEpisode(line);
		if (episode !== null) {
			episodes.push(episode);
			continue;
		}
		const [, tag = "", value = ""] = /^([a-z]+(?: \d+)?): *(.+)$/.exec(line) ?? [];
		const kind = creditTags[tag];
		if (tag === "cast") cast.push(...people(value, "actor"));
		else if (kind !== undefined) crew.push(...value.split(", ").map((name) => ({ name: name.trim(), kind })));
		else if (textTags.has(tag)) texts[tag] = value;
		else if (tag === "flags") for (const flag of value.split(" ")) flags.add(known(flag, line));
		else if (tag.startsWith("season ")) seasonTitles.set(Number(tag.slice(7)), value);
		else throw new Error(`"${title}" has a line of no known kind: ${line}`);
	}
	return {
		title,
		sort: texts.sort,
		original: texts.original,
		...parseDate(date),
		genres: list(genres),
		studio: studio || undefined,
		rating: rating ? Number(rating) : undefined,
		contentRating: contentRating || undefined,
		about: texts.about,
		tagline: texts.tagline,
		credits: [...cast, ...crew],
		flags,
		seasonTitles,
		episodes,
	};
}

function parseEpisode(line: string): WrittenEpisode | null {
	const match = /^(\d+)x(?:(\d+)(?:-(\d+))?|--) (.+)$/.exec(line);
	if (match === null) return null;
	const [, season, number, numberEnd, rest = ""] = match;
	const [title = "", ...fields] = rest.split("|").map((field) => field.trim());
	const date = fields.find((field) => /^\d{4}(-\d\d-\d\d)?$/.test(field));
	const guests = fields.find((field) => field.startsWith("guests: "));
	return {
		season: Number(season),
		number: number === undefined ? undefined : Number(number),
		numberEnd: numberEnd === undefined ? undefined : Number(numberEnd),
		title,
		...parseDate(date),
		about: fields.find((field) => field !== date && field !== guests),
		guests: guests === undefined ? [] : people(guests.slice("guests: ".length), "guest"),
	};
}

function parseDate(date: string | undefined): { year?: number; premiered?: string } {
	if (!date) return {};
	return date.length === 4 ? { year: Number(date) } : { year: Number(date.slice(0, 4)), premiered: date };
}

function people(value: string, kind: DemoCreditKind): DemoCredit[] {
	return value.split(";").map((entry) => {
		const [name = "", role] = entry.split("=").map((part) => part.trim());
		return { name, kind, role };
	});
}

function list(value: string | undefined): string[] {
	return value ? value.split(",").map((entry) => entry.trim()) : [];
}

function known(flag: string, line: string): string {
	if (!knownFlags.has(flag)) throw new Error(`unknown flag: ${line}`);
	return flag;
}
