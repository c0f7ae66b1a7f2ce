import type { AddTitle, ChangeTitle } from "../core/control.ts";
import { episodeSlug, madeUpTitle, recast } from "../core/title-edits.ts";
import type { DemoEpisode, DemoLibrary, DemoMovie, DemoShow } from "../library/types.ts";
import type { Revisions } from "./catalogue.ts";
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
			playlists: (this.#base.playlists ?? []).filter(({ slug }) => stays(slug)),
		};
	}

	#episodes(show: DemoShow, episodes: readonly DemoEpisode[]): DemoEpisode[] {
		return episodes
			.filter((episode) => !this.#removed.has(episodeSlug(show, episode)))
			.map((episode) => this.#edited(episodeSlug(show, episode), episode));
	}

	#edited<T extends DemoMovie | DemoShow | DemoEpisode>(key: string, title: T): T {
		const edit = this.#edits.get(key);
		if (!edit) {
			return title;
		}
		return {
			...title,
			...(edit.title === undefined ? {} : { title: edit.title }),
			...(edit.cast === undefined
				? {}
				: { credits: recast(title.credits, edit.cast, "season" in title ? "guest" : "actor") }),
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
	add(asked: AddTitle): string {
		const made = madeUpTitle(asked, `new-title-${this.#movies.length + this.#shows.length + 1}`, this.#now());
		if (made.kind === "show") {
			this.#shows.push(made);
		} else {
			this.#movies.push(made);
		}
		return made.slug;
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
