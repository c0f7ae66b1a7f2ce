import type { ShelfBlock } from "../../../src/db/schema.ts";
import type { LibraryId } from "../../../src/model/ids.ts";

/** A block of a library's shelf without a title. */
export function emptyBlock(libraryId: LibraryId): ShelfBlock {
	return {
		libraryId,
		block: 0,
		serverKeys: [],
		titles: [],
		sortTitles: [],
		originalTitles: [],
		years: [],
		addedAt: [],
		ratings: [],
		durationsMs: [],
		premiered: [],
		kinds: "",
		genres: [],
		resolutions: [],
		leafCounts: [],
	};
}
