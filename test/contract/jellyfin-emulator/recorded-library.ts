import type { JellyfinAccount, JellyfinExtras } from "../../../demo/jellyfin/create-jellyfin.ts";
import type {
	DemoCredit,
	DemoCreditKind,
	DemoEpisode,
	DemoFile,
	DemoLibrary,
	DemoMovie,
	DemoProviderIds,
	DemoShow,
} from "../../../demo/library/types.ts";

/** The titles of the server that was recorded, as a library of the demo server; with its ids, so that paths fit. */

const file: DemoFile = { clip: "h264", width: 128, height: 72 };

function credits(...list: readonly (readonly [DemoCreditKind, string, string?])[]): DemoCredit[] {
	return list.map(([kind, name, role]) => ({ kind, name, ...(role ? { role } : {}) }));
}

function movie(
	slug: string,
	title: string,
	given: Partial<DemoMovie> & { readonly ids?: DemoProviderIds; readonly by?: readonly DemoCredit[] },
): DemoMovie {
	const { ids = {}, by = [], ...rest } = given;
	return {
		kind: "movie",
		slug,
		title,
		genres: [],
		providerIds: ids,
		credits: by,
		addedAt: "2026-11-21T00:05:36.823Z",
		hasArt: true,
		durationMs: 600_046,
		file,
		...rest,
	};
}

function numbered(imdb: string, tmdb: string, tvdb?: string): DemoProviderIds {
	return { imdb, tmdb, ...(tvdb ? { tvdb } : {}) };
}

const movies: readonly DemoMovie[] = [
	movie("harbour", "The Quiet Harbour", {
		year: 2019,
		premiered: "2019-03-14",
		contentRating: "PG-13",
		tagline: "Some lights never move.",
		overview: "A harbour pilot returns to the town she left & finds that every light has been moved by one house.",
		genres: ["Drama", "Mystery"],
		studio: "Northlight Pictures",
		rating: 7.8,
		durationMs: 420_000,
		addedAt: "2024-01-05T10:00:00Z",
		ids: numbered("tt9900101", "900101"),
		by: credits(
			["actor", "Mara Ellison", "Captain Ada Reyes"],
			["actor", "Jonas Bright", "Harbour Master"],
			["actor", "Søren Ålund", "Old Tom"],
			["actor", "Mara Ellison", "Ada (young)"],
			["guest", "Priya Nair"],
			["director", "Ines Okafor"],
			["writer", "Ines Okafor"],
			["writer", "Tom Råvik"],
		),
	}),
	movie("love", "Ærlighed på Øen", {
		originalTitle: "Ærlighed på Øen",
		year: 2021,
		premiered: "2021-08-20",
		contentRating: "13",
		overview: "Tre søskende arver en ø — 三兄弟の島 — и один маяк.",
		genres: ["Drama", "Comedy"],
		studio: "Øresund Film",
		rating: 6.4,
		durationMs: 60_046,
		addedAt: "2024-02-01T12:30:00Z",
		ids: numbered("tt9900102", "900102"),
		by: credits(
			["actor", "Søren Ålund", "Bror"],
			["actor", "Freja Østergård", "Søster"],
			["actor", "李小龍二世", "Fyrpasser"],
			["director", "Freja Østergård"],
			["writer", "Freja Østergård"],
		),
	}),
	movie("comet", "Comet Line", {
		year: 2015,
		premiered: "2015-06-01",
		contentRating: "PG",
		overview: "The escape line that followed a comet.",
		genres: ["War", "Drama"],
		studio: "Comet Films",
		rating: 8.1,
		durationMs: 600_000,
		addedAt: "2024-04-01T09:00:00Z",
		ids: numbered("tt9900105", "900105"),
		by: credits(
			["actor", "Mara Ellison", "Dédée"],
			["actor", "Ana Duarte", "Florentino"],
			["actor", "Jonas Bright", "The Pilot"],
			["director", "Ines Okafor"],
			["writer", "Ana Duarte"],
		),
	}),
	movie("comet-2", "Comet Line II: Return", {
		year: 2017,
		premiered: "2017-06-09",
		contentRating: "PG",
		genres: ["War", "Drama"],
		studio: "Comet Films",
		rating: 6,
		durationMs: 50_000,
		addedAt: "2024-04-02T09:00:00Z",
		ids: numbered("tt9900106", "900106"),
		by: credits(["actor", "Mara Ellison", "Dédée"], ["director", "Ines Okafor"]),
	}),
	movie("double", "Double Take", {
		year: 2018,
		premiered: "2018-11-02",
		contentRating: "R",
		overview: "Two cuts of one heist.",
		genres: ["Crime", "Thriller"],
		studio: "Northlight Pictures",
		rating: 7.1,
		durationMs: 400_046,
		addedAt: "2024-03-01T08:00:00Z",
		ids: numbered("tt9900104", "900104"),
		by: credits(
			["actor", "Jonas Bright", "Leo / Leon"],
			["actor", "Priya Nair", "Inspector Vale"],
			["director", "Tom Råvik"],
			["writer", "Tom Råvik"],
		),
	}),
	movie("night", "Night Signals", {
		year: 2022,
		premiered: "2022-10-31",
		contentRating: "PG-13",
		overview: "A radio amateur hears tomorrow.",
		genres: ["Science Fiction"],
		studio: "Kelp & Sons",
		rating: 6.9,
		durationMs: 90_008,
		addedAt: "2024-05-01T09:00:00Z",
		file: { clip: "hevc", width: 320, height: 180 },
		ids: numbered("tt9900107", "900107"),
		by: credits(
			["actor", "Priya Nair", "Iris"],
			["actor", "Søren Ålund", "Voice"],
			["director", "Tom Råvik"],
			["writer", "Priya Nair"],
		),
	}),
	movie("polyglot", "Polyglot", {
		year: 2020,
		premiered: "2020-05-05",
		overview: "One film, four languages.",
		genres: ["Documentary"],
		studio: "Øresund Film",
		rating: 5.5,
		durationMs: 120_046,
		addedAt: "2024-06-01T09:00:00Z",
		ids: numbered("tt9900108", "900108"),
		by: credits(["actor", "Ana Duarte", "Herself"], ["director", "Ana Duarte"]),
		captions: [
			{ language: "spa", place: "beside", isForHearingImpaired: true },
			{ language: "fra", place: "beside" },
			{ language: "eng", place: "inside" },
			{ language: "deu", place: "inside", title: "Signs & Songs", isForced: true },
		],
	}),
	movie("unsorted", "unsorted_clip_0042", { durationMs: 30_000 }),
];

/** Episode: season, number (null: none), title, length in ms, date, TVDb id, further facts. */
type Row = readonly [number, number | null, string, number, string | null, string | null, Partial<DemoEpisode>?];

function episode(
	show: string,
	added: number,
	[season, number, title, durationMs, premiered, tvdb, more]: Row,
): DemoEpisode {
	return {
		slug: number === null ? "bonus" : `${show}-${season}-${number}`,
		title,
		season,
		...(number === null ? {} : { number }),
		...(premiered ? { premiered, year: Number(premiered.slice(0, 4)) } : {}),
		genres: [],
		providerIds: tvdb ? { tvdb } : {},
		credits: [],
		addedAt: new Date(Date.parse("2026-11-21T00:06:00Z") + added * 500).toISOString(),
		hasArt: true,
		durationMs,
		file,
		...more,
	};
}

function seasons(show: string, added: number, rows: readonly Row[]): DemoShow["seasons"] {
	const episodes = rows.map((row, index) => episode(show, added + index, row));
	return [...new Set(rows.map(([season]) => season))].map((number) => ({
		number,
		episodes: episodes.filter((one) => one.season === number),
	}));
}

function lamp(season: number, number: number, title: string, durationMs: number, premiered: string): Row {
	const guest = credits(["guest", "Søren Ålund", `Guest ${number}`]);
	const crew = credits(["director", "Ines Okafor"], ["writer", "Tom Råvik"]);
	return [
		season,
		number,
		title,
		durationMs,
		premiered,
		null,
		{
			overview: `Plot of season ${season}, episode ${number}.`,
			rating: 7 + number / 10,
			providerIds: numbered(`tt88${season}${number}0201`, `80020${season}${number}`, `70020${season}${number}`),
			credits: season === 1 && number % 2 === 1 ? [...guest, ...crew] : crew,
		},
	];
}

const freja = { overview: "Handlung.", credits: credits(["director", "Freja Østergård"]) };

const shows: readonly DemoShow[] = [
	{
		kind: "show",
		slug: "lantern",
		title: "Lantern Street",
		year: 2018,
		premiered: "2018-09-01",
		contentRating: "TV-14",
		overview: "Four neighbours and one street lamp.",
		genres: ["Drama", "Mystery"],
		studio: "BBK",
		rating: 8.3,
		providerIds: numbered("tt8800201", "800201", "700201"),
		credits: credits(
			["actor", "Mara Ellison", "Nora"],
			["actor", "Jonas Bright", "Mr. Finch"],
			["actor", "Priya Nair", "Dr. Sen"],
		),
		addedAt: "2024-01-10T10:00:00Z",
		hasArt: true,
		seasons: seasons("lantern", 0, [
			lamp(1, 1, "Lamp 1", 360_000, "2018-03-11"),
			lamp(1, 2, "Lamp 2", 360_000, "2018-04-12"),
			lamp(1, 3, "Lamp 3", 45_000, "2018-05-13"),
			lamp(1, 4, "Lamp 4", 45_000, "2018-06-14"),
			lamp(2, 1, "Lamp 5", 360_046, "2019-03-11"),
			lamp(2, 2, "Lamp 6", 45_046, "2019-04-12"),
			lamp(2, 3, "Lamp 7", 45_046, "2019-05-13"),
			lamp(2, 4, "Lamp 8", 45_046, "2019-06-14"),
		]),
	},
	{
		kind: "show",
		slug: "coast",
		title: "Der Küstenwächter",
		year: 2020,
		premiered: "2020-01-05",
		contentRating: "TV-14",
		overview: "Ein Wächter, eine Küste.",
		genres: ["Crime"],
		studio: "NDK",
		rating: 6.8,
		providerIds: { tmdb: "800202", tvdb: "700202" },
		credits: credits(["actor", "Freja Østergård", "Wächterin"]),
		addedAt: "2024-02-10T10:00:00Z",
		hasArt: true,
		seasons: seasons("coast", 20, [
			[1, 1, "Folge 1", 40_046, "2020-01-12", "7002211", freja],
			[1, 2, "Folge 2", 40_046, "2020-01-19", "7002212", freja],
			[1, 4, "Folge 4", 40_046, null, "7002214", { ...freja, year: 2020 }],
			[0, 1, "Spezial 1", 40_046, "2020-12-21", "7002201", freja],
			[0, 2, "Spezial 2", 40_046, "2020-12-22", "7002202", freja],
			[1, null, "Bonus Talk", 30_046, null, null],
		]),
	},
	{
		kind: "show",
		slug: "rivers",
		title: "Twin Rivers",
		year: 2021,
		premiered: "2021-04-01",
		contentRating: "TV-14",
		overview: "Two rivers.",
		genres: ["Comedy"],
		studio: "BBK",
		rating: 7,
		providerIds: numbered("tt8800203", "800203", "700203"),
		credits: credits(["actor", "Mara Ellison", "River"]),
		addedAt: "2024-03-10T10:00:00Z",
		hasArt: true,
		seasons: seasons("rivers", 40, [
			[1, 1, "Source / Source (Part 2)", 80_046, "2021-04-01", "7002311", { numberEnd: 2 }],
			[1, 3, "Confluence", 40_046, "2021-04-15", "7002313"],
		]),
	},
];

export const recordedLibrary: DemoLibrary = {
	movies,
	shows,
	collections: [{ slug: "comet-set", title: "Comet Line Collection", members: ["comet", "comet-2"] }],
};

const mkv = { container: "mkv" };
const collection = { providerIds: { TmdbCollection: "900500" } };
const poster = { images: { backdrops: 1 } };

export const recordedExtras: Readonly<Record<string, JellyfinExtras>> = {
	harbour: {
		images: { backdrops: 2, logo: true },
		criticRating: 84,
		tags: ["slow cinema", "sea"],
		countries: ["Denmark"],
		studios: ["Northlight Pictures", "Kelp & Sons"],
		chapters: ["Opening", "The Letter", "Storm", "Return"],
	},
	love: { ...mkv, ...poster, countries: ["Denmark"] },
	comet: { ...poster, ...collection, criticRating: 91 },
	"comet-2": { ...poster, ...collection, criticRating: 55 },
	double: {
		...mkv,
		...poster,
		criticRating: 71,
		versionName: "1080p",
		versions: [{ name: "480p", file, durationMs: 400_000, container: "mp4" }],
	},
	night: { ...mkv, ...poster },
	polyglot: { ...mkv, ...poster, chapters: ["Un", "Zwei", "Three"] },
	unsorted: { images: {} },
	lantern: { images: { backdrops: 1, logo: true, banner: true }, endDate: "2019-10-22" },
	coast: { ...poster, status: "Continuing" },
	"coast/s0": { images: { primary: false } },
	"coast/s1": { images: { primary: false } },
	"coast/s0e1": { ...mkv, airs: { beforeSeason: 1, beforeEpisode: 2 } },
	"coast/s0e2": { ...mkv, airs: { afterSeason: 1 } },
	rivers: poster,
	"rivers/s1": { isVirtual: true, images: { primary: false } },
	"comet-set": { images: { primary: false } },
	"view:boxsets": { images: { primary: false } },
	...Object.fromEntries(
		["lantern/s2e1", "lantern/s2e2", "lantern/s2e3", "lantern/s2e4", "rivers/s1e1", "rivers/s1e3"]
			.concat(["coast/s1e1", "coast/s1e2", "coast/s1e4", "coast/s1-bonus"])
			.map((key) => [key, mkv]),
	),
};

export const recordedIds: Readonly<Record<string, string>> = {
	server: "4b5081147d884942b5111ccd7dd26bbd",
	"view:boxsets": "9d7ad6afe9afa2dab1a2f6e00ad28fa6",
	"view:movies": "f137a2dd21bbc1b99aa5c0f6bf02a805",
	"view:shows": "a656b907eb3a73532e40e44b968d0225",
	"view:playlists": "1071671e7bffa0532e930debee501d2e",
	harbour: "feb41e20fc11431339d27abc54c865b3",
	love: "ada96dcb91e2a8ecca874e1ac674e0e1",
	comet: "060fa967e26314de8de0670e3785d3de",
	"comet-2": "f89e9a9a4620ffbc8f22270cc463e482",
	double: "479f9e1a19b8b1d939e41b0c96a54ab3",
	"double@1": "935685d8b4b8145290bea4771e73008d",
	night: "e21264d8910f88eb71b867b3c69c6062",
	polyglot: "70c10a8dc93b9d25a47aeb095b4dc55c",
	unsorted: "2f4b3ad8932a8ac472c9d433ddb9bbda",
	lantern: "4ca2f2b6fe0a1be01483452610245da1",
	"lantern/s1": "4d567aba0f3b69ab5e0a5ee197e1a055",
	"lantern/s2": "d360f47e52664d728d572370ddda510f",
	"lantern/s1e1": "b7768b1b7e6311d8bbe288a93dbce47c",
	"lantern/s1e2": "a67be679025237f451b3b910b22b55bf",
	"lantern/s1e3": "c8b9440cdd411686ae9cb9f88b29296d",
	"lantern/s1e4": "2f95f5303207340330aadab9ceececa5",
	"lantern/s2e1": "45153797bc9c640f0c9d2100c81cf9e3",
	"lantern/s2e2": "6d624c653cfe3666dd96a451f1e21733",
	"lantern/s2e3": "7f5ed02a1ad6ae8d008845bba05a6234",
	"lantern/s2e4": "fd84648f60e9b626c5b62683213b89a6",
	coast: "ba19a17ad8144568c4bc1585ec4f9465",
	"coast/s0": "e7291f17faa204bc793a6777c6f0f88f",
	"coast/s1": "e0b4bff83c960be9380e66067e61c4e2",
	"coast/s0e1": "e6b37c5b09ca6655338702822c861d88",
	"coast/s0e2": "d26d5e5bdca3fb3d2916350adcbc85fd",
	"coast/s1e1": "a43003334fe7dcaa46baf5f07ff05445",
	"coast/s1e2": "f25055d5dc11aae5856a24ae668cffd2",
	"coast/s1e4": "0da6c05cba3537a1d4ea3aab1cde0e0e",
	"coast/s1-bonus": "c15fa98cf9605a5c14e9413ec2d943cb",
	rivers: "b7d1b78f8fc4931cc2ca8cd6f69651bd",
	"rivers/s1": "bdfbc613884389c71cc63ef5830bdfeb",
	"rivers/s1e1": "296ede364de614c01ed8bfe1c1936c15",
	"rivers/s1e3": "daf8ee05f662fcd6daf376766d390ad2",
	"comet-set": "d15406067afcbd3f196511ba0912417d",
	"person:Mara Ellison": "bd4e48c5b72f8c3acbda52154f4c1787",
	"person:Jonas Bright": "7c0130aebb1d3a1301bce958043035e7",
	"person:Søren Ålund": "a87ee21913068b9f05cc8ab1d017b5fb",
	"person:Ines Okafor": "0690625f403a72c6435fd09479c77592",
	"person:Priya Nair": "f90b998a3b0d36a8940fbdd4fd47f567",
	"person:Tom Råvik": "771518e4f44de808331266dd423f1ec3",
	"person:Ana Duarte": "8c72db3674c23a4b6db5941bbcb935e0",
	"person:李小龍二世": "7b4c417a4bb627a57c983a873f42a169",
	"person:Freja Østergård": "187f874888baf3c9541caafef5e906b6",
};

export const recordedAccounts: readonly JellyfinAccount[] = [
	{
		name: "alice",
		password: "alice-pw-1",
		id: "b6ef8fefc42e4bcaa47fb00ce425ff23",
		isAdministrator: true,
		isHidden: true,
	},
	{ name: "bob", password: "bob-pw-1", id: "c4f05b8ca4f54e89b5569a515dc2385b", isHidden: true },
	{ name: "carol", password: "carol-pw-1", id: "66a81e3f5cb44b0bb18e77bdbdd9887d", isHidden: true },
	{ name: "dora", password: "dora-pw-1", id: "7c40698e3085466faa3ce17d8c05d129", isHidden: true },
];
