import type { AddTitle, ChangeTitle } from "../core/control.ts";
import type { DemoEpisode, DemoLibrary, DemoMovie, DemoShow } from "../library/types.ts";
import type { Revisions } from "./catalogue.ts";
import { episodeKey } from "./entry-facts.ts";
import { type Stamp, stampOf } from "./stamp.ts";

interface Edit {
	readonly title?: string;
	readonly cast?: readonly string[];
}

/** What was done to the library since the start: titles taken out, put in, changed. */
export class LibraryEdits {
	readonly #base: DemoLibrary;
	readonly #now: () => number;
	readonly #removed = new Set<string>();
	readonly #edits = new Map<string, Edit>();
	readonly #movies: DemoMovie[] = [];
	readonly #shows: DemoShow[] = [];
	readonly #saved = new Map<string, { at: Stamp; count: number }>();
	readonly #art = new Map<string, number>();

	constructor(base: DemoLibrary, now: () => number) {
		this.#base = base;
		this.#now = now;
	}

	get revisions(): Revisions {
		return { saved: this.#saved, art: this.#art };
	}

	/** The library as it is now. */
	library(): DemoLibrary {
		if (this.#removed.size + this.#edits.size + this.#movies.length + this.#shows.length === 0) {
			return this.#base;
		}
		const stays = (key: string): boolean => !this.#removed.has(key);
		return {
			movies: [...this.#base.movies, ...this.#movies]
				.filter(({ slug }) => stays(slug))
				.map((movie) => this.#edited(movie.slug, movie)),
			shows: [...this.#base.shows, ...this.#shows]
				.filter(({ slug }) => stays(slug))
				.map((show) => ({
					...this.#edited(show.slug, show),
					seasons: show.seasons
						.filter(({ number }) => stays(`${show.slug}/s${number}`))
						.map((season) => ({ ...season, episodes: this.#episodes(show, season.episodes) })),
				})),
			collections: this.#base.collections,
		};
	}

	#episodes(show: DemoShow, episodes: readonly DemoEpisode[]): DemoEpisode[] {
		return episodes
			.filter((episode) => !this.#removed.has(episodeKey(show, episode)))
			.map((episode) => this.#edited(episodeKey(show, episode), episode));
	}

	#edited<T extends DemoMovie | DemoShow | DemoEpisode>(key: string, title: T): T {
		const edit = this.#edits.get(key);
		if (!edit) {
			return title;
		}
		const crew = title.credits.filter(({ kind }) => kind !== "actor");
		const cast = edit.cast?.map((name) => ({ name, kind: "actor" as const }));
		return {
			...title,
			...(edit.title === undefined ? {} : { title: edit.title }),
			...(cast === undefined ? {} : { credits: [...cast, ...crew] }),
		};
	}

	/** Takes a title out; a show notices that an episode went. */
	remove(key: string): void {
		this.#removed.add(key);
		this.#save(showOf(key));
	}

	/** Puts a title back; it counts as saved anew. False when it was not taken out. */
	restore(key: string): boolean {
		if (!this.#removed.delete(key)) {
			return false;
		}
		this.#save(key);
		this.#save(showOf(key));
		return true;
	}

	/** `seasons`: keys of the seasons of a show, which are saved along with it (07 #24-26). New artwork saves nothing (07 #9-15). */
	change({ slug, title, cast, poster }: ChangeTitle, seasons: readonly string[]): void {
		if (title !== undefined || cast !== undefined) {
			this.#edits.set(slug, {
				...this.#edits.get(slug),
				...(title === undefined ? {} : { title }),
				...(cast === undefined ? {} : { cast }),
			});
			for (const key of [slug, ...seasons]) this.#save(key);
		}
		if (poster !== undefined) {
			this.#art.set(slug, (this.#art.get(slug) ?? 0) + 1);
		}
	}

	/** Makes up a title. @returns its slug. */
	add({ slug, title, kind }: AddTitle): string {
		const count = this.#movies.length + this.#shows.length + 1;
		const key = slug ?? `new-title-${count}`;
		const made = {
			slug: key,
			title: title ?? `New Title ${count}`,
			year: 1930 + (count % 40),
			overview: "Came in while the server was running.",
			genres: ["Drama"],
			providerIds: { tmdb: String(9_000_000 + count) },
			credits: [{ name: "Nora Newcomer", kind: "actor" as const, role: "Herself" }],
			addedAt: new Date(this.#now()).toISOString(),
			hasArt: true,
		};
		const file = { clip: "h264", width: 320, height: 180 } as const;
		if (kind === "show") {
			const episodes = [1, 2, 3].map((number) => ({
				...made,
				slug: `${key}-e${number}`,
				title: `Part ${number}`,
				providerIds: {},
				season: 1,
				number,
				durationMs: 600_000,
				file,
			}));
			this.#shows.push({ ...made, kind: "show", seasons: [{ number: 1, episodes }] });
		} else {
			this.#movies.push({ ...made, kind: "movie", durationMs: 600_000, file });
		}
		return key;
	}

	#save(key: string | null): void {
		if (key !== null) {
			this.#saved.set(key, { at: stampOf(this.#now()), count: (this.#saved.get(key)?.count ?? 0) + 1 });
		}
	}
}

/** The show that a season's or episode's key belongs to. */
function showOf(key: string): string | null {
	const slash = key.indexOf("/");
	return slash < 0 ? null : key.slice(0, slash);
}
