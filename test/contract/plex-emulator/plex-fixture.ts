import { createClock } from "../../../demo/core/clock.ts";
import type { DemoCredit, DemoEpisode, DemoLibrary, DemoMovie } from "../../../demo/library/types.ts";
import { createPlex, type PlexOptions } from "../../../demo/plex/plex.ts";
import { createPlexTv } from "../../../demo/plex/plex-tv.ts";

/** The moment at which every test starts. */
export const START = Date.parse("2026-03-01T12:00:00Z");
export const PMS = "http://127.0.0.1:32400";
export const TV = "http://127.0.0.1:32480";
export const PAGE = "http://127.0.0.1:5173";

const cast: readonly DemoCredit[] = Array.from({ length: 240 }, (_, at) => ({
	name: `Actor ${at + 1}`,
	kind: "actor",
	role: `Role ${at + 1}`,
}));

const crew: readonly DemoCredit[] = [
	{ name: "Fritz Lang", kind: "director" },
	{ name: "Thea von Harbou", kind: "writer" },
	{ name: "Fritz Lang", kind: "writer" },
	{ name: "Erich Pommer", kind: "producer" },
	{ name: "Gottfried Huppertz", kind: "composer" },
];

export function movie(slug: string, more: Partial<DemoMovie> = {}): DemoMovie {
	return {
		kind: "movie",
		slug,
		title: "Metropolis",
		originalTitle: "Metropolis (1927)",
		sortTitle: "metropolis",
		year: 1927,
		premiered: "1927-01-10",
		overview: "A city of the future.",
		tagline: "There can be no understanding without the heart.",
		genres: ["Drama", "Science Fiction", "Thriller"],
		studio: "UFA",
		contentRating: "NR",
		rating: 8.3,
		providerIds: { imdb: "tt0017136", tmdb: "19", tvdb: "1" },
		credits: [...cast, ...crew],
		addedAt: "2025-01-01T00:00:00Z",
		hasArt: true,
		durationMs: 600_000,
		file: { clip: "h264", width: 1280, height: 720 },
		...more,
	};
}

export function episode(number: number, more: Partial<DemoEpisode> = {}): DemoEpisode {
	const { kind: _, ...title } = movie(`beverly-hillbillies-s1e${number}`);
	return {
		...title,
		title: `Episode ${number}`,
		season: 1,
		number,
		credits: [
			{ name: "Guest One", kind: "guest", role: "Banker" },
			{ name: "Ralph Levy", kind: "director" },
			{ name: "Paul Henning", kind: "writer" },
		],
		...more,
	};
}

/** One movie with everything, one with nothing, one show with a season of three and a special, one collection. */
export const smallLibrary: DemoLibrary = {
	movies: [
		movie("metropolis"),
		movie("the-general", { title: "The General", sortTitle: undefined, addedAt: "2025-02-01T00:00:00Z" }),
		{
			kind: "movie",
			slug: "nothing-known",
			title: "Nothing Known",
			genres: [],
			providerIds: {},
			credits: [],
			addedAt: "2025-03-01T00:00:00Z",
			hasArt: false,
			durationMs: 600_000,
			file: { clip: "vp9", width: 640, height: 360 },
		},
	],
	shows: [
		{
			...movie("beverly-hillbillies", { title: "The Beverly Hillbillies", sortTitle: undefined }),
			kind: "show",
			seasons: [
				{ number: 1, episodes: [episode(1), episode(2), episode(3)] },
				{ number: 0, episodes: [episode(1, { season: 0, number: undefined, slug: "pilot", title: "Pilot" })] },
			],
		},
	],
	collections: [{ slug: "silents", title: "Silents", members: ["metropolis", "the-general"] }],
};

/** A world with one PMS, plex.tv and a clock that stands still. */
export function createWorld(options: Partial<PlexOptions> = {}) {
	const clock = createClock(() => START);
	const plex = createPlex({ library: smallLibrary, clock, origin: PMS, ...options });
	const tv = createPlexTv({ clock, servers: [plex], origin: TV });
	const token = plex.issueToken();
	const call = (path: string, init: RequestInit & { token?: string | null } = {}) => {
		const headers = new Headers({ accept: "application/json", origin: PAGE });
		if (init.token !== null) headers.set("X-Plex-Token", init.token ?? token);
		for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
		return plex.handle(new Request(PMS + path, { ...init, headers }));
	};
	const read = async (path: string, init: RequestInit & { token?: string | null } = {}): Promise<Container> => {
		const body: unknown = await (await call(path, init)).json();
		return containerOf(body);
	};
	const tvCall = (path: string, init: RequestInit & { token?: string } = {}) => {
		const headers = new Headers({
			accept: "application/json",
			origin: PAGE,
			"X-Plex-Client-Identifier": "client-1",
			"X-Plex-Product": "Stowaway",
		});
		if (init.token !== undefined) headers.set("X-Plex-Token", init.token);
		for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
		return tv.handle(new Request(TV + path, { ...init, headers }));
	};
	const keyOf = (slug: string): string => {
		const item = plex.state().items[slug];
		if (item === undefined) throw new Error(`no ${slug}`);
		return item.key;
	};
	/** The row of one item, read on its own. */
	const detail = async (key: string, query = ""): Promise<Json> => {
		const [row] = rowsOf(await read(`/library/metadata/${key}${query}`));
		if (row === undefined) throw new Error(`no row for ${key}`);
		return row;
	};
	return { clock, plex, tv, token, call, read, tvCall, keyOf, detail };
}

export type Json = { [field: string]: unknown };
export type Container = Json;

export function isJson(value: unknown): value is Json {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The `MediaContainer` of an answer. */
export function containerOf(body: unknown): Container {
	if (isJson(body) && isJson(body.MediaContainer)) return body.MediaContainer;
	throw new Error("no MediaContainer");
}

/** The objects of a list field, `Metadata` without a name; none when it is left out. */
export function rowsOf(container: Json, field = "Metadata"): Json[] {
	const rows = container[field];
	return Array.isArray(rows) ? rows.filter(isJson) : [];
}
