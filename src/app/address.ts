import type { ItemId, LibraryId, PersonId, SourceId } from "../model/ids.ts";

/** Pages without an id of anything in their address. */
const SIMPLE_PAGES = ["libraries", "search", "activity", "settings", "welcome"] as const;
type SimplePage = (typeof SIMPLE_PAGES)[number];

/** Where the person is. `query` holds what follows `?` in the hash: filters of a library, the words of a search. */
export type Route =
	| { readonly page: "home" | SimplePage; readonly query: URLSearchParams }
	| { readonly page: "library"; readonly libraryId: LibraryId; readonly query: URLSearchParams }
	| { readonly page: "title" | "play"; readonly itemId: ItemId; readonly query: URLSearchParams }
	| { readonly page: "person"; readonly personId: PersonId; readonly query: URLSearchParams }
	| { readonly page: "lost"; readonly query: URLSearchParams };

/**
 * Reads an address. `hash` as `location.hash` gives it, with or without `#`.
 *
 * | hash | route |
 * |---|---|
 * | empty, `#/` | home |
 * | `#/library/<libraryId>` | library |
 * | `#/title/<itemId>`, `#/play/<itemId>` | title, play |
 * | `#/person/<personId>` | person |
 * | `#/libraries`, `#/search`, `#/activity`, `#/settings`, `#/welcome` | the page of that name |
 * | anything else | lost |
 */
export function parseAddress(hash: string): Route {
	const bare = hash.replace(/^#?\/?/, "");
	const mark = bare.indexOf("?");
	const path = mark < 0 ? bare : bare.slice(0, mark);
	const query = new URLSearchParams(mark < 0 ? "" : bare.slice(mark + 1));
	const [page = "", ...rest] = path.split("/");
	if (page === "") return { page: "home", query };
	if (rest.length === 0) return { page: SIMPLE_PAGES.find((name) => name === page) ?? "lost", query };
	const id = parseId(rest);
	if (id === null) return { page: "lost", query };
	if (page === "library") return { page, libraryId: id, query };
	if (page === "title" || page === "play") return { page, itemId: id, query };
	if (page === "person") return { page, personId: id, query };
	return { page: "lost", query };
}

function parseId(parts: readonly string[]): `${SourceId}/${string}` | null {
	const [source, ...key] = parts;
	if (!source || key.length === 0 || key[0] === "") return null;
	try {
		return `${decodeURIComponent(source)}/${key.map(decodeURIComponent).join("/")}`;
	} catch {
		return null; // A broken percent escape, typed by hand.
	}
}

/** The hash of a page that shows one thing. The inverse of `parseAddress`. */
export function addressOf(page: "library" | "title" | "play" | "person", id: `${SourceId}/${string}`): string {
	return `#/${page}/${id.split("/").map(encodeURIComponent).join("/")}`;
}

/** The hash of the search page for some words. */
export function searchAddress(words: string): string {
	return words === "" ? "#/search" : `#/search?${new URLSearchParams({ q: words })}`;
}
