import type { DemoCredit, DemoEpisode, DemoLibrary, DemoMovie, DemoShow } from "../../../demo/library/types.ts";

const CAST: readonly DemoCredit[] = [
	{ name: "Brigitte Helm", kind: "actor", role: "Maria" },
	{ name: "Alfred Abel", kind: "actor", role: "Joh Fredersen" },
	{ name: "Gustav Fröhlich", kind: "actor", role: "Freder" },
	{ name: "Rudolf Klein-Rogge", kind: "actor", role: "Rotwang" },
	{ name: "Fritz Rasp", kind: "actor", role: "Der Schmale" },
	{ name: "Fritz Lang", kind: "director" },
	{ name: "Thea von Harbou", kind: "writer" },
	{ name: "Fritz Lang", kind: "writer" },
];

/** A film with five in its cast and one person with two credits. */
export function movie(slug: string, more: Partial<DemoMovie> = {}): DemoMovie {
	return {
		kind: "movie",
		slug,
		title: slug,
		year: 1927,
		premiered: "1927-01-10",
		overview: "A city of the future.",
		genres: ["Drama", "Science Fiction"],
		studio: "UFA",
		contentRating: "NR",
		rating: 8.3,
		providerIds: { imdb: "tt0017136", tmdb: "19" },
		credits: CAST,
		addedAt: "2025-01-01T00:00:00Z",
		hasArt: true,
		durationMs: 600_000,
		file: { clip: "h264", width: 1280, height: 720 },
		...more,
	};
}

function episode(season: number, number: number): DemoEpisode {
	const { kind: _, ...title } = movie(`serial-s${season}e${number}`);
	return { ...title, title: `Chapter ${number}`, season, number, credits: CAST.slice(0, 4) };
}

const { durationMs: _, file: __, ...showTitle } = movie("serial", { title: "The Serial" });
const show: DemoShow = {
	...showTitle,
	kind: "show",
	seasons: [
		{ number: 0, episodes: [episode(0, 1)] },
		{ number: 1, episodes: [1, 2, 3].map((number) => episode(1, number)) },
	],
};

const CAPTIONS: DemoMovie["captions"] = [
	{ language: "deu", place: "beside", isForHearingImpaired: true },
	{ language: "eng", place: "inside" },
	{ language: "eng", place: "inside", isPicture: true },
];

export const MOVIE_COUNT = 25;

/** 25 films, one with captions, one series with a season of specials and one of three, one collection. */
export const smallLibrary: DemoLibrary = {
	movies: [
		movie("metropolis", { title: "Metropolis" }),
		...Array.from({ length: MOVIE_COUNT - 1 }, (_, at) =>
			movie(`film-${at}`, {
				title: `Film ${at}`,
				providerIds: {},
				addedAt: "2025-02-01T00:00:00Z",
				...(at === 1 ? { captions: CAPTIONS } : {}),
			}),
		),
	],
	shows: [show],
	collections: [{ slug: "classics", title: "Classics", members: ["metropolis", "film-1"] }],
};
