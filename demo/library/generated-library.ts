import { hashText, seededRandom } from "./seeded-random.ts";
import type { DemoCredit, DemoEpisode, DemoFile, DemoLibrary, DemoMovie, DemoShow } from "./types.ts";

const words = {
	adjective:
		"Silent Crimson Last Hidden Broken Golden Midnight Distant Burning Forgotten Secret Pale Restless Frozen Velvet Hollow Electric Quiet Wild Lonely Gilded Savage Paper Northern Second Endless Borrowed Crooked Silver Invisible",
	noun: "River House Garden Letter Witness Harbour Train Stranger Promise Winter Orchard Mirror Signal Island Ballad Lighthouse Carnival Bridge Shadow Hotel Fever Empire Compass Widow Clockmaker Tide Fortune Cathedral Prairie Violin",
	place:
		"Vienna Marseille Baltimore Lisbon Kyoto Dakota Dover Trieste Havana Bergen Odessa Galway Tangier Bruges Valparaíso Kraków Málaga Zürich Tromsø Aarhus",
	first:
		"Ada Bruno Clara Dorian Edith Felix Greta Hugo Irene Jonas Käthe Leo Mabel Nils Olga Pascal Queenie Rosa Stefan Thelma Ulla Victor Wanda Xavier Yvonne Zoltán Agnes Boris Cécile Dmitri Elsa Frank Gloria Henrik Ilse Jun Kenji Lupe Marta Noël",
	last: "Abel Brandt Castel Dupont Eriksen Farrow Gallo Hart Ivanov Jensen Keller Lorca Marsh Novák O'Dowd Petrov Quist Reyes Sato Thorne Ueda Vance Winter Xu Yates Zeller Almássy Bergman Carver Dahl Esposito Falk Gray Holm Ibsen Jarvis Kaur Lind Moreau Nagy",
} as const;
const genreList = [
	"Action",
	"Adventure",
	"Animation",
	"Comedy",
	"Crime",
	"Documentary",
	"Drama",
	"Family",
	"Fantasy",
	"History",
	"Horror",
	"Music",
	"Mystery",
	"Romance",
	"Science Fiction",
	"Thriller",
	"War",
	"Western",
];
const h264: DemoFile = { clip: "h264", width: 384, height: 216 };
const vp9: DemoFile = { clip: "vp9", width: 384, height: 216 };
const START_MS = Date.UTC(2016, 0, 1);
const END_MS = Date.UTC(2026, 9, 31);
/** One title in so many is a show. */
const SHOW_EVERY = 50;

/** `count` made-up titles (movies, and one show with two seasons in fifty), the same for the same seed. Fast enough for 100,000. */
export function generatedLibrary(count: number, seed: number): DemoLibrary {
	const random = seededRandom(seed);
	const make = titleMaker(random, seed, Math.max(50, Math.floor(count / 8)));
	const movies: DemoMovie[] = [];
	const shows: DemoShow[] = [];
	for (let index = 0; index < count; index++) {
		const title = make(index);
		if (index % SHOW_EVERY === SHOW_EVERY - 1) shows.push(showOf(title, random));
		else {
			const durationMs = 60_000 * (70 + Math.floor(random() * 80));
			movies.push({ kind: "movie", ...title, durationMs, file: index % 2 === 0 ? h264 : vp9 });
		}
	}
	return { movies, shows, collections: [] };
}

function titleMaker(random: () => number, seed: number, peopleCount: number) {
	const lists = {
		adjective: words.adjective.split(" "),
		noun: words.noun.split(" "),
		place: words.place.split(" "),
		first: words.first.split(" "),
		last: words.last.split(" "),
	};
	const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? "";
	const people = Array.from({ length: peopleCount }, (_, index) => {
		const middle = index < 1600 ? " " : ` ${String.fromCharCode(65 + (Math.floor(index / 1600) % 26))}. `;
		const first = lists.first[index % 40] ?? "";
		return `${first}${middle}${lists.last[Math.floor(index / 40) % 40] ?? ""}`;
	});
	const name = (): string => {
		switch (Math.floor(random() * 4)) {
			case 0:
				return `The ${pick(lists.adjective)} ${pick(lists.noun)}`;
			case 1:
				return `${pick(lists.adjective)} ${pick(lists.noun)} of ${pick(lists.place)}`;
			case 2:
				return `A ${pick(lists.noun)} in ${pick(lists.place)}`;
			default:
				return `${pick(lists.first)} and the ${pick(lists.noun)}`;
		}
	};
	return (index: number) => {
		const year = 1930 + Math.floor(random() * 96);
		const size = 3 + Math.floor(random() * 6);
		const cast: DemoCredit[] = Array.from({ length: size }, () => ({
			name: pick(people),
			kind: "actor",
			role: pick(lists.first),
		}));
		const genres = new Set([pick(genreList), pick(genreList)]);
		const title = name();
		const number = String(index).padStart(7, "0");
		return {
			slug: `made-${seed}-${index}`,
			title,
			year,
			premiered: `${year}-0${1 + Math.floor(random() * 9)}-1${Math.floor(random() * 10)}`,
			overview: `${pick(lists.first)} comes to ${pick(lists.place)} and finds the ${pick(lists.noun).toLowerCase()} that everybody else has forgotten.`,
			genres: [...genres],
			studio: `${pick(lists.last)} Pictures`,
			rating: Math.round(30 + random() * 60) / 10,
			providerIds: { imdb: `tt98${number}`, tmdb: `98${number}` },
			credits: [...cast, { name: pick(people), kind: "director" }] satisfies DemoCredit[],
			addedAt: new Date(START_MS + Math.floor(random() * (END_MS - START_MS))).toISOString(),
			hasArt: index % 40 !== 7,
		};
	};
}

function showOf(title: ReturnType<ReturnType<typeof titleMaker>>, random: () => number): DemoShow {
	const seasons = [1, 2].map((season) => {
		const length = 4 + Math.floor(random() * 5);
		const episodes = Array.from({ length }, (_, at): DemoEpisode => {
			const slug = `${title.slug}-s${season}e${at + 1}`;
			return {
				slug,
				title: `Part ${at + 1}`,
				season,
				number: at + 1,
				year: title.year + season - 1,
				genres: [],
				providerIds: { tvdb: `98${hashText(slug)}` },
				credits: [],
				addedAt: title.addedAt,
				hasArt: title.hasArt,
				durationMs: 2_700_000,
				file: at % 2 === 0 ? h264 : vp9,
			};
		});
		return { number: season, episodes };
	});
	return { kind: "show", ...title, seasons };
}
