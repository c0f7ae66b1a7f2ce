import { proxy } from "comlink";
import { useEffect, useRef, useState } from "preact/hooks";
import { oncePerHuman } from "../library/person-titles.ts";
import type { SearchKind } from "../library/search-entries.ts";
import type { SearchHit, SearchLimits, SearchResult } from "../library/search-result.ts";
import type { PersonId } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import type { Person } from "../model/person.ts";
import type { SearchAnswer } from "../worker/shelf-api.ts";
import { type LatestOnly, latestOnly } from "./latest-only.ts";
import { shelfWorker } from "./shelf-client.ts";
import { world } from "./world.ts";

/** A human, with their other persons on further servers. */
export interface FoundPerson {
	readonly person: Person;
	readonly others: readonly PersonId[];
}

/** What was found, with what is shown of it. */
export interface Found {
	/** The words that it was found for. */
	readonly words: string;
	readonly found: SearchResult["found"];
	readonly titles: readonly Item[];
	readonly collections: readonly Item[];
	readonly playlists: readonly Item[];
	readonly people: readonly FoundPerson[];
	/** All that there are, shown or not. */
	readonly counts: Readonly<Record<SearchKind, number>>;
	/** The kinds with hits, in the order they are shown. */
	readonly order: readonly SearchKind[];
	/** See `SearchAnswer`, both. */
	readonly searched: number;
	readonly reading: SearchAnswer["reading"];
}

/** `found` is of the words before while those of now are searched. */
export type Search =
	| { readonly kind: "ready"; readonly found: Found | null }
	| { readonly kind: "failed"; readonly found: null };

const USUAL_ORDER: readonly SearchKind[] = ["title", "collection", "playlist", "person"];

/** The kinds that have hits: titles, collections, playlists, people, but what fits better at its best comes first. Pure. */
export function kindsInOrder(
	result: Readonly<Record<SearchKind, { readonly hits: readonly SearchHit[] }>>,
): SearchKind[] {
	const best = (kind: SearchKind) => result[kind].hits[0]?.fit ?? -1;
	return USUAL_ORDER.filter((kind) => best(kind) >= 0).sort((a, b) => best(b) - best(a));
}

/**
 * Searches this device while one types, and anew when more of it was read. What is shown is never older than what was shown before.
 * Starting it has the worker read the library, so that it is there when the first words are.
 */
export function useSearch(words: string, limits: SearchLimits): Search {
	const [search, setSearch] = useState<Search>({ kind: "ready", found: null });
	const asking = useRef<LatestOnly<string> | null>(null);
	const newest = useRef({ words, limits });
	newest.current = { words, limits };
	useEffect(() => {
		const latest = latestOnly<string, Found>({
			answer: (text) => find(text, newest.current.limits),
			show: (found) => setSearch({ kind: "ready", found }),
			fail: (error) => {
				console.error("Searching failed", error);
				setSearch({ kind: "failed", found: null });
			},
		});
		asking.current = latest;
		const again = proxy(() => latest.ask(newest.current.words));
		shelfWorker()
			.watchSearch(again)
			.catch(() => undefined); // A worker that does not start shows in the search itself.
		return () => {
			latest.stop();
			asking.current = null;
			shelfWorker()
				.watchSearch(null)
				.catch(() => undefined);
		};
	}, []);
	useEffect(() => asking.current?.ask(words), [words, limits]);
	return search;
}

async function find(words: string, limits: SearchLimits): Promise<Found> {
	const { found, title, collection, playlist, person, searched, reading } = await shelfWorker().search(words, limits);
	const ids = (hits: readonly SearchHit[]) => hits.map(({ id }) => id);
	const [titles, collections, playlists, people] = await Promise.all([
		world.db.items.bulkGet(ids(title.hits)),
		world.db.items.bulkGet(ids(collection.hits)),
		world.db.items.bulkGet(ids(playlist.hits)),
		world.db.people.bulkGet(ids(person.hits)),
	]);
	return {
		words,
		found,
		titles: titles.flatMap((row) => row ?? []),
		collections: collections.flatMap((row) => row ?? []),
		playlists: playlists.flatMap((row) => row ?? []),
		people: await oncePerHuman(
			world.db,
			people.flatMap((row) => row ?? []),
		),
		counts: { title: title.count, collection: collection.count, playlist: playlist.count, person: person.count },
		order: kindsInOrder({ title, collection, playlist, person }),
		searched,
		reading,
	};
}
