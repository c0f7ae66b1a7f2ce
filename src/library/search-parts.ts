import type { SearchColumns, SearchPart } from "./search-entries.ts";

/** The entries of a part that are wanted. Pure. */
export function partWhere(part: SearchPart, isWanted: (id: SearchPart["ids"][number]) => boolean): SearchPart {
	const kept = part.ids.flatMap((id, at) => (isWanted(id) ? [at] : []));
	const starts = new Uint32Array(kept.length + 1);
	for (const [place, at] of kept.entries()) {
		starts[place + 1] = (starts[place] ?? 0) + (part.starts[at + 1] ?? 0) - (part.starts[at] ?? 0);
	}
	const words = new Uint32Array(starts[kept.length] ?? 0);
	for (const [place, at] of kept.entries()) {
		words.set(part.words.subarray(part.starts[at], part.starts[at + 1]), starts[place]);
	}
	return {
		ids: kept.flatMap((at) => part.ids[at] ?? []),
		starts,
		words,
		years: Uint16Array.from(kept, (at) => part.years[at] ?? 0),
		weights: Uint8Array.from(kept, (at) => part.weights[at] ?? 0),
		kinds: Uint8Array.from(kept, (at) => part.kinds[at] ?? 0),
		sources: Uint8Array.from(kept, (at) => part.sources[at] ?? 0),
	};
}

/** Several parts one after the other. */
export interface JoinedParts {
	readonly columns: SearchColumns;
	/** Place of the first entry of each part. */
	readonly firsts: readonly number[];
	/** How many entries there are. */
	readonly count: number;
}

/** Copies the columns of several parts into one. Pure. */
export function joinedParts(parts: readonly SearchPart[]): JoinedParts {
	const firsts: number[] = [];
	let count = 0;
	let wordCount = 0;
	for (const { ids, starts } of parts) {
		firsts.push(count);
		count += ids.length;
		wordCount += (starts[ids.length] ?? 0) - (starts[0] ?? 0);
	}
	const columns = {
		starts: new Uint32Array(count + 1),
		words: new Uint32Array(wordCount),
		years: new Uint16Array(count),
		weights: new Uint8Array(count),
		kinds: new Uint8Array(count),
		sources: new Uint8Array(count),
	};
	let place = 0;
	for (const [number, part] of parts.entries()) {
		const first = firsts[number] ?? 0;
		const from = part.starts[0] ?? 0;
		columns.words.set(part.words.subarray(from, part.starts[part.ids.length]), place);
		for (let at = 0; at <= part.ids.length; at++) columns.starts[first + at] = (part.starts[at] ?? 0) - from + place;
		columns.years.set(part.years, first);
		columns.weights.set(part.weights, first);
		columns.kinds.set(part.kinds, first);
		columns.sources.set(part.sources, first);
		place = columns.starts[first + part.ids.length] ?? 0;
	}
	return { columns, firsts, count };
}

/** A part whose columns are a stretch of larger ones, so that it takes no room of its own. Pure. */
export function partAt(
	{ starts, words, years, weights, kinds, sources }: SearchColumns,
	first: number,
	ids: SearchPart["ids"],
): SearchPart {
	const end = first + ids.length;
	return {
		ids,
		words,
		starts: starts.subarray(first, end + 1),
		years: years.subarray(first, end),
		weights: weights.subarray(first, end),
		kinds: kinds.subarray(first, end),
		sources: sources.subarray(first, end),
	};
}
