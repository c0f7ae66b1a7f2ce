import type { DemoCredit, DemoEpisode, DemoMovie, DemoShow } from "../library/types.ts";
import type { AddTitle } from "./control.ts";

/** By what the control paths name an episode: `show/s1e2`, or `show/s0-its-slug` when it has no number. */
export function episodeSlug(show: Pick<DemoShow, "slug">, episode: DemoEpisode): string {
	const { season, number, slug } = episode;
	return `${show.slug}/s${season}${number === undefined ? `-${slug}` : `e${number}`}`;
}

/**
 * A title that comes in while a server runs: a film, or a show of one season with two episodes. `slug` is used when none is asked
 * for; `now`: ms epoch. The same slug gives the same provider id on every server, for it is the same title.
 */
export function madeUpTitle(asked: AddTitle, slug: string, now: number): DemoMovie | DemoShow {
	const own = asked.slug ?? slug;
	const number = [...own].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 999_983, 0);
	const made = {
		slug: own,
		title: asked.title ?? "A New Title",
		year: 1930 + (number % 40),
		overview: "Came in while the server was running.",
		genres: ["Drama"],
		providerIds: { tmdb: asked.tmdb ?? String(9_000_000 + number) },
		credits: [{ name: "Nora Newcomer", kind: "actor", role: "Herself" }],
		addedAt: new Date(now).toISOString(),
		hasArt: true,
	} as const;
	const media = { durationMs: 600_000, file: { clip: "h264", width: 1280, height: 720 } } as const;
	if (asked.kind !== "show") return { ...made, ...media, kind: "movie" };
	const episodes = [1, 2].map((episode) => ({
		...made,
		...media,
		slug: `${own}-e${episode}`,
		title: `Episode ${episode}`,
		providerIds: {},
		season: 1,
		number: episode,
	}));
	return { ...made, kind: "show", seasons: [{ number: 1, episodes }] };
}

/** `credits` with another cast, in the order of `names`; the crew stays, behind it. */
export function recast(
	credits: readonly DemoCredit[],
	names: readonly string[],
	kind: "actor" | "guest",
): readonly DemoCredit[] {
	const crew = credits.filter((credit) => credit.kind !== "actor" && credit.kind !== "guest");
	return [...names.map((name) => ({ name, kind })), ...crew];
}
