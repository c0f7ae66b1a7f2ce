import { JOINED_KINDS, type JoinedKind, joinedId, librariesToJoin } from "../library/joined-libraries.ts";
import { sourceOf } from "../model/ids.ts";
import type { Item, Library } from "../model/item.ts";
import type { Source } from "../model/source.ts";
import { count } from "./format.ts";
import type { LibraryShown } from "./libraries-on-device.ts";

const NAMES: Readonly<Record<JoinedKind, string>> = { movies: "All movies", shows: "All shows" };

/** What is joined of several libraries, as one that pages can show as they show a library. Pure. */
export function joinedLibrary(kind: JoinedKind): Library {
	const libraryId = joinedId(kind);
	return { libraryId, sourceId: sourceOf(libraryId), title: NAMES[kind], kind, order: 0, revision: 0 };
}

/** Libraries that are joined, with what they are together. */
export interface Joined<Part> {
	readonly library: Library;
	readonly parts: readonly Part[];
}

interface Group<Part> {
	readonly source: Source;
	readonly libraries: readonly Part[];
}

/** What there is to be joined of libraries in lists, source by source: of one library alone, nothing. Pure. */
export function joinedOf<Part>(
	groups: readonly Group<Part>[],
	libraryOf: (part: Part) => Library,
): readonly Joined<Part>[] {
	const parts = groups.flatMap(({ libraries }) => libraries);
	const sources = groups.map(({ source }) => source);
	return JOINED_KINDS.flatMap((kind) => {
		const libraries = librariesToJoin(kind, parts.map(libraryOf), sources, new Set());
		if (libraries.length < 2) return [];
		return [
			{
				library: joinedLibrary(kind),
				parts: libraries.flatMap((library) => parts.find((part) => libraryOf(part) === library) ?? []),
			},
		];
	});
}

/** Up to four posters for what is joined, of each library the first, then the second, and so on; titles of one name once. Pure. */
export function joinedFaces(parts: readonly Pick<LibraryShown, "faces">[]): readonly Item[] {
	const byName = new Map<string, Item>();
	for (let at = 0; at < 4; at++) {
		for (const { faces } of parts) {
			const item = faces[at];
			if (item && !byName.has(item.title)) byName.set(item.title, item);
		}
	}
	return [...byName.values()].slice(0, 4);
}

/** How much is joined: `4 libraries on 2 servers`. Pure. */
export function joinedInWords(libraries: readonly Library[]): string {
	const servers = new Set(libraries.map(({ sourceId }) => sourceId)).size;
	return `${count(libraries.length, "library", "libraries")} on ${count(servers, "server")}`;
}
