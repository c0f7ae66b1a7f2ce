import type { VNode } from "preact";
import { joinedFaces, joinedInWords, joinedOf } from "../joined-on-device.ts";
import type { LibraryShown, SourceLibraries } from "../libraries-on-device.ts";
import { LibraryTile } from "./library-tile.tsx";

/** A tile for all films, and one for all shows, of every server; none where that would be one library alone. */
export function joinedTiles(groups: readonly SourceLibraries[]): VNode[] {
	return joinedOf(groups, libraryOf).map(({ library, parts }) => (
		<LibraryTile
			key={library.libraryId}
			shown={{ library, faces: joinedFaces(parts) }}
			line={joinedInWords(parts.map(libraryOf))}
		/>
	));
}

const libraryOf = ({ library }: LibraryShown) => library;
