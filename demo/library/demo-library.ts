import { CLIP_DURATION_MS } from "../core/media.ts";
import { laterFilms } from "./data/films-later.ts";
import { silentComedies } from "./data/films-silent-comedy.ts";
import { silentDramas } from "./data/films-silent-drama.ts";
import { silentWorld } from "./data/films-silent-world.ts";
import { earlySound } from "./data/films-sound.ts";
import { serials } from "./data/series-serials.ts";
import { television } from "./data/series-television.ts";
import { generatedLibrary } from "./generated-library.ts";
import { parseTitles, type WrittenEpisode, type WrittenTitle } from "./parse-titles.ts";
import { hashText } from "./seeded-random.ts";
import type {
	DemoCaption,
	DemoCollection,
	DemoEpisode,
	DemoFile,
	DemoLibrary,
	DemoMovie,
	DemoPlaylist,
	DemoProviderIds,
	DemoShow,
} from "./types.ts";

const DAY_MS = 86_400_000;
/** The library was filled in the nine months before this moment. */
const LAST_ADDED_MS = Date.UTC(2026, 9, 31, 20);
const ADDED_OVER_DAYS = 270;

const collections: readonly DemoCollection[] = [
	{
		slug: "die-nibelungen-collection",
		title: "Die Nibelungen",
		members: ["die-nibelungen-siegfried", "die-nibelungen-kriemhild-s-revenge"],
	},
	{
		slug: "chaplin-at-mutual",
		title: "Chaplin at Mutual",
		members: ["the-vagabond", "one-a-m", "the-rink", "easy-street", "the-immigrant"],
	},
	{
		slug: "hitchcock-before-the-steps",
		title: "Hitchcock Before the Steps",
		members: ["the-lodger-a-story-of-the-london-fog", "the-ring", "the-manxman", "blackmail", "murder"],
	},
];

const playlists: readonly DemoPlaylist[] = [
	{
		slug: "silent-and-loud",
		title: "Silent and Loud",
		overview: "Half a century apart, and a chase to end the evening with.",
		items: ["charade", "safety-last", "his-girl-friday", "the-rink", "night-of-the-living-dead"],
	},
	{
		slug: "an-evening-on-skates",
		title: "An Evening on Skates",
		overview: "The Rink to begin with, and once more at the end.",
		items: ["the-rink", "easy-street", "one-a-m", "the-rink"],
	},
	{
		slug: "baker-street-at-random",
		title: "Baker Street at Random",
		overview: "Cases in the order in which they are best, with a film between them.",
		items: [
			"sherlock-holmes/s1e11",
			"sherlock-holmes/s1e2",
			"the-lodger-a-story-of-the-london-fog",
			"sherlock-holmes/s1e6",
		],
	},
	{ slug: "for-a-rainy-day", title: "For a Rainy Day", items: [] },
	{ slug: "foxtrots", title: "Foxtrots", items: [], isAudio: true },
];

/** Films of which there are two files, the first as the library has it. */
const printsOf: Readonly<Record<string, Pick<DemoMovie, "fileName" | "moreFiles">>> = {
	"the-phantom-of-the-opera": {
		fileName: "1929 reissue",
		moreFiles: [{ name: "1925 general release", file: { clip: "h264", width: 256, height: 144 } }],
	},
	"safety-last": {
		fileName: "Restoration",
		moreFiles: [{ name: "Old print", file: { clip: "vp9", width: 256, height: 144 } }],
	},
};

const english: DemoCaption = { language: "eng", place: "beside" };
const captionsOf: Readonly<Record<string, readonly DemoCaption[]>> = {
	charade: [
		english,
		{ language: "fra", place: "beside" },
		{ language: "deu", place: "inside" },
		{ language: "eng", place: "inside", isPicture: true },
	],
	"his-girl-friday": [english, { ...english, isForHearingImpaired: true }],
	"night-of-the-living-dead": [{ ...english, place: "inside" }],
};

let made: DemoLibrary | null = null;

/** Real films and series in the public domain, made once: true titles, years and people, invented provider ids. */
export function demoLibrary(): DemoLibrary {
	made ??= {
		movies: [silentComedies, silentDramas, silentWorld, earlySound, laterFilms].flatMap(parseTitles).map(toMovie),
		shows: [serials, television].flatMap(parseTitles).map(toShow),
		collections,
		playlists,
	};
	return made;
}

/** The demo library, filled up with made-up titles to `count` movies and shows. */
export function libraryOfSize(count: number): DemoLibrary {
	const { movies, shows, ...lists } = demoLibrary();
	const filler = generatedLibrary(Math.max(0, count - movies.length - shows.length), 1);
	return { movies: [...movies, ...filler.movies], shows: [...shows, ...filler.shows], ...lists };
}

function toMovie(written: WrittenTitle, index: number): DemoMovie {
	const title = titleOf(written);
	return {
		kind: "movie",
		...title,
		providerIds: providerIdsOf(written, index),
		durationMs: CLIP_DURATION_MS,
		file: fileOf(written, index),
		...printsOf[title.slug],
		...(captionsOf[title.slug] ? { captions: captionsOf[title.slug] } : {}),
	};
}

function toShow(written: WrittenTitle, index: number): DemoShow {
	const show = titleOf(written);
	const numbers = [...new Set(written.episodes.map((episode) => episode.season))].sort((one, other) => one - other);
	const cast = written.credits.filter(({ kind }) => kind === "actor" || kind === "creator");
	return {
		kind: "show",
		...show,
		credits: cast,
		providerIds: providerIdsOf(written, 1000 + index),
		seasons: numbers.map((number) => {
			const episodes = written.episodes.filter((episode) => episode.season === number);
			return {
				number,
				title: written.seasonTitles.get(number) ?? (number === 0 ? "Specials" : undefined),
				episodes: episodes.map((episode, at) => toEpisode(written, show, episode, at, episodes.length)),
			};
		}),
	};
}

type Title = ReturnType<typeof titleOf>;

function toEpisode(show: WrittenTitle, of: Title, written: WrittenEpisode, at: number, total: number): DemoEpisode {
	const { season, number, numberEnd, title, year, premiered, guests } = written;
	const slug = number === undefined ? `${of.slug}-${slugOf(title)}` : `${of.slug}-s${season}e${number}`;
	const crew = show.credits.filter(({ kind }) => kind !== "actor" && kind !== "creator");
	const chapter = show.flags.has("chapters") && season > 0 && number ? `Chapter ${number} of ${total}.` : undefined;
	const idNumber = hashText(slug) % 100_000;
	return {
		slug,
		season,
		number,
		numberEnd,
		title,
		year,
		premiered,
		overview: written.about ?? chapter,
		genres: [],
		providerIds: number === undefined ? {} : { tvdb: `99${String(idNumber).padStart(5, "0")}` },
		credits: [...guests, ...crew],
		addedAt: new Date(Date.parse(of.addedAt) + (season * 20 + at) * 60_000).toISOString(),
		hasArt: of.hasArt && number !== undefined,
		durationMs: CLIP_DURATION_MS,
		file: fileOf(show, at),
	};
}

function titleOf(written: WrittenTitle) {
	const slug = slugOf(/[a-z]/i.test(written.title) ? written.title : (written.sort ?? written.title));
	const agoDays = (hashText(slug) % (ADDED_OVER_DAYS * 24)) / 24;
	return {
		slug,
		title: written.title,
		sortTitle: written.sort,
		originalTitle: written.original,
		year: written.year,
		premiered: written.premiered,
		overview: written.about,
		tagline: written.tagline,
		genres: written.genres,
		studio: written.studio,
		contentRating: written.contentRating,
		rating: written.rating,
		credits: written.credits,
		addedAt: new Date(LAST_ADDED_MS - agoDays * DAY_MS).toISOString(),
		hasArt: !written.flags.has("no-art"),
	};
}

/** Invented ids, all beginning with 99 (`tt99…`), a range that belongs to no title: they match among demo servers and nowhere else. */
function providerIdsOf({ flags, episodes }: WrittenTitle, index: number): DemoProviderIds {
	if (flags.has("no-ids")) return {};
	const number = String(index + 1).padStart(5, "0");
	const ids = { imdb: `tt99${number}`, tmdb: `99${number}` };
	return episodes.length > 0 ? { ...ids, tvdb: `99${number}` } : ids;
}

function fileOf({ flags }: WrittenTitle, index: number): DemoFile {
	if (flags.has("hevc")) return { clip: "hevc", width: 3840, height: 2160 };
	if (flags.has("ac3")) return { clip: "ac3", width: 1920, height: 1080 };
	return { clip: index % 2 === 0 ? "h264" : "vp9", width: 384, height: 216 };
}

/** `Ærtefrøken, Jr.` → `aertefroken-jr`. */
function slugOf(title: string): string {
	const letters: Readonly<Record<string, string>> = { æ: "ae", ø: "o", ß: "ss", œ: "oe", å: "a" };
	return title
		.toLowerCase()
		.replaceAll(/[æøßœå]/g, (letter) => letters[letter] ?? "")
		.normalize("NFD")
		.replaceAll(/\p{M}/gu, "")
		.replaceAll(/[^a-z0-9]+/g, "-")
		.replaceAll(/^-|-$/g, "");
}
